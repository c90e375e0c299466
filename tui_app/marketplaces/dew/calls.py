"""The calls of Dew's API, each by its path."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from tui_app.gateway.rest import Request
from tui_app.marketplaces.dew.fields import NOBODY, Account

PAGE_SIZE: Final = 50
_EVERY_KIND: Final = [0, 1, 2, 3]


def order(account: Account, order_hash: str) -> Request:
    """One order by its hash."""
    return Request(method="GET", path=f"{_base(account)}/orders/{order_hash}")


def offers(account: Account, contract: str, maker: str, offset: int, size: int = PAGE_SIZE) -> Request:
    """The offers on a contract from `offset` on, of one maker where that is named."""
    only = {"contract": contract, **({"maker": maker} if maker else {})}
    query = urlencode({**only, "limit": size, "offset": offset})
    return Request(method="GET", path=f"{_base(account)}/offers?{query}")


def anything(account: Account) -> Request:
    """The offers on nothing: a harmless call that needs the key."""
    return offers(account, NOBODY, "", 0, 1)


def activities(account: Account, wallet: str, contract: str, offset: int) -> Request:
    """What happened to a wallet's orders on a contract, at whichever market."""
    asked = {"wallet": wallet, "contract": contract, "types": _EVERY_KIND, "only_dew": False}
    body = {**asked, "limit": PAGE_SIZE, "offset": offset}
    return Request(method="POST", path=f"{_base(account)}/market_activities/query", body=body)


def cancel(account: Account, *, listing: bool, signature: str, order_hash: str, offerer: str) -> Request:
    """End a listing or an offer, off the chain."""
    kind = "orders" if listing else "offers"
    body = {"signature": signature, "order_hash": order_hash, "offerer": offerer}
    return Request(method="POST", path=f"{_base(account)}/{kind}/cancel", body=body)


def _base(account: Account) -> str:
    return f"/open/v1/{account.network}"
