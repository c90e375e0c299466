"""Which process holds something in the ledger, and whether it still runs."""

from __future__ import annotations

import os
import sys
import uuid
from contextlib import suppress
from pathlib import Path


def new_holder() -> str:
    """A name for a holder in this process, unlike any other."""
    return f"{os.getpid()}:{_started(os.getpid())}:{uuid.uuid4().hex}"


def alive(holder: str) -> bool:
    """Whether the holder's process runs on this machine; where that cannot be told, yes.

    Process ids are used again, in a container by the very next start; where the system tells
    when a process started, another one with the same id is not taken for the holder.
    """
    if sys.platform == "win32":
        return True  # there, signal 0 would end the process
    pid, started, _ = holder.split(":")
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return not started or _started(int(pid)) in {started, ""}


def _started(pid: int) -> str:
    """When a process started, in clock ticks since the boot; empty where the system does not say."""
    with suppress(OSError, IndexError):
        # The name, in brackets, may hold anything; the 3rd field is the state, the 22nd the start (proc(5)).
        fields = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()
        return "ended" if fields[0] == b"Z" else fields[19].decode()
    return ""
