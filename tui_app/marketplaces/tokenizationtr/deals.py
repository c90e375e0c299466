"""OTC and secondary deals in tokenizationtr's answers, as offers that a seller placed.

Strict about what money hangs on: the deal's number, its token, price, quantities, parties and times.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Final, TypeVar

from tui_app.domain.money import EXACT, Money
from tui_app.domain.nft import Nft
from tui_app.domain.offer import Offer, OfferKey, OfferStatus, Particular, Role, SeenOffer, Side
from tui_app.domain.text import UntrustedText
from tui_app.domain.watch import Watched
from tui_app.gateway.entry import Entry, Read, instant_of, number_of, text_of, whole_of
from tui_app.gateway.kept import Shape, kept, plain
from tui_app.marketplaces.tokenizationtr.amounts import money_of
from tui_app.marketplaces.tokenizationtr.fields import ISSUER, TOKEN, Account, is_id
from tui_app.marketplaces.tokenizationtr.routes import Place, offer_id_of

_NOTHING: Final = UntrustedText("")
_STATUSES: Final = {
    "0": OfferStatus.OPEN,  # admins see numbers, of which their page explains this one alone
    "active": OfferStatus.OPEN,
    "completed": OfferStatus.ACCEPTED,
    "cancelled": OfferStatus.CANCELLED,
    "delisted": OfferStatus.CANCELLED,
    "expired": OfferStatus.EXPIRED,
    "pending": OfferStatus.IN_FLIGHT,
    "failed": OfferStatus.FAILED,
}
_KINDS: Final = {
    Place.OTC: "OTC deal",
    Place.SECONDARY: "secondary market deal",
    Place.NODE: "OTC deal of your node",
}
_KEPT: Final[Shape] = {
    **plain(
        *("id", "deal_id", "token_id", "token_name", "token_symbol", "quantity", "available_quantity"),
        *("seller_id", "buyer_id", "user_id", "node_id", "deal_type", "status", "expires_at"),
        *("transaction_hash", "created_at", "updated_at"),
    ),
    "price": plain("amount", "decimal", "symbol", "address"),
}

_NO_TOKEN: Final = Watched(TOKEN, "")

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One list of deals: where it is, and for a node's the token it is of."""

    place: Place
    watched: Watched = _NO_TOKEN


def read_deal(value: object, listing: Listing, account: Account) -> SeenOffer | str:
    """One row, or a sentence why it cannot be read."""
    name = "A deal"
    try:
        entry = Entry.of(value)
        number = entry.needed("deal_id", whole_of)
        name = f"Deal {number}" if number < 10**15 else name
        return SeenOffer(offer=_offer(entry, number, listing, account), raw=kept(value, _KEPT))
    except ValueError as error:
        return f"{name} cannot be read: {error}."


def _offer(entry: Entry, number: int, listing: Listing, account: Account) -> Offer:
    status = _status_of(entry)
    seller = entry.said("user_id") if listing.place is Place.NODE else entry.said("seller_id")
    side, role = _side(listing.place, seller.raw, account)
    price = entry.needed("price", money_of)
    return Offer(
        key=OfferKey(account.name, offer_id_of(listing.place, number)),
        marketplace=ISSUER,
        side=side,
        role=role,
        status=_STATUSES.get(status.folded, OfferStatus.UNKNOWN),
        status_said=status,
        detail=_NOTHING,
        price=price,
        placed_at=entry.needed("created_at", instant_of),
        expires=_if_told(entry, "expires_at", instant_of),
        maker=entry.said("seller_name") or seller,
        quote_id=None,
        nft=_nft(entry, listing.watched),
        particulars=tuple(each for each in _particulars(entry, listing.place, price, seller) if each.said),
        asks=True,
    )


def _side(place: Place, seller_id: str, account: Account) -> tuple[Side, Role]:
    """A user's own deals are placed; those of others, such as one they took, are only looked at."""
    if place is Place.NODE:
        return Side.RECEIVED, Role.ADMIN
    if seller_id == account.user_id:
        return Side.PLACED, Role.SELLER
    return Side.WATCHED, Role.OBSERVER if seller_id else Role.UNKNOWN


def _nft(entry: Entry, watched: Watched) -> Nft:
    token_id = entry.needed("token_id", _token_id_of)
    symbol = entry.said("token_symbol")
    return Nft(
        nft_id=token_id,
        name=entry.said("token_name") or watched.name or UntrustedText(token_id),
        collection_id="",
        collection=symbol or watched.collection,
        creators=(),
        chain=_NOTHING,
        chain_asset=_NOTHING,
        media=(),
    )


def _particulars(entry: Entry, place: Place, price: Money, seller: UntrustedText) -> Iterator[Particular]:
    quantity = _if_told(entry, "quantity", number_of)
    available = _if_told(entry, "available_quantity", number_of)
    yield Particular("kind", UntrustedText(_KINDS[place]))
    yield Particular("deal type", entry.said("deal_type"))
    yield Particular("quantity", _written(quantity), decisive=True)
    yield Particular("still available", _written(available), decisive=True)
    yield Particular("price is", UntrustedText("for one token"))
    yield Particular("price of all", _price_of(quantity, price))
    yield Particular("price of what is available", _price_of(available, price))
    yield Particular("seller id", seller, decisive=True)
    yield Particular("buyer id", entry.said("buyer_id"), decisive=True)
    yield Particular("buyer", entry.said("buyer_name"))
    yield Particular("transaction", entry.said("transaction_hash"))
    yield Particular("updated", entry.said("updated_at"))


def _price_of(quantity: Decimal | None, price: Money) -> UntrustedText:
    if quantity is None:
        return _NOTHING
    with localcontext(EXACT):
        return UntrustedText(f"{format(quantity * price.amount, 'f')} {price.currency.symbol}")


def _written(quantity: Decimal | None) -> UntrustedText:
    return _NOTHING if quantity is None else UntrustedText(format(quantity, "f"))


def _status_of(entry: Entry) -> UntrustedText:
    value = entry.fields.get("status")
    return UntrustedText(str(whole_of(value))) if isinstance(value, int) else entry.needed("status", text_of)


def _token_id_of(value: object) -> str:
    if not is_id(found := text_of(value).raw):
        raise ValueError("it is no id")
    return found


def _if_told(entry: Entry, name: str, read: Read[Value]) -> Value | None:
    """A field that may be absent or null, but not strange."""
    return None if entry.fields.get(name) is None else entry.needed(name, read)
