"""How wide a table's columns are where a terminal has no room for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

_LEAST: Final = 8
"""Columns below which a text says too little: it is left out then."""


def fitted(widths: Sequence[int], gap: int, room: int, gives_way: Iterable[int]) -> list[int]:
    """The widths in `room` columns, with a `gap` between; the columns that give way do so in their order.

    What is left out has no width. Where the others need more room than there is, they keep what they need.
    """
    found = list(widths)
    for place in gives_way:
        excess = sum(found) + gap * (sum(map(bool, found)) - 1) - room
        if excess <= 0:
            break
        left = found[place] - excess
        found[place] = left if left >= _LEAST else 0
    return found
