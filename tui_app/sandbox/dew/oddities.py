"""What Dew's pages allow of an order and a client has to bear: each is seeded at least once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from tui_app.sandbox.dew.documents import ACCOUNT
from tui_app.sandbox.dew.names import NOBODY_KNOWS
from tui_app.sandbox.dew.records import CANCELLED, DEW_ITSELF, EXPIRED, INVALID, SOLD, Nft, Order
from tui_app.sandbox.hostile import HOSTILE_NAMES

_SHOUTED = "0x" + ACCOUNT[2:].upper()
_SOMEBODY = "0x9c1d5e3a7b20468f9c1d5e3a7b20468f9c1d5e3a"
_MOST = 2**256 - 1


def mine(order: Order, number: int) -> Order:
    """The order as one of the account's: an offer two times in three, its address in either case."""
    maker = _SHOUTED if number % 4 == 3 else ACCOUNT
    if number % 3 == 2:
        owned = _with_nft(order, lambda nft: replace(nft, owner=maker))
        return replace(owned, maker=maker, is_offer=False)
    return replace(order, maker=maker, is_offer=True)


def odd_orders(orders: list[Order]) -> list[Order]:
    """As many of `orders` as there are oddities, each with one of them; what is left stays out."""
    return [odd(order) for odd, order in zip(_ODDITIES, orders, strict=False)]


def _of_source(order: Order, source: int) -> Order:
    return replace(order, source=source)


def _without_times(order: Order) -> Order:
    return replace(order, listed_at=None, expired_at=None)


def _leaving_out(order: Order, *names: str) -> Order:
    return replace(order, left_out=frozenset(names))


def _named(order: Order, name: str | None) -> Order:
    return _with_nft(order, lambda nft: replace(nft, name=name))


def _with_nft(order: Order, change: Callable[[Nft], Nft]) -> Order:
    return order if order.nft is None else replace(order, nft=change(order.nft))


_ODDITIES: tuple[Callable[[Order], Order], ...] = (
    lambda order: _of_source(order, 0),
    lambda order: _of_source(order, DEW_ITSELF),
    lambda order: _of_source(order, 99),
    lambda order: _of_source(order, 7),
    lambda order: replace(order, status=INVALID),
    lambda order: replace(order, status=SOLD, remain=None, amount=None),
    lambda order: replace(order, status=CANCELLED),
    lambda order: replace(order, status=EXPIRED),
    lambda order: replace(order, amount=25, remain=4),
    lambda order: replace(order, nft=None),
    lambda order: replace(order, collection=None),
    lambda order: replace(order, nft=None, collection=None),
    _without_times,
    lambda order: _leaving_out(order, "price_usd", "taker"),
    lambda order: _leaving_out(order, "listed_at", "expired_at", "created_at", "updated_at"),
    lambda order: replace(order, price_usd=12.5),
    lambda order: replace(order, price_usd=3),
    lambda order: replace(order, price_usd="0.000000123"),
    lambda order: replace(order, price_usd=None),
    lambda order: replace(order, taker=_SOMEBODY),
    lambda order: replace(order, taker=""),
    lambda order: replace(order, taker="string"),
    lambda order: replace(order, price=0),
    lambda order: replace(order, price=2**64 + 10**18 + 1),
    lambda order: replace(order, price=_MOST),
    lambda order: replace(order, currency=NOBODY_KNOWS.address),
    lambda order: _with_nft(order, lambda nft: replace(nft, token_id=str(_MOST))),
    lambda order: _with_nft(order, lambda nft: replace(nft, owner=None, rank=None, status=None)),
    lambda order: _named(order, None),
    lambda order: replace(order, swept=False, expired_at=order.created_at + 60),
    *(partial(_named, name=name) for name in HOSTILE_NAMES),
)
