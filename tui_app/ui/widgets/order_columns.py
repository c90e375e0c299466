"""The columns of the list of orders: what each shows of one."""

from __future__ import annotations

from rich.cells import cell_len

from tui_app.domain.money import Money
from tui_app.ui.format import age, day_or_time
from tui_app.ui.order_words import more_items, named, short_ref, standing_of
from tui_app.ui.widgets.cells import money_column, name_cell, name_width, text_cell
from tui_app.ui.widgets.column_layout import Column, Look
from tui_app.ui.widgets.order_rows import OrderRow
from tui_app.ui.widgets.pieces import Pieces

_ALWAYS = 0
_STATUS_LEAST = 6


def price_of(row: OrderRow) -> Money | None:
    """What was asked or paid in all, None where that is not known."""
    return row.kept.order.price if row.kept.order else None


def _ref(row: OrderRow, look: Look) -> str:
    return short_ref(row.kept.key.ref, glyphs=look.glyphs)


def _kind(row: OrderRow, look: Look) -> str:
    return row.kept.order.kind.value if row.kept.order else look.glyphs.nothing


def _placed(row: OrderRow, look: Look) -> str:
    placed_at = row.kept.order.placed_at if row.kept.order else None
    return day_or_time(placed_at, look.now) if placed_at else look.glyphs.nothing


def _read(row: OrderRow, look: Look) -> str:
    return age(row.kept.seen_at, look.now) if row.kept.seen_at else look.glyphs.nothing


def _status(row: OrderRow, look: Look, width: int) -> Pieces:
    standing = standing_of(row.kept, look.now, look.glyphs)
    text = standing.shape if width < _STATUS_LEAST else standing.text
    return text_cell(text, look, width, standing.ink)


ORDER_COLUMNS: tuple[Column[OrderRow], ...] = (
    Column(
        id="account",
        title="Account",
        public=True,
        minimal=7,
        ideal=14,
        drop=5,
        wanted=lambda row, _look: cell_len(row.kept.key.account),
        cell=lambda row, look, width: text_cell(row.kept.key.account, look, width, "dim"),
    ),
    Column(
        id="order",
        title="Order",
        minimal=6,
        ideal=13,
        drop=_ALWAYS,
        firm=True,
        wanted=lambda row, look: cell_len(_ref(row, look)),
        cell=lambda row, look, width: text_cell(short_ref(row.kept.key.ref, width, look.glyphs), look, width),
    ),
    Column(
        id="nft",
        title="NFT",
        public=True,
        minimal=12,
        comfort=22,
        ideal=36,
        drop=_ALWAYS,
        wanted=lambda row, _look: name_width(named(row.kept), behind=more_items(row.kept)),
        cell=lambda row, look, width: name_cell(named(row.kept), look, width, behind=more_items(row.kept)),
    ),
    Column(
        id="kind",
        title="Kind",
        public=True,
        minimal=8,
        ideal=8,
        drop=7,
        luxury=True,
        wanted=lambda row, look: len(_kind(row, look)),
        cell=lambda row, look, width: text_cell(_kind(row, look), look, width, "dim"),
    ),
    money_column("price", "Price", price_of),
    Column(
        id="status",
        title="Status",
        public=True,
        minimal=_STATUS_LEAST,
        ideal=13,
        drop=3,
        firm=True,
        shrunk=1,
        timely=True,
        wanted=lambda row, look: cell_len(standing_of(row.kept, look.now, look.glyphs).text),
        cell=_status,
    ),
    Column(
        id="placed",
        title="Placed",
        public=True,
        minimal=6,
        comfort=10,
        ideal=10,
        drop=6,
        luxury=True,
        timely=True,
        wanted=lambda row, look: cell_len(_placed(row, look)),
        cell=lambda row, look, width: text_cell(_placed(row, look), look, width, "dim"),
    ),
    Column(
        id="read",
        title="Read",
        public=True,
        minimal=4,
        ideal=7,
        drop=4,
        firm=True,
        heading=lambda _look, width: "Read".rjust(width),
        timely=True,
        wanted=lambda row, look: cell_len(_read(row, look)),
        cell=lambda row, look, width: text_cell(_read(row, look), look, width, "dim", right=True),
    ),
)
"""Every column of the list of orders, from left to right."""
