"""Stopped, brought back, or its terminal gone: nothing is left switched on, and nothing left running."""

from __future__ import annotations

import re
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import NeedsCommand
from tests.terminal.screen import PATIENCE, Terminal, terminal
from tests.terminal.test_endings import assert_restored, gone

pytestmark = [pytest.mark.terminal, pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")]

DEMO = ("demo", "--offers", "20")
OFFERDESK = f"{sys.executable} -m tui_app {' '.join(DEMO)}"


def processes_of(session: int) -> list[int]:
    """Programs of ours in this session that run."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, _, _, of = (folder / "stat").read_text().rpartition(")")[2].split()[:4]
            words = (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if int(of) == session and state != "Z" and b"tui_app" in words:
            found.append(int(folder.name))
    return found


def count(shown: Terminal, sequence: bytes) -> int:
    """How often something was written."""
    return bytes(shown.written).count(sequence)


def code_told(shown: Terminal, *, ends: int) -> int:
    """What the shell says the program ended with, once it has the terminal again."""

    def is_back() -> bool:
        return (
            count(shown, b"\x1b[?1049l") == ends and b"ready>" in shown.written.rpartition(b"\x1b[?1049l")[2]
        )

    shown.when(is_back, "the shell")
    shown.press("echo code=$?.\r")
    told = re.compile(rb"code=(\d+)\.")
    shown.when(lambda: told.search(shown.written) is not None, "the code")
    return int(told.findall(shown.written)[-1])


def test_ctrl_z_gives_the_shell_its_terminal_and_fg_brings_the_list_back(needs_command: NeedsCommand) -> None:
    needs_command("sh")
    with terminal(command=["sh", "-i"], PS1="ready> ", ENV="") as shown:
        shown.until("ready>")
        quiet = shown.settings
        shown.press(f"{OFFERDESK}\r")
        shown.until("kraken ● ", "1 of")
        for _ in range(2):
            stops = count(shown, b"Stopped")
            shown.send(b"\x1a")
            shown.when(lambda stops=stops: count(shown, b"Stopped") > stops, "the shell")  # type: ignore[misc]
            shown.settle()
            assert_restored(shown)
            assert shown.settings == quiet
            before = len(shown.written)
            shown.press("fg\r")
            shown.when(lambda before=before: b"Received" in shown.written[before:], "the list")  # type: ignore[misc]
        shown.press("j")
        shown.until("2 of")
        shown.press("q")
        assert code_told(shown, ends=3) == 0
        assert_restored(shown)
        assert count(shown, b"\x1b[?1049h") == 3
        shown.press("exit\r")
        assert shown.code() == 0


def test_signals_that_stop_and_go_on_begin_nothing_a_second_time() -> None:
    with terminal(*DEMO) as shown:
        shown.until("kraken ● ", "1 of")
        for _ in range(3):
            shown.kill(signal.SIGCONT)
            shown.settle()
        shown.send(b"\x1a")
        shown.until("No shell is there that could bring this back")
        shown.kill(signal.SIGTSTP)
        shown.settle()
        shown.press("j")
        shown.until("2 of")
        shown.kill(signal.SIGSTOP)
        shown.when(lambda: state_of(shown.pid) == "T", "the stop")
        shown.kill(signal.SIGCONT)
        shown.press("j")
        shown.until("3 of")
        shown.press("q")

        assert shown.code() == 0
        assert_restored(shown)
    assert count(shown, b"\x1b[?1049h") == count(shown, b"\x1b[?1049l") == 1
    assert count(shown, b"\x1b[>") >= 1


def state_of(pid: int) -> str:
    """What the system says of a process: S for sleeping, T for stopped."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


@pytest.mark.parametrize(
    "around",
    ["trap '' HUP; exec {}", "trap '' HUP; {}; true"],
    ids=["with SIGHUP ignored", "within a shell that passes no SIGHUP on"],
)
def test_a_terminal_that_closes_ends_it_soon(around: str) -> None:
    with terminal(command=["sh", "-c", around.format(OFFERDESK)]) as shown:
        shown.until("kraken ● ", "1 of")
        ours = processes_of(shown.pid)
        assert ours
        began = time.monotonic()
        shown.hang_up()
        assert all(gone(pid) for pid in ours)
        took = time.monotonic() - began

    assert took < PATIENCE / 3  # and not for ever; it is about a second


def test_while_it_is_stopped_a_signal_ends_it_as_soon_as_it_goes_on(needs_command: NeedsCommand) -> None:
    needs_command("sh")
    with terminal(command=["sh", "-i"], PS1="ready> ", ENV="") as shown:
        shown.until("ready>")
        shown.press(f"{OFFERDESK}\r")
        shown.until("kraken ● ", "1 of")
        shown.send(b"\x1a")
        shown.when(lambda: count(shown, b"Stopped") > 0, "the shell")
        shown.press("kill %1; fg\r")
        assert code_told(shown, ends=2) == 128 + signal.SIGTERM
        assert_restored(shown)
