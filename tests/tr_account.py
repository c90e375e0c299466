"""An account at tokenizationtr, its deals, and servers that answer as its pages say."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.loopback import Act, Loopback, Respond, Seen, answer
from tests.rest_account import NAME, changed, over_the_wire, played, printed
from tui_app.domain.instruction import Instruction
from tui_app.domain.offer import Offer, SeenOffer
from tui_app.domain.verdicts import Action
from tui_app.domain.watch import Watched
from tui_app.gateway.contract import SignIn
from tui_app.marketplaces.tokenizationtr import client
from tui_app.marketplaces.tokenizationtr.client import TokenizationtrConnection
from tui_app.marketplaces.tokenizationtr.deals import Listing, read_deal
from tui_app.marketplaces.tokenizationtr.fields import Account
from tui_app.marketplaces.tokenizationtr.routes import Place

TOKEN = "canary-tr-token-56rL9"
USER = "680c02896d91ca0145cfeb81"
OTHER = "680c02896d91ca0145cfeb82"
NODE = "6810a8e5b45680e7d2f95bad"
RET = "68ae06cfcccf4e8fc19362d1"
ACCOUNT = Account(name=NAME, user_id=USER, node_id=NODE)

PAGE: dict[str, Any] = printed("tokenizationtr_purchases")
"""The printed answer to a search of purchases."""
PURCHASE: dict[str, Any] = PAGE["data"][0]
USDT = {"amount": 12.0, "decimal": 6, "symbol": "USDT"}

DEAL: dict[str, Any] = {
    "deal_id": 12,
    "token_id": RET,
    "token_name": "Real Estate Token",
    "token_symbol": "RET",
    "quantity": 50,
    "available_quantity": 30,
    "price": USDT,
    "seller_id": USER,
    "seller_name": "John Doe",
    "buyer_id": None,
    "buyer_name": None,
    "deal_type": "sell",
    "status": "active",
    "expires_at": (datetime.now(UTC) + timedelta(days=3)).isoformat(),
    "created_at": "2024-01-15T10:30:00Z",
    "updated_at": "2024-01-15T10:30:00Z",
}
"""An open OTC deal of the account's own, in the fields of the OTC group search."""

NODE_DEAL: dict[str, Any] = {
    "id": "68bf5152932e6bcb90859816",
    "token_id": RET,
    "node_id": NODE,
    "user_id": OTHER,
    "deal_id": 2,
    "price": {"amount": 5, "decimal": 6, "symbol": "USDT", "address": "0xdb2e8354c2a2a0f9c7c889ec27cdd424"},
    "quantity": 1,
    "status": 0,
    "created_at": "2025-09-08T21:37:35.75Z",
    "updated_at": "2025-09-08T21:37:35.75Z",
}
"""Somebody's open OTC deal, in the fields of an admin's list."""


def read_one(value: object, place: Place = Place.OTC) -> SeenOffer | str:
    """What one row reads as, after a trip over the wire."""
    listing = Listing(place=place, watched=Watched("token", RET))
    return read_deal(over_the_wire(value), listing, ACCOUNT)


def a_deal(place: Place = Place.OTC, **changes: object) -> Offer:
    """A deal as the program holds it."""
    read = read_one(changed(NODE_DEAL if place is Place.NODE else DEAL, **changes), place)
    assert isinstance(read, SeenOffer), read
    return read.offer


def instruction(action: Action = Action.CANCEL, place: Place = Place.OTC, **changes: object) -> Instruction:
    """An instruction about a deal."""
    deal = a_deal(place, **changes)
    return Instruction(account=NAME, marketplace="tokenizationtr", action=action, offer=deal)


def paged(*rows: object, total: object = None, **pagination: object) -> dict[str, object]:
    """A whole answer of a users' list."""
    told = {"current_page": 1, "per_page": 50, "total": len(rows) if total is None else total}
    return {"data": list(rows), "pagination": {**told, "total_pages": 1, **pagination}}


def asked(seen: Seen) -> dict[str, Any]:
    """The body of a request."""
    found: dict[str, Any] = json.loads(seen.body)
    return found


def in_pages(rows: Sequence[object], size: int, total: object = None) -> Callable[[Seen], Act]:
    """A server that gives `size` rows at a time, whatever is asked for."""

    def by(seen: Seen) -> Act:
        start = (asked(seen)["page"] - 1) * size
        claimed = len(rows) if total is None else total
        return answer(paged(*rows[start : start + size], total=claimed))

    return by


def connect(sign_in: SignIn) -> TokenizationtrConnection:
    """A connection that does not wait between its looks."""
    return client.connect(sign_in, pauses=(0.0, 0.0))


def tr(
    *acts: Act, by: Respond | None = None, node: str = NODE
) -> AbstractAsyncContextManager[tuple[Loopback, TokenizationtrConnection]]:
    """A server that plays tokenizationtr, and an account there."""
    fields = {"user_id": USER, "node_id": node}
    return played(connect, *acts, by=by, fields=fields, secrets={"token": TOKEN})
