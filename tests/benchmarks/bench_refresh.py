"""A refresh of 10,000 offers, of which 200 changed, into a ledger of many, read over real HTTP.

    python -m tests.benchmarks.bench_refresh [OFFERS ROUNDS]

Printed are medians with the least and the most: what the whole refresh takes, how much of that the ledger
took to merge, and the longest stall of the loop, which is where the screen would have been drawn. A stall is
how much later than asked for a timer came; that of half a second before the refresh is shown beside it, for
what of it is the machine's. The pace of a marketplace is left out. Nothing is asserted.
"""

from __future__ import annotations

import asyncio
import gc
import shutil
import statistics
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from tests.benchmarks.bench_http import page_server
from tests.benchmarks.big_ledger import ACCOUNT, home_of, ledger_of
from tests.benchmarks.http_ours import a_reader, now, spare_the_collector
from tests.benchmarks.lag import Lag
from tui_app.desk.list_reading import keep_all
from tui_app.desk.tasks import in_thread
from tui_app.domain.offer import Side
from tui_app.gateway.contract import OfferPage, OfferQuery
from tui_app.gateway.http import HttpLines
from tui_app.ledger.offers import OfferShelf
from tui_app.ledger.store import Ledger

READ, CHANGED = 10_000, 200


async def refresh(url: str, shelf: OfferShelf) -> float:
    """Read the list at a server into a ledger; the seconds that the ledger took."""
    lines = HttpLines()
    generation = await in_thread(shelf.begin, ACCOUNT, Side.RECEIVED)
    spent = 0.0

    def merged(page: OfferPage) -> float:
        before = time.perf_counter()
        assert not shelf.keep(page.offers, generation, now(), page.unopened)
        return time.perf_counter() - before

    async def keep(page: OfferPage) -> None:
        nonlocal spent
        spent += await in_thread(merged, page)

    query = OfferQuery(side=Side.RECEIVED, unopened=True)  # as the desk asks
    await keep_all(a_reader(url, lines, account=ACCOUNT).pages(query), keep)
    await lines.close()
    return spent


async def measure(before: str, after: str, ledger: Ledger, rounds: int) -> dict[str, list[float]]:
    """Bring the list in as it was, then measure each change of it."""
    shelf, lag = OfferShelf(ledger), Lag()
    await refresh(before, shelf)
    spare_the_collector()
    found: dict[str, list[float]] = {
        "seconds in all": [],
        "seconds to merge": [],
        "stall, ms": [],
        "idle, ms": [],
    }
    for turn in range(rounds):
        with lag.watched():
            await asyncio.sleep(0.5)
        found["idle, ms"].append(lag.worst * 1e3)
        with lag.watched():
            began = time.perf_counter()
            found["seconds to merge"].append(await refresh((after, before)[turn % 2], shelf))
            found["seconds in all"].append(time.perf_counter() - began)
        found["stall, ms"].append(lag.worst * 1e3)
    gc.unfreeze()
    return found


def measured(count: int, rounds: int, *, read: int = READ) -> dict[str, list[float]]:
    """Copy a big ledger and refresh into it."""
    with tempfile.TemporaryDirectory() as folder, page_server(read) as before:
        path = Path(folder) / "ledger.sqlite3"
        shutil.copy(ledger_of(home_of(count)), path)
        with closing(Ledger(path)) as ledger, page_server(read, CHANGED) as after:
            return asyncio.run(measure(before, after, ledger, rounds))


def main() -> None:
    """Measure and print."""
    count, rounds = (int(each) for each in (sys.argv[1:] or ("100000", "5")))
    print(f"{READ:,} offers, {CHANGED} changed, into {count:,}")  # noqa: T201
    print(f"{'':>20} {'median':>9} {'least':>9} {'most':>9}")  # noqa: T201
    for what, values in measured(count, rounds).items():
        print(f"{what:>20} {statistics.median(values):9.2f} {min(values):9.2f} {max(values):9.2f}")  # noqa: T201


if __name__ == "__main__":
    main()
