"""license.rocks CreatorsHub, as it describes itself to the desk. Light: what talks to it is loaded later."""

from __future__ import annotations

from tui_app.domain.offer import Offer
from tui_app.domain.verdicts import Action, Direct, Route, Unsupported
from tui_app.gateway.contract import Connection, Marketplace, SignIn
from tui_app.gateway.orders import LookUp, OrderForm
from tui_app.marketplaces.license_rocks.fields import FIELDS, ISSUER, TITLE, order_numbers_in

_NOTICE = (
    "license.rocks has no list of orders: name the numbers of those you want to see. It tells of its users "
    "what is theirs alone; that stays masked and is never kept."
)
_HOW = (
    "Each instance has an API token, which its operator makes as license.rocks describes under “Obtaining "
    "the API Token”. With it orders are created that count as paid: give it to nobody who may not do that."
)
_ORDERS = LookUp(
    label="Order numbers",
    hint="numbers with commas between them, such as 1,2,5",
    read=order_numbers_in,
    example="1,2",
)
_FORM = OrderForm(
    effect=(
        "Creating the order marks it as paid and triggers the transfer of the NFT to the buyer. "
        "It cannot be undone, and license.rocks does not notice when an order is sent twice."
    ),
    with_address="A new billing address is stored for this user, and this order is billed to it.",
    without_address=(
        "The first billing address stored for this user is used; license.rocks refuses the order "
        "where there is none."
    ),
)


def _route(action: Action, _offer: Offer | None) -> Route:
    if action is Action.CREATE_ORDER:
        return Direct()
    return Unsupported(f"{TITLE} has orders, and no offers")


def _effects(action: Action) -> str:
    return _FORM.effect if action is Action.CREATE_ORDER else f"Nothing: {TITLE} has no offers."


def _connect(sign_in: SignIn) -> Connection:
    from tui_app.marketplaces.license_rocks.client import connect

    return connect(sign_in)


MARKETPLACE = Marketplace(
    slug=ISSUER,
    title=TITLE,
    notice=_NOTICE,
    account_fields=FIELDS,
    how_to_get_credentials=_HOW,
    currencies=("EUR",),
    route=_route,
    effects=_effects,
    connect=_connect,
    lists=(),
    orders=_ORDERS,
    order_form=_FORM,
)
