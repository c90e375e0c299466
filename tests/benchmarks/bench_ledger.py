"""What the ledger costs at 20,000 and 100,000 offers, in milliseconds.

    python -m tests.benchmarks.bench_ledger [OFFERS ...]

Each line gives the median over rounds of the wall clock and, apart from what else the machine
does, of this thread's processor time. What the interface calls between two frames must stay
below the 50 ms that a stall may take; what runs in a thread of its own need not. Nothing here
is asserted.
"""

from __future__ import annotations

import asyncio
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from tests.offers import NOW, a_seen_offer, an_instruction
from tui_app.domain.filters import parse_filter
from tui_app.domain.offer import OfferStatus, SeenOffer, Side
from tui_app.ledger.action_states import ActionState
from tui_app.ledger.journal import Journal
from tui_app.ledger.nonces import LedgerNonces
from tui_app.ledger.offers import OfferShelf
from tui_app.ledger.store import Ledger
from tui_app.ledger.windows import Sort, View, Windows

SIZES = (20_000, 100_000)
PAGE = 50
ROUNDS = 9
RAW = '{"id":"' + "x" * 1_500 + '"}'
FILTERS = ("a", "ape", "ape !punk", "zzz", "nft:ape", "price>5", "ends<2h", "currency:eth", "since:2d")
STATUSES = (*[OfferStatus.OPEN] * 6, *[OfferStatus.CLOSED] * 3, OfferStatus.EXPIRED)


def main() -> None:
    """Measure each size in a fresh file."""
    for count in [int(argument) for argument in sys.argv[1:]] or SIZES:
        with (
            tempfile.TemporaryDirectory() as folder,
            closing(Ledger(Path(folder) / "ledger.sqlite3")) as ledger,
        ):
            measure(ledger, count)


def measure(ledger: Ledger, count: int) -> None:
    """Fill a ledger, then ask it what the screen asks."""
    shelf, windows = OfferShelf(ledger), Windows(ledger)
    generation = shelf.begin("main", Side.RECEIVED)
    pages = list(offers(count))
    report(
        f"{count:,} offers: keep a page of {PAGE}",
        *timed(lambda: shelf.keep(pages.pop(), generation, NOW), len(pages)),
    )
    report("size of the file in MB, not ms", [ledger.path.stat().st_size / 1e6], [0.0])
    again = next(offers(PAGE))
    report("keep a page again", *timed(lambda: shelf.keep(again, generation, NOW)))
    report(
        "finish a refresh, nothing gone", *timed(lambda: shelf.finish("main", Side.RECEIVED, generation, NOW))
    )
    for sort in Sort:
        look(windows, f"by {sort}", View(side=Side.RECEIVED, sort=sort))
    look(windows, "of the open ones", View(side=Side.RECEIVED, status=OfferStatus.OPEN))
    for line in FILTERS:
        look(windows, f"for {line}", View(side=Side.RECEIVED, wanted=parse_filter(line)))
    ids = windows.row_ids(View(side=Side.RECEIVED), NOW)
    report("a window of 60 rows", *timed(lambda: windows.rows(ids[1_000:1_060])))
    report("one offer", *timed(lambda: shelf.at_row(ids[1_000])))
    act(ledger)


def look(windows: Windows, what: str, view: View) -> None:
    """The two queries of one key press in the filter or of a change of order."""
    report(f"rows {what}", *timed(lambda: windows.row_ids(view, NOW)))
    report(f"counts {what}", *timed(lambda: windows.counts(view.side, view.wanted, NOW)))


def act(ledger: Ledger) -> None:
    """The steps of an action and a nonce, each one durable commit."""
    journal, nonces = Journal(ledger, lambda: NOW), LedgerNonces(ledger, lambda: NOW)
    planned: list[str] = []
    report(
        "plan an action",
        *timed(lambda: planned.append(journal.plan(an_instruction(offer_id=f"O{len(planned)}")))),
    )
    report("advance an action", *timed(lambda: journal.advance(planned.pop(), ActionState.CHECKED)))
    report("is anything pending", *timed(lambda: journal.pending_on("main", "O0")))

    async def draw() -> None:
        async with nonces.turn("key"):
            pass

    with asyncio.Runner() as runner:
        report("a nonce, drawn and given back", *timed(lambda: runner.run(draw())))


def offers(count: int) -> Iterator[list[SeenOffer]]:
    """Pages of believable offers, the same in every run."""
    chance, names = random.Random(1), ("Ape", "Punk", "Azuki", "Doodle", "Moonbird")  # noqa: S311 - no secret
    for page in range(count // PAGE):
        yield [
            a_seen_offer(
                RAW,
                offer_id=f"O{chance.randrange(10**9):09d}-{page * PAGE + place}",
                name=f"{chance.choice(names)} #{chance.randrange(10_000)}",
                collection=f"{chance.choice(names)}s",
                maker=f"{chance.choice(names)}-{chance.randrange(500)}".lower(),
                amount=f"{chance.random() * 10:.8f}",
                status=chance.choice(STATUSES),
                expires=None
                if chance.random() < 0.1
                else NOW + timedelta(seconds=chance.randrange(-(10**6), 10**6)),
            )
            for place in range(PAGE)
        ]


def timed(step: Callable[[], object], rounds: int = ROUNDS) -> tuple[list[float], list[float]]:
    """Wall clock and processor time of each round, in milliseconds."""
    wall, processor = [], []
    for _ in range(rounds):
        before = time.perf_counter(), time.thread_time()
        step()
        wall.append((time.perf_counter() - before[0]) * 1e3)
        processor.append((time.thread_time() - before[1]) * 1e3)
    return wall, processor


def report(what: str, wall: list[float], processor: list[float]) -> None:
    """One line: medians, and the slowest round."""
    medians = statistics.median(wall), statistics.median(processor)
    print(f"{what:>44} {medians[0]:9.2f} ms, {medians[1]:9.2f} ms of work, at worst {max(wall):9.2f} ms")  # noqa: T201


if __name__ == "__main__":
    main()
