"""OTC and secondary deals as the pages of tokenizationtr print them, key order included."""

from __future__ import annotations

from datetime import datetime

from tui_app.sandbox.tokenizationtr.documents import NODE
from tui_app.sandbox.tokenizationtr.market import Market
from tui_app.sandbox.tokenizationtr.records import Deal, written
from tui_app.sandbox.tokenizationtr.wire import money, token_fields

_ADMIN_STATUSES = {"active": 0, "completed": 1, "cancelled": 2, "delisted": 2, "expired": 3}
"""The page for admins explains 0 alone; the others are made up."""


def otc_value(deal: Deal, market: Market) -> dict[str, object]:
    """A row of the OTC group search."""
    return {
        "deal_id": deal.id,
        **token_fields(market.tokens[deal.token_id]),
        "quantity": deal.quantity,
        "available_quantity": deal.available,
        "price": money(deal.price, deal.currency),
        **_seller(deal, market),
        **_buyer(deal, market),
        "deal_type": "sell",
        "status": deal.status,
        "expires_at": written(deal.expires),
        **_times(deal),
    }


def otc_token_value(deal: Deal, market: Market, user_id: str) -> dict[str, object]:
    """A row of the OTC deals of one token; the counterparty is null while there is none."""
    other = deal.seller_id if deal.seller_id != user_id else deal.buyer_id
    person = None if other is None else market.people[other]
    return {
        "deal_id": deal.id,
        "quantity": deal.quantity,
        "available_quantity": deal.available,
        "price": money(deal.price, deal.currency),
        "counterparty_id": other,
        "counterparty_name": None if person is None else person.name,
        "counterparty_rating": None if person is None else person.rating,
        "deal_type": "sell",
        "status": deal.status,
        "negotiable": deal.negotiable,
        "minimum_quantity": 1,
        "expires_at": written(deal.expires),
        **_times(deal),
        "terms": {"settlement_period": "T+2", "payment_method": "token", "additional_notes": ""},
    }


def secondary_value(deal: Deal, market: Market) -> dict[str, object]:
    """A row of the secondary deals of one token."""
    return {
        "deal_id": deal.id,
        "quantity": deal.quantity,
        "price": money(deal.price, deal.currency),
        **_seller(deal, market),
        **_buyer(deal, market),
        "status": deal.status,
        "transaction_hash": deal.hash,
        **_times(deal),
    }


def secondary_group_value(deal: Deal, market: Market) -> dict[str, object]:
    """A row of a user's secondary deals over all tokens."""
    return {
        "id": f"deal_{deal.id}",
        **token_fields(market.tokens[deal.token_id]),
        "deal_id": deal.id,
        "quantity": deal.quantity,
        "price": money(deal.price, deal.currency),
        **_seller(deal, market),
        "status": deal.status,
        **_times(deal),
    }


def active_value(deal: Deal, market: Market) -> dict[str, object]:
    """An active deal of the secondary market, for whoever wants to buy."""
    return {
        "deal_id": deal.id,
        "quantity": deal.quantity,
        "available_quantity": deal.available,
        "price": money(deal.price, deal.currency),
        **_seller(deal, market),
        "seller_rating": market.people[deal.seller_id].rating,
        "status": deal.status,
        "expires_at": written(deal.expires),
        "created_at": written(deal.created),
    }


def admin_value(deal: Deal) -> dict[str, object]:
    """A row of a node's OTC deals: statuses are numbers, whole amounts have no point."""
    whole = deal.price == deal.price.to_integral_value()
    price = money(deal.price, deal.currency) | ({"amount": int(deal.price)} if whole else {})
    return {
        "id": deal.object_id,
        "token_id": deal.token_id,
        "node_id": NODE,
        "user_id": deal.seller_id,
        "deal_id": deal.id,
        "price": {**price, "address": deal.currency.address},
        "quantity": deal.quantity,
        "status": _ADMIN_STATUSES[deal.status],
        **_times(deal),
    }


def ended_value(deal: Deal, at: datetime) -> dict[str, object]:
    """The `data` of an answer that a deal has been cancelled, or delisted, at once."""
    return {
        "deal_id": deal.id,
        "user_id": deal.seller_id,
        "token_id": deal.token_id,
        "quantity": deal.quantity,
        "remaining_quantity": deal.available,
        "price": money(deal.price, deal.currency),
        "status": deal.status,
        f"{deal.status}_at": written(at),
        "created_at": written(deal.created),
    }


def _seller(deal: Deal, market: Market) -> dict[str, object]:
    return {"seller_id": deal.seller_id, "seller_name": market.people[deal.seller_id].name}


def _buyer(deal: Deal, market: Market) -> dict[str, object]:
    name = None if deal.buyer_id is None else market.people[deal.buyer_id].name
    return {"buyer_id": deal.buyer_id, "buyer_name": name}


def _times(deal: Deal) -> dict[str, object]:
    return {"created_at": written(deal.created), "updated_at": written(deal.updated)}
