"""The columns of the list of tokens that were bought: what each shows of one."""

from __future__ import annotations

from rich.cells import cell_len

from tui_app.domain.money import Money
from tui_app.domain.purchase import Group
from tui_app.ui.amounts import LEAST_WIDTH, money_text
from tui_app.ui.format import cut, cut_inside, padded
from tui_app.ui.purchase_words import group_quantity, token_name
from tui_app.ui.widgets.column_layout import Column, Look
from tui_app.ui.widgets.pieces import Piece, Pieces
from tui_app.ui.widgets.purchase_rows import GroupRow

_ALWAYS = 0
_LONGEST = 256


def group_cost(group: Group) -> Money | None:
    """What was paid for a token, None where that was in several currencies or was not told."""
    totals = group.totals.of
    return totals[0].cost if len(totals) == 1 else None


def _name(row: GroupRow) -> str:
    return token_name(row.group.token, _LONGEST)


def _token(row: GroupRow, look: Look, width: int) -> Pieces:
    mark = f"{look.glyphs.hidden} " if row.group.token.name.hides else ""
    warning = cut(mark, width)
    room = width - len(warning)
    return (Piece(warning, "warning"), Piece(padded(cut_inside(_name(row), room, look.glyphs), room)))


def _cost(row: GroupRow, look: Look, width: int) -> Pieces:
    totals = row.group.totals.of
    if (cost := group_cost(row.group)) is None:
        words = f"{len(totals)} currencies" if totals else look.glyphs.nothing
        return (Piece(padded(words, width, right=True, glyphs=look.glyphs), "dim"),)
    number, unit = look.zone.cell(cost, look.glyphs)
    return (Piece(" " * (width - look.zone.width) + number), Piece(unit, "unit"))


def _fees(row: GroupRow) -> str:
    totals = row.group.totals.of
    return money_text(totals[0].all_fees) if len(totals) == 1 and totals[0].fees else ""


def _right(text: str, look: Look, width: int, ink: str = "") -> Pieces:
    return (Piece(padded(text or look.glyphs.nothing, width, right=True, glyphs=look.glyphs), ink),)


GROUP_COLUMNS: tuple[Column[GroupRow], ...] = (
    Column(
        id="token",
        title="Token",
        minimal=14,
        comfort=26,
        ideal=36,
        drop=_ALWAYS,
        wanted=lambda row, _look: cell_len(_name(row)) + (2 if row.group.token.name.hides else 0),
        cell=_token,
    ),
    Column(
        id="count",
        title="Purchases",
        minimal=9,
        ideal=9,
        drop=2,
        heading=lambda _look, width: "Purchases".rjust(width),
        wanted=lambda _row, _look: 9,
        cell=lambda row, look, width: _right(f"{row.group.count:,}", look, width),
    ),
    Column(
        id="quantity",
        title="Quantity",
        minimal=8,
        ideal=20,
        drop=1,
        firm=True,
        heading=lambda _look, width: "Quantity".rjust(width),
        wanted=lambda row, _look: len(group_quantity(row.group)),
        cell=lambda row, look, width: _right(group_quantity(row.group), look, width),
    ),
    Column(
        id="cost",
        title="Cost",
        minimal=LEAST_WIDTH,
        ideal=10_000,
        drop=_ALWAYS,
        firm=True,
        heading=lambda look, width: "Cost".rjust(width - look.zone.unit - 1),
        wanted=lambda _row, look: look.zone.width,
        cell=_cost,
    ),
    Column(
        id="fees",
        title="All fees",
        minimal=10,
        ideal=24,
        drop=5,
        luxury=True,
        heading=lambda _look, width: "All fees".rjust(width),
        wanted=lambda row, _look: len(_fees(row)),
        cell=lambda row, look, width: _right(_fees(row), look, width, "dim"),
    ),
)
"""Every column of the list of tokens, from left to right."""
