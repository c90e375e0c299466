"""The columns of the offer table: what each shows of an offer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from rich.cells import cell_len

from tui_app.domain.money import Money
from tui_app.domain.offer import OfferStatus
from tui_app.domain.text import clean
from tui_app.ledger.windows import OfferRow, Sort
from tui_app.ui.amounts import BEST, LEAST_WIDTH, beside_text, money_within
from tui_app.ui.format import (
    NOT_SWEPT,
    cut,
    cut_inside,
    day_or_time,
    ends,
    padded,
    short_id,
    status_shape,
    status_word,
)
from tui_app.ui.widgets.cells import money_column, text_cell
from tui_app.ui.widgets.column_layout import Column, Look
from tui_app.ui.widgets.pieces import Piece, Pieces

_ALWAYS = 0
_STATUS_LEAST = 6
# The longest unit, a blank, and the shortest rounded number.
_BEST_LEAST = 24
_NAME_LEAST = 8
_BEST_TITLE = 7
_ANY = 10_000
_DOING: Mapping[str, str] = {
    "accept": "accepting",
    "reject": "rejecting",
    "cancel": "cancelling",
    "counter": "countering",
    "place": "placing",
}


def _text_column(text: Callable[[OfferRow], str], ink: str = "") -> dict[str, Any]:
    return {
        "wanted": lambda row, _look: cell_len(text(row)),
        "cell": lambda row, look, width: text_cell(text(row), look, width, ink),
    }


def _nft(row: OfferRow, look: Look, width: int) -> Pieces:
    warning = Piece(cut(look.glyphs.hidden + " ", width), "warning")
    room = width - warning.width if row.hides else width
    name = Piece(padded(cut_inside(row.nft.shown, room, look.glyphs), room))
    return (warning, name) if row.hides else (name,)


def _price(row: OfferRow) -> Money:
    return row.price


def _rival(row: OfferRow, look: Look) -> Money | None:
    return None if row.best is None or row.best.over(look.now) else row.best.price


def _beside_text(row: OfferRow, look: Look) -> str:
    rival = _rival(row, look)
    return look.glyphs.nothing if rival is None else beside_text(row.price, rival, look.glyphs)


def _beside(row: OfferRow, look: Look, width: int) -> Pieces:
    text = _beside_text(row, look)
    ink = "dim" if text == look.glyphs.nothing else "best" if text == BEST else ""
    return text_cell(text, look, width, ink, right=True)


def _best_text(row: OfferRow, look: Look, width: int = _ANY) -> str:
    """The best other offer, rounded where it must be, never without its unit."""
    rival = _rival(row, look)
    return look.glyphs.nothing if rival is None else "".join(money_within(rival, width, look.glyphs))


def _best(row: OfferRow, look: Look, width: int) -> Pieces:
    ink = "dim" if _rival(row, look) is None else ""
    return text_cell(_best_text(row, look, width), look, width, ink, right=True)


def _ends_text(row: OfferRow, look: Look) -> str:
    if row.pending:
        return _DOING.get(row.pending, row.pending)
    return ends(row.status, row.expires, look.now, look.glyphs)


def _ends_ink(row: OfferRow, text: str, look: Look) -> str:
    if row.pending:
        return "in-flight"
    if text == look.glyphs.nothing:
        return "dim"
    return "warning" if text.startswith((look.glyphs.soon, NOT_SWEPT)) else ""


def _ends(row: OfferRow, look: Look, width: int) -> Pieces:
    text = _ends_text(row, look)
    return text_cell(text, look, width, _ends_ink(row, text, look), right=True)


def _status(row: OfferRow, look: Look, width: int) -> Pieces:
    shape = status_shape(row.status, look.glyphs)
    text = shape if width < _STATUS_LEAST else f"{shape} {status_word(row.status)}"
    return text_cell(text, look, width, status_ink(row.status))


def status_ink(status: OfferStatus) -> str:
    """The ink, and the end of the theme variable, that belongs to a status: `in-flight`."""
    return status.value.replace(" ", "-")


COLUMNS: tuple[Column[OfferRow], ...] = (
    Column(
        id="market",
        title="Market",
        public=True,
        minimal=6,
        ideal=14,
        drop=2,
        sort=Sort.MARKET,
        **_text_column(lambda row: row.marketplace, "dim"),
    ),
    Column(
        id="nft",
        title="NFT",
        public=True,
        minimal=14,
        narrowest=_NAME_LEAST,
        pinched=20,
        comfort=26,
        ideal=36,
        drop=_ALWAYS,
        sort=Sort.NFT,
        wanted=lambda row, _look: cell_len(row.nft.shown) + (2 if row.hides else 0),
        cell=_nft,
    ),
    Column(
        id="collection",
        title="Collection",
        public=True,
        minimal=14,
        comfort=20,
        ideal=26,
        drop=5,
        luxury=True,
        sort=Sort.COLLECTION,
        **_text_column(lambda row: row.collection.shown, "dim"),
    ),
    money_column("price", "Price", _price)._replace(sort=Sort.PRICE, narrowest=LEAST_WIDTH),
    Column(
        id="best",
        title="vs best",
        public=True,
        minimal=5,
        ideal=7,
        drop=4,
        firm=True,
        heading=lambda _look, width: ("vs best" if width >= _BEST_TITLE else "best").rjust(width),
        wanted=lambda row, look: len(_beside_text(row, look)),
        cell=_beside,
    ),
    Column(
        id="best_price",
        title="Best other",
        minimal=LEAST_WIDTH,
        ideal=36,
        narrowest=_BEST_LEAST,
        drop=8,
        firm=True,
        extra=True,
        heading=lambda look, width: cut("Best other", width, look.glyphs).rjust(width),
        wanted=lambda row, look: cell_len(_best_text(row, look)),
        cell=_best,
    ),
    Column(
        id="from",
        title="From",
        minimal=12,
        comfort=22,
        ideal=24,
        drop=6,
        luxury=True,
        sort=Sort.FROM,
        **_text_column(lambda row: row.maker.shown),
    ),
    Column(
        id="ends",
        title="Ends",
        public=True,
        minimal=7,
        ideal=10,
        drop=1,
        firm=True,
        heading=lambda _look, width: "Ends".rjust(width),
        sort=Sort.ENDS,
        timely=True,
        wanted=lambda row, look: cell_len(_ends_text(row, look)),
        cell=_ends,
    ),
    Column(
        id="placed",
        title="Placed",
        public=True,
        minimal=6,
        ideal=10,
        drop=9,
        firm=True,
        extra=True,
        sort=Sort.PLACED,
        timely=True,
        wanted=lambda row, look: cell_len(day_or_time(row.placed_at, look.now)),
        cell=lambda row, look, width: (
            Piece(padded(day_or_time(row.placed_at, look.now), width, glyphs=look.glyphs), "dim"),
        ),
    ),
    Column(
        id="status",
        title="Status",
        public=True,
        minimal=_STATUS_LEAST,
        ideal=11,
        drop=3,
        firm=True,
        shrunk=1,
        sort=Sort.STATUS,
        wanted=lambda row, _look: 2 + len(status_word(row.status)),
        cell=_status,
    ),
    Column(
        id="account",
        title="Account",
        public=True,
        minimal=8,
        ideal=14,
        comfort=14,
        drop=7,
        luxury=True,
        **_text_column(lambda row: row.key.account, "dim"),
    ),
    Column(
        id="chain",
        title="Chain",
        public=True,
        minimal=6,
        ideal=14,
        drop=10,
        extra=True,
        **_text_column(lambda row: row.chain.shown, "dim"),
    ),
    Column(
        id="offer_id",
        title="Offer id",
        minimal=9,
        comfort=13,
        ideal=40,
        drop=11,
        extra=True,
        wanted=lambda row, _look: cell_len(clean(row.key.offer_id)),
        cell=lambda row, look, width: text_cell(
            short_id(clean(row.key.offer_id), width, look.glyphs), look, width
        ),
    ),
)
"""Every column of the list of offers, from left to right."""


def _by_account() -> tuple[Column[OfferRow], ...]:
    by_id = {column.id: column for column in COLUMNS}
    market, account = by_id["market"], by_id["account"]
    first = account._replace(drop=market.drop, luxury=False)
    last = market._replace(drop=account.drop, luxury=True)
    return tuple({"market": first, "account": last}.get(column.id, column) for column in COLUMNS)


BY_ACCOUNT: tuple[Column[OfferRow], ...] = _by_account()
"""The same for lists in which a marketplace does not tell whose an offer is: the account stands first."""
