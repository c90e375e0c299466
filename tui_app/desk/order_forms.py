"""What the orders that were seen say to somebody who is about to create one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, NamedTuple

from tui_app.domain.new_order import NewOrder
from tui_app.domain.order import Listing, Order, OrderItem
from tui_app.ledger.claims import Made
from tui_app.ledger.orders import KeptOrder

_BUYER: Final = "buyer"


class Suggestion(NamedTuple):
    """A number that may be typed, and what is known of it, in a few words."""

    ref: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestions:
    """What may be typed into each field of a form; each number once, that of the latest order first."""

    nfts: tuple[Suggestion, ...] = ()
    listings: tuple[Suggestion, ...] = ()
    buyers: tuple[Suggestion, ...] = ()


def suggestions_of(kept: Sequence[KeptOrder]) -> Suggestions:
    """The numbers that these orders name."""
    orders = [each.order for each in reversed(kept) if each.order is not None]
    return Suggestions(
        nfts=_once(_nfts(orders)), listings=_once(_listings(orders)), buyers=_once(_buyers(orders))
    )


def doubts_of(asked: NewOrder, kept: Iterable[KeptOrder], now: datetime) -> tuple[str, ...]:
    """A sentence for each thing that is odd about an order to be created, each once."""
    orders = [each.order for each in kept if each.order is not None]
    return tuple(dict.fromkeys(_of_the_listing(asked, orders, now)))


def told_of(asked: NewOrder, made: Made) -> str:
    """A sentence on an order of the same listing and NFT for the same buyer that was created before."""
    number = f"order {made.made}" if made.made else "its number is not known"
    return (
        f"You created an order of NFT {asked.nft_id} for buyer {asked.buyer_id} "
        f"on {made.at.astimezone(UTC):%Y-%m-%d at %H:%M} UTC already: {number}."
    )


def _of_the_listing(asked: NewOrder, orders: Iterable[Order], now: datetime) -> Iterator[str]:
    for order, item, listing in _all_listings(orders):
        if listing.listing_id != str(asked.listing_id):
            continue
        seen = f"Listing {listing.listing_id}, as order {order.key.ref} tells it,"
        if item.nft.nft_id and item.nft.nft_id != str(asked.nft_id):
            yield f"{seen} is of NFT {item.nft.nft_id}, not of NFT {asked.nft_id}."
        if listing.active is False:
            yield f"{seen} is not active."
        elif listing.active_till is not None and listing.active_till <= now:
            yield f"{seen} ended on {listing.active_till.astimezone(UTC):%Y-%m-%d at %H:%M} UTC."
        if listing.amount is not None and listing.amount < asked.quantity:
            yield f"{seen} is of {listing.amount}, fewer than the {asked.quantity} that you ask for."


def _nfts(orders: Iterable[Order]) -> Iterator[Suggestion]:
    for order in orders:
        for item in order.items:
            yield Suggestion(item.nft.nft_id, item.nft.name.shown)


def _listings(orders: Iterable[Order]) -> Iterator[Suggestion]:
    for _order, item, listing in _all_listings(orders):
        price = f", {listing.price.plain} {listing.price.currency.code}" if listing.price else ""
        yield Suggestion(listing.listing_id, f"of NFT {item.nft.nft_id}{price}")


def _buyers(orders: Iterable[Order]) -> Iterator[Suggestion]:
    for order in orders:
        if (buyer := order.party(_BUYER)) is not None:
            yield Suggestion(buyer.ref.shown, f"of order {order.key.ref}")


def _all_listings(orders: Iterable[Order]) -> Iterator[tuple[Order, OrderItem, Listing]]:
    for order in orders:
        for item in order.items:
            if item.listing is not None:
                yield order, item, item.listing


def _once(found: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
    """Each number once; only numbers can be typed there."""
    numbers: dict[str, Suggestion] = {}
    for each in found:
        if each.ref.isascii() and each.ref.isdigit():
            numbers.setdefault(each.ref, each)
    return tuple(numbers.values())
