"""What a list shows of its view: at once what fills a screen, the rest as soon as it is found."""

from __future__ import annotations

import asyncio
import threading
import time
from array import array
from collections.abc import Callable, Coroutine, Mapping
from datetime import datetime
from typing import NamedTuple

from tui_app.domain.offer import OfferStatus
from tui_app.ledger.windows import View, Windows

AT_ONCE_SECONDS = 0.005
"""As long may a key wait for its first rows: less than a frame, with what draws them."""
A_FRAME = 1 / 60


class Shown(NamedTuple):
    """Rows in order, `whole` or the first of more, and how many have which status.

    Where `counts` are not `exact`, they are those without the filter. `trouble` is set where the
    index of words is damaged.
    """

    row_ids: array[int]
    counts: Mapping[OfferStatus, int]
    whole: bool
    exact: bool
    trouble: bool = False


class ListAnswers:
    """Asks the ledger for one view after the other. An answer to an earlier question is never shown.

    The first page is looked for while the key waits, along an index and not longer than a moment.
    Where there is more, a thread goes on, until it is done or another question is asked. While only
    the ledger changes and not the question, what is shown stays until the new answer is whole.
    """

    def __init__(
        self,
        windows: Windows,
        clock: Callable[[], datetime],
        run: Callable[[Coroutine[None, None, None]], object],
        show: Callable[[Shown], None],
    ) -> None:
        """`run` begins a coroutine and lets it be heard when it fails; `show` draws an answer."""
        self._windows = windows
        self._clock = clock
        self._run = run
        self._show = show
        self._view: View | None = None
        self._shown: Shown | None = None
        self._stop: threading.Event | None = None
        self._due = False

    @property
    def view(self) -> View | None:
        """What was asked for last."""
        return self._view

    def ask(self, view: View, limit: int) -> None:
        """Show what is in the ledger now: at least `limit` rows, or what is found in a moment."""
        same, self._view = view == self._view, view
        if not same:
            self.give_up()  # what still looks for the last question's answer would take turns with this one
        page = self._windows.page(view, self._clock(), limit, AT_ONCE_SECONDS)
        if page.whole and page.counts is not None:
            self.give_up()
            self._draw(Shown(page.row_ids, page.counts, whole=True, exact=True))
        elif same and self._shown is not None and self._shown.whole and self._shown.exact:
            self._draw(self._shown)
            self._go_on(view)
        else:
            exact = page.counts is not None
            counts = page.counts if exact else self._windows.counts(view.side, None, self._clock())
            self._draw(Shown(page.row_ids, counts or {}, page.whole, exact))
            self._go_on(view)

    def give_up(self) -> None:
        """Look for nothing any more."""
        if self._stop is not None:
            self._stop.set()
            self._stop = None

    def _draw(self, shown: Shown) -> None:
        self._shown = shown
        self._show(shown)

    def _go_on(self, view: View) -> None:
        self._due = True
        if self._stop is None:
            self._stop = threading.Event()
            self._run(self._look(view, self._stop))

    async def _look(self, view: View, stop: threading.Event) -> None:
        try:
            # What was found at once is painted before a thread takes turns with the loop.
            await asyncio.sleep(A_FRAME)
            while self._due and not stop.is_set():
                self._due, begun = False, time.monotonic()
                found = await asyncio.to_thread(self._windows.answer, view, self._clock(), stop.is_set)
                if found is None or stop.is_set():
                    return
                self._draw(Shown(found.row_ids, found.counts, whole=True, exact=True, trouble=found.trouble))
                if self._due:  # a refresh goes on, and must not keep this thread busy to its end
                    await asyncio.sleep(time.monotonic() - begun)
        finally:
            stop.set()
            if self._stop is stop:
                self._stop = None
