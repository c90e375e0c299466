"""What a user bought: single purchases with their fees, what they come to, and what is held of a token."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from tui_app.domain.money import Currency, Money
from tui_app.domain.offer import OfferStatus
from tui_app.domain.text import UntrustedText

_UNTOLD = UntrustedText("")


class Token(NamedTuple):
    """What was bought: the marketplace's id, and what it is called."""

    token_id: str
    name: UntrustedText
    symbol: UntrustedText


class Fee(NamedTuple):
    """A fee by its name, such as “platform fee”."""

    label: str
    money: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Purchase:
    """One purchase as last seen; None is what was not told, and `notes` say what could not be read.

    `price` is for one and `cost` for all, both without fees. `market` and `sort` are the marketplace's own
    words for where and how it was bought.
    """

    account: str
    marketplace: str
    purchase_id: str
    user_id: str
    token: Token
    status: OfferStatus
    status_said: UntrustedText
    quantity: Decimal | None = None
    price: Money | None = None
    cost: Money | None = None
    fees: tuple[Fee, ...] = ()
    sort: UntrustedText = _UNTOLD
    market: UntrustedText = _UNTOLD
    deal_id: str = ""
    seller_id: str = ""
    bought_at: datetime | None = None
    transaction: UntrustedText = _UNTOLD
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """What purchases in one currency come to, exactly: how many, their costs, and each kind of fee."""

    currency: Currency
    count: int
    cost: Money
    fees: tuple[Fee, ...]

    @property
    def all_fees(self) -> Money:
        """Every fee together."""
        return _sum((fee.money for fee in self.fees), self.currency)


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What purchases come to, per currency; `untold` is how many say no cost and are in no total."""

    of: tuple[Total, ...]
    untold: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """What a user has of a token, and what it cost; None is what was not told."""

    token: Token
    user_id: str
    total: Decimal | None = None
    available: Decimal | None = None
    locked: Decimal | None = None
    purchases: int | None = None
    bought: tuple[tuple[str, Decimal], ...] = ()
    average_price: Money | None = None
    invested: Money | None = None
    first_bought: datetime | None = None
    last_bought: datetime | None = None
    notes: tuple[str, ...] = ()


def totals(purchases: Iterable[Purchase]) -> Totals:
    """What they come to in each currency, in the order in which currencies first come up.

    A fee in another currency than its purchase counts in its own. Nothing is added across currencies.
    """
    costs: dict[Currency, list[Money]] = {}
    fees: dict[Currency, list[Fee]] = {}
    untold = 0
    for each in purchases:
        if each.cost is None:
            untold += 1
        else:
            costs.setdefault(each.cost.currency, []).append(each.cost)
        for fee in each.fees:
            costs.setdefault(fee.money.currency, [])
            fees.setdefault(fee.money.currency, []).append(fee)
    found = tuple(_total(currency, costs[currency], fees.get(currency, [])) for currency in costs)
    return Totals(of=found, untold=untold)


def _total(currency: Currency, costs: list[Money], fees: list[Fee]) -> Total:
    labels = dict.fromkeys(fee.label for fee in fees)
    summed = tuple(
        Fee(label, _sum((fee.money for fee in fees if fee.label == label), currency)) for label in labels
    )
    return Total(currency=currency, count=len(costs), cost=_sum(costs, currency), fees=summed)


def _sum(amounts: Iterable[Money], currency: Currency) -> Money:
    total = Money(amount=Decimal(0), currency=currency, source="0")
    for each in amounts:
        total = total + each
    return total
