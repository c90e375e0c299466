"""Purchases, tokens and transactions as the pages of tokenizationtr print them, key order included."""

from __future__ import annotations

from decimal import Decimal

from tui_app.sandbox.tokenizationtr.documents import NODE
from tui_app.sandbox.tokenizationtr.market import Market
from tui_app.sandbox.tokenizationtr.records import Currency, Purchase, Token, Transaction, written

_PLATFORM_FEE, _NODE_FEE = 3, 2
"""In percent, as the printed purchase has them."""


def money(amount: Decimal, currency: Currency) -> dict[str, object]:
    """An amount in human units. Its number always has a point, as the pages print it."""
    return {"amount": float(amount), "decimal": currency.decimal, "symbol": currency.symbol}


def purchase_value(purchase: Purchase, market: Market) -> dict[str, object]:
    """A row of the search; what a primary purchase has not is left out."""
    fees = {
        "platform_fee": money(purchase.fee(_PLATFORM_FEE), purchase.currency),
        "node_fee": money(purchase.fee(_NODE_FEE), purchase.currency),
    }
    primary = purchase.market_type == "primary"
    deal = {} if primary else {"deal_id": purchase.deal_id, "seller_id": purchase.seller_id}
    found = {
        **_purchased(purchase, market),
        "fees": fees,
        "purchase_type": "primary" if primary else "market",
        "market_type": purchase.market_type,
        **deal,
        **_when(purchase),
    }
    return found if purchase.form == "plain" else _quoted(found, purchase)


def group_value(purchase: Purchase, market: Market) -> dict[str, object]:
    """A row of the group search, which says nothing of fees, deal and seller."""
    kind = "primary" if purchase.market_type == "primary" else "market"
    return {**_purchased(purchase, market), "purchase_type": kind, **_when(purchase)}


def bought_value(purchase: Purchase, market: Market) -> dict[str, object]:
    """The `data` of an answer that something was bought on the secondary market."""
    row = purchase_value(purchase, market)
    fees = purchase.fee(_PLATFORM_FEE) + purchase.fee(_NODE_FEE)
    seller = market.people[purchase.seller_id or ""]
    return {
        "purchase_id": purchase.id,
        "user_id": purchase.user_id,
        "token_id": purchase.token_id,
        "deal_id": purchase.deal_id,
        "quantity": row["quantity"],
        "unit_price": row["purchase_price"],
        "total_cost": row["total_cost"],
        "fees": row["fees"],
        "net_amount": money(purchase.cost + fees, purchase.currency),
        "seller_id": seller.id,
        "seller_name": seller.name,
        "status": purchase.status,
        "transaction_hash": purchase.hash,
        "purchase_date": row["purchase_date"],
        "estimated_delivery": row["purchase_date"],
    }


def token_info(token: Token) -> dict[str, object]:
    """What every page says of a token."""
    return {
        "id": token.id,
        "name": token.name,
        "symbol": token.symbol,
        "description": token.description,
    }


def transaction_value(transaction: Transaction) -> dict[str, object]:
    """A transaction as the page for admins prints it."""
    return {
        "id": transaction.id,
        "node_id": NODE,
        "user_id": transaction.user_id,
        "token_id": transaction.token_id,
        "hash": transaction.hash,
        "type": transaction.kind,
        "status": transaction.status,
        "error": transaction.error,
        "created_at": written(transaction.created),
    }


def number(value: Decimal) -> int | float:
    """A quantity: whole where it is."""
    return int(value) if value == value.to_integral_value() else float(value)


def token_fields(token: Token) -> dict[str, object]:
    """How a row says which token it is about."""
    return {"token_id": token.id, "token_name": token.name, "token_symbol": token.symbol}


def _purchased(purchase: Purchase, market: Market) -> dict[str, object]:
    return {
        "id": purchase.id,
        **token_fields(market.tokens[purchase.token_id]),
        "quantity": number(purchase.quantity),
        "purchase_price": money(purchase.price, purchase.currency),
        "total_cost": money(purchase.cost, purchase.currency),
    }


def _when(purchase: Purchase) -> dict[str, object]:
    return {
        "purchase_date": written(purchase.date),
        "status": purchase.status,
        "transaction_hash": purchase.hash,
    }


def _quoted(found: dict[str, object], purchase: Purchase) -> dict[str, object]:
    """The same with numbers as strings, or with what the page's own shape has in their place."""
    if purchase.form == "placeholder":
        return {**found, "quantity": "number"}
    price, cost = (str(one) for one in (purchase.price, purchase.cost))
    symbol = {"decimal": str(purchase.currency.decimal), "symbol": purchase.currency.symbol}
    quoted = {"purchase_price": {"amount": price, **symbol}, "total_cost": {"amount": cost, **symbol}}
    return {**found, "quantity": str(purchase.quantity), **quoted}
