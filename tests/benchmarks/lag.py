"""How late a loop is at worst, which is how long nothing could have been drawn."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager

TICK = 0.002


class Lag:
    """The longest time by which a timer came later than it was asked for, in seconds."""

    def __init__(self) -> None:
        self.worst = 0.0

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Watch from now on, and forget what was."""
        self.worst = 0.0
        watching = asyncio.create_task(self._watch())
        try:
            yield
        finally:
            watching.cancel()

    async def _watch(self) -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(TICK)
            self.worst = max(self.worst, time.perf_counter() - before - TICK)
