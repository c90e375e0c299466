"""An account at license.rocks, and new orders for it."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from typing import Any

from tests.loopback import Act, Loopback, Respond
from tests.rest_account import NAME, changed, played, printed
from tui_app.domain.new_order import NewOrder, read_new_order
from tui_app.domain.order import Order
from tui_app.marketplaces.license_rocks.client import LicenseRocksConnection, connect
from tui_app.marketplaces.license_rocks.wire import read_order

TOKEN = "canary-rocks-token-56rL9"
ADDRESS = {"street": "Szeroka canary", "postal": "87-100", "city": "Toruń", "country": "Poland"}
TYPED = {"nft_id": "405", "listing_id": "2", "buyer_id": "24", "quantity": "3"}

PAGE: list[dict[str, Any]] = printed("license_rocks_orders")["orders"]
"""Orders 1 and 2, as the page prints the reading of them."""
CREATED: list[dict[str, Any]] = printed("license_rocks_created")["orders"]
"""Orders 42 and 43, as the page prints the creating of them."""


def new_order(**typed: str) -> NewOrder:
    """An order as somebody typed it."""
    return read_new_order({**TYPED, **typed}, account=NAME, marketplace="license_rocks")


def an_order(value: object = None, **changes: object) -> Order:
    """An order of an answer, some fields changed, as the program holds it."""
    return read_order(changed(PAGE[0], **changes) if value is None else value, NAME).order


def made(number: int = 44, **changes: object) -> dict[str, Any]:
    """The answer to creating what `new_order` asks for."""
    plain: dict[str, object] = {"id": number, "buyerId": 24, "orderItems__0__quantity": 3, **changes}
    return {"orders": [changed(CREATED[0], **plain)], "error": None}


def refused(words: str) -> dict[str, object]:
    """A refusal as the page prints it."""
    return {"orders": None, "error": words}


def rocks(
    *acts: Act, by: Respond | None = None
) -> AbstractAsyncContextManager[tuple[Loopback, LicenseRocksConnection]]:
    """A server that plays an instance, and an account there."""
    return played(connect, *acts, by=by, secrets={"token": TOKEN})
