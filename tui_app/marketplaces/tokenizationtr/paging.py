"""Walking through pages that count from 1, until one brings nothing new.

What an answer says of its pages is a claim: it may be missing or absurd. It ends a walk only where it
agrees with a page that is not full.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from dataclasses import dataclass
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


async def leaves(fetch: Fetch, *, by: str, size: int, limit: int, first: int = 1) -> AsyncGenerator[Leaf]:
    """Every page from `first` on that brings something new, and the first in any case.

    Rows are told apart by the field `by`.
    """
    met: set[str] = set()
    for number in range(first, first + _MOST_PAGES):
        page = await fetch(number)
        fresh = {mark: row for row in page.rows if (mark := _mark(row, by)) not in met}
        claimed = page.total if first == 1 else None
        met.update(fresh)
        over = not fresh or (len(page.rows) < size and claimed == len(met))
        cut = not over and (len(met) >= limit or number == first + _MOST_PAGES - 1)
        short = over and claimed is not None and claimed > len(met)
        if fresh or number == first or short:
            yield Leaf(number=number, rows=tuple(fresh.values()), total=page.total, cut=cut, short=short)
        if over or cut:
            return


def _mark(row: object, by: str) -> str:
    """What tells one row from another: its id, or else all of it."""
    said = row.get(by) if isinstance(row, Mapping) else None
    return str(said) if isinstance(said, str | int) else write_json(row)[:_LONGEST_MARK]
