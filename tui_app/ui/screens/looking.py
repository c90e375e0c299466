"""Looking clears what is unread: the cursor rests on an offer for a moment, or its details are opened."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from tui_app.domain.errors import LedgerError

if TYPE_CHECKING:
    from textual.timer import Timer

    from tui_app.desk.desk import Desk
    from tui_app.ui.screens.offer_list import OfferListScreen

REST_SECONDS: Final = 1.0


class Looking:
    """What one list does about what is unread. The ledger is written in a thread."""

    def __init__(self, screen: OfferListScreen, read: Callable[[], None]) -> None:
        """`read` is called when something is not unread any more."""
        self._screen = screen
        self._read = read
        self._resting: Timer | None = None
        self._steps = 0
        self._since = math.inf

    def cursor_moved(self) -> None:
        """The cursor is on another row: if somebody put it there, they may look at it."""
        steps, self._steps = self._steps, self._screen.table.steps
        self._since = time.monotonic() if steps != self._steps else math.inf
        if self._resting is None and steps != self._steps:
            self._resting = self._screen.set_timer(REST_SECONDS, self._rested)

    def look(self) -> None:
        """The offer under the cursor was looked at."""
        row_id = self._screen.table.cursor_row
        if row_id is not None and self._screen.is_active and self._screen.table.is_unread:
            self.look_at([row_id])

    def look_at(self, row_ids: Sequence[int]) -> None:
        """These were looked at."""
        if (desk := self._screen.desk) is not None:
            self._screen.run_worker(self._clear(desk, row_ids), group="looking")

    def _rested(self) -> None:
        """One timer is enough for however many rows the cursor passed meanwhile."""
        self._resting = None
        rested = time.monotonic() - self._since
        if rested >= REST_SECONDS:
            self.look()
        elif rested >= 0:
            self._resting = self._screen.set_timer(REST_SECONDS - rested, self._rested)

    async def _clear(self, desk: Desk, row_ids: Sequence[int]) -> None:
        with suppress(LedgerError):  # the mark stays, and the next look tries again
            if await desk.noticing.read(row_ids):
                self._read()
