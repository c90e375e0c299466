"""Other people who trade while time passes: a step at a time, each at the time it was due."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Protocol

_MOST_AT_ONCE = 500
"""Steps that are caught up with after nobody asked for long; what was due before that is left out."""


class Traders(Protocol):
    """The other people of one marketplace."""

    def act(self, at: datetime) -> None:
        """Do one thing, or nothing where there is nothing to do it to."""


class Trading:
    """Lets `traders` act every `pace` from `since` on; never where that is None."""

    def __init__(self, traders: Traders, pace: timedelta | None, since: datetime) -> None:
        self._traders = traders
        self._pace = pace
        self._next = since

    def until(self, now: datetime) -> None:
        """Let happen what was due by `now`."""
        if self._pace is None:
            return
        self._next = max(self._next, now - self._pace * _MOST_AT_ONCE)
        while self._next + self._pace <= now:
            self._next += self._pace
            self._traders.act(self._next)
