"""How long the dashboard takes to show its ledger, what a key costs, and how much memory it holds.

    python -m tests.benchmarks.bench_dashboard [ROUNDS]

Each program runs in a real terminal (pty, 120x40) and is measured in turn with the others, so
that a busy machine slows them alike; starts are compared round by round. "hello" is the
smallest Textual app there can be. Times are from exec to the expected text in the terminal's
input, or from a key to the row it leads to; memory is the peak of the process (VmHWM). Nothing
here is asserted: read the ratios.
"""

from __future__ import annotations

import os
import re
import select
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from ptyprocess import PtyProcess

from tests.offers import a_seen_offer
from tui_app.domain.offer import Side
from tui_app.ledger.offers import OfferShelf
from tui_app.ledger.store import Ledger
from tui_app.settings import AccountConfig, save_accounts, temporary_places

SIZES = (100, 20_000)
KEYS = 30
PATIENCE = 30.0
QUIET = 0.7
HELLO = """
from textual.app import App
from textual.widgets import Static
class Hello(App[None]):
    def compose(self):
        yield Static("hello ready")
Hello().run()
"""
DOWN = b"\x1b[B"


class Result(NamedTuple):
    """What one program showed: seconds to its rows, seconds of each key, MiB at most."""

    starts: list[float]
    presses: list[float]
    peaks: list[float]


class Screen:
    """A program in a pty, and what it wrote so far."""

    def __init__(self, command: Sequence[str], home: Path) -> None:
        environment = {**os.environ, "TERM": "xterm-256color", "HOME": str(home)}
        environment |= {
            f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("CONFIG", "DATA", "CACHE", "STATE")
        }
        # readline exports the size of the terminal it saw, and Textual would believe it.
        for name in ("PYTHONDONTWRITEBYTECODE", "LINES", "COLUMNS"):
            environment.pop(name, None)
        self.started = time.perf_counter()
        self._process = PtyProcess.spawn(list(command), env=environment, dimensions=(40, 120))
        self.written = b""

    def wait_for(self, text: bytes) -> float:
        """Seconds from now, or from the start, until the text was written. Raises TimeoutError."""
        deadline = time.perf_counter() + PATIENCE
        while text not in self.written:
            if time.perf_counter() > deadline:
                raise TimeoutError(f"{text!r} did not come: {self.written[-2000:]!r}")
            self._read(0.05)
        return time.perf_counter() - self.started

    def press(self, key: bytes) -> None:
        """Forget what was written, and press a key."""
        self.settle(0.1)
        self.written = b""
        self.started = time.perf_counter()
        self._process.write(key)

    def write(self, key: bytes) -> None:
        """Press a key, whatever was written before."""
        self._process.write(key)

    @property
    def descriptor(self) -> int:
        """What the program's writing is read from."""
        return int(self._process.fd)

    @property
    def peak_memory(self) -> float:
        """The most memory the process held so far, in MiB."""
        status = Path(f"/proc/{self._process.pid}/status").read_text(encoding="ascii")
        found = re.search(r"VmHWM:\s+(\d+) kB", status)
        return int(found[1]) / 1024 if found else float("nan")

    def settle(self, seconds: float) -> None:
        """Wait until nothing was written for so long."""
        while self._read(seconds):
            pass

    def end(self) -> None:
        """End the program."""
        self._process.terminate(force=True)

    def _read(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._process.fd], [], [], seconds)
        if ready:
            self.written += self._process.read(65_536)
        return bool(ready)


@contextmanager
def running(command: Sequence[str], home: Path) -> Iterator[Screen]:
    """A program in a pty, ended afterwards."""
    screen = Screen(command, home)
    try:
        yield screen
    finally:
        screen.end()


def name_of(place: int) -> str:
    """The NFT's name in the row at this place."""
    return f"Narwhal-{place:06d}"


def fill(home: Path, count: int) -> None:
    """A profile whose ledger holds so many received offers, soonest ending first by name."""
    places = temporary_places(home)
    now = datetime.now(UTC)
    config, data = home / "config" / "offerdesk", home / "data" / "offerdesk"
    for folder in (places.log, config, data):
        folder.mkdir(parents=True)
    save_accounts(
        config / "accounts.toml", [AccountConfig(name="main", marketplace="kraken", keeps="session")]
    )
    ledger = Ledger(data / "ledger.sqlite3")
    shelf = OfferShelf(ledger)
    generation = shelf.begin("main", Side.RECEIVED)
    offers = [
        a_seen_offer(
            account="main",
            offer_id=f"O{place:06d}",
            name=name_of(place),
            expires=now + timedelta(days=2, minutes=place),
        )
        for place in range(count)
    ]
    shelf.keep(offers, generation, now)
    shelf.finish("main", Side.RECEIVED, generation, now)
    ledger.close()


def start_of(command: Sequence[str], home: Path, expected: str) -> float:
    """Seconds from exec to the expected text."""
    with running(command, home) as screen:
        return screen.wait_for(expected.encode())


def use(command: Sequence[str], home: Path, expected: str, keys: int) -> tuple[list[float], float]:
    """Seconds of each key, pressed once nothing more is written by itself, and peak memory in MiB."""
    with running(command, home) as screen:
        screen.wait_for(expected.encode())
        screen.settle(QUIET)
        presses = []
        for place in range(1, keys + 1):
            screen.press(DOWN)
            presses.append(screen.wait_for(name_of(place).encode()))
        if keys:
            screen.press(b"\x1b[6~" * 3)
            screen.wait_for(b"Narwhal")
        return presses, screen.peak_memory


def describe(values: Sequence[float], scale: float = 1.0) -> str:
    """Median and extremes."""
    low, middle, high = min(values), statistics.median(values), max(values)
    return f"{middle * scale:8.1f} [{low * scale:.1f}–{high * scale:.1f}]"


def version_time() -> tuple[float, float]:
    """Seconds of `--version` and of a Python that does nothing."""
    times = []
    offerdesk = str(Path(sys.executable).with_name("offerdesk"))
    for command in ([offerdesk, "--version"], [sys.executable, "-c", "pass"]):
        before = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        times.append(time.perf_counter() - before)
    return times[0], times[1]


def main() -> None:
    """Measure in turn, and print a table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    dashboard = [str(Path(sys.executable).with_name("offerdesk"))]
    with tempfile.TemporaryDirectory() as scratch:
        homes = {size: Path(scratch) / str(size) for size in SIZES}
        for size, home in homes.items():
            fill(home, size)
        script = Path(scratch) / "hello.py"
        script.write_text(HELLO, encoding="utf-8")
        cases = [("hello", [sys.executable, str(script)], homes[SIZES[0]], "hello ready", 0)]
        cases += [(f"{size:,} offers", dashboard, home, name_of(3), KEYS) for size, home in homes.items()]
        results = {name: Result([], [], []) for name, *_ in cases}
        for _ in range(rounds):
            for name, command, home, expected, _ in cases:
                results[name].starts.append(start_of(command, home, expected))
        for _ in range(max(1, rounds // 3)):
            for name, command, home, expected, keys in cases:
                presses, peak = use(command, home, expected, keys)
                results[name].presses.extend(presses)
                results[name].peaks.append(peak)
        report(results, [version_time() for _ in range(rounds)])


def report(results: Mapping[str, Result], versions: Sequence[tuple[float, float]]) -> None:
    """Print medians and extremes; starts are compared round by round, as the machine was then."""
    hello, few = results["hello"], results[f"{SIZES[0]:,} offers"]
    base = statistics.median(hello.peaks)
    print(f"{'':16}{'start ms':>26}{'x hello':>9}{'key ms':>26}{'x few':>7}{'MiB':>8}{'+MiB':>7}")  # noqa: T201
    for name, each in results.items():
        pairs = zip(each.starts, hello.starts, strict=True)
        slower = statistics.median(ours / theirs for ours, theirs in pairs)
        key = describe(each.presses, 1000) if each.presses else ""
        ratio = statistics.median(each.presses) / statistics.median(few.presses) if each.presses else None
        peak = statistics.median(each.peaks)
        print(  # noqa: T201
            f"{name:16}{describe(each.starts, 1000):>26}{slower:>9.2f}{key:>26}"
            f"{'' if ratio is None else f'{ratio:.2f}':>7}{peak:>8.1f}{peak - base:>7.1f}"
        )
    ours, python = (statistics.median(each) for each in zip(*versions, strict=True))
    print(f"--version {ours * 1000:.0f} ms, {ours / python:.2f} x python -c pass")  # noqa: T201


if __name__ == "__main__":
    main()
