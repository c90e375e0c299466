"""The folders and the person's files: where they are, whether they can be used, who else can read them."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tui_app.cli.doctor.check import Check, size
from tui_app.cli.settings_check import problems_of
from tui_app.log.file import LogFile
from tui_app.settings import Places

_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO
_MOST: Final = 10
"""Problems of one file that are told."""
_LITTLE: Final = 50_000_000
"""Bytes of free space below which the ledger may soon have no room."""


def folder_checks(places: Places) -> Iterator[Check]:
    """Each folder of the profile."""
    named = {"config": places.config, "data": places.data, "cache": places.cache, "log": places.log}
    for name, folder in named.items():
        yield _folder(f"{name} folder", folder)


def file_checks(places: Places) -> Iterator[Check]:
    """The person's settings, and what the program keeps beside them."""
    for name, file, problems in problems_of(places):
        yield from (Check(name=name, fine=False, sentence=str(problem)) for problem in problems[:_MOST])
        if more := len(problems[_MOST:]):
            yield Check(name=name, fine=False, sentence=f"and {more} more; offerdesk settings --check tells")
        if not problems:
            there = "understood" if file.exists() else "not there, which is fine"
            yield _here(name, f"{file}: {there}{_shared(file)}", fine=True)


def log_check(places: Places) -> Check:
    """How large the log is."""
    file = LogFile(places.log)
    there = [each for each in file.files if each.is_file()]
    total = size(sum(each.stat().st_size for each in there))
    found = f"{total} in {len(there)} file(s)" if there else "nothing went wrong that was written down"
    return _here("log", f"{file.path}: {found}", fine=None)


def _folder(name: str, folder: Path) -> Check:
    nearest = next(each for each in (folder, *folder.parents) if each.exists())
    if not nearest.is_dir() or not os.access(nearest, os.W_OK | os.X_OK):
        why = "cannot be written" if nearest == folder else f"is not there, and {nearest} cannot be written"
        return _here(name, f"{folder} {why}: make it writable, or set HOME.", fine=False)
    free = shutil.disk_usage(nearest).free
    if nearest != folder:
        return _here(name, f"{folder}: made when it is needed; {size(free)} free", fine=None)
    mode = f"mode {stat.S_IMODE(folder.stat().st_mode):03o}{_shared(folder)}"
    room = f"{size(free)} free" + ("" if free >= _LITTLE else ", which is little: free some space")
    return _here(name, f"{folder}: writable, {mode}; {room}", fine=free >= _LITTLE)


def _here(name: str, sentence: str, *, fine: bool | None) -> Check:
    return Check(name=name, fine=fine, sentence=sentence, of_this_machine=True)


def _shared(path: Path) -> str:
    return f", which others can read: chmod go= {path}" if _is_shared(path) else ""


def _is_shared(path: Path) -> bool:
    """Whether others than its owner may look into it. On Windows the mode does not say."""
    try:
        return sys.platform != "win32" and bool(path.stat().st_mode & _OTHERS)
    except OSError:
        return False
