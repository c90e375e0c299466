"""How many offers a list leaves out because they are muted: none is hidden without a word."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from tui_app.domain.errors import LedgerError

if TYPE_CHECKING:
    from tui_app.ledger.windows import View, Windows
    from tui_app.ui.screens.offer_list import OfferListScreen


class MutedCount:
    """Counted in a thread for the view that is shown, where its filter leaves muted offers out."""

    def __init__(self, screen: OfferListScreen, windows: Windows, clock: Callable[[], datetime]) -> None:
        self._screen = screen
        self._windows = windows
        self._clock = clock
        self._counting: View | None = None
        self.words = ""

    def count(self, view: View | None) -> None:
        """Say how many this view leaves out, as soon as that is counted."""
        if view is None or not view.filters or (others := self._windows.muted_of(view)) is None:
            self._say(0)
        elif others != self._counting:
            self._counting = others
            self._screen.run_worker(self._count(others), group="muted", exclusive=True)

    async def _count(self, muted: View) -> None:
        stop = threading.Event()
        try:
            found = await asyncio.to_thread(self._windows.row_ids, muted, self._clock(), enough=stop.is_set)
        except LedgerError:
            return  # the list itself says what is wrong
        finally:
            stop.set()
            if self._counting is muted:
                self._counting = None
        self._say(len(found))
        self._screen.show_summary()

    def _say(self, count: int) -> None:
        self.words = f"{count:,} muted left out" if count else ""
