"""Refreshing: into a large ledger, and a ledger that came whole from a sandbox, over real HTTP."""

from __future__ import annotations

import asyncio
import tempfile
import time
from contextlib import closing
from pathlib import Path

from tests.benchmarks.bench_refresh import CHANGED, READ, measured
from tests.benchmarks.big_ledger import ACCOUNT, home_of, ledger_of, with_account
from tests.benchmarks.effort import SMALL, Effort
from tests.benchmarks.figures import Case, Figure
from tests.benchmarks.parts.keys import Times, sizes, use_ours
from tests.benchmarks.parts.start import ours
from tests.kraken_account import MemoryNonces
from tests.sandbox_process import SandboxInfo, running_sandbox
from tui_app.desk.list_reading import keep_all
from tui_app.desk.tasks import in_thread
from tui_app.domain.offer import Side
from tui_app.domain.secrets import Credentials
from tui_app.gateway.contract import OfferPage, OfferQuery
from tui_app.gateway.http import HttpLines
from tui_app.gateway.pace import Allowance, Pace
from tui_app.ledger.instants import utc_now
from tui_app.ledger.offers import OfferShelf
from tui_app.ledger.store import Ledger
from tui_app.marketplaces.kraken.calls import Calls
from tui_app.marketplaces.kraken.reader import KrakenReader
from tui_app.marketplaces.kraken.signing import KeyPair

PAGE = 100
OF_WHICH_RECEIVED = 1.7
"""How many offers a sandbox has for each that was received."""


def figures(effort: Effort) -> list[Figure]:
    """Merging into many, then what the interface makes of offers that were really fetched."""
    read = min(READ, effort.refreshed)
    merged = measured(effort.refreshed, effort.rounds, read=read)
    what = f"{read:,} refreshed, {CHANGED} changed, into {effort.refreshed:,}"
    home, taken, count = refreshed_home(effort.refreshed)
    times: Times = {}
    many = f"ours, {count:,} refreshed"
    for _ in range(effort.rounds_of_long):
        use_ours(times, ours(SMALL), home_of(SMALL))
        use_ours(times, many, home)
    return [
        Figure("merge", what, 0.5, Case("ledger", merged["seconds to merge"]), unit="s"),
        Figure("merge", f"stall: {what}", 50, Case("loop", merged["stall, ms"])),
        Figure(
            "merge",
            f"{count:,} from the sandbox, per page of 50",
            50,
            Case("ours", [taken * 1e3 * 50 / count]),
        ),
        *sizes("P7", times, ours(SMALL), many),
    ]


def refreshed_home(count: int) -> tuple[Path, float, int]:
    """A home whose offers all came from a sandbox by a real refresh, the seconds that took, and how many.

    It is made once, and stays in the temporary folder.
    """
    home = Path(tempfile.gettempdir()) / f"offerdesk-bench-refreshed-{count}"
    if not (note := home / "whole").exists():
        with_account(home)
        ledger_of(home).unlink(missing_ok=True)
        offers = str(int(count * OF_WHICH_RECEIVED))
        with running_sandbox("--offers", offers) as info, closing(Ledger(ledger_of(home))) as ledger:
            taken, came = asyncio.run(_refresh(info, OfferShelf(ledger), count))
        note.write_text(f"{taken} {came}", encoding="ascii")
    taken_then, came_then = note.read_text(encoding="ascii").split()
    return home, float(taken_then), int(came_then)


async def _refresh(info: SandboxInfo, shelf: OfferShelf, wanted: int) -> tuple[float, int]:
    keys = KeyPair.of(Credentials.of({"api_key": info.api_key, "api_secret": info.api_secret}))
    lines, began, count = HttpLines(), time.perf_counter(), 0
    calls = Calls(
        base_url=info.base_url,
        keys=keys,
        nonces=MemoryNonces(),
        http=lines,
        pace=Pace(Allowance(calls=1e6, seconds=1), place="here", clock=utc_now),
        clock=utc_now,
    )
    generation = shelf.begin(ACCOUNT, Side.RECEIVED)

    async def keep(page: OfferPage) -> None:
        nonlocal count
        assert not await in_thread(shelf.keep, page.offers, generation, utc_now(), page.unopened)
        count += len(page.unopened)

    reader = KrakenReader(calls, account=ACCOUNT)
    query = OfferQuery(side=Side.RECEIVED, page_size=PAGE, limit=2 * wanted, unopened=True)
    await keep_all(reader.pages(query), keep)
    shelf.finish(ACCOUNT, Side.RECEIVED, generation, utc_now())
    await lines.close()
    return time.perf_counter() - began, count
