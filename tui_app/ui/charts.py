"""Bars made of characters: how high, how long. Nothing that is there is drawn as nothing."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil

from tui_app.ui.glyphs import UNICODE, Glyphs

Number = int | Decimal | Fraction


def columns(
    values: Sequence[Number | None], most: Number, height: int, glyphs: Glyphs = UNICODE
) -> list[list[str]]:
    """One cell for each value in each of `height` lines, from top to bottom; a full column is `most`.

    The least value that is not 0 has a mark on the ground.
    """
    steps = len(glyphs.bars) - 1
    levels = [filled(value or 0, most, height * steps) for value in values]
    return [
        [glyphs.bars[min(max(level - floor * steps, 0), steps)] for level in levels]
        for floor in reversed(range(height))
    ]


def bar(value: Number, most: Number, width: int, glyphs: Glyphs = UNICODE) -> str:
    """A bar to the right, without the blanks behind it; `most` is as long as `width`."""
    steps = len(glyphs.blocks) - 1
    whole, rest = divmod(filled(value, most, width * steps), steps)
    return glyphs.blocks[-1] * whole + (glyphs.blocks[rest] if rest else "")


def filled(value: Number, most: Number, steps: int) -> int:
    """How many of so many steps `value` takes up where `most` takes up all; rounded up, exactly."""
    return ceil(Fraction(value) * steps / Fraction(most)) if value and most else 0
