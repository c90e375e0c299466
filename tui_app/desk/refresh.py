"""Reading an account's offers to the end, and keeping what was seen."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from tui_app.desk.news import OffersChanged
from tui_app.desk.sources import Source, SourceState
from tui_app.desk.tasks import in_thread
from tui_app.desk.watching import Watching
from tui_app.desk.workbench import Workbench
from tui_app.domain.errors import MarketplaceError, OfferdeskError
from tui_app.domain.offer import Side
from tui_app.gateway.contract import Connection, OfferQuery


class _Read(NamedTuple):
    whole: bool
    notes: list[str]


class Refresher:
    """One refresh reads every list of one account; each page is kept as soon as it is in."""

    def __init__(self, bench: Workbench, watching: Watching, *, page_size: int, limit: int) -> None:
        self._bench = bench
        self._watching = watching
        self._page_size = page_size
        self._limit = limit

    async def refresh(self, account: str) -> bool:
        """Read an account; whether all its lists were read to the end.

        What goes wrong becomes the state of its source, nobody else's.
        """
        before = self._bench.sources.of(account)
        self._bench.sources.put(replace(before, state=SourceState.LOADING, so_far=0))
        try:
            connection = await self._bench.accounts.connection(account)
            await self._measure_skew(account, connection)
            lists = self._bench.accounts.marketplace(account).lists
            read = [await self._read_list(account, connection, sides) for sides in lists]
        except OfferdeskError as error:
            self._bench.sources.failed(account, error)
            return False
        except asyncio.CancelledError:
            self._bench.sources.put(replace(self._bench.sources.of(account), state=before.state))
            raise
        self._settle(account, [note for each in read for note in each.notes])
        return all(each.whole for each in read)

    async def _measure_skew(self, account: str, connection: Connection) -> None:
        started = self._bench.clock()
        try:
            theirs = await connection.server_time()
        except MarketplaceError:
            return  # a list can be read without their clock; acting asks for it again
        ours = started + (self._bench.clock() - started) / 2
        self._bench.sources.put(replace(self._bench.sources.of(account), skew=theirs - ours))

    async def _read_list(self, account: str, connection: Connection, sides: Sequence[Side]) -> _Read:
        shelf, clock = self._bench.shelf, self._bench.clock
        generations = {side: await in_thread(shelf.begin, account, side) for side in sides}
        newest = max(generations.values())
        kept, cut, partial, unreadable = 0, False, False, list[str]()
        async for page in connection.pages(await self._query(account, sides)):
            await in_thread(shelf.keep, page.offers, newest, clock())
            await self._watching.keep_found(account, page.found)
            kept, cut, partial = kept + len(page.offers), page.cut, partial or page.partial
            unreadable.extend(page.unreadable)
            self._progress(account, len(page.offers))
        whole = not cut and not partial
        if whole:
            for side, generation in generations.items():
                await in_thread(shelf.finish, account, side, generation, clock())
        self._bench.notices.tell(OffersChanged(account))
        return _Read(whole, _notes(_named(sides), kept if cut else None, unreadable))

    async def _query(self, account: str, sides: Sequence[Side]) -> OfferQuery:
        watched = await in_thread(self._watching.of, account)
        side = sides[0] if len(sides) == 1 else None
        return OfferQuery(side=side, watched=watched, page_size=self._page_size, limit=self._limit)

    def _progress(self, account: str, count: int) -> None:
        source = self._bench.sources.of(account)
        self._bench.sources.put(replace(source, so_far=source.so_far + count))
        self._bench.notices.tell(OffersChanged(account))

    def _settle(self, account: str, notes: list[str]) -> None:
        source = self._bench.sources.of(account)
        self._bench.sources.put(
            Source(
                account=account,
                state=SourceState.FRESH,
                read_at=self._bench.clock(),
                note="; ".join(notes),
                skew=source.skew,
            )
        )


def _named(sides: Sequence[Side]) -> str:
    """A list in a word: its side, or nothing where it holds all."""
    return sides[0].value if len(sides) == 1 else ""


def _notes(which: str, cut_after: int | None, unreadable: list[str]) -> list[str]:
    notes = []
    if cut_after is not None:
        first = " ".join(("the first", f"{cut_after:,}", *which.split(), "offers"))
        notes.append(f"{first} were read; refresh_limit in the settings says how many")
    if unreadable:
        notes.append(f"{len(unreadable)} {which or 'entries'} could not be read: {unreadable[0]}")
    return notes
