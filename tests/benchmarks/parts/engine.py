"""P12: what the ledger takes of a letter in the filter, and how long all of it stalls the loop."""

from __future__ import annotations

import asyncio
import gc
import time
from contextlib import closing
from datetime import UTC, datetime

from tests.benchmarks.big_ledger import home_of, ledger_of
from tests.benchmarks.effort import Effort
from tests.benchmarks.figures import Case, Figure
from tests.benchmarks.lag import Lag
from tui_app.desk.tasks import in_thread
from tui_app.domain.filters import parse_filter
from tui_app.domain.offer import OfferStatus, Side
from tui_app.ledger.store import Ledger
from tui_app.ledger.windows import Sort, View, Windows
from tui_app.ui.screens.list_answers import AT_ONCE_SECONDS

SCREENFUL = 60
WORD = "golden"
HARD = ("golden otter", "zzz", "qq", "price>99", "market:dew", "ends<2h", "nft:golden", "!golden")
A_FRAME, LONGEST_BLOCK = 16.7, 8.0


def figures(effort: Effort) -> list[Figure]:
    """Each question is asked in every round."""
    with closing(Ledger(ledger_of(home_of(effort.large)))) as ledger:
        gc.collect()
        gc.freeze()
        windows = Windows(ledger)
        windows.answer(views()[0], datetime.now(UTC), lambda: False)
        pages = [page_time(windows, view) for _ in range(effort.rounds) for view in views()]
        stalls = [asyncio.run(stall(windows, view)) for view in views()]
        gc.unfreeze()
    what = f"of {effort.large:,} offers"
    return [
        Figure("P12", f"first page of a filter {what}", A_FRAME, Case("ledger", pages)),
        Figure("P12", f"first page of a filter {what}, at worst", A_FRAME, Case("ledger", pages), worst=True),
        Figure("P12", "stall of the loop while all is looked through", LONGEST_BLOCK, Case("loop", stalls)),
    ]


def views() -> list[View]:
    """Letters of a word as they are typed, hard filters, and every order."""
    lines = (*(WORD[:end] for end in range(1, len(WORD) + 1)), *HARD)
    found = [View(side=Side.RECEIVED, status=OfferStatus.OPEN, wanted=parse_filter(line)) for line in lines]
    return [*found, *(View(side=Side.RECEIVED, status=OfferStatus.OPEN, sort=sort) for sort in Sort)]


def page_time(windows: Windows, view: View) -> float:
    """Milliseconds until the rows of a first page are known, and read."""
    began = time.perf_counter()
    found = windows.page(view, datetime.now(UTC), SCREENFUL, AT_ONCE_SECONDS)
    windows.rows(found.row_ids[:SCREENFUL])
    return (time.perf_counter() - began) * 1e3


async def stall(windows: Windows, view: View) -> float:
    """Milliseconds by which the loop was late at worst, while a thread looked through everything."""
    lag = Lag()
    with lag.watched():
        await in_thread(windows.answer, view, datetime.now(UTC), lambda: False)
    return lag.worst * 1e3
