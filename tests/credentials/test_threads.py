"""Blocking work in a thread: its answer, its limit, and what becomes of it when the program ends."""

from __future__ import annotations

import subprocess
import sys
import time
from threading import Event

import pytest

from tui_app.credentials.threads import in_thread

pytestmark = pytest.mark.anyio

LATE = """
import asyncio, sys, time
from tui_app.credentials.threads import in_thread

def work():
    time.sleep(0.5)
    print("finished", flush=True)

async def main():
    try:
        await in_thread(work, limit=0.05, awaited_at_exit=sys.argv[1] == "awaited")
    except TimeoutError:
        print("given up", flush=True)

asyncio.run(main())
"""


async def test_what_the_work_returns_comes_back() -> None:
    assert await in_thread(lambda: 5, limit=5) == 5


async def test_what_the_work_raises_comes_back() -> None:
    with pytest.raises(ZeroDivisionError):
        await in_thread(lambda: 1 // 0, limit=5)


async def test_work_that_takes_too_long_is_given_up() -> None:
    waiting = Event()
    began = time.monotonic()
    with pytest.raises(TimeoutError):
        await in_thread(waiting.wait, limit=0.05)
    assert time.monotonic() - began < 5
    waiting.set()


@pytest.mark.parametrize(
    ("kind", "lines"), [("awaited", ["given up", "finished"]), ("abandoned", ["given up"])]
)
def test_at_the_end_only_work_that_must_not_be_cut_off_is_waited_for(kind: str, lines: list[str]) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", LATE, kind], capture_output=True, text=True, timeout=30, check=True
    )
    assert (ended.stdout.splitlines(), ended.stderr) == (lines, "")
