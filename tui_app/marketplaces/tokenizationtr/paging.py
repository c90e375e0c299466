"""Walking through pages that count from 1, until one brings nothing new.

What an answer says of its pages is a claim: it may be missing or absurd. It ends a walk only where it
agrees with a page that is not full.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

from tui_app.domain.errors import UnreadableReply
from tui_app.gateway.decode import write_json
from tui_app.gateway.entry import Entry, whole_of
from tui_app.marketplaces.tokenizationtr.fields import TITLE

_MOST_PAGES: Final = 1_000
_LONGEST_MARK: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The rows of one answer, and how many it says there are in all, if it says that."""

    rows: list[object]
    total: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """What one page brought that is new. `cut`: there is more, which was not read.

    `short` says that the walk is over and brought less than was claimed.
    """

    number: int
    rows: tuple[object, ...]
    total: int | None
    cut: bool = False
    short: bool = False


@dataclass(slots=True, kw_only=True)
class Progress:
    """How far a list was read: the page to ask for next, and what tells the rows that were met.

    `overlaps` says that the next page was read before, so that a few rows that vanished hide no others.
    """

    first: int = 1
    number: int = 1
    met: set[str] = field(default_factory=set)
    overlaps: bool = False

    @classmethod
    def at(cls, page: int) -> Progress:
        """Nothing yet, of a list that begins at this page."""
        return cls(first=page, number=page)

    def step_back(self) -> None:
        """Read the page before again, if there was one."""
        if self.number > self.first:
            self.number, self.overlaps = self.number - 1, True

    def is_lost(self, marks: Collection[str]) -> bool:
        """Whether a page that should have overlapped does not."""
        return self.overlaps and self.met.isdisjoint(marks)

    def begin_again(self) -> None:
        """Forget everything."""
        self.number, self.met, self.overlaps = self.first, set(), False

    def took(self, marks: Collection[str]) -> None:
        """Note a page, and go to the next."""
        self.met.update(marks)
        self.number, self.overlaps = self.number + 1, False


Fetch = Callable[[int], Awaitable[Page]]
"""Asks for a page by its number."""


def page_in(value: object) -> Page:
    """The page in an answer, whether it is told of as to users or as to admins. Raises UnreadableReply."""
    rows = value.get("data") if isinstance(value, Mapping) else None
    if not isinstance(value, Mapping) or not isinstance(rows, list):
        raise UnreadableReply(f"{TITLE} sent no list. Check the account's API address.")
    entry = Entry(value)
    total = entry.inner("pagination").told("total", whole_of)
    return Page(rows=rows, total=entry.told("total", whole_of) if total is None else total)


async def leaves(fetch: Fetch, progress: Progress, *, by: str, size: int, limit: int) -> AsyncGenerator[Leaf]:
    """Every page that is left and brings something new, and the first of all in any case.

    Rows are told apart by the field `by`. `limit` is how many of them may have been met in the end.
    """
    for asked in range(1, _MOST_PAGES + 1):
        number, overlapped = progress.number, progress.overlaps
        page = await fetch(number)
        marked = {_mark(row, by): row for row in page.rows}
        if progress.is_lost(marked):
            progress.begin_again()
            continue
        fresh = {mark: row for mark, row in marked.items() if mark not in progress.met}
        progress.took(fresh)
        met = len(progress.met)
        claimed = page.total if progress.first == 1 else None
        over = (not fresh and not overlapped) or (len(page.rows) < size and claimed == met)
        cut = not over and (met >= limit or asked == _MOST_PAGES)
        short = over and claimed is not None and claimed > met
        if fresh or number == progress.first or short:
            yield Leaf(number=number, rows=tuple(fresh.values()), total=page.total, cut=cut, short=short)
        if over or cut:
            return


def _mark(row: object, by: str) -> str:
    """What tells one row from another: its id, or else all of it."""
    said = row.get(by) if isinstance(row, Mapping) else None
    return str(said) if isinstance(said, str | int) else write_json(row)[:_LONGEST_MARK]
