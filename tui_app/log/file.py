"""The files of the log: written a line at a time, readable by their owner alone, never more than a few MB."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

NAME: Final = "offerdesk.log"
FILE_LIMIT: Final = 1_000_000
"""Bytes of one file."""
FILES: Final = 4
"""Files that there are at most: the newest has no number, the oldest the highest."""
LINE_LIMIT: Final = 4_000
"""Characters of a line."""

_NO_LINK: Final = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


class LogFile:
    """The log of one profile. Its folder is made with its first line."""

    def __init__(self, folder: Path, *, limit: int = FILE_LIMIT) -> None:
        self.path = folder / NAME
        self._limit = limit

    def add(self, line: str) -> bool:
        """Write a line; False where it cannot be written, which is nothing to stop for."""
        data = line[:LINE_LIMIT].replace("\n", " ").encode("utf-8", "backslashreplace") + b"\n"
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if self._size() + len(data) > self._limit:
                self._make_room()
            return self._write(data)
        except OSError:
            return False

    def lines(self) -> Iterator[str]:
        """Every line, the newest first. Nothing is raised for a file that cannot be read."""
        for file in self.files:
            with suppress(OSError):
                yield from reversed(_content(file, self._limit).splitlines())

    @property
    def files(self) -> tuple[Path, ...]:
        """The newest first, whether they are there or not."""
        older = (self.path.with_name(f"{NAME}.{number}") for number in range(1, FILES))
        return (self.path, *older)

    def _size(self) -> int:
        try:
            return self.path.lstat().st_size
        except FileNotFoundError:
            return 0

    def _make_room(self) -> None:
        """Every file takes the place of the next older one. Another window may be doing the same."""
        files = self.files
        for older, newer in zip(reversed(files), files[-2::-1], strict=False):
            with suppress(FileNotFoundError):
                os.replace(newer, older)

    def _write(self, data: bytes) -> bool:
        handle = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | _NO_LINK, 0o600)
        try:
            return stat.S_ISREG(os.fstat(handle).st_mode) and os.write(handle, data) == len(data)
        finally:
            os.close(handle)


def _content(file: Path, limit: int) -> str:
    """The end of a file, as much as one of ours can hold."""
    with open(os.open(file, os.O_RDONLY | _NO_LINK), "rb") as opened:
        if not stat.S_ISREG(os.fstat(opened.fileno()).st_mode):
            return ""
        opened.seek(max(0, os.fstat(opened.fileno()).st_size - limit))
        return opened.read(limit).decode("utf-8", "replace")
