"""Files fetched before, kept by the hash of their bytes in a folder of a limited size."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import time
from contextlib import suppress
from pathlib import Path

CAPACITY = 64 * 1024 * 1024
FRESH_SECONDS = 24 * 3600.0
"""How long a link is taken to lead to the same file."""

_HASH = re.compile(r"[0-9a-f]{64}")
_LINK = ".link"


class MediaShelf:
    """Finds a file by the link it came from. Names on disk are hashes; nothing of a link is in them.

    A file is `<hash of its bytes>`; `<hash of a link>.link` holds the hash of the file it led to. What
    cannot be read or written counts as not there: it can always be fetched again. Not for the loop that
    draws: every method reads or writes files.
    """

    def __init__(self, folder: Path, *, capacity: int = CAPACITY, fresh: float = FRESH_SECONDS) -> None:
        """`capacity` is in bytes. The folder is made, for its owner alone, when something is kept."""
        self._folder = folder
        self._capacity = capacity
        self._fresh = fresh

    def find(self, link: str) -> bytes | None:
        """The file that this link led to, if it is kept, fresh, and still what it was."""
        pointer = self._pointer(link)
        try:
            if time.time() - pointer.stat().st_mtime > self._fresh:
                return None
            name = pointer.read_text(encoding="ascii")
            if not _HASH.fullmatch(name):
                return None
            content = (self._folder / name).read_bytes()
        except (OSError, ValueError):
            return None
        if hashlib.sha256(content).hexdigest() != name:
            self._remove(self._folder / name)
            return None
        with suppress(OSError):
            os.utime(self._folder / name)
        return content

    def keep(self, link: str, content: bytes) -> None:
        """Keep a file, and let go of those that were not used for longest where there is no room."""
        if len(content) > self._capacity:
            return
        name = hashlib.sha256(content).hexdigest()
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._folder.chmod(0o700)
            self._write(self._folder / name, content)
            self._write(self._pointer(link), name.encode("ascii"))
            self._make_room(name)
        except OSError:
            return

    def _pointer(self, link: str) -> Path:
        return self._folder / (hashlib.sha256(link.encode("utf-8", "surrogatepass")).hexdigest() + _LINK)

    def _write(self, file: Path, content: bytes) -> None:
        number, name = tempfile.mkstemp(dir=self._folder, prefix="new-")
        try:
            with os.fdopen(number, "wb") as sink:
                sink.write(content)
            os.replace(name, file)
        except OSError:
            self._remove(Path(name))
            raise

    def _make_room(self, newest: str) -> None:
        with os.scandir(self._folder) as found:
            stats = {entry.name: entry.stat(follow_symlinks=False) for entry in found if entry.is_file()}
        stale = time.time() - self._fresh
        for name in [name for name in stats if name.endswith(_LINK) and stats[name].st_mtime < stale]:
            del stats[name]
            self._remove(self._folder / name)
        used = sum(stat.st_size for stat in stats.values())
        for name in sorted(stats, key=lambda name: (name.endswith(_LINK), stats[name].st_mtime)):
            if used <= self._capacity:
                return
            if name != newest:
                used -= stats[name].st_size
                self._remove(self._folder / name)

    def _remove(self, file: Path) -> None:
        with suppress(OSError):
            file.unlink()
