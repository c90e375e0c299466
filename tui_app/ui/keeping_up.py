"""Making a ledger of many offers quick while it is used, with a word on how far that is."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator

from tui_app.domain.errors import LedgerBusy, LedgerError, LedgerFull
from tui_app.ledger.upkeep import Progress
from tui_app.ledger.windows import Windows

EVERY_SECONDS = 30.0
NO_ROOM = "no room to index words: free some space, or filtering stays slow"


async def keep_up(windows: Windows, say: Callable[[str], None]) -> None:
    """Take one step of the upkeep after the other, and see to what is new now and then.

    Every step is followed by as long a pause, in which others may write. `say` is told how it stands,
    or nothing when there is nothing to tell. It ends where the ledger cannot be written.
    """
    while True:
        try:
            await _catch_up(windows.upkeep(), say)
        except LedgerBusy:
            pass  # the next time is soon enough
        except LedgerFull:
            say(NO_ROOM)
            return
        except LedgerError:
            say("")
            return  # whoever reads next is told
        await asyncio.sleep(EVERY_SECONDS)


async def _catch_up(steps: Iterator[Progress], say: Callable[[str], None]) -> None:
    while True:
        begun = time.monotonic()
        if (progress := await asyncio.to_thread(next, steps, None)) is None:
            say("")
            return
        say(_words(progress))
        await asyncio.sleep(time.monotonic() - begun)


def _words(progress: Progress) -> str:
    if not progress.total:
        return "indexing offers"
    return f"indexing words {100 * progress.done // progress.total} %"
