"""Waiting until an app rests, however slow the machine is.

Textual's pilot takes an app for resting when its process used little of the processor for a moment, as one
does that other processes keep from running. Here it rests when its loop has nothing to run, no thread works
for it, and no frame is due.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any, Protocol, cast

import pytest

FRAME = 0.018
"""Seconds in which what follows a key, such as the details behind the cursor, is drawn."""
FRAMES = 8
"""How many of them may follow each other before an app that draws without end is taken for resting."""
LONGEST = 30.0
"""Seconds after which an app that does not rest is not waited for any more."""


class _Loop(Protocol):
    """What asyncio's own loop knows of what it will run; it has no public way to ask."""

    _ready: list[asyncio.Handle]
    _scheduled: list[asyncio.TimerHandle]


class Rest:
    """Knows the threads that work for a loop, and waits for their end. It counts from when it is in place.

    A test that holds threads back says so: then none is waited for.
    """

    def __init__(self) -> None:
        self.threads_are_held = False
        self._working: set[asyncio.Future[Any]] = set()

    def take_place(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Be what Textual's pilot waits with."""
        run_in_executor = asyncio.BaseEventLoop.run_in_executor

        def counted(
            loop: asyncio.BaseEventLoop, executor: Any, work: Callable[..., Any], *args: Any
        ) -> asyncio.Future[Any]:
            future = run_in_executor(loop, executor, work, *args)
            self._working.add(future)
            future.add_done_callback(self._working.discard)
            return future

        monkeypatch.setattr(asyncio.BaseEventLoop, "run_in_executor", counted)
        monkeypatch.setattr("textual.app.wait_for_idle", self.wait)
        monkeypatch.setattr("textual.pilot.wait_for_idle", self.wait)

    async def wait(self, _min_sleep: float = 0.0, _max_sleep: float = 0.0) -> None:
        """Wait until the loop that runs this rests; called as Textual's `wait_for_idle` is."""
        loop = asyncio.get_running_loop()
        deadline, frames = time.monotonic() + LONGEST, 0
        while (left := deadline - time.monotonic()) > 0:
            await asyncio.sleep(0)
            if cast(_Loop, loop)._ready:  # noqa: SLF001
                continue
            if threads := self._at_work_for(loop):
                await asyncio.wait(threads, timeout=left)
            elif (due := _next_due(loop)) < FRAME and frames < FRAMES:
                frames += 1
                await asyncio.sleep(max(0.0, due))
            else:
                return

    def _at_work_for(self, loop: asyncio.AbstractEventLoop) -> list[asyncio.Future[Any]]:
        return [each for each in self._working if each.get_loop() is loop and not self.threads_are_held]


def _next_due(loop: asyncio.AbstractEventLoop) -> float:
    """Seconds until the loop runs the next thing that was asked for later."""
    times = [each.when() for each in cast(_Loop, loop)._scheduled if not each.cancelled()]  # noqa: SLF001
    return min(times, default=float("inf")) - loop.time()
