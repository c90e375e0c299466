"""Wakes a widget when something it shows changes by the mere passing of time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from textual.timer import Timer
from textual.widget import Widget

_SOONEST = 0.02
# A machine that slept, or a clock that was set, is noticed within this many seconds.
_LATEST = 60.0


class Alarm:
    """One timer of a widget, asleep until the next instant that matters."""

    def __init__(self, widget: Widget, clock: Callable[[], datetime], wake: Callable[[], None]) -> None:
        """`wake` may be called early, with nothing changed yet; it sets the alarm again."""
        self._widget = widget
        self._clock = clock
        self._wake = wake
        self._timer: Timer | None = None
        self._instant: datetime | None = None

    def set(self, instant: datetime | None) -> None:
        """Wake at this instant; an earlier alarm stays. None is never."""
        if instant is None or (self._instant is not None and self._instant <= instant):
            return
        if self._timer is not None:
            self._timer.stop()
        pause = (instant - self._clock()).total_seconds()
        self._instant = instant
        self._timer = self._widget.set_timer(min(max(pause, _SOONEST), _LATEST), self._ring)

    def _ring(self) -> None:
        self._timer = self._instant = None
        self._wake()
