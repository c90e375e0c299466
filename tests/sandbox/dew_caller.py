"""What the tests of the pretend Dew share: its header, its paths, and one order of each kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from tests.sandbox_rest import Rest
from tui_app.sandbox.dew.actions import message_to_sign
from tui_app.sandbox.dew.documents import ACCOUNT
from tui_app.sandbox.dew.names import SERIES
from tui_app.sandbox.wallet import pretend_signature

PATH: Final = "/open/v1/137"
EXAMPLE: Final = "0x41a2753400f805db148079f60355df470aece45941a45cb96a25ab5d24e4c243"
CONTRACTS: Final = tuple(one.contract for one in SERIES)


def header(account: Mapping[str, Any]) -> tuple[str, str]:
    """How Dew's pages say who calls."""
    return "X-API-Key", str(account["api_key"])


def offers(dew: Rest, **query: object) -> list[dict[str, Any]]:
    """Every offer of the seeded collections that `query` leaves, contract after contract."""
    found: list[dict[str, Any]] = []
    for contract in CONTRACTS:
        answer = dew.get(f"{PATH}/offers", contract=contract, limit=100, **query)
        found += answer.raise_for_status().json()["data"]
    return found


def listings(dew: Rest) -> list[dict[str, Any]]:
    """The account's listings, with their NFTs, as its activities tell of them."""
    found: dict[str, dict[str, Any]] = {}
    for contract in CONTRACTS:
        asked = {"wallet": ACCOUNT, "contract": contract, "only_dew": False, "limit": 100, "types": [0]}
        for one in dew.post(f"{PATH}/market_activities/query", asked).json()["data"]["data"]:
            found[one["order_hash"]] = order(dew, one["order_hash"])
    return [one for one in found.values() if not one["is_offer"]]


def order(dew: Rest, order_hash: str) -> dict[str, Any]:
    """One order as it reads now."""
    found: dict[str, Any] = dew.get(f"{PATH}/orders/{order_hash}").raise_for_status().json()["data"]
    return found


def an_open_one(orders: list[dict[str, Any]]) -> dict[str, Any]:
    """The first of `orders` that is listed and has all its fields."""
    return next(one for one in orders if one["status"] == 0 and one.get("expired_at"))


def cancelling(of: Mapping[str, Any], *, prefix: str = "") -> dict[str, Any]:
    """The body that cancels an order; the message is signed with `prefix` before it."""
    signature = pretend_signature("evm message signature", prefix + message_to_sign(of["order_hash"]))
    return {"signature": signature, "order_hash": of["order_hash"], "offerer": of["maker"]}
