"""Walking through pages that count from 1, until one brings nothing new.

What an answer says of its pages is a claim: it may be missing or absurd. It ends a walk only where it
agrees with a page that is not full.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
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
    """How far a list was read: the page to ask for next, and what was met. The field `by` tells rows apart.

    `overlaps` says that the next page was read before, so that a few rows that vanished hide no others.
    `over` says that there is nothing more to ask for.
    """

    by: str
    size: int
    first: int = 1
    number: int = 1
    pages: int = 0
    met: set[str] = field(default_factory=set)
    overlaps: bool = False
    over: bool = False

    def go_on(self) -> None:
        """Begin another part of the reading, a page before the one that was next."""
        self.pages = 0
        if self.number > self.first:
            self.number, self.overlaps = self.number - 1, True

    def take(self, page: Page, *, most: int) -> Leaf | None:
        """What the page brings, unless that is nothing; at `most` rows met there is more than is read."""
        marked = {_mark(row, self.by): row for row in page.rows}
        if self.overlaps and self.met.isdisjoint(marked):
            self.number, self.met, self.overlaps = self.first, set(), False
            return None
        fresh = {mark: row for mark, row in marked.items() if mark not in self.met}
        self.met.update(fresh)
        self.pages += 1
        claimed = page.total if self.first == 1 else None
        met = len(self.met)
        self.over = (not fresh and not self.overlaps) or (len(page.rows) < self.size and claimed == met)
        cut = not self.over and (met >= most or self.pages == _MOST_PAGES)
        short = self.over and claimed is not None and claimed > met
        number, self.number, self.overlaps = self.number, self.number + 1, False
        if not (fresh or number == self.first or short):
            return None
        return Leaf(number=number, rows=tuple(fresh.values()), total=page.total, cut=cut, short=short)


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


async def leaves(fetch: Fetch, progress: Progress, *, limit: int) -> AsyncGenerator[Leaf]:
    """Every page that is left and brings something new, and the first of all in any case."""
    while not progress.over:
        leaf = progress.take(await fetch(progress.number), most=limit)
        if leaf is not None:
            yield leaf
            if leaf.cut:
                return


def _mark(row: object, by: str) -> str:
    """What tells one row from another: its id, or else all of it."""
    said = row.get(by) if isinstance(row, Mapping) else None
    return str(said) if isinstance(said, str | int) else write_json(row)[:_LONGEST_MARK]
