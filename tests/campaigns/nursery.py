"""Brings up acting processes quickly: everything is imported once, then each one is a fork of its own.

A line with a task comes in, a line with a process id goes out. Who ended, in whatever way, is no zombie.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import traceback
from datetime import timedelta

import tui_app.marketplaces.kraken.client
from tests.campaigns.worker import Task, work
from tui_app.desk import reconcile
from tui_app.gateway import http, retries
from tui_app.marketplaces.kraken import errors

# Intervals between looks and retries, shortened: nothing here depends on how long they are.
QUICK = {
    (reconcile, "_PAUSES"): (0.05, 0.1),
    (retries, "FIRST_WAIT"): 0.02,
    (errors, "_BREATHER"): timedelta(seconds=0.2),
}
IMPORTED_FOR_SPEED = (tui_app.marketplaces.kraken.client, http)


def shorten() -> None:
    """Let this process, and those forked from it, wait briefly."""
    for (module, name), value in QUICK.items():
        assert hasattr(module, name), f"{module.__name__} has no {name} any more"
        setattr(module, name, value)


def bring_up() -> None:
    """Fork for each line until there are no more."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    shorten()
    while line := sys.stdin.readline():
        pid = os.fork()
        if not pid:
            _live(line)
        print(pid, flush=True)  # noqa: T201 - this is how it is heard


def _live(line: str) -> None:
    code = 1
    try:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        asyncio.run(work(Task.read(line)))
        code = 0
    except BaseException:  # noqa: BLE001 - a fork must never return to the loop above
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    bring_up()
