"""New files for what is exported: for their owner alone, there whole or not at all, never over another."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path
from typing import TextIO

from tui_app.domain.errors import UsageError


@contextmanager
def new_export(what: str, folder: Path, now: datetime, ending: str) -> Iterator[tuple[TextIO, Path]]:
    """A new file of this folder to write `what` into, named after it and the moment, in UTF-8.

    Line ends are written as they are given. Raises UsageError where it cannot be written.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, file = _new_file(folder, f"{what}-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}", ending)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as sink:
                yield sink, file
                sink.flush()
                os.fsync(sink.fileno())
        except BaseException:
            with suppress(OSError):
                file.unlink()  # half of it would pass for all
            raise
    except OSError as error:
        raise UsageError(
            f"The {what} cannot be written into {folder} ({error.strerror}); make room there, "
            "or make it writable."
        ) from None


def _new_file(folder: Path, stem: str, ending: str) -> tuple[int, Path]:
    for tail in chain([""], (f"-{number}" for number in count(2))):
        file = folder / f"{stem}{tail}.{ending}"
        with suppress(FileExistsError):
            return os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), file
    raise AssertionError("there is always another number")
