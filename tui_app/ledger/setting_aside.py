"""Renaming a damaged ledger, with what SQLite keeps beside it; nothing is overwritten or deleted."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Final

from tui_app.ledger.damage import identity, unmark
from tui_app.ledger.instants import utc_now

# The file itself last: a start that is cut short in between finds it, and sets it aside again.
_PARTS: Final = ("-wal", "-shm", "-journal", "")
_LOCKED_BY_USERS: Final = 0x4000_0002, 510  # SHARED_FIRST and SHARED_SIZE of SQLite's file format


class InUse(Exception):
    """Another process has the file open."""


def set_aside(path: Path, damaged: str) -> Path | None:
    """Give the file with this identity a name with the date; None where it is another file by now.

    Raises InUse where another process has it open, OSError where it cannot be renamed. Nothing moved then.
    """
    with _nobody_uses(path):
        if not damaged or identity(path) != damaged:
            return None
        aside = _free_name(path)
        _rename(path, aside)
        unmark(path)
    return aside


@contextmanager
def _nobody_uses(path: Path) -> Iterator[None]:
    """Keep others from opening the file, as SQLite's own exclusive lock does.

    SQLite itself cannot be asked for it where the file's header is damaged. Windows needs none: no
    file that is open can be renamed there. This process must have no connection to the file.
    """
    if sys.platform == "win32":
        yield
        return
    import fcntl

    first, size = _LOCKED_BY_USERS
    try:
        file = path.open("r+b")
    except FileNotFoundError:
        yield
        return
    with file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, size, first)
        except (BlockingIOError, PermissionError):
            raise InUse from None
        yield


def _free_name(path: Path) -> Path:
    stem = f"{path.stem}.damaged-{utc_now():%Y-%m-%dT%H-%M-%S}"
    names = (path.with_name(f"{stem}{f'-{place}' if place > 1 else ''}{path.suffix}") for place in count(1))
    return next(name for name in names if not any(os.path.lexists(f"{name}{part}") for part in _PARTS))


def _rename(path: Path, aside: Path) -> None:
    moved: list[str] = []
    try:
        for part in _PARTS:
            if os.path.lexists(f"{path}{part}"):
                os.rename(f"{path}{part}", f"{aside}{part}")
                moved.append(part)
    except OSError:
        for part in moved:
            with suppress(OSError):
                os.rename(f"{aside}{part}", f"{path}{part}")
        raise
