"""An order of license.rocks' answers as an order of ours.

Only its number has to be there. Whatever else is absent or strange is left untold, with a note where it could
not be read, because an order that cannot be looked at helps nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tui_app.domain.errors import UnreadableReply
from tui_app.domain.offer import OfferStatus
from tui_app.domain.order import Listing, Order, OrderItem, OrderKey, OrderKind, Party, SeenOrder
from tui_app.domain.text import UntrustedText
from tui_app.gateway.entry import Entry, flag_of, instant_of, number_of, whole_of
from tui_app.gateway.kept import kept
from tui_app.marketplaces.license_rocks.apart import apart
from tui_app.marketplaces.license_rocks.fields import ISSUER, TITLE
from tui_app.marketplaces.license_rocks.kept import ORDER
from tui_app.marketplaces.license_rocks.prices import coins_in, price_in
from tui_app.marketplaces.license_rocks.works import work_in

BUYER: Final = "buyer"
NOT_REPORTED: Final = "created (status not reported)"
"""How an order stands whose status is null, as it is in every example of the page."""

_ORDER_USED: Final = (
    *("id", "buyerId", "totalPriceCents", "totalPriceCurrency", "totalPriceEth", "status"),
    *("createdAt", "updatedAt", "buyer", "orderItems"),
)
_ORDER: Final = {
    "failReason": "failure",
    "billingAddressId": "billing address id",
    "paymentMethod": "payment method",
    "provider": "payment provider",
    "feesCollectedAt": "fees collected",
    "ProductType": "product",
}
_ITEM_USED: Final = (
    *("id", "orderId", "nftId", "listingId", "quantity", "priceCents", "priceEths", "priceCurrency"),
    *("nft", "listing"),
)
_ITEM: Final = {
    "status": "item status",
    "txId": "transfer transaction",
    "paymentProvider": "item payment provider",
    "ProductType": "item product",
    "createdAt": "item created",
    "updatedAt": "item updated",
}
_LISTING_USED: Final = (
    *("id", "priceCents", "priceEths", "priceCurrency", "amount", "active", "activeTill"),
)
_LISTING: Final = {
    "type": "listing type",
    "priceWei": "price in wei",
    "sellerId": "seller id",
    "nftId": "NFT of the listing",
    "txHash": "listing transaction",
    "createdAt": "listing created",
    "updatedAt": "listing updated",
}
_BUYER_USED: Final = ("id",)
_BUYER: Final = {
    "approved": "approved",
    "approvedAt": "approved at",
    "onboardedAt": "onboarded",
    "createdAt": "user since",
    "updatedAt": "user updated",
    "removedAt": "removed",
}


def orders_in(value: object) -> Sequence[object]:
    """The list of orders in an answer that refuses nothing. Raises UnreadableReply where there is none."""
    found = value.get("orders") if isinstance(value, dict) else None
    if not isinstance(found, list):
        raise UnreadableReply(f"{TITLE} sent no list of orders. Check the address of the instance.")
    return found


def number_in(value: object) -> str | None:
    """The number of an order in an answer, if it has one."""
    try:
        return str(Entry.of(value).needed("id", whole_of))
    except ValueError:
        return None


def read_order(value: object, account: str) -> SeenOrder:
    """One order of an answer. Raises ValueError, saying what is missing, where it has no number."""
    entry = Entry.of(value)
    number = entry.needed("id", whole_of)
    found = apart(entry, _ORDER, used=_ORDER_USED)
    status, standing = _standing(entry)
    buyer, items = _buyer(entry), tuple(_item(each) for each in entry.objects("orderItems"))
    order = Order(
        key=OrderKey(account, str(number)),
        marketplace=ISSUER,
        kind=OrderKind.PURCHASE,
        status=status,
        said=entry.said("status"),
        standing=standing,
        price=price_in(entry, "totalPriceCents", "totalPriceCurrency"),
        worth=coins_in(entry, "totalPriceEth"),
        placed_at=entry.told("createdAt", instant_of),
        updated_at=entry.told("updatedAt", instant_of),
        parties=(buyer,),
        items=items,
        particulars=found.particulars,
        private=found.private,
        notes=tuple(entry.notes),
    )
    return SeenOrder(order=order, raw=kept(value, ORDER))


def _standing(entry: Entry) -> tuple[OfferStatus, str]:
    said = entry.said("status")
    if failure := entry.said("failReason"):
        return OfferStatus.FAILED, f"failed: {failure}"
    if not said:
        return OfferStatus.IN_FLIGHT, NOT_REPORTED
    if said.folded == "paid":
        return OfferStatus.ACCEPTED, "paid"
    return OfferStatus.UNKNOWN, f"status “{said}”, whose meaning is not documented"


def _buyer(entry: Entry) -> Party:
    """Who bought it; the answer to creating an order says only their number."""
    inner = entry.inner("buyer")
    found = apart(inner, _BUYER, used=_BUYER_USED, about="buyer")
    number = entry.told("buyerId", whole_of)
    number = inner.told("id", whole_of) if number is None else number
    ref = UntrustedText("" if number is None else str(number))
    return Party(role=BUYER, ref=ref, particulars=found.particulars, private=found.private)


def _item(entry: Entry) -> OrderItem:
    found = apart(entry, _ITEM, used=_ITEM_USED, about="item")
    work = work_in(entry.inner("nft"), entry.told("nftId", whole_of))
    number = entry.told("id", whole_of)
    return OrderItem(
        item_id="" if number is None else str(number),
        nft=work.nft,
        quantity=entry.told("quantity", number_of),
        price=price_in(entry, "priceCents", "priceCurrency"),
        worth=coins_in(entry, "priceEths"),
        listing=_listing(entry),
        files=work.files,
        particulars=(*found.particulars, *work.particulars),
        private=(*found.private, *work.private),
    )


def _listing(item: Entry) -> Listing | None:
    entry = item.inner("listing")
    number = entry.told("id", whole_of)
    number = item.told("listingId", whole_of) if number is None else number
    if number is None and not entry.fields:
        return None
    found = apart(entry, _LISTING, used=_LISTING_USED, about="listing")
    return Listing(
        listing_id="" if number is None else str(number),
        price=price_in(entry, "priceCents", "priceCurrency"),
        worth=coins_in(entry, "priceEths"),
        amount=entry.told("amount", whole_of),
        active=entry.told("active", flag_of),
        active_till=entry.told("activeTill", instant_of),
        particulars=found.particulars,
        private=found.private,
    )
