"""Blocking calls that may never return, kept away from the event loop and from the end of the program."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import TypeVar

T = TypeVar("T")


async def in_thread(work: Callable[[], T], *, limit: float, awaited_at_exit: bool = False) -> T:
    """What `work` returns or raises. Raises TimeoutError after `limit` seconds and leaves it running.

    asyncio.to_thread will not do: its threads are joined when the interpreter ends, so one that hangs
    would keep the program from quitting. `awaited_at_exit` is for work that must not be cut off there.
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[Callable[[], T]] = loop.create_future()

    def settle(outcome: Callable[[], T]) -> None:
        if not answer.done():
            answer.set_result(outcome)

    def run() -> None:
        outcome = _outcome_of(work)
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(settle, outcome)

    Thread(target=run, name="keyring", daemon=not awaited_at_exit).start()
    async with asyncio.timeout(limit):
        outcome = await answer
    return outcome()


def _outcome_of(work: Callable[[], T]) -> Callable[[], T]:
    """A call that returns or raises what `work` did."""
    try:
        value = work()
    except Exception as failure:  # noqa: BLE001  # carried over and raised in the event loop
        raised = failure.with_traceback(None)

        def again() -> T:
            raise raised

        return again
    return lambda: value
