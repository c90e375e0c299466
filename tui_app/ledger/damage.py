"""The mark beside a ledger in which damage was met, so that the next start sets the file aside."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def mark_of(path: Path) -> Path:
    """Where a ledger's mark is."""
    return path.with_name(f"{path.name}.damaged")


def identity(path: Path) -> str:
    """Which file it is, whatever its name; empty where there is none."""
    with suppress(OSError):
        found = path.stat()
        return f"{found.st_dev}:{found.st_ino}"
    return ""


def mark(path: Path, file: str) -> None:
    """Remember that the file of this identity is damaged; unwritten, the damage is met again."""
    with suppress(OSError):
        mark_of(path).write_text(file, encoding="ascii")


def is_marked(path: Path) -> bool:
    """Whether the mark is for the file that is there, not for one that was replaced since."""
    with suppress(OSError, ValueError):
        return mark_of(path).read_text(encoding="ascii") == identity(path) != ""
    return False


def unmark(path: Path) -> None:
    """Remove the mark."""
    with suppress(OSError):
        os.unlink(mark_of(path))
