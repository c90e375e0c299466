"""An order as an offer: placed where the account made it, watched where somebody else did.

Dew's list names no owner, so nobody's offer makes an account the owner of anything.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from tui_app.domain.offer import Offer, OfferKey, Particular, Role, SeenOffer, Side
from tui_app.domain.order import Order, OrderKind, SeenOrder
from tui_app.domain.text import UntrustedText
from tui_app.marketplaces.dew.currencies import shortened
from tui_app.marketplaces.dew.fields import ISSUER, Account
from tui_app.marketplaces.dew.wire import BIDDER, KIND, SELLER, read_order

NO_TIME: Final = datetime.fromtimestamp(0, UTC)
"""Stands for when an offer was placed where Dew does not say it; a particular says so too."""
_UNTOLD: Final = Particular("placed", UntrustedText("not told; the date given for it means nothing"))


def read_offer(value: object, account: Account) -> SeenOffer | str:
    """One element of the list of offers, or a sentence why it cannot be read."""
    name = "An offer without a hash"
    try:
        seen = read_order(value, account, listed_as_offer=True)
        name = f"Offer {shortened(seen.order.key.ref)}"
        return SeenOffer(offer=offer_of(seen.order, account), raw=seen.raw)
    except ValueError as error:
        return f"{name} cannot be read: {error}."


def offer_in(seen: SeenOrder, account: Account, before: Offer) -> Offer:
    """The offer of an order that was looked up again because of `before`.

    Where `before` came from a list that names no NFT, it is still about that collection: what an answer says
    more is no change.
    """
    now = offer_of(seen.order, account)
    return now if "/" in before.nft.nft_id else replace(now, nft=before.nft)


def offer_of(order: Order, account: Account) -> Offer:
    """The order as an offer. Raises ValueError where it does not say what money hangs on."""
    if order.price is None:
        raise ValueError("see price and currency")
    if (maker := maker_of(order)) is None:
        raise ValueError("see maker")
    mine = account.is_mine(maker.raw)
    (item,) = order.items
    untold = (_UNTOLD,) if order.placed_at is None else ()
    return Offer(
        key=OfferKey(account.name, order.key.ref),
        marketplace=ISSUER,
        side=Side.PLACED if mine else Side.WATCHED,
        role=_own_role(order) if mine else Role.OBSERVER,
        status=order.status,
        status_said=order.said,
        detail=UntrustedText(""),
        price=order.price,
        placed_at=order.placed_at or NO_TIME,
        expires=order.expires,
        maker=maker,
        quote_id=None,
        nft=item.nft,
        worth=order.worth,
        particulars=(*order.particulars, *item.particulars, *untold),
        asks=order.kind is OrderKind.LISTING,
    )


def _own_role(order: Order) -> Role:
    return Role.BIDDER if order.kind is OrderKind.OFFER else Role.SELLER


def maker_of(order: Order) -> UntrustedText | None:
    """The address of who made an order, if it is told."""
    party = order.party(BIDDER if order.kind is OrderKind.OFFER else SELLER)
    return party.ref if party else None


def is_listing(offer: Offer) -> bool:
    """Whether what was turned into an offer is a listing."""
    return any(each.label == KIND and each.said.raw == OrderKind.LISTING for each in offer.particulars)
