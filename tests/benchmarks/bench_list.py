"""What the list of offers costs at a thousand and at a million: rows, letters, orders, merging.

    python -m tests.benchmarks.bench_list [engine|terminal|merge …]

`engine` asks the ledger alone, `terminal` presses keys in a real pty, `merge` keeps a refresh in a
ledger of 100,000. Sizes that are compared are measured in turn. Printed are medians with extremes
in milliseconds, and the ratio of a million to a thousand. A ledger of a million is made once, in a
quarter of an hour, and stays in the temporary folder. Nothing is asserted.
"""

from __future__ import annotations

import gc
import os
import random
import select
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.benchmarks.bench_dashboard import DOWN, Screen, running
from tests.benchmarks.big_ledger import ACCOUNT, fill, home_of, ledger_of, offer, pages
from tui_app.domain.filters import parse_filter
from tui_app.domain.offer import OfferStatus, SeenOffer, Side
from tui_app.ledger.offers import OfferShelf
from tui_app.ledger.store import Ledger
from tui_app.ledger.windows import Sort, View, Windows
from tui_app.ui.screens.list_answers import AT_ONCE_SECONDS

SIZES = (1_000, 1_000_000)
ROUNDS = 5
SCREENFUL = 60
WORD = "golden"
WORST = ("golden otter", "zzz", "qq", "price>99", "market:dew", "ends<2h", "nft:golden", "!golden")
KEYS = {
    "down": [DOWN] * 8,
    "PageDown": [b"\x1b[6~"] * 8,
    "End": [b"\x1b[F"],
    "up at the end": [b"\x1b[A"] * 8,
    "Home": [b"\x1b[H"],
    "sort again": [b"s"] * 8,
    "letter": [b"/", *(letter.encode() for letter in WORD)],
}
DATATABLE = """
from textual.app import App
from textual.widgets import DataTable, Input
class Table(App[None]):
    def compose(self):
        yield Input()
        yield DataTable(cursor_type="row")
    def on_mount(self):
        self.query_one(DataTable).add_columns(*"ABCDEFGH")
        self.fill("")
    def fill(self, text):
        names = (f"{'Golden' if row % 15 == 0 else 'Quiet'} Otter {row}" for row in range(1000))
        table = self.query_one(DataTable)
        table.clear()
        table.add_rows([name, *["some text"] * 7] for name in names if text in name.lower())
    def on_input_changed(self, event):
        self.fill(event.value)
Table().run()
"""

Times = dict[str, dict[str, list[float]]]


def main() -> None:
    """Measure what is asked for, or all of it."""
    parts: Mapping[str, Callable[[], None]] = {"engine": engine, "terminal": terminal, "merge": merge}
    for part in sys.argv[1:] or parts:
        parts[part]()


def engine() -> None:
    """Rows of the first page, and the whole answer, asked of the ledger alone."""
    times: Times = {}
    ledgers = {f"{size:,}": Ledger(ledger_of(home_of(size))) for size in SIZES}
    gc.collect()
    gc.freeze()
    for _ in range(ROUNDS):
        for size, ledger in ledgers.items():
            windows, now = Windows(ledger), datetime.now(UTC)
            for name, view in questions():
                note(times, f"page: {name}", size, page_time(windows, view, now))
            for name, view in questions(letters=False):
                began = time.perf_counter()
                windows.answer(view, now, lambda: False)
                note(times, f"whole: {name}", size, time.perf_counter() - began)
    for ledger in ledgers.values():
        ledger.close()
    report("first page and whole answer, ms", times)


def questions(*, letters: bool = True) -> Iterable[tuple[str, View]]:
    """Views by name: letters of a word as they are typed, hard filters, and every order."""
    for line in (WORD[:end] for end in range(1, len(WORD) + 1)) if letters else (WORD,):
        yield line, View(side=Side.RECEIVED, status=OfferStatus.OPEN, wanted=parse_filter(line))
    for line in WORST:
        yield line, View(side=Side.RECEIVED, status=OfferStatus.OPEN, wanted=parse_filter(line))
    for sort in Sort if letters else (Sort.ENDS, Sort.PRICE):
        for reverse in (False, True):
            yield (
                f"by {sort}{' reversed' * reverse}",
                View(side=Side.RECEIVED, status=OfferStatus.OPEN, sort=sort, reverse=reverse),
            )


def page_time(windows: Windows, view: View, now: datetime) -> float:
    """Seconds until the rows of a first page are known, and read."""
    began = time.perf_counter()
    found = windows.page(view, now, SCREENFUL, AT_ONCE_SECONDS)
    windows.rows(found.row_ids[:SCREENFUL])
    return time.perf_counter() - began


def terminal() -> None:
    """Keys in a real pty, until the first frame after each; at the end how much memory was used at most."""
    dashboard = [str(Path(sys.executable).with_name("offerdesk"))]
    homes = {f"{size:,}": home_of(size) for size in SIZES}
    times: Times = {}
    with tempfile.TemporaryDirectory() as scratch:
        script = Path(scratch) / "datatable.py"
        script.write_text(DATATABLE, encoding="utf-8")
        for _ in range(ROUNDS):
            with running([sys.executable, str(script)], Path(scratch)) as screen:
                start(screen, b"Otter")
                for letter in WORD:
                    note(times, "letter", "DataTable + Input, 1,000", press(screen, letter.encode()))
            for size, home in homes.items():
                with running(dashboard, home) as screen:
                    note(times, "start", size, start(screen, b"XETH"))
                    for name, keys in KEYS.items():
                        taken = [press(screen, key) for key in keys]
                        for seconds in taken[1:] if name == "letter" else taken:
                            note(times, name, size, seconds)
                        if name == "Home":
                            note(times, "MiB so far, opened and scrolled", size, screen.peak_memory / 1e3)
                    note(times, "MiB so far, sorted and filtered", size, screen.peak_memory / 1e3)
    report("key to frame in a pty, ms", times)


def start(screen: Screen, text: bytes) -> float:
    """Seconds from exec to a row; then wait until nothing more is written by itself."""
    taken = screen.wait_for(text)
    screen.settle(0.5)  # countdowns of the last hour tick every second
    return taken


def press(screen: Screen, key: bytes) -> float:
    """Seconds from a key to the first that is written after it; then wait until it is quiet."""
    screen.settle(0.2)
    began = time.perf_counter()
    screen.write(key)
    select.select([screen.descriptor], [], [], 5.0)
    taken = time.perf_counter() - began
    screen.settle(0.2)
    return taken


def merge() -> None:
    """A refresh of 10,000 offers of which 200 changed, into 100,000; and pages of 50 that are new."""
    now = datetime.now(UTC)
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "ledger.sqlite3"
        fill(path, 100_000)
        with closing(Ledger(path)) as ledger:
            shelf, times = OfferShelf(ledger), Times()
            kept = [each for page in pages(100_000, now) for each in page][:10_000]
            for turn in range(ROUNDS):
                changed = {place: turned(each, turn) for place, each in enumerate(kept[:200])}
                seen = [changed.get(place, each) for place, each in enumerate(kept)]
                began = time.perf_counter()
                generation = shelf.begin(ACCOUNT, Side.RECEIVED)
                for first in range(0, len(seen), 50):
                    shelf.keep(seen[first : first + 50], generation, now)
                note(times, "10,000 seen again, 200 changed", "100,000", time.perf_counter() - began)
            chance = random.Random(2)  # noqa: S311 - no secret
            for page in range(40):
                new = [
                    SeenOffer(offer=offer(chance, 10**6 + 50 * page + at, now), raw="{}") for at in range(50)
                ]
                began = time.perf_counter()
                shelf.keep(new, generation, now)
                note(times, "a page of 50 new offers", "100,000", time.perf_counter() - began)
    report("merging, ms", times)


def turned(seen: SeenOffer, turn: int) -> SeenOffer:
    """The same offer with another end."""
    later = datetime.now(UTC) + timedelta(days=turn + 1)
    return replace(seen, offer=replace(seen.offer, expires=later))


def note(times: Times, what: str, where: str, seconds: float) -> None:
    """Keep one figure, in milliseconds."""
    times.setdefault(what, {}).setdefault(where, []).append(seconds * 1e3)


def report(title: str, times: Times) -> None:
    """A line for each thing: medians and extremes by size, and the ratio of the last to the first."""
    print(f"\n{title} ({os.cpu_count()} cores, load {os.getloadavg()[0]:.1f})")  # noqa: T201
    for what, by_size in times.items():
        cells = [
            f"{where}: {statistics.median(taken):8.2f} [{min(taken):.2f}–{max(taken):.2f}]"
            for where, taken in by_size.items()
        ]
        medians = [statistics.median(taken) for taken in by_size.values()]
        ratios = " ".join(f"{later / medians[0]:.2f}" for later in medians[1:])
        print(f"{what:34} {'   '.join(cells)}   {ratios}")  # noqa: T201


if __name__ == "__main__":
    main()
