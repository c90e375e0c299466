"""The lines to one place: so many at once, and those that rest between two questions."""

from __future__ import annotations

import asyncio
from collections import deque
from time import monotonic

from tui_app.gateway.transport.exchange import Exchange

RESTS = 5.0
"""Seconds after which a line that rests is given up: servers do it too, and nobody can tell when."""


class Lines:
    """The lines to one place. A `turn` comes before each exchange, and is given back after it."""

    def __init__(self, most: int | None) -> None:
        """`most` is how many exchanges there may be at a time; None for any number."""
        self._turns = asyncio.Semaphore(most) if most else None
        self._resting: deque[tuple[float, Exchange]] = deque()

    async def turn(self, seconds: float | None) -> None:
        """Wait until there may be one more exchange. Raises TimeoutError."""
        if self._turns is None:
            return
        if not self._turns.locked():  # a time-out costs more than this
            await self._turns.acquire()
            return
        async with asyncio.timeout(seconds):
            await self._turns.acquire()

    def give_back(self) -> None:
        """End a turn."""
        if self._turns is not None:
            self._turns.release()

    def rested(self) -> Exchange | None:
        """The exchange that began to rest last of those whose line still stands; others are given up."""
        while self._resting:
            since, exchange = self._resting.pop()
            if exchange.usable and monotonic() - since < RESTS:
                return exchange
            exchange.abort()
        return None

    def rest(self, exchange: Exchange) -> None:
        """Keep an exchange for the next question."""
        exchange.rest()
        self._resting.append((monotonic(), exchange))
