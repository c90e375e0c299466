"""Purchases as JSON text that reads back as equal values; ASCII, as in `records`."""

from __future__ import annotations

import json
from datetime import datetime
from decimal import Decimal
from typing import Any

from tui_app.domain.money import Currency, Money
from tui_app.domain.offer import OfferStatus
from tui_app.domain.purchase import Fee, Purchase, Token
from tui_app.domain.text import UntrustedText

Record = dict[str, Any]


def purchase_text(purchase: Purchase) -> str:
    """The purchase as JSON text."""
    return json.dumps(_record(purchase), separators=(",", ":"))


def purchase_from(text: str) -> Purchase:
    """The purchase that `purchase_text` wrote."""
    record: Record = json.loads(text)
    when, quantity = record["bought_at"], record["quantity"]
    token_id, name, symbol = record["token"]
    return Purchase(
        account=record["account"],
        marketplace=record["marketplace"],
        purchase_id=record["purchase_id"],
        user_id=record["user_id"],
        token=Token(token_id, UntrustedText(name), UntrustedText(symbol)),
        status=OfferStatus(record["status"]),
        status_said=UntrustedText(record["status_said"]),
        quantity=None if quantity is None else Decimal(quantity),
        price=_optional_money(record["price"]),
        cost=_optional_money(record["cost"]),
        fees=tuple(Fee(label, _money(money)) for label, money in record["fees"]),
        sort=UntrustedText(record["sort"]),
        market=UntrustedText(record["market"]),
        deal_id=record["deal_id"],
        seller_id=record["seller_id"],
        bought_at=None if when is None else datetime.fromisoformat(when),
        transaction=UntrustedText(record["transaction"]),
        notes=tuple(record["notes"]),
    )


def _record(purchase: Purchase) -> Record:
    token, when, quantity = purchase.token, purchase.bought_at, purchase.quantity
    return {
        "account": purchase.account,
        "marketplace": purchase.marketplace,
        "purchase_id": purchase.purchase_id,
        "user_id": purchase.user_id,
        "token": [token.token_id, token.name.raw, token.symbol.raw],
        "status": purchase.status,
        "status_said": purchase.status_said.raw,
        "quantity": None if quantity is None else str(quantity),
        "price": _money_record(purchase.price) if purchase.price else None,
        "cost": _money_record(purchase.cost) if purchase.cost else None,
        "fees": [[fee.label, _money_record(fee.money)] for fee in purchase.fees],
        "sort": purchase.sort.raw,
        "market": purchase.market.raw,
        "deal_id": purchase.deal_id,
        "seller_id": purchase.seller_id,
        "bought_at": when.isoformat() if when else None,
        "transaction": purchase.transaction.raw,
        "notes": purchase.notes,
    }


def _money_record(money: Money) -> list[str]:
    currency = money.currency
    return [money.source, currency.issuer, currency.code, currency.symbol.raw]


def _money(record: list[str]) -> Money:
    source, issuer, code, symbol = record
    return Money.parse(source, Currency(issuer=issuer, code=code, symbol=UntrustedText(symbol)))


def _optional_money(record: list[str] | None) -> Money | None:
    return None if record is None else _money(record)
