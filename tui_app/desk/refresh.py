"""Reading an account's offers to the end, and keeping what was seen."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from tui_app.desk.list_reading import Reading, keep_all
from tui_app.desk.news import OffersChanged
from tui_app.desk.sources import Source, SourceState
from tui_app.desk.tasks import in_thread
from tui_app.desk.watching import Watching
from tui_app.desk.workbench import Workbench
from tui_app.domain.errors import MarketplaceError, OfferdeskError
from tui_app.domain.offer import Side
from tui_app.gateway.contract import Connection, OfferPage, OfferQuery

Sides = tuple[Side, ...]


class Refresher:
    """One refresh reads every list of one account; each page is kept as soon as it is in.

    A list that was not read to its end, be it for a limit, a failure or because somebody stopped it, is gone
    on with by the next refresh, where the marketplace can do that and not much time went by.
    """

    def __init__(self, bench: Workbench, watching: Watching, *, page_size: int, limit: int) -> None:
        self._bench = bench
        self._watching = watching
        self._page_size = page_size
        self._limit = limit
        self._left: dict[tuple[str, Sides], Reading] = {}
        self._working: dict[str, asyncio.Task[list[Reading]]] = {}
        self._stopped: set[str] = set()

    async def refresh(self, account: str) -> bool:
        """Read an account; whether all its lists were read from their beginning to their end.

        What goes wrong becomes the state of its source, nobody else's.
        """
        sources = self._bench.sources
        before = sources.of(account)
        self._stopped.discard(account)
        sources.put(replace(before, state=SourceState.LOADING, so_far=0, total=None, left=None, note=""))
        self._working[account] = working = asyncio.create_task(self._read(account))
        try:
            read = await working
        except OfferdeskError as error:
            sources.failed(account, error)
            return False
        except asyncio.CancelledError:
            if account not in self._stopped:
                sources.put(replace(sources.of(account), state=before.state, note=before.note))
                raise
            sources.put(_stopped(sources.of(account), before))
            return False
        finally:
            self._working.pop(account, None)
        self._settle(account, self._lists(account), read)
        return all(each.whole and each.part <= 1 for each in read)

    def stop(self, account: str) -> None:
        """End the refresh of an account, if one is running; what was read stays."""
        if (working := self._working.get(account)) is not None:
            self._stopped.add(account)
            working.cancel()

    async def _read(self, account: str) -> list[Reading]:
        connection = await self._bench.accounts.connection(account)
        await self._measure_skew(account, connection)
        return [await self._read_list(account, connection, sides) for sides in self._lists(account)]

    def _lists(self, account: str) -> tuple[Sides, ...]:
        return self._bench.accounts.marketplace(account).lists

    async def _measure_skew(self, account: str, connection: Connection) -> None:
        started = self._bench.clock()
        try:
            theirs = await connection.server_time()
        except MarketplaceError:
            return  # a list can be read without their clock; acting asks for it again
        ours = started + (self._bench.clock() - started) / 2
        self._bench.sources.put(replace(self._bench.sources.of(account), skew=theirs - ours))

    async def _read_list(self, account: str, connection: Connection, sides: Sides) -> Reading:
        reading, going_on = await self._begun(account, connection, sides)
        query = await self._query(account, sides, go_on=going_on)
        so_far = self._bench.sources.of(account).so_far

        async def keep(page: OfferPage) -> None:
            reading.part = 0  # nothing can follow a page that is lost here
            newest = max(reading.generations.values())
            kept = partial(self._bench.shelf.keep, page.offers, newest, self._bench.clock())
            unreadable = await in_thread(kept, page.unopened)
            await self._watching.keep_found(account, page.found)
            reading.took(page, unreadable)
            self._progress(account, reading, so_far)

        try:
            await keep_all(connection.pages(query), keep)
        finally:
            if reading.part:
                self._left[account, sides] = reading
        reading.ended = True
        await self._finish(account, sides, reading)
        return reading

    async def _begun(self, account: str, connection: Connection, sides: Sides) -> tuple[Reading, bool]:
        """A reading, and whether it goes on with one that stopped."""
        now = self._bench.clock()
        left = self._left.pop((account, sides), None)
        if left is not None and left.may_go_on(connection, now):
            left.began, left.before = now, left.kept
            return left, True
        generations = {side: await in_thread(self._bench.shelf.begin, account, side) for side in sides}
        return Reading(connection=connection, generations=generations, began=now), False

    async def _finish(self, account: str, sides: Sides, reading: Reading) -> None:
        if not reading.cut:
            self._left.pop((account, sides), None)
        if reading.whole:
            for side, generation in reading.generations.items():
                await in_thread(self._bench.shelf.finish, account, side, generation, self._bench.clock())
        self._bench.notices.tell(OffersChanged(account))

    async def _query(self, account: str, sides: Sides, *, go_on: bool) -> OfferQuery:
        watched = await in_thread(self._watching.of, account)
        side = sides[0] if len(sides) == 1 else None
        return OfferQuery(
            side=side,
            watched=watched,
            page_size=self._page_size,
            limit=self._limit,
            go_on=go_on,
            unopened=True,
        )

    def _progress(self, account: str, reading: Reading, so_far: int) -> None:
        """Say how far it came; `so_far` is what the lists before this one brought."""
        most = None if reading.total is None else min(reading.total, reading.before + self._limit)
        self._bench.sources.put(
            replace(
                self._bench.sources.of(account),
                so_far=so_far + reading.kept,
                total=None if most is None else so_far + max(most, reading.kept),
                left=reading.left(self._bench.clock(), most=most),
            )
        )
        self._bench.notices.tell(OffersChanged(account))

    def _settle(self, account: str, sides: Sequence[Sides], read: Sequence[Reading]) -> None:
        source = self._bench.sources.of(account)
        notes = [
            note for which, each in zip(sides, read, strict=True) for note in _notes(_named(which), each)
        ]
        self._bench.sources.put(
            Source(
                account=account,
                state=SourceState.FRESH,
                read_at=self._bench.clock(),
                note="; ".join(notes),
                skew=source.skew,
            )
        )


def _stopped(source: Source, before: Source) -> Source:
    """What a source is after somebody stopped its refresh."""
    state = SourceState.NEVER_READ if before.read_at is None else SourceState.STALE
    of = f" of {source.total:,}" if source.total is not None else ""
    note = f"stopped after {source.so_far:,}{of}; refresh to read on"
    return replace(source, state=state, note=note, problem="", cause=None)


def _named(sides: Sides) -> str:
    """A list in a word: its side, or nothing where it holds all."""
    return sides[0].value if len(sides) == 1 else ""


def _notes(which: str, reading: Reading) -> list[str]:
    notes = []
    if reading.cut:
        first = " ".join(("the first", f"{reading.kept:,}", *which.split(), "offers"))
        more = "refresh again to read on" if reading.part else "refresh_limit in the settings says how many"
        notes.append(f"{first} were read; {more}")
    if (count := len(reading.unreadable)) > 0:
        notes.append(f"{count} {which or 'entries'} could not be read: {reading.unreadable[0]}")
    return notes
