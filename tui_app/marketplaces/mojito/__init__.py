"""Mojito, as it describes itself to the desk. Light: what talks to it is loaded when connecting."""

from __future__ import annotations

from datetime import timedelta

from tui_app.domain.offer import Side
from tui_app.gateway.contract import Connection, Marketplace, SignIn
from tui_app.marketplaces.mojito.fields import FIELDS, WATCHES
from tui_app.marketplaces.mojito.routes import EFFECTS, ISSUER, WORDS, route

_NOTICE = (
    "Mojito lists offers by NFT: name the NFTs to watch; those of your own activity are found by themselves. "
    "What your own wallet has to sign is handed out to it; no private key is ever asked for here."
)
_HOW = (
    "Sign in at the marketplace in a browser, open its developer tools, Network, choose a call to “query”, "
    "and copy what follows “Bearer” in its Authorization header. The same call names the organization's id. "
    "The token ends after a while; then enter a new one."
)


def _connect(sign_in: SignIn) -> Connection:
    from tui_app.marketplaces.mojito.client import connect

    return connect(sign_in)


MARKETPLACE = Marketplace(
    slug=ISSUER,
    title="Mojito",
    notice=_NOTICE,
    account_fields=FIELDS,
    how_to_get_credentials=_HOW,
    currencies=("VIN", "SOL", "USDC", "WETH", "MATIC", "ETH"),
    route=route,
    effects=EFFECTS.__getitem__,
    connect=_connect,
    lists=((Side.RECEIVED, Side.PLACED, Side.WATCHED),),
    watches=WATCHES,
    route_words=WORDS,
    settle=timedelta(seconds=60),
)
