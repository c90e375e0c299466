"""What a journal says of an action, held against what really happened."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Final

from tui_app.ledger.action_states import IN_HAND, ActionState
from tui_app.ledger.entries import Entry

WRONGS: Final = ("doubled", "lost", "phantom", "falsely failed", "left undecided")
"""What must not be found once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One attempt: what it was, how its row was left and what was made of it, and how often it happened.

    `found` is the state of its row in the end, empty where there is no row.
    """

    action: str
    trouble: str
    moment: str
    left: str
    found: str
    happened: int

    @property
    def wrong(self) -> list[str]:
        """Which of the wrongs this is."""
        holds = {
            "doubled": self.happened > 1,
            "lost": self.happened > 0 and self.found == "",
            "phantom": self.happened == 0 and self.found == ActionState.DONE,
            "falsely failed": self.happened > 0 and self.found in {ActionState.NOT_DONE, ActionState.REFUSED},
            "left undecided": self.found == ActionState.UNKNOWN or self.found in IN_HAND,
        }
        return [name for name in WRONGS if holds[name]]

    def text(self) -> str:
        """As a report of pytest can carry it from process to process."""
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, text: str) -> Judged:
        """As `text` wrote it."""
        said: dict[str, Any] = json.loads(text)
        return cls(**said)


def found_of(entry: Entry | None) -> str:
    """The state of a row, if there is one."""
    return entry.state.value if entry else ""


def table(attempts: Iterable[Judged]) -> list[str]:
    """Totals by action, and each trouble or moment that left something to a person, as lines."""
    every = list(attempts)
    names = list(dict.fromkeys(one.action for one in every))
    columns = ("attempts", "happened", "was unknown", "then done", "then not done", "needs a person", *WRONGS)
    rows = [_row(name, [one for one in every if one.action == name]) for name in names]
    lines = [" ".join([f"{'':10}", *(f"{column:>14}" for column in columns)])]
    lines += [
        " ".join([f"{name:10}", *(f"{row[column]:>14,}" for column in columns)])
        for name, row in [*zip(names, rows, strict=True), ("all", sum(rows, Counter[str]()))]
    ]
    left = Counter((one.action, one.trouble, one.moment) for one in every if one.found == "needs a person")
    return lines + [f"needs a person: {' / '.join(what)}: {count}" for what, count in sorted(left.items())]


def _row(name: str, attempts: list[Judged]) -> Counter[str]:
    unknown = [one for one in attempts if one.left in {ActionState.SENDING, ActionState.UNKNOWN}]
    counted = Counter[str](
        {
            "attempts": len(attempts),
            "happened": sum(one.happened for one in attempts),
            "was unknown": len(unknown),
            "then done": sum(one.found == ActionState.DONE for one in unknown),
            "then not done": sum(one.found == ActionState.NOT_DONE for one in unknown),
            "needs a person": sum(one.found == ActionState.NEEDS_PERSON for one in attempts),
        }
    )
    return counted + Counter(wrong for one in attempts for wrong in one.wrong)
