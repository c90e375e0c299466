"""Running a command's work until it ends or a signal ends it, so that answers are still waited for."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any, Final

from tui_app.cli.exit_codes import Interrupted

_ENDING: Final = ("SIGINT", "SIGTERM", "SIGHUP")


def run_to_end(work: Coroutine[Any, Any, int]) -> int:
    """What the work returns. The first signal cancels it and lets it clean up, the second does not wait.

    Raises Interrupted where a signal ended it.
    """
    return asyncio.run(_until_signal(work))


async def _until_signal(work: Coroutine[Any, Any, int]) -> int:
    task, loop, met = asyncio.ensure_future(work), asyncio.get_running_loop(), list[int]()

    def end(number: int) -> None:
        met.append(number)
        if len(met) == 1:
            task.cancel()
        else:
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)

    if sys.platform != "win32":
        for number in (getattr(signal, name) for name in _ENDING):
            with suppress(RuntimeError, ValueError):  # not in the main thread
                loop.add_signal_handler(number, end, number)
    try:
        return await task
    except asyncio.CancelledError:
        if met:
            raise Interrupted(met[0]) from None
        raise
