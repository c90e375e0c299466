"""Files that the program itself writes: all of a new version or nothing, readable by their owner alone."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Final

from tui_app.settings.places import SettingsError
from tui_app.settings.reading import SIZE_LIMIT

WAIT_SECONDS: Final = 2.0
STEP_SECONDS: Final = 0.005


def replace_own_file(file: Path, text: str, *, holds: str, understood: bool) -> None:
    """Replace the file by one with this text; `holds` names what is in it, for people: "accounts".

    A file that was not `understood` in full is first copied to `NAME.unreadable-1.toml` beside it, so that
    nothing in it is lost. Raises SettingsError where it cannot be written, or would be too long to read.
    """
    content = text.encode()
    if len(content) > SIZE_LIMIT:
        raise SettingsError(f"The list of {holds} is too long to save: shorten or remove {holds}.")
    try:
        if not understood:
            _keep_aside(file)
        _replace(Path(os.path.realpath(file)), content)
    except OSError as failure:
        reason = failure.strerror or type(failure).__name__
        raise SettingsError(
            f"{file} cannot be written ({reason}): free some space or make its folder writable; "
            f"the {holds} stay as they were."
        ) from failure


@contextmanager
def alone_with(file: Path) -> Iterator[None]:
    """Keep other windows from changing the file meanwhile.

    Waits at most WAIT_SECONDS: then the other one died and left its lock. Where no lock can be made,
    writing will say why.
    """
    with suppress(OSError):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = file.with_name(f".{file.name}-lock")
    until = time.monotonic() + WAIT_SECONDS
    while not _took(lock) and time.monotonic() < until:
        time.sleep(STEP_SECONDS)
    try:
        yield
    finally:
        with suppress(OSError):
            lock.unlink()


def _took(lock: Path) -> bool:
    try:
        os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        return False
    except OSError:
        return True
    return True


def _keep_aside(file: Path) -> None:
    """Copy the file, of which the next version would lack some."""
    if not file.is_file():
        return
    names = (file.with_name(f"{file.stem}.unreadable-{number}{file.suffix}") for number in count(1))
    next(name for name in names if not name.exists()).write_bytes(file.read_bytes())


def _replace(file: Path, content: bytes) -> None:
    """Put a complete new file in place of the old one. tempfile makes it readable by its owner alone."""
    import tempfile  # needed only when something is saved

    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}-")
    try:
        with open(handle, "wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(handle)
        os.replace(draft, file)
    except OSError:
        with suppress(OSError):
            os.unlink(draft)
        raise
