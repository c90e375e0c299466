"""Tasks whose bugs are heard: an exception that nobody awaits reaches the loop's own handler."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

Result = TypeVar("Result")


def start(work: Coroutine[Any, Any, Result], name: str) -> asyncio.Task[Result]:
    """Begin at once; the caller keeps the task, or it may vanish half done."""
    task = asyncio.create_task(work, name=name)
    task.add_done_callback(_report)
    return task


def _report(task: asyncio.Task[Any]) -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        task.get_loop().call_exception_handler(
            {"message": f"{task.get_name()} ended by a bug", "exception": error, "task": task}
        )
