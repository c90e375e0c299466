"""Kraken NFT, as it describes itself to the desk. Light: what talks to it is loaded when connecting."""

from __future__ import annotations

from typing import Final

from tui_app.domain.offer import Offer
from tui_app.domain.verdicts import Action, Direct, Route, Unsupported
from tui_app.gateway.base_url import checked_base_url
from tui_app.gateway.contract import AccountField, Connection, Marketplace, SignIn
from tui_app.marketplaces.kraken.keys import checked_api_key, checked_private_key

OFFICIAL = "https://api.kraken.com"
MEDIA_HOSTS = ("assets-dynamic.kraken.com", "imagedelivery.net")
"""Of Kraken's NftUserOffers page: the media server in its example, and Cloudflare Images, which it names."""

_NOTICE = (
    "Kraken closed its NFT marketplace on 27 February 2025: its own servers no longer answer these calls. "
    "Use the address of a compatible server, such as the one that “offerdesk sandbox” starts."
)
_HOW = (
    "On Kraken: Settings, API, Create API key. Give it as few permissions as possible and never withdrawal; "
    "use a key of its own for this program, because two programs with one key disturb each other's nonces. "
    "A key protected by an authenticator app cannot be used here: its codes change every half minute."
)
_EFFECTS: dict[Action, str] = {
    Action.ACCEPT: "Accepting creates an auction that sells the NFT to the bidder. It cannot be undone.",
    Action.COUNTER: "A counter-offer puts the NFT up in a new auction, linked to this offer, at your price.",
    Action.CANCEL: "Cancelling withdraws your offer.",
    Action.PLACE: "The owner may accept your offer at any moment until it ends; then the money is spent.",
    Action.REJECT: "Nothing: Kraken has no way to reject an offer.",
    Action.CREATE_ORDER: "Nothing: Kraken has no orders.",
}

_FIELDS = (
    AccountField(
        name="base_url",
        label="API address",
        hint="https, or http on this machine (offerdesk sandbox prints its own)",
        default=OFFICIAL,
        check=checked_base_url,
    ),
    AccountField(
        name="api_key",
        label="API key",
        hint="the public half of the pair, sent with every call",
        secret=True,
        check=checked_api_key,
    ),
    AccountField(
        name="api_secret",
        label="Private key",
        hint="base64 text shown once when the key is made; it signs, and is never sent",
        secret=True,
        check=checked_private_key,
    ),
    AccountField(
        name="otp",
        label="Key's password",
        hint="only for a key with a fixed two-factor password; changing codes of an app cannot be used",
        secret=True,
        required=False,
    ),
)


_NONE: Final = {
    Action.REJECT: "Kraken has no way to reject an offer",
    Action.CREATE_ORDER: "Kraken has no orders",
}


def _route(action: Action, _offer: Offer | None) -> Route:
    return Unsupported(_NONE[action]) if action in _NONE else Direct()


def _connect(sign_in: SignIn) -> Connection:
    from tui_app.marketplaces.kraken.client import connect

    return connect(sign_in)


MARKETPLACE = Marketplace(
    slug="kraken",
    title="Kraken NFT",
    notice=_NOTICE,
    account_fields=_FIELDS,
    how_to_get_credentials=_HOW,
    currencies=("USD", "EUR", "ETH", "SOL", "USDC", "USDT", "MATIC", "XBT"),
    route=_route,
    effects=_EFFECTS.__getitem__,
    connect=_connect,
    media_hosts=MEDIA_HOSTS,
    creator_fee=frozenset({Action.ACCEPT, Action.PLACE}),
)
