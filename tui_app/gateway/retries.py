"""Asking again: for reads only, a few times, at growing random intervals, obeying the server's wish.

Writes never come here. The decision belongs to the operation, not to the HTTP method: several marketplaces
read by POST.
"""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

import stamina

from tui_app.domain.errors import RateLimited, Unreachable
from tui_app.gateway.contract import Clock

ATTEMPTS = 3
FIRST_WAIT = 0.5
"""Seconds: the first interval is a random part of this, the next of twice this."""
PATIENT = timedelta(minutes=5)
"""How long a refresh in the background waits when the marketplace asks for it."""
PRESSING = timedelta(seconds=8)
"""How long a read waits that a person is waiting for."""

Answer = TypeVar("Answer")


async def asked_again(
    once: Callable[[], Awaitable[Answer]], *, clock: Clock, patience: timedelta = PATIENT
) -> Answer:
    """The answer of `once`, called at most three times.

    Called again after Unreachable, and after RateLimited where the named moment is within `patience`; every
    other error, and the last one, is raised.
    """
    try:
        return await once()
    except (Unreachable, RateLimited) as error:
        failed = error
    # Only now: what stamina makes for every operation is garbage in circles, and collecting that of many
    # pages holds up the screen.
    retrying = stamina.retry_context(on=Backoff(clock, patience), attempts=ATTEMPTS, timeout=None)
    async for attempt in retrying:
        with attempt:
            if attempt.num == 1:
                raise failed
            return await once()
    raise AssertionError("stamina ends with an answer or an error")


class Backoff:
    """Says after each failure of one operation whether, and in how many seconds, to ask again."""

    def __init__(self, clock: Clock, patience: timedelta) -> None:
        self._clock = clock
        self._patience = patience
        self._widest = FIRST_WAIT

    def __call__(self, error: Exception) -> bool | float:
        """False for the end, else seconds to wait."""
        if isinstance(error, RateLimited):
            return self._as_asked(error)
        if not isinstance(error, Unreachable):
            return False
        widest, self._widest = self._widest, self._widest * 2
        return random.uniform(0, widest)  # noqa: S311  # spreads load; nothing secret

    def _as_asked(self, error: RateLimited) -> bool | float:
        if error.until is None:
            return False
        wait = error.until - self._clock()
        return max(wait.total_seconds(), 0) if wait <= self._patience else False
