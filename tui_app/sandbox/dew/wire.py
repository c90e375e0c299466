"""Orders, offers and activities as Dew's pages print them, key order included."""

from __future__ import annotations

from dataclasses import asdict

from tui_app.sandbox.dew.records import Order

NETWORK = 137
"""Polygon, the only network of the documents."""


def order_value(order: Order) -> dict[str, object]:
    """The `data` of the order page."""
    return _without(
        order, {**_priced(order), "nft": None if order.nft is None else asdict(order.nft), **_rest(order)}
    )


def offer_value(order: Order) -> dict[str, object]:
    """An element of the list of offers, which says nothing of the NFT."""
    return _without(order, {**_priced(order), **_rest(order)})


def activity_value(order: Order, kind: int, at: int) -> dict[str, object]:
    """An activity: the order, what happened to it, and when in `created_at`."""
    found = order_value(order)
    found["created_at"] = at
    return {"type": kind, "order_id": order.id if kind else None, **found}


def signed_value(order_hash: str, signed: dict[str, object] | None, error: str | None) -> dict[str, object]:
    """What orders/sign says of one order; orders/cancel is documented to answer with it as well."""
    return {"order_hash": order_hash, "data": signed, "error": error}


def _priced(order: Order) -> dict[str, object]:
    return {
        "source": order.source,
        "price": str(order.price),
        "currency": order.currency,
        "price_usd": order.price_usd,
        "id": order.id,
        "network_id": NETWORK,
    }


def _rest(order: Order) -> dict[str, object]:
    return {
        "contract": None if order.collection is None else asdict(order.collection),
        "order_hash": order.hash,
        "maker": order.maker,
        "taker": order.taker,
        "status": order.status,
        "created_at": order.created_at,
        "listed_at": order.listed_at,
        "expired_at": order.expired_at,
        "is_offer": order.is_offer,
        "updated_at": order.updated_at,
        **({} if order.amount is None else {"amount": str(order.amount)}),
        **({} if order.remain is None else {"remain": str(order.remain)}),
    }


def _without(order: Order, found: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in found.items() if name not in order.left_out}
