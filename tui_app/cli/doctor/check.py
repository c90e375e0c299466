"""One thing that was looked at, and how it is put."""

from __future__ import annotations

from dataclasses import dataclass

from tui_app.domain.text import PROSE_LIMIT, clean
from tui_app.log.log import fit_to_show
from tui_app.log.redaction import without_home


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What was looked at and what was found. `fine` is None for what is only told.

    Where it is `of_this_machine`, it is made of nothing but versions and switches, and no long word in it is
    taken for a secret.
    """

    name: str
    fine: bool | None
    sentence: str
    of_this_machine: bool = False

    @property
    def fit(self) -> str:
        """The sentence as anybody may read it."""
        if self.of_this_machine:
            return without_home(clean(self.sentence, limit=PROSE_LIMIT))
        return fit_to_show(self.sentence)


def size(count: int) -> str:
    """So many bytes in short: `12 kB`, `3.4 MB`, `120.0 GB`."""
    for unit, step in (("GB", 10**9), ("MB", 10**6)):
        if count >= step:
            return f"{count // step}.{count % step * 10 // step} {unit}"
    return f"{(count + 999) // 1_000} kB"
