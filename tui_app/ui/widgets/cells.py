"""What stands in the cells of every list: plain words, a name that may hide something, an amount."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from rich.cells import cell_len

from tui_app.domain.money import Money
from tui_app.domain.text import UntrustedText
from tui_app.ui.amounts import LEAST_WIDTH
from tui_app.ui.format import cut, cut_inside, padded
from tui_app.ui.widgets.column_layout import Column, Look
from tui_app.ui.widgets.pieces import Piece, Pieces

_MARK = 2
_ANY = 10_000

Row = TypeVar("Row")


def text_cell(text: str, look: Look, width: int, ink: str = "", *, right: bool = False) -> Pieces:
    """These words in all of the cell; a dash where there are none."""
    return (Piece(padded(text or look.glyphs.nothing, width, right=right, glyphs=look.glyphs), ink),)


def name_cell(
    name: UntrustedText, look: Look, width: int, *, shown: str | None = None, behind: str = ""
) -> Pieces:
    """A name, or what is `shown` for it, cut inside and marked where the name hides something.

    `behind` follows it uncut.
    """
    warning = Piece(cut(f"{look.glyphs.hidden} ", width) if name.hides else "", "warning")
    room = width - warning.width
    text = (name.shown if shown is None else shown) or look.glyphs.nothing
    text = cut_inside(text, max(0, room - len(behind)), look.glyphs) + behind
    return (warning, Piece(padded(text, room, glyphs=look.glyphs)))


def name_width(name: UntrustedText, *, shown: str | None = None, behind: str = "") -> int:
    """Columns in which nothing of it has to be cut."""
    return cell_len(name.shown if shown is None else shown) + len(behind) + (_MARK if name.hides else 0)


def money_column(
    column_id: str,
    title: str,
    money: Callable[[Row], Money | None],
    without: Callable[[Row], str] | None = None,
) -> Column[Row]:
    """The column by whose amounts the list is laid out; `without` says why a row has none."""

    def cell(row: Row, look: Look, width: int) -> Pieces:
        if (amount := money(row)) is None:
            return text_cell(without(row) if without else "", look, width, "dim", right=True)
        number, unit = look.zone.cell(amount, look.glyphs)
        return (Piece(" " * (width - look.zone.width) + number), Piece(unit, "unit"))

    return Column(
        id=column_id,
        title=title,
        minimal=LEAST_WIDTH,
        ideal=_ANY,
        drop=0,
        firm=True,
        heading=lambda look, width: title.rjust(width - look.zone.unit - 1),
        wanted=lambda _row, look: look.zone.width,
        cell=cell,
    )
