"""Quoting what stands in somebody's file or was typed, in a sentence about it."""

from __future__ import annotations

from typing import Final

_SHOWN: Final = 60


def quoted(text: str) -> str:
    """A text out of a file in quotes: short, with everything unprintable escaped."""
    return repr(text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…")
