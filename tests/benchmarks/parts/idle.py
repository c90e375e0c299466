"""P14: what a list costs while nobody presses a key, with seconds that run down and with minutes."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.benchmarks.big_ledger import ACCOUNT, ledger_of, with_account
from tests.benchmarks.effort import OFFERDESK, Effort, program
from tests.benchmarks.figures import Case, Figure
from tests.benchmarks.watched import watched
from tests.offers import a_seen_offer
from tui_app.domain.offer import Side
from tui_app.ledger.offers import OfferShelf
from tui_app.ledger.store import Ledger

SIZE = (150, 60)
ROWS = 50
SETTLING = 3.0


def figures(effort: Effort) -> list[Figure]:
    """Each round watches every program for some seconds."""
    spent: dict[str, list[float]] = {}
    for _ in range(effort.rounds_of_long):
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch)
            seconds = timedelta(seconds=75)
            watches = {
                "DataTable.update_cell": (program("data_table", str(ROWS), "tick"), folder, "Otter"),
                "ours, seconds": (OFFERDESK, home(folder / "seconds", seconds), "You own"),
                "ours, minutes": (OFFERDESK, home(folder / "minutes", timedelta(hours=5)), "You own"),
                "Textual hello": (program("hello"), folder, "hello ready"),
            }
            for name, (command, place, text) in watches.items():
                spent.setdefault(name, []).append(idle(command, place, text, effort.idle))
    cases = {name: Case(name, taken) for name, taken in spent.items()}
    return [
        Figure(
            "P14",
            f"{ROWS} countdowns in seconds",
            0.10,
            cases["ours, seconds"],
            cases["DataTable.update_cell"],
            "% of a core",
        ),
        Figure(
            "P14",
            f"{ROWS} times in minutes / an idle app",
            3.0,
            cases["ours, minutes"],
            cases["Textual hello"],
            "% of a core",
        ),
    ]


def home(folder: Path, ends: timedelta) -> Path:
    """A home with as many offers as are seen at once, all ending about then."""
    with_account(folder)
    now = datetime.now(UTC)
    with closing(Ledger(ledger_of(folder))) as ledger:
        shelf = OfferShelf(ledger)
        generation = shelf.begin(ACCOUNT, Side.RECEIVED)
        soonest = now.replace(microsecond=0) + ends  # marketplaces give whole seconds
        offers = [
            a_seen_offer(
                account=ACCOUNT, offer_id=f"O{place}", expires=soonest + timedelta(seconds=place // 2)
            )
            for place in range(ROWS)
        ]
        shelf.keep(offers, generation, now)
        shelf.finish(ACCOUNT, Side.RECEIVED, generation, now)
    return folder


def idle(command: Sequence[str], place: Path, text: str, seconds: float) -> float:
    """Percent of a core that the program computes while nothing is pressed."""
    with watched(command, place, SIZE) as screen:
        screen.shows(text)
        screen.rest_for(SETTLING)
        began, before = time.perf_counter(), screen.work
        screen.rest_for(seconds)
        return 100 * (screen.work - before) / (time.perf_counter() - began)
