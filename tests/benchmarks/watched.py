"""A program in a pseudo-terminal, and when exactly the terminal showed what.

Bytes are only noted with the time at which they came while the program is busy, and shown to the emulator
once it is quiet: the emulator is slow, and would take a core from what is measured.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.terminal.screen import Terminal, surroundings

SIZE = (120, 40)
QUIET = 0.06
PATIENCE = 60.0
LONGEST_REST = 3.0
"""Some programs blink all the time."""


class Watched(Terminal):
    """A terminal that knows when what it shows came."""

    def __init__(self, command: Sequence[str], home: Path, size: tuple[int, int] = SIZE) -> None:
        self._arrived: list[tuple[float, float, bytes]] = []
        self.memory_then = 0.0
        """The most memory, in MiB, that the program held when that was shown which was waited for."""
        self.began = time.perf_counter()
        folders = {
            f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("CONFIG", "DATA", "CACHE", "STATE")
        }
        environment = surroundings(HOME=str(home), **folders)
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        super().__init__(command, size, environment)

    @property
    def look(self) -> tuple[object, ...]:
        """Every cell with what it is drawn on."""
        buffer, (columns, rows) = self._screen.buffer, (self._screen.columns, self._screen.lines)
        cells = (buffer[y][x] for y in range(rows) for x in range(columns))
        return tuple((cell.data, cell.bg, cell.reverse) for cell in cells)

    @property
    def peak_memory(self) -> float:
        """The most memory the program held so far, in MiB."""
        with suppress(OSError):
            status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
            if found := re.search(r"VmHWM:\s+(\d+) kB", status):
                return int(found[1]) / 1024
        return float("nan")

    @property
    def work(self) -> float:
        """Seconds that its threads computed so far."""
        threads = Path(f"/proc/{self.pid}/task").iterdir()
        return sum(int((each / "schedstat").read_text().split()[0]) for each in threads) / 1e9

    def first_shown(self, holds: Callable[[], bool], patience: float = PATIENCE) -> float:
        """Seconds from the start, or the last key, until this held on the screen. Raises TimeoutError."""
        deadline = time.perf_counter() + patience
        while time.perf_counter() < deadline and not self._ended:
            if not self.read(0.02):
                continue
            self._until_quiet()
            if (found := self._replay(holds)) is not None:
                at, self.memory_then = found
                return at - self.began
        raise TimeoutError(f"it did not come; the terminal shows:\n{self.text}")

    def shows(self, text: str, patience: float = PATIENCE) -> float:
        """As `first_shown`, for a text."""
        return self.first_shown(lambda: text in self.text, patience)

    def key(self, key: bytes, holds: Callable[[], bool] | None = None) -> float:
        """Press a key when all is quiet; seconds until this held, or anything was drawn differently."""
        self.rest()
        before = self.look
        self.began = time.perf_counter()
        os.write(self._program.fd, key)
        return self.first_shown(holds or (lambda: self.look != before), patience=20.0)

    def settled(self, key: bytes, quiet: float) -> float:
        """Press a key when all is quiet; seconds until the last that was written before such a rest."""
        self.rest()
        self.began = time.perf_counter()
        os.write(self._program.fd, key)
        while not self._arrived:
            self.read(PATIENCE)
        self._until_quiet(quiet)
        return self._arrived[-1][0] - self.began

    def rest(self, quiet: float = 0.1) -> None:
        """Wait until nothing more is written by itself."""
        self._until_quiet(quiet)
        self._replay(lambda: False)

    def rest_for(self, seconds: float) -> None:
        """Press nothing for so long."""
        until = time.perf_counter() + seconds
        while (left := until - time.perf_counter()) > 0:
            self.read(left)

    def _feed(self, data: bytes) -> None:
        self._arrived.append((time.perf_counter(), self.peak_memory, data))

    def _until_quiet(self, quiet: float = QUIET) -> None:
        patience = time.perf_counter() + LONGEST_REST
        while self.read(quiet) and time.perf_counter() < patience:
            pass

    def _replay(self, holds: Callable[[], bool]) -> tuple[float, float] | None:
        """Show what came; when that came which made this hold, and the memory then."""
        found, arrived = None, self._arrived
        self._arrived = []
        for at, memory, data in arrived:
            super()._feed(data)
            if found is None and holds():
                found = at, memory
        return found


@contextmanager
def watched(command: Sequence[str], home: Path, size: tuple[int, int] = SIZE) -> Iterator[Watched]:
    """A program in a terminal, ended afterwards."""
    terminal = Watched(command, home, size)
    try:
        yield terminal
    finally:
        terminal.close()
