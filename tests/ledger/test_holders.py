"""Telling whether the process that holds something still runs."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.conftest import NeedsCommand
from tui_app.ledger.holders import alive, new_holder
from tui_app.ledger.processes import GONE, told_by_ps

CODE = "from tui_app.ledger.holders import new_holder; print(new_holder(), flush=True); input()"
proc = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux says when a process started"
)


def child() -> tuple[subprocess.Popen[str], str]:
    """A process that waits to be told to end, and its name as a holder."""
    started = subprocess.Popen(
        [sys.executable, "-c", CODE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert started.stdout is not None
    return started, started.stdout.readline().strip()


def test_every_holder_has_a_name_of_its_own() -> None:
    assert new_holder() != new_holder()


def test_this_process_is_alive() -> None:
    assert alive(new_holder())


def test_another_process_is_alive_until_it_ends() -> None:
    process, holder = child()
    assert alive(holder)
    process.communicate()

    assert not alive(holder)


@proc
def test_a_process_that_was_killed_and_not_yet_buried_is_not_alive() -> None:
    process, holder = child()
    process.kill()
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    was_alive = alive(holder)
    process.communicate()

    assert not was_alive


@proc
def test_an_earlier_process_of_the_same_id_is_not_alive() -> None:
    pid, started, rest = new_holder().split(":")

    assert not alive(f"{pid}:{int(started) - 1}:{rest}")


def test_a_process_of_somebody_else_is_alive() -> None:
    assert alive("1::somebody")


@pytest.mark.parametrize(
    "holder",
    ["", "nobody", "::", "0:1:x", "-1:1:x", "x:1:y", "٤:1:y", f"{10**15}:1:x", f"{9:099999}:1:x"],
    ids=lambda holder: repr(holder[:9]),
)
def test_what_names_no_process_is_not_alive(holder: str) -> None:
    assert not alive(holder)


@proc
def test_a_process_of_somebody_else_with_the_id_of_an_ended_one_is_not_the_holder() -> None:
    assert not alive(f"1:{10**15}:ended long ago")


def test_ps_tells_the_same_start_at_any_time_and_in_any_place(
    monkeypatch: pytest.MonkeyPatch, needs_command: NeedsCommand
) -> None:
    needs_command("/bin/ps")
    first = told_by_ps(os.getpid())
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")

    assert first == told_by_ps(os.getpid())
    assert first not in {"", GONE}
    assert ":" not in first


def test_ps_tells_that_a_killed_process_is_gone(needs_command: NeedsCommand) -> None:
    needs_command("/bin/ps")
    process, _holder = child()
    process.kill()
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    told = told_by_ps(process.pid)
    process.communicate()

    assert told == GONE
