"""The columns of the offer table: what each shows of an offer, and which fit side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from rich.cells import cell_len

from tui_app.domain.offer import OfferStatus
from tui_app.ledger.windows import OfferRow, Sort
from tui_app.ui.amounts import LEAST_WIDTH, AmountZone
from tui_app.ui.format import cut, ends, padded, status_shape, status_word
from tui_app.ui.glyphs import UNICODE, Glyphs
from tui_app.ui.widgets.pieces import Piece, Pieces

GAP = 2
"""Blank columns between two columns of the table."""

_ALWAYS = 0
_STATUS_WIDTH = 11
_ENDS_WIDTH = 10
_DOING: Mapping[str, str] = {
    "accept": "accepting",
    "reject": "rejecting",
    "cancel": "cancelling",
    "counter": "countering",
    "place": "placing",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a cell depends on besides its offer: the moment, the shapes, the room for amounts."""

    now: datetime
    glyphs: Glyphs = UNICODE
    zone: AmountZone = field(default_factory=AmountZone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. `wanted` is the width an offer would like here, `cell` fills the width given.

    A column is between `minimal` and `ideal` wide; a `firm` one is never narrower than its offers
    want. When not all columns fit, the one with the highest `drop` goes first, or shrinks to
    `shrunk` if it can; one whose `drop` is 0 never goes.
    """

    id: str
    title: str
    minimal: int
    ideal: int
    drop: int
    wanted: Callable[[OfferRow, Look], int]
    cell: Callable[[OfferRow, Look, int], Pieces]
    firm: bool = False
    shrunk: int | None = None
    heading: Callable[[Look, int], str] | None = None
    sort: Sort | None = None

    def title_in(self, look: Look, width: int) -> str:
        """The title as it stands over the cells, without blanks behind it."""
        if self.heading is not None:
            return self.heading(look, width)
        return cut(self.title, width, look.glyphs) if width > 1 else ""

    def wish(self, wanted: Mapping[str, int]) -> int:
        """The width that what was seen so far asks for."""
        return min(max(wanted.get(self.id, 0), self.minimal), self.ideal)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A column and the room it got: from column `x`, `width` wide."""

    column: Column
    x: int
    width: int


def lay_out(columns: Iterable[Column], width: int, wanted: Mapping[str, int]) -> tuple[Placed, ...]:
    """The columns that fit into `width`, in their order, grown from left to right to what they want."""
    kept = _kept([(each, each.wish(wanted) if each.firm else each.minimal) for each in columns], width)
    spare = max(0, width - _span(kept))
    placed: list[Placed] = []
    x = 0
    for column, least in kept:
        more = min(max(0, column.wish(wanted) - least), spare) if least != column.shrunk else 0
        spare -= more
        placed.append(Placed(column=column, x=x, width=least + more))
        x += least + more + GAP
    return tuple(placed)


def _kept(columns: list[tuple[Column, int]], width: int) -> list[tuple[Column, int]]:
    while _span(columns) > width:
        place, (column, least) = max(enumerate(columns), key=lambda each: _dispensable(*each[1]))
        if not _dispensable(column, least):
            return _squeezed(columns, width)
        if column.shrunk is not None:
            columns[place] = (column, column.shrunk)
        else:
            del columns[place]
    return columns


def _dispensable(column: Column, width: int) -> int:
    return 0 if width == column.shrunk else column.drop


def _squeezed(columns: list[tuple[Column, int]], width: int) -> list[tuple[Column, int]]:
    """Take what is too much from the widest column that is not firm."""
    soft = [least for column, least in columns if not column.firm]
    widest, excess = max(soft, default=0), _span(columns) - width
    return [
        (column, least if column.firm or least < widest else max(1, least - excess))
        for column, least in columns
    ]


def _span(columns: list[tuple[Column, int]]) -> int:
    return sum(width for _, width in columns) + GAP * (len(columns) - 1)


def _text_column(text: Callable[[OfferRow], str], ink: str = "") -> dict[str, Any]:
    return {
        "wanted": lambda row, _look: cell_len(text(row)),
        "cell": lambda row, look, width: (Piece(padded(text(row), width, glyphs=look.glyphs), ink),),
    }


def _nft(row: OfferRow, look: Look, width: int) -> Pieces:
    if not row.hides:
        return (Piece(padded(row.nft.shown, width, glyphs=look.glyphs)),)
    warning = Piece(cut(look.glyphs.hidden + " ", width), "warning")
    return (warning, Piece(padded(row.nft.shown, max(0, width - 2), glyphs=look.glyphs)))


def _price(row: OfferRow, look: Look, width: int) -> Pieces:
    number, unit = look.zone.cell(row.price, look.glyphs)
    blanks = " " * (width - look.zone.width)
    return (Piece(blanks + number, "amount"), Piece(unit, "unit"))


def _ends(row: OfferRow, look: Look, width: int) -> Pieces:
    if row.pending:
        return (Piece(padded(_DOING.get(row.pending, row.pending), width, right=True), "in-flight"),)
    text = ends(row.status, row.expires, look.now, look.glyphs)
    ink = "dim" if text == look.glyphs.nothing else "warning" if text[0] in (look.glyphs.soon, "n") else ""
    return (Piece(padded(text, width, right=True, glyphs=look.glyphs), ink),)


def _status(row: OfferRow, look: Look, width: int) -> Pieces:
    shape = status_shape(row.status, look.glyphs)
    text = shape if width < _STATUS_WIDTH else f"{shape} {status_word(row.status)}"
    return (Piece(padded(text, width, glyphs=look.glyphs), status_ink(row.status)),)


def status_ink(status: OfferStatus) -> str:
    """The ink, and the end of the theme variable, that belongs to a status: `in-flight`."""
    return status.value.replace(" ", "-")


COLUMNS: tuple[Column, ...] = (
    Column(
        id="market",
        title="Market",
        minimal=6,
        ideal=14,
        drop=2,
        sort=Sort.MARKET,
        **_text_column(lambda row: row.marketplace, "dim"),
    ),
    Column(
        id="nft",
        title="NFT",
        minimal=14,
        ideal=36,
        drop=_ALWAYS,
        sort=Sort.NFT,
        wanted=lambda row, _look: cell_len(row.nft.shown) + (2 if row.hides else 0),
        cell=_nft,
    ),
    Column(
        id="collection",
        title="Collection",
        minimal=16,
        ideal=26,
        drop=4,
        sort=Sort.COLLECTION,
        **_text_column(lambda row: row.collection.shown, "dim"),
    ),
    Column(
        id="price",
        title="Price",
        minimal=LEAST_WIDTH,
        ideal=10_000,
        drop=_ALWAYS,
        firm=True,
        heading=lambda look, width: "Price".rjust(width - look.zone.unit - 1),
        sort=Sort.PRICE,
        wanted=lambda _row, look: look.zone.width,
        cell=_price,
    ),
    Column(
        id="from",
        title="From",
        minimal=16,
        ideal=24,
        drop=5,
        sort=Sort.FROM,
        **_text_column(lambda row: row.maker.shown),
    ),
    Column(
        id="ends",
        title="Ends",
        minimal=_ENDS_WIDTH,
        ideal=_ENDS_WIDTH,
        drop=1,
        heading=lambda _look, width: "Ends".rjust(width),
        sort=Sort.ENDS,
        wanted=lambda _row, _look: _ENDS_WIDTH,
        cell=_ends,
    ),
    Column(
        id="status",
        title="Status",
        minimal=_STATUS_WIDTH,
        ideal=_STATUS_WIDTH,
        drop=3,
        shrunk=1,
        sort=Sort.STATUS,
        wanted=lambda _row, _look: _STATUS_WIDTH,
        cell=_status,
    ),
    Column(
        id="account",
        title="Account",
        minimal=8,
        ideal=14,
        drop=6,
        **_text_column(lambda row: row.key.account, "dim"),
    ),
)
"""Every column of the list of offers, from left to right."""
