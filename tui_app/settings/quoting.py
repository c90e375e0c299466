"""Quoting what stands in somebody's file or was typed, in a sentence about it."""

from __future__ import annotations

from typing import Final

_SHOWN: Final = 60


def quoted(text: str) -> str:
    """A text out of a file in quotes: short, with everything unprintable escaped."""
    mark = '"' if "'" in text and '"' not in text else "'"
    return f"{mark}{printable(text if len(text) <= _SHOWN else text[: _SHOWN - 1] + '…')}{mark}"


def printable(text: str) -> str:
    """The text with everything unprintable escaped, and a backslash as the one that was written."""
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)
