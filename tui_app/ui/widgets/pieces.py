"""Stretches of text in one ink each: what lines are made of before they get a style."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size

from tui_app.ui.glyphs import Glyphs


class Piece(NamedTuple):
    """Text in one ink, the last part of one of the widget's component classes; empty is the plain one."""

    text: str
    ink: str = ""

    @property
    def width(self) -> int:
        """Its columns."""
        return cell_len(self.text)


Pieces = tuple[Piece, ...]


class Span(NamedTuple):
    """A stretch of a line: its first column, and the one behind its last."""

    left: int
    right: int


def width_of(pieces: Iterable[Piece]) -> int:
    """The columns of all of them."""
    return sum(piece.width for piece in pieces)


def within(pieces: Pieces, width: int, glyphs: Glyphs) -> Pieces:
    """As much of them as `width` columns hold, with a mark where they go on."""
    if width_of(pieces) <= width:
        return pieces
    kept: list[Piece] = []
    left = width - 1
    for piece in pieces:
        if piece.width > left:
            return (*kept, Piece(set_cell_size(piece.text, left) + glyphs.cut, piece.ink)) if width else ()
        kept.append(piece)
        left -= piece.width
    return tuple(kept)
