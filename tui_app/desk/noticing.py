"""Finding out what a refresh brought, and what is about to end: told once, and unread until looked at."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Final

from tui_app.desk.news import OffersCame, OffersChanged
from tui_app.desk.sources import SourceState
from tui_app.desk.tasks import in_thread
from tui_app.desk.workbench import Workbench
from tui_app.domain.errors import LedgerError
from tui_app.domain.offer import Side
from tui_app.ledger.unread import Came, Unread

HOUR: Final = timedelta(hours=1)


class Noticing:
    """What is unread. Where the ledger fails at that, nothing is told: its own trouble is told elsewhere."""

    def __init__(self, bench: Workbench, unread: Unread, *, ending_within: timedelta = HOUR) -> None:
        self._bench = bench
        self._unread = unread
        self.ending_within = ending_within

    async def look(self, account: str) -> None:
        """A refresh of this account ended: tell what it brought, if it went well."""
        if self._bench.sources.of(account).state is SourceState.FRESH:
            with suppress(LedgerError):
                came = await in_thread(self._unread.note, account, self._bench.clock())
                self._tell(account, came._replace(ending=await self._endings()))

    async def look_at_ends(self) -> None:
        """Tell of offers that came to end soon by the mere passing of time."""
        with suppress(LedgerError):
            self._tell("", Came(ending=await self._endings()))

    async def read(self, row_ids: Sequence[int]) -> int:
        """These were looked at; how many of them had not been. Raises LedgerError."""
        return await in_thread(self._unread.read, row_ids)

    def count(self, side: Side) -> int:
        """How many of one side are unread, up to a limit. Raises LedgerError."""
        return self._unread.count(side)

    async def _endings(self) -> int:
        return await in_thread(self._unread.note_endings, self._bench.clock(), self.ending_within)

    def _tell(self, account: str, came: Came) -> None:
        if any(came):
            self._bench.notices.tell(OffersCame(account, came.new, came.changed, came.ending))
            self._bench.notices.tell(OffersChanged(account))
