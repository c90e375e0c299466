"""When the process with an id started, as this system tells it."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

GONE: Final = "gone"
"""No process with the id runs: there is none, or it ended and nobody asked for its end yet."""
_PATIENCE_SECONDS = 2.0


def started(pid: int) -> str:
    """When the process started, in the system's own terms; GONE, or empty where that cannot be told."""
    if sys.platform == "win32":
        from tui_app.ledger.processes_windows import started_on_windows

        return started_on_windows(pid)
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return GONE
    except PermissionError:
        pass  # it is somebody else's
    return _told_by_proc(pid) if sys.platform == "linux" else told_by_ps(pid)


def _told_by_proc(pid: int) -> str:
    """In clock ticks since the boot."""
    with suppress(OSError, IndexError):
        # The name, in brackets, may hold anything; the 3rd field is the state, the 22nd the start (proc(5)).
        fields = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()
        return GONE if fields[0] == b"Z" else fields[19].decode()
    return ""


def told_by_ps(pid: int) -> str:
    """As POSIX's ps says it of a process that is there: the second in which it started, in UTC.

    Asking takes some milliseconds. It serves macOS, but was run on Linux only.
    """
    import subprocess

    asked = ["/bin/ps", "-o", "stat=", "-o", "lstart=", "-p", str(pid)]
    with suppress(OSError, subprocess.SubprocessError):
        told = subprocess.run(  # noqa: S603 - a fixed program, and a number
            asked,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_PATIENCE_SECONDS,
            env={"LC_ALL": "C", "TZ": "UTC0"},
            check=False,
        )
        state, _, start = told.stdout.strip().partition(" ")
        # A holder's name is split at colons.
        return GONE if state.startswith("Z") else "-".join(start.replace(":", "-").split())
    return ""
