"""Tasks whose bugs are heard, and threads that nobody leaves behind."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

Result = TypeVar("Result")


def start(work: Coroutine[Any, Any, Result], name: str) -> asyncio.Task[Result]:
    """Begin at once; the caller keeps the task, or it may vanish half done.

    An exception reaches the loop's own handler, whether or not somebody awaits the task.
    """
    task = asyncio.create_task(work, name=name)
    task.add_done_callback(_report)
    return task


async def in_thread(work: Callable[..., Result], *args: Any, **named: Any) -> Result:
    """What `work` returns in a thread, off the loop that draws.

    Who is cancelled meanwhile still waits for its end: the ledger must not be closed, nor its rows be
    forgotten, while a thread that nobody knows of writes to it.
    """
    working = asyncio.ensure_future(asyncio.to_thread(work, *args, **named))
    try:
        return await asyncio.shield(working)
    except asyncio.CancelledError:
        await asyncio.wait([working])
        raise


async def joined(task: asyncio.Task[Any]) -> None:
    """Wait for a task of somebody else's, which goes on where the caller is cancelled.

    That it was cancelled itself is no error to those who waited for it. Raises what it ended with.
    """
    await asyncio.wait([task])
    if not task.cancelled():
        task.result()


def _report(task: asyncio.Task[Any]) -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        task.get_loop().call_exception_handler(
            {"message": f"{task.get_name()} ended by a bug", "exception": error, "task": task}
        )
