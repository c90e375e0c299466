"""An order of Dew's answers as an order of ours, and as an offer where it is somebody's to act on.

Only its hash has to be there: Dew's list of offers leaves out the NFT, and nearly everything else may be
null. For an offer, `maker` is who bids, though Dew's page calls every maker the seller.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from tui_app.domain.money import Money
from tui_app.domain.nft import Media, MediaKind, Nft
from tui_app.domain.offer import OfferStatus, Particular
from tui_app.domain.order import Order, OrderItem, OrderKey, OrderKind, Party, SeenOrder
from tui_app.domain.text import UntrustedText
from tui_app.gateway.entry import Entry, flag_of, id_of, number_of, text_of, unix_of, whole_of
from tui_app.gateway.kept import Shape, kept, plain
from tui_app.marketplaces.dew.currencies import dollars_of, price_of, shortened
from tui_app.marketplaces.dew.fields import ISSUER, NOBODY, POLYGON, TITLE, Account, is_address, is_hash

BIDDER: Final = "bidder"
SELLER: Final = "seller"
OWNER: Final = "owner"
TAKER: Final = "taker, for whom alone it is"
KIND: Final = "kind"
"""The particular that says whether an order is an offer or a listing."""

_NOTHING: Final = UntrustedText("")
_SOURCES: Final = {
    -2: "Dew",
    0: "OpenSea",
    1: "OpenSea",  # the page's text says 0, its list of values and its example 1
    4: "Tofu",
    5: "Element",
    6: "MagicEden",
    7: "OnePlanet",
    8: "Mooar",
}
_STATUSES: Final = {
    -1: (OfferStatus.FAILED, "invalid"),
    0: (OfferStatus.OPEN, "listed"),
    1: (OfferStatus.ACCEPTED, "sold"),
    2: (OfferStatus.CANCELLED, "cancelled"),
    3: (OfferStatus.EXPIRED, "expired"),
}
_KEPT: Final[Shape] = {
    **plain(
        *("source", "price", "currency", "price_usd", "id", "network_id", "order_hash", "maker", "taker"),
        *("status", "created_at", "listed_at", "expired_at", "is_offer", "updated_at", "amount", "remain"),
    ),
    "nft": plain("owner", "contract", "token_id", "name", "rank", "status"),
    "contract": plain("contract", "name", "symbol", "icon_url", "slug", "verified", "show_rarity"),
}


def read_order(value: object, account: Account, *, listed_as_offer: bool = False) -> SeenOrder:
    """One order of an answer. Raises ValueError where it has no hash.

    `listed_as_offer` says that it stands in a list of offers, where it need not say itself that it is one.
    """
    entry = Entry.of(value)
    order_hash = entry.needed("order_hash", hash_of)
    is_offer = entry.told("is_offer", flag_of)
    if is_offer is None and not listed_as_offer:
        entry.note("whether it is an offer or a listing is not told")
    kind = OrderKind.OFFER if (listed_as_offer if is_offer is None else is_offer) else OrderKind.LISTING
    status, said, standing = _status(entry)
    order = Order(
        key=OrderKey(account.name, order_hash),
        marketplace=ISSUER,
        kind=kind,
        status=status,
        said=said,
        standing=standing,
        price=_price(entry),
        worth=entry.told("price_usd", lambda told: dollars_of(number_of(told))),
        placed_at=entry.told("created_at", unix_of),
        updated_at=entry.told("updated_at", unix_of),
        expires=entry.told("expired_at", unix_of),
        parties=tuple(_parties(entry, kind)),
        items=(_item(entry, account),),
        particulars=tuple(each for each in _particulars(entry, kind) if each.said),
    )
    notes = tuple(dict.fromkeys(entry.notes))
    return SeenOrder(order=replace(order, notes=notes), raw=kept(value, _KEPT))


def hash_of(value: object) -> str:
    """An order hash, in small letters."""
    if not isinstance(value, str) or not is_hash(value):
        raise ValueError("it is no order hash")
    return value.lower()


def _status(entry: Entry) -> tuple[OfferStatus, UntrustedText, str]:
    number = entry.told("status", _signed_of)
    if number is None:
        return OfferStatus.UNKNOWN, _NOTHING, "its status is not told"
    status, word = _STATUSES.get(number, (OfferStatus.UNKNOWN, f"status {number}"))
    return status, UntrustedText(word), word


def _price(entry: Entry) -> Money | None:
    currency = entry.told("currency", _address_of)
    return None if currency is None else entry.told("price", lambda told: price_of(whole_of(told), currency))


def _parties(entry: Entry, kind: OrderKind) -> Iterator[Party]:
    taker, owner = entry.said("taker"), entry.inner("nft").said("owner")
    if maker := entry.said("maker"):
        yield Party(role=BIDDER if kind is OrderKind.OFFER else SELLER, ref=maker)
    if owner:
        yield Party(role=OWNER, ref=owner)
    if is_address(taker.raw) and taker.raw != NOBODY:
        yield Party(role=TAKER, ref=taker)


def _item(entry: Entry, account: Account) -> OrderItem:
    nft, contract = entry.inner("nft"), entry.inner("contract")
    return OrderItem(
        item_id="",
        nft=_nft(entry, nft, contract, account),
        quantity=entry.told("amount", number_of),
        particulars=tuple(each for each in _about(nft, contract) if each.said),
    )


def _nft(entry: Entry, nft: Entry, contract: Entry, account: Account) -> Nft:
    """The NFT. Where the list does not name one, its id is that of the collection, without a slash."""
    address = nft.told("contract", id_of) or contract.told("contract", id_of) or ""
    token_id, collection = nft.told("token_id", id_of), contract.said("name")
    network = entry.told("network_id", whole_of)
    chain = "Polygon" if (network or account.network) == POLYGON else f"network {network}"
    unnamed = f"{collection} #{token_id}" if token_id else f"an NFT of {collection or shortened(address)}"
    icon = contract.said("icon_url")
    return Nft(
        nft_id=f"{address.lower()}/{token_id}" if token_id else address.lower(),
        name=nft.said("name") or UntrustedText(unnamed),
        collection_id=address,
        collection=collection or UntrustedText(shortened(address)),
        creators=(),
        chain=UntrustedText(chain),
        chain_asset=UntrustedText("POL" if chain == "Polygon" else ""),
        media=(Media(kind=MediaKind.OTHER, media_type=_NOTHING, url=icon, size=None),)
        if icon.raw.startswith("https://")
        else (),
    )


def _about(nft: Entry, contract: Entry) -> Iterator[Particular]:
    rank = nft.told("rank", whole_of)
    if rank is not None and contract.told("show_rarity", flag_of):
        yield Particular("rarity rank", UntrustedText(str(rank)))
    if (status := nft.told("status", _signed_of)) is not None:
        yield Particular("NFT status", UntrustedText(f"{status}, which {TITLE} does not explain"))
    verified = contract.told("verified", flag_of)
    if verified is not None:
        yield Particular("verified collection", UntrustedText("yes" if verified else "no"))
    yield Particular("token id", nft.said("token_id"))
    yield Particular("contract of the collection", contract.said("contract"))
    yield Particular("symbol of the collection", contract.said("symbol"))
    yield Particular("slug of the collection", contract.said("slug"))
    yield Particular("icon of the collection", contract.said("icon_url"))


def _particulars(entry: Entry, kind: OrderKind) -> Iterator[Particular]:
    yield Particular(KIND, UntrustedText(kind.value), decisive=True)
    yield Particular("source market", _source(entry))
    yield Particular("price in the smallest unit", _whole(entry, "price"))
    yield Particular("token of the price", entry.said("currency"))
    yield Particular("number of NFTs", _whole(entry, "amount"), decisive=True)
    yield Particular("not sold yet", _whole(entry, "remain"), decisive=True)
    yield Particular("listed", _moment(entry.told("listed_at", unix_of)))
    yield Particular(f"{TITLE}'s number", _whole(entry, "id"))
    yield Particular("network", _whole(entry, "network_id"))
    taker = entry.said("taker")
    if is_address(taker.raw) and taker.raw != NOBODY:
        yield Particular("private order for", taker, decisive=True)
    elif taker and taker.raw != NOBODY:
        yield Particular("taker as told", UntrustedText(f"{taker}, which is no address"))


def _source(entry: Entry) -> UntrustedText:
    number = entry.told("source", _signed_of)
    if number is None:
        return _NOTHING
    return UntrustedText(f"{_SOURCES[number]} ({number})" if number in _SOURCES else f"source {number}")


def _whole(entry: Entry, name: str) -> UntrustedText:
    number = entry.told(name, whole_of)
    return _NOTHING if number is None else UntrustedText(str(number))


def _moment(moment: datetime | None) -> UntrustedText:
    return _NOTHING if moment is None else UntrustedText(f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC")


def _signed_of(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError("it is no whole number")
    return value


def _address_of(value: object) -> str:
    if not is_address(found := text_of(value).raw):
        raise ValueError("it is no address")
    return found
