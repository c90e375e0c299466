"""Reading one list to its end: a page is kept while the next is on its way, and none is lost in between."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tui_app.domain.offer import Side
from tui_app.gateway.contract import Connection, OfferPage

GOES_ON: timedelta = timedelta(minutes=5)
"""How long after it stopped a reading may be gone on with: later, too much of the list has moved."""

Keep = Callable[[OfferPage], Awaitable[None]]


@dataclass(slots=True, kw_only=True)
class Reading:
    """What was read of one list so far, perhaps in several parts.

    `generations` are those that its rows are kept with, one for each side. `kept` counts offers, `total` is
    how many the marketplace claims there are, `began` is when this part was begun with `before` of them kept.
    """

    connection: Connection
    generations: dict[Side, int]
    began: datetime
    before: int = 0
    kept: int = 0
    total: int | None = None
    part: int = 0
    cut: bool = False
    partial: bool = False
    ended: bool = False
    unreadable: list[str] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Whether nothing of the list is missing."""
        return self.ended and not self.cut and not self.partial

    def may_go_on(self, connection: Connection, now: datetime) -> bool:
        """Whether the next reading of this list can begin where this one stopped."""
        return self.part > 0 and self.connection is connection and now - self.began < GOES_ON

    def took(self, page: OfferPage, unreadable: Sequence[str]) -> None:
        """Note a page that was kept, and why some that came unopened could not be."""
        self.kept += len(page.offers) + len(page.unopened) - len(unreadable)
        self.total = page.total if self.total is None else max(self.total, page.total or 0)
        self.cut, self.partial = page.cut, self.partial or page.partial
        self.part = page.part
        self.unreadable += (*page.unreadable, *unreadable)

    def left(self, now: datetime, *, most: int | None) -> timedelta | None:
        """How long the rest may take, by what this part took so far; None where nobody can tell."""
        done = self.kept - self.before
        if most is None or not done:
            return None
        return (now - self.began) / done * max(0, most - self.kept)


async def keep_all(pages: AsyncGenerator[OfferPage], keep: Keep) -> None:
    """Hand every page to `keep`, in order and one at a time, also those that came before an end by force.

    Raises what reading raises, else what keeping does.
    """
    keeping: asyncio.Task[None] | None = None
    try:
        async with aclosing(pages):
            async for page in pages:
                before, keeping = keeping, asyncio.create_task(_after(keeping, keep, page))
                if before is not None:  # one page is kept while one is on its way, and no more wait
                    await asyncio.shield(before)
    finally:
        failed = await _end_of(keeping)
    if failed is not None:
        raise failed


async def _end_of(keeping: asyncio.Task[None] | None) -> BaseException | None:
    if keeping is None:
        return None
    await asyncio.wait([keeping])
    return None if keeping.cancelled() else keeping.exception()


async def _after(before: asyncio.Task[None] | None, keep: Keep, page: OfferPage) -> None:
    if before is not None:
        await before
    await keep(page)
