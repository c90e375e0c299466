"""tokenizationtr, as it describes itself to the desk. Light: what talks to it is loaded when connecting."""

from __future__ import annotations

from datetime import timedelta

from tui_app.domain.offer import Side
from tui_app.gateway.contract import Connection, Marketplace, SignIn
from tui_app.gateway.orders import LookUp, PurchaseForm
from tui_app.marketplaces.tokenizationtr.fields import FIELDS, ISSUER, TITLE, WATCHES, tokens_in, users_in
from tui_app.marketplaces.tokenizationtr.routes import EFFECTS, ROUTE_WORDS, route

_NOTICE = (
    "tokenizationtr lists what one user bought and sells. The token is your client's, not the user's: whose "
    "purchases and deals these are is set here."
)
_HOW = (
    "The token is issued to an integration client of tokenizationtr and ends after a while; ask those who "
    "run the integration for one. The ids of users and tokens are in tokenizationtr's own administration."
)
_PURCHASES = PurchaseForm(
    user=LookUp(label="User", hint="such as 680c02896d91ca0145cfeb81; or your own", read=users_in),
    token=LookUp(label="Token", hint="such as 68ae06cfcccf4e8fc19362d1; empty: all of them", read=tokens_in),
)


def _connect(sign_in: SignIn) -> Connection:
    from tui_app.marketplaces.tokenizationtr.client import connect

    return connect(sign_in)


MARKETPLACE = Marketplace(
    slug=ISSUER,
    title=TITLE,
    notice=_NOTICE,
    account_fields=FIELDS,
    how_to_get_credentials=_HOW,
    currencies=("USDT",),
    route=route,
    effects=EFFECTS.__getitem__,
    connect=_connect,
    lists=((Side.PLACED, Side.RECEIVED, Side.WATCHED),),
    watches=WATCHES,
    settle=timedelta(seconds=60),
    route_words=ROUTE_WORDS,
    purchases=_PURCHASES,
)
