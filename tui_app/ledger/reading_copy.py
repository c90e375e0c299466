"""A ledger that cannot be written, copied for one start so that it can be read and refreshed."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from tui_app.domain.errors import LedgerError, LedgerTooNew
from tui_app.ledger.store import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A ledger in a folder of its own; `complete` unless the original could not be read."""

    ledger: Ledger
    folder: Path
    complete: bool


def open_copy(path: Path) -> Copy | None:
    """A copy of the ledger where there is room, else an empty one; None without any room.

    Raises LedgerTooNew where a newer program wrote it.
    """
    for fill in (_back_up, _copy_files, _leave_empty):
        for place in _places():
            if (copy := _copied(path, place, fill)) is not None:
                return copy
    return None


def remove(folder: Path) -> None:
    """Take a copy's folder away; its ledger is closed."""
    shutil.rmtree(folder, ignore_errors=True)


def _places() -> Iterator[str]:
    """Folders for what is temporary, the system's own first; on a full disk, memory may have room."""
    with suppress(OSError):
        yield tempfile.gettempdir()
    if os.path.isdir("/dev/shm"):  # noqa: S108 - only to make a private folder in it
        yield "/dev/shm"  # noqa: S108


def _copied(path: Path, place: str, fill: Callable[[Path, Path], None]) -> Copy | None:
    try:
        folder = Path(tempfile.mkdtemp(prefix="offerdesk-reading-", dir=place))
    except OSError:
        return None
    try:
        fill(path, folder / path.name)
        ledger = Ledger(folder / path.name)
    except (LedgerError, OSError, sqlite3.Error) as error:
        remove(folder)
        if isinstance(error, LedgerTooNew):
            raise
        return None
    return Copy(ledger=ledger, folder=folder, complete=fill is not _leave_empty or not path.exists())


def _back_up(path: Path, copy: Path) -> None:
    """As it is at one moment, whoever else writes; SQLite needs its index beside the file for that."""
    with (
        closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)


def _copy_files(path: Path, copy: Path) -> None:
    """File and log, byte by byte. Nobody else writes them: they could not make the index either."""
    shutil.copyfile(path, copy)
    with suppress(FileNotFoundError):
        shutil.copyfile(f"{path}-wal", f"{copy}-wal")


def _leave_empty(_path: Path, _copy: Path) -> None:
    """Nothing to read, but what is refreshed now can be shown."""
