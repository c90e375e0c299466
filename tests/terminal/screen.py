"""The program in a real pseudo-terminal, and what a terminal emulator shows of it."""

from __future__ import annotations

import json
import os
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from fcntl import ioctl
from pathlib import Path
from typing import Any

import httpx
import pyte
from ptyprocess import PtyProcess

ROOT = Path(__file__).parents[2]
PATIENCE = 90.0
"""Seconds after which something that should have been shown is given up."""

_DEAF = 1.2
"""Three times as long as a dialog hears nothing."""

KEYS: Mapping[str, bytes] = {
    "up": b"\x1b[A",
    "down": b"\x1b[B",
    "right": b"\x1b[C",
    "left": b"\x1b[D",
    "home": b"\x1b[H",
    "end": b"\x1b[F",
    "enter": b"\r",
    "escape": b"\x1b[27u",  # the program asks for this form: a bare one is a part of whatever is read with it
    "tab": b"\t",
    "ctrl+q": b"\x11",
    "ctrl+c": b"\x03",
    "ctrl+p": b"\x10",
    "ctrl+s": b"\x13",
    "ctrl+t": b"\x14",
}
_UNDERSTOOD_BY_NOBODY = re.compile(
    rb"\x1b[P_^X].*?(?:\x1b\\|\x07)|\x1b\[[<=>?][0-9;]*u|\x1b\[[<>=][0-9;]*[a-zA-Z]", re.S
)
_UNFINISHED = re.compile(rb"\x1b(?:\[[0-9;:<=>?$ ]*|[P_^X][^\x07\x1b]*|\][^\x07\x1b]*)?$")


class Terminal:
    """One program in one terminal. `written` holds every byte that the program wrote."""

    def __init__(self, command: Sequence[str], size: tuple[int, int], environment: Mapping[str, str]) -> None:
        columns, rows = size
        self.written = bytearray()
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._held = b""
        self._ended = False
        self._program = PtyProcess.spawn(
            list(command), cwd=str(ROOT), env=dict(environment), dimensions=(rows, columns)
        )
        self.settings_before = self.settings

    @property
    def pid(self) -> int:
        """The program's process."""
        return int(self._program.pid)

    @property
    def text(self) -> str:
        """What the emulator shows, lines without the blanks at their ends."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    def is_bold(self, text: str) -> bool:
        """Whether this text stands somewhere in bold."""
        for row, line in enumerate(self._screen.display):
            start = line.find(text)
            cells = [self._screen.buffer[row][start + each] for each in range(len(text))]
            if start >= 0 and all(cell.bold for cell in cells):
                return True
        return False

    @property
    def settings(self) -> list[Any]:
        """The terminal's settings now, as termios gives them."""
        return termios.tcgetattr(self._program.fd)

    @property
    def is_echoing(self) -> bool:
        """Whether the terminal itself writes what is typed."""
        return bool(self.settings[3] & termios.ECHO)

    def press(self, *keys: str) -> None:
        """Press keys by name, or type a text as it is."""
        for key in keys:
            self.send(KEYS.get(key, key.encode()))
            if key == "escape":  # what is typed in one go with it may still be for what it leaves
                self.settle(0.2)

    def paste(self, text: str) -> None:
        """Paste a text as a terminal does, which says where it begins and ends."""
        self.send(b"\x1b[200~" + text.encode() + b"\x1b[201~")

    def send(self, data: bytes) -> None:
        """Write bytes into the terminal, reading what comes back meanwhile."""
        left = memoryview(data)
        while left:
            left = left[os.write(self._program.fd, left[:1_024]) :]
            if len(left):
                self.read(0.0)

    def until(self, *texts: str, patience: float = PATIENCE) -> None:
        """Wait until every text is on the screen."""
        self.when(lambda: all(text in self.text for text in texts), " and ".join(map(repr, texts)), patience)

    def until_gone(self, text: str) -> None:
        """Wait until the text is no longer on the screen."""
        self.when(lambda: text not in self.text, f"the screen without {text!r}")

    def when(self, holds: Callable[[], bool], what: str, patience: float = PATIENCE) -> None:
        """Read until a condition holds. Raises AssertionError with the screen if it never does."""
        deadline = time.monotonic() + patience
        while not holds():
            if time.monotonic() > deadline or self._ended:
                raise AssertionError(f"{what} did not come; the terminal shows:\n{self.text}")
            self.read(0.05)

    def settle(self, quiet: float = 0.15) -> None:
        """Read until nothing has been written for so many seconds."""
        while self.read(quiet):
            pass

    def past_deafness(self) -> None:
        """Read for longer than a dialog that was just seen hears nothing, on a slow machine too.

        Until nothing is written any more would be too long: in a wide window ages tick for a minute.
        """
        ends = time.monotonic() + _DEAF
        while (left := ends - time.monotonic()) > 0 and not self._ended:
            self.read(left)

    def read(self, patience: float) -> bool:
        """Read what the program wrote, waiting at most so long; False where there was nothing."""
        if self._ended or not select.select([self._program.fd], [], [], patience)[0]:
            return False
        try:
            data = os.read(self._program.fd, 65_536)
        except OSError:  # Linux says so when nobody has the other end open any more
            data = b""
        self._ended = not data
        self.written += data
        self._feed(data)
        return bool(data)

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size and tell the program."""
        self._screen.resize(rows, columns)
        ioctl(self._program.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def kill(self, number: int) -> None:
        """Send the program a signal."""
        os.kill(self.pid, number)

    def hang_up(self) -> None:
        """Take the terminal away, as a closed window does."""
        self._program.fileobj.close()
        self._ended = True

    def code(self, patience: float = PATIENCE) -> int:
        """Wait for the end; its exit code, or minus the number of the signal that ended it."""
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            self.read(0.02)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                while self.read(0.02):
                    pass
                self._program.terminated = True
                return os.waitstatus_to_exitcode(status)
        raise AssertionError(f"it did not end; the terminal shows:\n{self.text}")

    def close(self) -> None:
        """End whatever still runs."""
        if not self._program.terminated:
            with suppress(ProcessLookupError, ChildProcessError):
                os.kill(self.pid, signal.SIGKILL)
                os.waitpid(self.pid, 0)
            self._program.terminated = True
        with suppress(OSError):
            self._program.fileobj.close()
        self._program.closed = True

    def _feed(self, data: bytes) -> None:
        """Show bytes, without the sequences that pyte would print as text."""
        data = self._held + data
        unfinished = _UNFINISHED.search(data)
        at = unfinished.start() if unfinished else len(data)
        data, self._held = data[:at], data[at:]
        self._stream.feed(_UNDERSTOOD_BY_NOBODY.sub(b"", data))


def surroundings(**changes: str) -> dict[str, str]:
    """An environment as a person's terminal gives it."""
    kept = {name: value for name, value in os.environ.items() if name not in {"LINES", "COLUMNS", "NO_COLOR"}}
    return {**kept, "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", **changes}


@contextmanager
def terminal(
    *arguments: str, size: tuple[int, int] = (80, 24), command: Sequence[str] = (), **environment: str
) -> Iterator[Terminal]:
    """`offerdesk` with these arguments (or another command) in a terminal of this size."""
    program = command or [sys.executable, "-m", "tui_app", *arguments]
    opened = Terminal(program, size, surroundings(**environment))
    try:
        yield opened
    finally:
        opened.close()


def effects(info: Path) -> list[dict[str, str]]:
    """What really changed at the market whose line is in this file."""
    url = json.loads(info.read_text())["effects_url"]
    found: list[dict[str, str]] = httpx.get(url, trust_env=False).raise_for_status().json()["effects"]
    return found
