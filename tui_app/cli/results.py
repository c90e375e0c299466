"""How each item of an order ended, as a line or as data, as soon as it has."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tui_app.cli import records
from tui_app.cli.exit_codes import ExitCode
from tui_app.cli.forms import Format
from tui_app.cli.output import Output
from tui_app.domain.offer import OfferKey
from tui_app.domain.verdicts import Action
from tui_app.ledger.action_states import ActionState


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """How one item ended. `state` is None where nothing was begun; `made` is the id of what was made."""

    key: OfferKey
    action: Action
    state: ActionState | None
    sentence: str
    code: ExitCode
    action_id: str | None = None
    made: str | None = None


@contextmanager
def results_on(out: Output, form: Format) -> Iterator[Callable[[Result], None]]:
    """Where results go, each at once."""
    if form is Format.JSON:
        with out.json_list("results") as add:
            yield lambda result: add(_record(result))
    else:
        yield lambda result: out.line(_line(result))


def _record(result: Result) -> records.Record:
    return {
        "key": str(result.key),
        "action": result.action.value,
        "state": result.state.value if result.state else None,
        "sentence": records.sentence(result.sentence),
        "action_id": result.action_id,
        "made": result.made,
        "exit_code": int(result.code),
    }


def _line(result: Result) -> str:
    state = result.state.value if result.state else "not sent"
    return f"{result.key}  {state}  {records.sentence(result.sentence)}"
