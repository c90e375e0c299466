"""Telling whether the process that holds something still runs."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tui_app.ledger.holders import alive, new_holder

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
