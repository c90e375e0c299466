"""Purchases, what they come to and what is held, as data for programs and as cells of a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from typing import Final

from tui_app.desk.purchase_readings import Reading
from tui_app.domain.data import Record, money, optional_moment, optional_money, text
from tui_app.domain.money import Money
from tui_app.domain.purchase import Group, Purchase, Search, Token, Total

PURCHASE_COLUMNS: Final = (
    *("id", "account", "marketplace", "user", "token_id", "token", "symbol", "status", "quantity"),
    *("price", "price_currency", "cost", "cost_currency", "fees", "sort", "market", "deal", "seller"),
    *("bought_at", "transaction", "notes", "seen_at"),
)
GROUP_COLUMNS: Final = (
    *("token_id", "token", "symbol", "purchases", "quantity", "currency", "currency_purchases", "cost"),
    *("all_fees", "fees"),
)


def purchase_record(purchase: Purchase, seen_at: datetime) -> Record:
    """A purchase as seen at a moment; null is what was not told."""
    return {
        "id": purchase.purchase_id,
        "account": purchase.account,
        "marketplace": purchase.marketplace,
        "user": purchase.user_id,
        "token": _token(purchase.token),
        "status": purchase.status.value,
        "status_said": text(purchase.status_said),
        "quantity": _optional_quantity(purchase.quantity),
        "price": optional_money(purchase.price),
        "cost": optional_money(purchase.cost),
        "fees": [{"label": fee.label, **money(fee.money)} for fee in purchase.fees],
        "sort": text(purchase.sort),
        "market": text(purchase.market),
        "deal": purchase.deal_id or None,
        "seller": purchase.seller_id or None,
        "bought_at": optional_moment(purchase.bought_at),
        "transaction": text(purchase.transaction),
        "notes": list(purchase.notes),
        "seen_at": optional_moment(seen_at),
    }


def search_record(search: Search, reading: Reading, purchases: Iterable[Record]) -> Record:
    """A search: what was read of it, what that comes to in each currency and of each token.

    `complete` says whether it was read to its end.
    """
    return {
        "account": search.account,
        "user": search.user_id or None,
        "token": search.token_id or None,
        "grouped": search.grouped,
        "complete": reading.complete,
        "claimed": reading.claimed,
        "problem": reading.problem or None,
        "unreadable": list(reading.unreadable),
        "totals": list(map(total_record, reading.totals.of)),
        "untold": reading.totals.untold,
        "unfinished": reading.totals.unfinished,
        "groups": list(map(group_record, reading.groups)),
        "purchases": list(purchases),
    }


def total_record(total: Total) -> Record:
    """What purchases come to in one currency."""
    return {
        "currency": total.currency.code,
        "symbol": text(total.currency.symbol),
        "purchases": total.count,
        "cost": total.cost.plain,
        "all_fees": total.all_fees.plain,
        "fees": [{"label": fee.label, "amount": fee.money.plain} for fee in total.fees],
    }


def group_record(group: Group) -> Record:
    """The purchases of one token; `unsaid` of them do not say their quantity, `untold` no cost."""
    return {
        "token": _token(group.token),
        "purchases": group.count,
        "quantity": format(group.quantity, "f"),
        "unsaid": group.unsaid,
        "totals": list(map(total_record, group.totals.of)),
        "untold": group.totals.untold,
        "unfinished": group.totals.unfinished,
    }


def purchase_cells(purchase: Purchase, seen_at: datetime) -> tuple[str, ...]:
    """One purchase as the cells of `PURCHASE_COLUMNS`; what was not told is empty."""
    token = purchase.token
    return (
        *(purchase.purchase_id, purchase.account, purchase.marketplace, purchase.user_id),
        *(token.token_id, token.name.shown, token.symbol.shown, purchase.status.value),
        _optional_quantity(purchase.quantity) or "",
        *_money_cells(purchase.price),
        *_money_cells(purchase.cost),
        "; ".join(f"{fee.label} {fee.money.plain} {fee.money.currency.code}" for fee in purchase.fees),
        *(purchase.sort.shown, purchase.market.shown, purchase.deal_id, purchase.seller_id),
        *(optional_moment(purchase.bought_at) or "", purchase.transaction.shown),
        *("; ".join(purchase.notes), optional_moment(seen_at) or ""),
    )


def group_cells(group: Group) -> Iterator[tuple[str, ...]]:
    """The purchases of one token as rows of `GROUP_COLUMNS`, one for each currency."""
    token = group.token
    head = (token.token_id, token.name.shown, token.symbol.shown)
    of_all = (str(group.count), format(group.quantity, "f"))
    for total in group.totals.of:
        fees = "; ".join(f"{fee.label} {fee.money.plain}" for fee in total.fees)
        sums = (str(total.count), total.cost.plain, total.all_fees.plain, fees)
        yield (*head, *of_all, total.currency.code, *sums)
    if not group.totals.of:
        yield (*head, *of_all, "", "", "", "", "")


def _token(token: Token) -> Record:
    return {"id": token.token_id, "name": text(token.name), "symbol": text(token.symbol)}


def _optional_quantity(quantity: Decimal | None) -> str | None:
    return None if quantity is None else format(quantity, "f")


def _money_cells(amount: Money | None) -> tuple[str, str]:
    return ("", "") if amount is None else (amount.plain, amount.currency.code)
