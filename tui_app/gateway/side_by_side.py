"""A few reads under way at once."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterable
from typing import Any, Final, Generic, TypeVar

AT_ONCE: Final = 4
"""Reads that one account has under way at a time, each within its marketplace's rate limit."""

Each = TypeVar("Each")
Answer = TypeVar("Answer")


class SideBySide(Generic[Each, Answer]):
    """Asks for many things, a few at once. What is not through is asked again before new ones are begun."""

    def __init__(self, ask: Callable[[Each], Coroutine[Any, Any, Answer]], first: Iterable[Each]) -> None:
        self._ask = ask
        self._waiting = deque(first)
        self._running: dict[asyncio.Task[Answer], Each] = {}

    def again(self, each: Each) -> None:
        """Ask for this once more."""
        self._waiting.appendleft(each)

    async def answers(self) -> AsyncGenerator[tuple[Each, Answer]]:
        """Each answer as it comes in, until nothing is left to ask for. Raises what asking raises.

        An answer that was not taken when this is closed has changed nothing.
        """
        try:
            while self._start():
                await asyncio.wait(self._running, return_when=asyncio.FIRST_COMPLETED)
                for task in [task for task in self._running if task.done()]:
                    yield self._running.pop(task), task.result()
        finally:
            for task in self._running:
                task.cancel()
            await asyncio.gather(*self._running, return_exceptions=True)

    def _start(self) -> bool:
        """Begin what may be; whether anything is under way."""
        while self._waiting and len(self._running) < AT_ONCE:
            each = self._waiting.popleft()
            self._running[asyncio.create_task(self._ask(each))] = each
        return bool(self._running)
