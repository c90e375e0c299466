"""Which process holds something in the ledger, and whether it still runs."""

from __future__ import annotations

import os
import sys
import uuid


def new_holder() -> str:
    """A name for a holder in this process, unlike any other."""
    return f"{os.getpid()}:{uuid.uuid4().hex}"


def alive(holder: str) -> bool:
    """Whether the holder's process runs on this machine; where that cannot be told, yes."""
    if sys.platform == "win32":
        return True  # there, signal 0 would end the process
    try:
        os.kill(int(holder.partition(":")[0]), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
