"""Dew, as it describes itself to the desk. Light: what talks to it is loaded when connecting."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from tui_app.domain.offer import Offer, Side
from tui_app.domain.verdicts import Action, ByWallet, Route, Unsupported
from tui_app.gateway.contract import Connection, Marketplace, SignIn
from tui_app.gateway.orders import LookUp
from tui_app.marketplaces.dew.fields import FIELDS, ISSUER, TITLE, WATCHES, order_hashes_in

OFF_CHAIN: Final = (
    "This cancels at Dew only, not on the chain: whoever has fetched the order's signature already can still "
    "fill it until it ends. Cancelling it on the chain with your own wallet is the safer way."
)
"""What Dew's pages on cancelling warn of."""

_NOTICE = (
    "Dew lists offers by contract: name the contracts to watch. It does not say in a list who owns an NFT, "
    "so other people's offers are only watched. Accepting one is a transaction of your own wallet."
)
_HOW = (
    "Dew's API takes a key in the header X-API-Key. How one is had is not documented; ask Dew. Wallet "
    "addresses tell which offers are yours; no private key is ever asked for here."
)
_ORDERS = LookUp(
    label="Order hashes",
    hint="0x and 64 hexadecimal digits, with commas between them",
    read=order_hashes_in,
    example="0x41a2753400f805db148079f60355df470aece45941a45cb96a25ab5d24e4c243",
)
_EFFECTS: Final[dict[Action, str]] = {
    Action.CANCEL: OFF_CHAIN,
    Action.ACCEPT: "Nothing: accepting is a transaction on the chain, which Dew's API has no call for.",
    Action.REJECT: f"Nothing: {TITLE} has no way to reject an offer.",
    Action.COUNTER: f"Nothing: {TITLE} has no counter-offers.",
    Action.PLACE: f"Nothing: how an offer is made through {TITLE}'s API is not documented.",
    Action.CREATE_ORDER: f"Nothing: {TITLE} has no call that creates an order.",
}
_NONE: Final = {
    Action.ACCEPT: f"{TITLE} has no call for it; accepting is a transaction on the chain",
    Action.REJECT: f"{TITLE} has no way to reject an offer",
    Action.COUNTER: f"{TITLE} has no counter-offers",
    Action.PLACE: f"{TITLE} does not document how an offer is made",
    Action.CREATE_ORDER: f"{TITLE} has no call that creates an order",
}


def _route(action: Action, _offer: Offer | None) -> Route:
    return ByWallet() if action is Action.CANCEL else Unsupported(_NONE[action])


def _connect(sign_in: SignIn) -> Connection:
    from tui_app.marketplaces.dew.client import connect

    return connect(sign_in)


MARKETPLACE = Marketplace(
    slug=ISSUER,
    title=TITLE,
    notice=_NOTICE,
    account_fields=FIELDS,
    how_to_get_credentials=_HOW,
    currencies=("POL", "WETH", "USDC", "USDT", "DAI"),
    route=_route,
    effects=_EFFECTS.__getitem__,
    connect=_connect,
    lists=((Side.PLACED, Side.WATCHED),),
    watches=WATCHES,
    settle=timedelta(seconds=60),
    orders=_ORDERS,
)
