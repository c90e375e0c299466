"""How long a key takes to reach the screen in the list of offers, for few offers and for many.

    python -m tests.benchmarks.bench_table [ROWS…]

Headless, so without a terminal's share: from the key event to the frame that shows what it did.
Each size is measured in turn with the others, so that a busy machine slows them alike. Printed
are medians and extremes in milliseconds, and the ratio of the largest size to the smallest.
"""

from __future__ import annotations

import asyncio
import gc
import statistics
import sys
import tempfile
import time
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from textual.pilot import Pilot

from tests.ui.list_app import ListApp
from tests.ui.rows import START, Stock, offers
from tui_app.domain.filters import parse_filter
from tui_app.domain.offer import Side
from tui_app.ledger.windows import View

SIZES = (100, 20_000)
SIZE = (120, 40)
ROUNDS = 5
KEYS = {"down": 10, "pagedown": 2, "end": 1, "up": 5, "home": 1, "space": 3}


class Watched(ListApp):
    """The list, filtering its ledger as letters are typed, and noting when it painted."""

    def __init__(self, stock: Stock, rows: array[int]) -> None:
        super().__init__(stock.windows, rows)
        self.painted = 0.0
        self._stock = stock

    def _display(self, *args: object, **named: object) -> None:
        super()._display(*args, **named)  # type: ignore[arg-type]  # Textual's own frame hook, passed through
        self.painted = time.perf_counter()

    def filter_typed(self, text: str) -> None:
        """Query the ledger as the screen does."""
        view = View(side=Side.RECEIVED, wanted=parse_filter(text))
        self.table.show(self._stock.windows.row_ids(view, START))


async def paint_time(app: Watched, key: str) -> float:
    """Milliseconds from the key to the end of the first frame after it."""
    await asyncio.sleep(0.03)
    app.painted, begun = 0.0, time.perf_counter()
    app.simulate_key(key)
    while not app.painted:  # noqa: ASYNC110 - an Event would add its own wake-up to the figure
        await asyncio.sleep(0)
    return (app.painted - begun) * 1_000


async def one_round(pilot: Pilot[None]) -> list[tuple[str, float]]:
    """Every key several times, then a filter typed."""
    app = pilot.app
    assert isinstance(app, Watched)
    app.table.focus()
    await pilot.pause()
    found = [(key, await paint_time(app, key)) for key, times in KEYS.items() for _ in range(times)]
    app.filter_line.focus()
    await pilot.pause()
    found += [("filter letter", await paint_time(app, letter)) for letter in "narwhal"]
    app.filter_line.value = ""
    app.filter_typed("")
    return found


@contextmanager
def frozen_start() -> Iterator[None]:
    """What was made at the start is not scanned again, as in the app itself."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    yield
    gc.unfreeze()


async def measured(sizes: list[int]) -> dict[str, dict[int, list[float]]]:
    """Milliseconds by key and by number of offers."""
    times: dict[str, dict[int, list[float]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        stocks = {size: filled(Path(folder) / str(size), size) for size in sizes}
        for _ in range(ROUNDS):
            for size, stock in stocks.items():
                app = Watched(stock, stock.rows())
                async with app.run_test(size=SIZE) as pilot:
                    with frozen_start():
                        for key, taken in await one_round(pilot):
                            times.setdefault(key, {}).setdefault(size, []).append(taken)
        for stock in stocks.values():
            stock.ledger.close()
    return times


def filled(folder: Path, size: int) -> Stock:
    """A ledger of so many offers."""
    folder.mkdir()
    stock = Stock(folder)
    stock.keep(offers(size))
    return stock


def main() -> None:
    """Measure and print."""
    sizes = [int(argument) for argument in sys.argv[1:]] or list(SIZES)
    times = asyncio.run(measured(sizes))
    print(f"{'key':15}" + "".join(f"{f'{size:,} offers':>26}" for size in sizes) + f"{'ratio':>8}")  # noqa: T201
    for key, by_size in times.items():
        cells = [
            f"{statistics.median(taken):8.2f} [{min(taken):.2f}–{max(taken):.2f}]"
            for taken in by_size.values()
        ]
        ratio = statistics.median(by_size[sizes[-1]]) / statistics.median(by_size[sizes[0]])
        print(f"{key:15}" + "".join(f"{cell:>26}" for cell in cells) + f"{ratio:8.2f}")  # noqa: T201


if __name__ == "__main__":
    main()
