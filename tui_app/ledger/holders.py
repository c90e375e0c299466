"""Which process holds something in the ledger, and whether it still runs."""

from __future__ import annotations

import os
import uuid
from functools import cache

from tui_app.ledger.processes import GONE, started


def new_holder() -> str:
    """A name for a holder in this process, unlike any other."""
    return f"{os.getpid()}:{_started_once(os.getpid())}:{uuid.uuid4().hex}"


def alive(holder: str) -> bool:
    """Whether the holder's process runs on this machine; where that cannot be told, yes.

    Process ids are used again, in a container by the very next start; where the system tells
    when a process started, another one with the same id is not taken for the holder. Processes of
    another machine, or of a container apart, are not seen: they are taken for gone.
    """
    pid, then = _parts(holder)
    if pid <= 0:
        return False
    now = started(pid)
    return now != GONE and (not then or now in {then, ""})


def _parts(holder: str) -> tuple[int, str]:
    pid, _, rest = holder.partition(":")
    return int(pid) if pid.isascii() and pid.isdecimal() and len(pid) < 20 else 0, rest.partition(":")[0]


@cache
def _started_once(pid: int) -> str:
    return started(pid)
