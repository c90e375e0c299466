"""The columns of the list of purchases: what each shows of one."""

from __future__ import annotations

from rich.cells import cell_len

from tui_app.ledger.purchases import PurchaseRow
from tui_app.ui.format import day_or_time, status_shape, status_word
from tui_app.ui.purchase_words import fees_together, quantity_text
from tui_app.ui.widgets.cells import money_column, name_cell, name_width, text_cell
from tui_app.ui.widgets.column_layout import Column, Look
from tui_app.ui.widgets.pieces import Pieces

_ALWAYS = 0
_STATUS_LEAST = 6


def _day(row: PurchaseRow, look: Look) -> str:
    bought_at = row.purchase.bought_at
    return day_or_time(bought_at, look.now) if bought_at else look.glyphs.nothing


def _name(row: PurchaseRow) -> str:
    token = row.purchase.token
    return token.name.shown or token.symbol.shown


def _status_said(row: PurchaseRow) -> str:
    return row.purchase.status_said.shown or status_word(row.purchase.status).casefold()


def _status(row: PurchaseRow, look: Look, width: int) -> Pieces:
    status = row.purchase.status
    shape = status_shape(status, look.glyphs)
    text = shape if width < _STATUS_LEAST else f"{shape} {_status_said(row)}"
    return text_cell(text, look, width, status.value.replace(" ", "-"))


PURCHASE_COLUMNS: tuple[Column[PurchaseRow], ...] = (
    Column(
        id="bought",
        title="Bought",
        public=True,
        minimal=6,
        ideal=10,
        drop=3,
        firm=True,
        wanted=lambda row, look: cell_len(_day(row, look)),
        cell=lambda row, look, width: text_cell(_day(row, look), look, width, "dim"),
    ),
    Column(
        id="token",
        title="Token",
        public=True,
        minimal=14,
        comfort=26,
        ideal=36,
        drop=_ALWAYS,
        wanted=lambda row, _look: name_width(row.purchase.token.name, shown=_name(row)),
        cell=lambda row, look, width: name_cell(row.purchase.token.name, look, width, shown=_name(row)),
    ),
    Column(
        id="quantity",
        title="Quantity",
        minimal=8,
        ideal=14,
        drop=2,
        firm=True,
        heading=lambda _look, width: "Quantity".rjust(width),
        wanted=lambda row, _look: len(quantity_text(row.purchase.quantity)),
        cell=lambda row, look, width: text_cell(
            quantity_text(row.purchase.quantity), look, width, right=True
        ),
    ),
    money_column("cost", "Cost", lambda row: row.purchase.cost),
    Column(
        id="fees",
        title="Fees",
        minimal=10,
        ideal=24,
        drop=5,
        luxury=True,
        heading=lambda _look, width: "Fees".rjust(width),
        wanted=lambda row, _look: len(fees_together(row.purchase.fees)),
        cell=lambda row, look, width: text_cell(
            fees_together(row.purchase.fees), look, width, "dim", right=True
        ),
    ),
    Column(
        id="status",
        title="Status",
        public=True,
        minimal=_STATUS_LEAST,
        ideal=13,
        drop=4,
        firm=True,
        shrunk=1,
        wanted=lambda row, _look: 2 + cell_len(_status_said(row)),
        cell=_status,
    ),
    Column(
        id="market",
        title="Market",
        public=True,
        minimal=7,
        ideal=12,
        drop=6,
        luxury=True,
        wanted=lambda row, _look: cell_len(row.purchase.market.shown),
        cell=lambda row, look, width: text_cell(row.purchase.market.shown, look, width, "dim"),
    ),
)
"""Every column of the list of purchases, from left to right."""
