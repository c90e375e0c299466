"""However the program ends, the terminal is as it was, and nothing is left running."""

from __future__ import annotations

import json
import os
import re
import signal
import sys
import termios
import time
from pathlib import Path

import pytest

from tests.terminal.screen import PATIENCE, ROOT, Terminal, terminal

pytestmark = pytest.mark.terminal

LEFT_ON = {
    "the alternate screen": rb"\x1b\[\?1049[hl]",
    "mouse buttons": rb"\x1b\[\?1000[hl]",
    "mouse moves": rb"\x1b\[\?1003[hl]",
    "mouse in the long form": rb"\x1b\[\?1006[hl]",
    "mouse in another form": rb"\x1b\[\?1015[hl]",
    "mouse in pixels": rb"\x1b\[\?1016[hl]",
    "sizes told among keys": rb"\x1b\[\?2048[hl]",
    "focus reports": rb"\x1b\[\?1004[hl]",
    "bracketed paste": rb"\x1b\[\?2004[hl]",
}
"""Modes that are switched on, h, and must be switched off again, l."""


def assert_restored(shown: Terminal) -> None:
    """The terminal takes a shell's line again, and shows its cursor."""
    written = bytes(shown.written)
    on = [name for name, mode in LEFT_ON.items() if (re.findall(mode, written) or [b"l"])[-1].endswith(b"h")]
    assert on == []
    assert written.rfind(b"\x1b[?25h") > written.rfind(b"\x1b[?25l")
    wrapping = re.findall(rb"\x1b\[\?7[hl]", written) or [b"h"]
    assert wrapping[-1].endswith(b"h")  # long lines are wrapped again
    pushed, popped = (re.findall(keys, written) for keys in (rb"\x1b\[>[0-9]+u", rb"\x1b\[<u"))
    assert len(pushed) <= len(popped)  # the keyboard's mode; one that ends early had none yet
    assert shown.settings[:4] == shown.settings_before[:4]
    assert shown.settings[3] & termios.ECHO
    assert shown.settings[3] & termios.ICANON


def market_of(info: Path) -> int:
    """The process that listens where this line says. Linux only."""
    port = int(json.loads(info.read_text())["kraken"]["base_url"].rpartition(":")[2])
    wanted = f"0100007F:{port:04X}"
    lines = Path("/proc/net/tcp").read_text().splitlines()
    inode = next(line.split()[9] for line in lines if line.split()[1] == wanted and line.split()[3] == "0A")
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            links = [os.readlink(handle) for handle in (folder / "fd").iterdir()]
        except OSError:
            continue
        if f"socket:[{inode}]" in links:
            return int(folder.name)
    raise AssertionError("nobody listens there")


def gone(pid: int) -> bool:
    """Whether a process has ended, within patience."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except OSError:
            return True
        time.sleep(0.02)
    return False


ENDS: dict[str, tuple[str | int, int]] = {
    "q": ("q", 0),
    "ctrl+q": ("ctrl+q", 0),
    "ctrl+c": ("ctrl+c", 0),
    "SIGTERM": (signal.SIGTERM, 128 + signal.SIGTERM),
    "SIGHUP": (signal.SIGHUP, 128 + signal.SIGHUP),
    "SIGINT": (signal.SIGINT, 128 + signal.SIGINT),
    "SIGQUIT": (signal.SIGQUIT, 128 + signal.SIGQUIT),
}


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("how", ENDS)
def test_the_terminal_is_restored_and_the_market_ends(how: str, tmp_path: Path) -> None:
    info = tmp_path / "market.json"
    end, code = ENDS[how]
    with terminal("demo", "--offers", "20", "--sandbox-info", str(info)) as shown:
        shown.until("kraken ● ")
        market = market_of(info)
        if isinstance(end, str):
            shown.press(end)
        else:
            shown.kill(end)

        assert shown.code() == code
        assert_restored(shown)
        assert re.search(rb"\x1b\[>[0-9]+u", shown.written)
        assert gone(market)


def test_what_a_terminal_with_more_is_asked_for_is_switched_off_again() -> None:
    with terminal("demo", "--offers", "20") as shown:
        shown.until("kraken ● ")
        shown.send(b"\x1b[?2048;2$y")  # it can tell its size among the keys, and does not yet
        shown.when(lambda: b"\x1b[?1016h" in shown.written, "the mouse in pixels")
        shown.press("q")

        assert shown.code() == 0
        assert_restored(shown)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_the_market_ends_by_itself_when_the_dashboard_is_killed(tmp_path: Path) -> None:
    info = tmp_path / "market.json"
    with terminal("demo", "--offers", "20", "--sandbox-info", str(info)) as shown:
        shown.until("kraken ● ")
        market = market_of(info)
        shown.kill(signal.SIGKILL)

        assert shown.code() == -signal.SIGKILL
        assert gone(market)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_window_that_is_closed_ends_both(tmp_path: Path) -> None:
    info = tmp_path / "market.json"
    with terminal("demo", "--offers", "20", "--sandbox-info", str(info)) as shown:
        shown.until("kraken ● ")
        market = market_of(info)
        shown.hang_up()

        assert gone(shown.pid)
        assert gone(market)


def test_the_demo_leaves_no_folder_behind(tmp_path: Path) -> None:
    with terminal("demo", "--offers", "20", TMPDIR=str(tmp_path)) as shown:
        shown.until("kraken ● ")
        assert list(tmp_path.glob("offerdesk-demo-*"))
        shown.press("q")
        assert shown.code() == 0

    assert list(tmp_path.glob("offerdesk-demo-*")) == []


def test_what_the_demo_exports_stays_where_one_started(tmp_path: Path) -> None:
    started = f"cd '{tmp_path}' && exec {sys.executable} -m tui_app demo --offers 20"
    with terminal(command=["sh", "-c", started], size=(120, 40), PYTHONPATH=str(ROOT)) as shown:
        shown.until("kraken ● ", "1 of")
        shown.press("e")
        shown.until("written into offers-", ".jsonl, in the folder")
        shown.press("q")
        assert shown.code() == 0

    assert sorted(file.suffix for file in tmp_path.iterdir()) == [".csv", ".jsonl"]


def test_a_signal_before_the_first_paint_leaves_nothing_behind_either(tmp_path: Path) -> None:
    with terminal("demo", "--offers", "20", TMPDIR=str(tmp_path)) as shown:
        shown.when(lambda: bool(list(tmp_path.glob("offerdesk-demo-*"))), "the demo's folder")
        shown.kill(signal.SIGTERM)

        assert shown.code() == 128 + signal.SIGTERM
        assert_restored_if_drawn(shown)
    assert list(tmp_path.glob("offerdesk-demo-*")) == []


def assert_restored_if_drawn(shown: Terminal) -> None:
    """As `assert_restored`, for an end that may come before anything was drawn."""
    if b"\x1b[?1049h" in shown.written:
        assert_restored(shown)


CRASHES = """
import sys
from tui_app.ui.screens.offers import OffersScreen

def broken(self):
    canary = "s3cret-canary"
    headers = {"API-Key": canary}
    raise RuntimeError(f"it quotes {canary}")

OffersScreen.action_sort = broken
from tui_app.__main__ import main
sys.exit(main(["demo", "--offers", "20"]))
"""
THREADED = """    import threading
    threading.Thread(target=int, args=(canary,)).start()
    return
    raise RuntimeError"""
TASKED = """    import asyncio
    async def broken_later():
        int(canary)
    self.dropped = asyncio.get_running_loop().create_task(broken_later())
    asyncio.get_running_loop().call_later(0.2, lambda: delattr(self, "dropped"))
    return
    raise RuntimeError"""
WORKED = """    async def broken_later():
        int(canary)
    self.app.run_worker(broken_later())
    return
    raise RuntimeError"""
BUGS = {"a key": "    raise RuntimeError", "a thread": THREADED, "a task": TASKED, "a worker": WORKED}


@pytest.mark.parametrize("where", BUGS)
def test_a_bug_ends_it_with_a_report_that_tells_no_secret_and_where_it_is_kept(
    where: str, home: Path
) -> None:
    program = CRASHES.replace(BUGS["a key"], BUGS[where])
    with terminal(command=[sys.executable, "-c", program], size=(120, 40)) as shown:
        shown.until("kraken ● ")
        shown.press("s")

        assert shown.code() == 1
        assert_restored(shown)
    assert shown.written.count(b"ended by a bug of its own") == 1
    assert b"canary" not in shown.written
    (log,) = home.rglob("offerdesk.log")
    assert str(log.parent).encode() in shown.written
    assert " crash offerdesk " in log.read_text()
    assert "canary" not in log.read_text()
