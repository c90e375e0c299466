"""Sums of money for people: one per currency, never across."""

from __future__ import annotations

from collections.abc import Iterable

from tui_app.domain.money import Currency, Money
from tui_app.ui.amounts import money_in_full


def totals_text(amounts: Iterable[Money]) -> str:
    """The exact sum of each currency, in the order the currencies come."""
    sums: dict[Currency, Money] = {}
    for money in amounts:
        before = sums.get(money.currency)
        sums[money.currency] = before + money if before else money
    return " + ".join(money_in_full(total) for total in sums.values()) or "no amount"
