"""What a new order is on license.rocks' wire, and what its answer says of it.

The call takes a list; it always gets one order, because what becomes of a list of which one order is
wrong is not documented. The answer is held against what was asked: the page's own example answers with
another buyer and another quantity than its request names.
"""

from __future__ import annotations

from collections.abc import Iterator

from tui_app.domain.errors import Change
from tui_app.domain.new_order import ADDRESS_FIELDS, NewOrder
from tui_app.domain.order import Order
from tui_app.domain.secrets import MASK
from tui_app.gateway.orders import OrderReceipt
from tui_app.gateway.rest import Request, unsure
from tui_app.marketplaces.license_rocks.fields import TITLE
from tui_app.marketplaces.license_rocks.reader import PATH
from tui_app.marketplaces.license_rocks.wire import BUYER, number_in, read_order

_NOT_SAID = "not said"


def request_of(order: NewOrder) -> Request:
    """The one request that creates an order; the address is masked wherever the request is shown."""
    asked: dict[str, object] = {
        "nftId": order.nft_id,
        "listingId": order.listing_id,
        "quantity": order.quantity,
        "buyerUserId": order.buyer_id,
    }
    if order.billing is None:
        return Request(method="POST", path=PATH, body=[asked])
    masked = dict.fromkeys(ADDRESS_FIELDS, MASK)
    return Request(
        method="POST",
        path=PATH,
        body=[{**asked, "buyerBillingData": order.billing.reveal()}],
        shown=[{**asked, "buyerBillingData": masked}],
    )


def receipt_of(asked: NewOrder, value: object) -> OrderReceipt:
    """What an answer that refuses nothing says. Raises OutcomeUnknown where it does not name one order."""
    orders = value.get("orders") if isinstance(value, dict) else None
    if not isinstance(orders, list) or len(orders) != 1 or (made := number_in(orders[0])) is None:
        raise unsure(TITLE, "It does not name the one order that was asked for.")
    try:
        seen = read_order(orders[0], asked.account)
    except ValueError as error:
        return OrderReceipt(made=made, notes=(f"Its answer cannot be read: {error}.",))
    return OrderReceipt(
        made=made, order=seen, differences=tuple(differences(asked, seen.order)), notes=seen.order.notes
    )


def differences(asked: NewOrder, made: Order) -> Iterator[Change]:
    """Where an order is another than was asked for; what it does not say is a difference too."""
    said = _said(made)
    for name, wanted in _wanted(asked).items():
        if said[name] != wanted:
            yield Change(field=name, old=wanted, new=said[name])


def _wanted(asked: NewOrder) -> dict[str, str]:
    return {
        "items": "1",
        "NFT": str(asked.nft_id),
        "listing": str(asked.listing_id),
        "quantity": str(asked.quantity),
        "buyer": str(asked.buyer_id),
    }


def _said(made: Order) -> dict[str, str]:
    buyer, item = made.party(BUYER), made.items[0] if made.items else None
    listing = item.listing if item else None
    quantity = item.quantity if item else None
    return {
        "items": str(len(made.items)),
        "NFT": (item.nft.nft_id if item else "") or _NOT_SAID,
        "listing": (listing.listing_id if listing else "") or _NOT_SAID,
        "quantity": _NOT_SAID if quantity is None else format(quantity, "f"),
        "buyer": (buyer.ref.shown if buyer else "") or _NOT_SAID,
    }
