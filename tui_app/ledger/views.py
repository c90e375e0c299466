"""What a list shows and in what order, and the stretches of the indexes that this order is read along."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from tui_app.domain.offer import OfferStatus, Side

if TYPE_CHECKING:
    from tui_app.domain.filter_terms import Filter


class Sort(StrEnum):
    """What the list is ordered by; ties fall to account and id, so that order never flickers."""

    ENDS = "ends"
    PRICE = "price"
    NFT = "nft"
    COLLECTION = "collection"
    FROM = "from"
    STATUS = "status"
    PLACED = "placed"
    MARKET = "market"


class View(NamedTuple):
    """Which offers are listed and in what order. Without status, account or filter, all of them."""

    side: Side
    status: OfferStatus | None = None
    wanted: Filter | None = None
    sort: Sort = Sort.ENDS
    reverse: bool = False
    account: str = ""

    @property
    def filters(self) -> bool:
        """Whether a filter keeps anything out; the offers of one account are filtered too."""
        return bool(self.account) or (self.wanted is not None and bool(self.wanted.terms))


class Stretch(NamedTuple):
    """A piece of the list: what it holds, and its order. The pieces follow each other on the screen."""

    holds: str
    order: str
    values: tuple[tuple[str, str], ...] = ()


INDEX_OF = {
    Sort.ENDS: "offers_by_end",
    Sort.PRICE: "offers_by_price",
    Sort.NFT: "offers_by_nft",
    Sort.COLLECTION: "offers_by_collection",
    Sort.FROM: "offers_by_maker",
    Sort.STATUS: "offers_in_status",
    Sort.PLACED: "offers_by_placing",
    Sort.MARKET: "offers_by_market",
}
"""Along which index each order is read."""
_TIES = "account, offer_id"
_COLUMNS = {
    Sort.ENDS: ("expires",),
    Sort.NFT: ("nft_key",),
    Sort.COLLECTION: ("collection_key", "nft_key"),
    Sort.FROM: ("maker_key",),
    Sort.PLACED: ("placed_at",),
    Sort.MARKET: ("marketplace", "account", "offer_id"),
}
# What is still running comes first, then what is past its end, then what has none, also in reverse:
# dead offers never come to the top.
_RUNNING, _OVER, _ENDLESS = "expires > :now", "expires <= :now", "expires IS NULL"


def stretches(view: View) -> Iterator[Stretch]:
    """The pieces of a view, in order; `:now` is the moment it is looked at, in microseconds."""
    match view.sort:
        case Sort.ENDS:
            order = _turned(view)
            yield from (Stretch(_RUNNING, order), Stretch(_OVER, order), Stretch(_ENDLESS, _TIES))
        case Sort.STATUS:
            for status in sorted(OfferStatus, reverse=view.reverse):
                if view.status in (None, status):
                    yield Stretch(f"shown_status = '{status.value}'", _TIES)
        case Sort.PRICE:  # amounts are compared within one currency, whichever way
            yield Stretch("TRUE", f"currency, marketplace, {_amount(view)}, {_TIES}")
        case _:
            yield Stretch("TRUE", _turned(view))


def whole(view: View) -> Stretch:
    """All of a view as one piece, where what it holds is sorted and not read along an index."""
    if view.sort is Sort.ENDS:
        return Stretch("TRUE", f"{_ENDLESS}, {_OVER}, {_turned(view)}")
    if view.sort is Sort.STATUS:
        return Stretch("TRUE", f"shown_status {'DESC' if view.reverse else 'ASC'}, {_TIES}")
    (piece,) = stretches(view)
    return piece


def of_currency(view: View, currency: str, marketplace: str) -> Stretch:
    """The piece of a list by price that holds one currency."""
    values = (("currency", currency), ("marketplace", marketplace))
    return Stretch("currency = :currency AND marketplace = :marketplace", f"{_amount(view)}, {_TIES}", values)


def _amount(view: View) -> str:
    return "amount_key DESC" if view.reverse else "amount_key"


def _turned(view: View) -> str:
    columns = [f"{column} DESC" if view.reverse else column for column in _COLUMNS[view.sort]]
    return ", ".join(columns if view.sort is Sort.MARKET else [*columns, _TIES])
