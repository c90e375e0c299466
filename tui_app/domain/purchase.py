"""What a user bought: single purchases with their fees, what they come to, and what is held of a token."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, localcontext
from typing import NamedTuple

from tui_app.domain.money import EXACT, Currency, Money
from tui_app.domain.offer import OfferStatus
from tui_app.domain.text import UntrustedText

_UNTOLD = UntrustedText("")


class Token(NamedTuple):
    """What was bought: the marketplace's id, and what it is called."""

    token_id: str
    name: UntrustedText
    symbol: UntrustedText


class Search(NamedTuple):
    """Which purchases are looked for, and through which account.

    An empty `user_id` is the account's own user, an empty `token_id` every token. `grouped` asks for the
    shorter rows that tell no fees.
    """

    account: str
    user_id: str = ""
    token_id: str = ""
    grouped: bool = False


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
    """What purchases come to, per currency; `untold` is how many say no cost and are in no total.

    All count, also the `unfinished`: those that are pending, failed or cancelled, or say nothing known.
    """

    of: tuple[Total, ...] = ()
    untold: int = 0
    unfinished: int = 0

    def __add__(self, other: Totals) -> Totals:
        """What both come to, exactly."""
        found = {total.currency: total for total in self.of}
        for total in other.of:
            before = found.get(total.currency)
            found[total.currency] = total if before is None else _both(before, total)
        return Totals(
            of=tuple(found.values()),
            untold=self.untold + other.untold,
            unfinished=self.unfinished + other.unfinished,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The purchases of one token: how many, what they come to, and how much of the token they are.

    `unsaid` is how many of them do not say their quantity.
    """

    token: Token
    count: int
    quantity: Decimal
    totals: Totals
    unsaid: int = 0

    def __add__(self, other: Group) -> Group:
        """The purchases of both, exactly; the name is the one that is known."""
        with localcontext(EXACT):
            quantity = self.quantity + other.quantity
        return Group(
            token=self.token if self.token.name or self.token.symbol else other.token,
            count=self.count + other.count,
            quantity=quantity,
            totals=self.totals + other.totals,
            unsaid=self.unsaid + other.unsaid,
        )


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
    untold = unfinished = 0
    for each in purchases:
        unfinished += each.status is not OfferStatus.ACCEPTED
        if each.cost is None:
            untold += 1
        else:
            costs.setdefault(each.cost.currency, []).append(each.cost)
        for fee in each.fees:
            costs.setdefault(fee.money.currency, [])
            fees.setdefault(fee.money.currency, []).append(fee)
    found = tuple(_total(currency, costs[currency], fees.get(currency, [])) for currency in costs)
    return Totals(of=found, untold=untold, unfinished=unfinished)


def groups(purchases: Iterable[Purchase]) -> tuple[Group, ...]:
    """They by token, in the order in which tokens first come up."""
    of: dict[str, list[Purchase]] = {}
    for each in purchases:
        of.setdefault(each.token.token_id, []).append(each)
    return tuple(map(_group, of.values()))


def joined(before: Iterable[Group], more: Iterable[Group]) -> tuple[Group, ...]:
    """Groups of earlier purchases and of further ones, each token once."""
    found = {group.token.token_id: group for group in before}
    for group in more:
        known = found.get(group.token.token_id)
        found[group.token.token_id] = group if known is None else known + group
    return tuple(found.values())


def _group(purchases: list[Purchase]) -> Group:
    named = (each.token for each in purchases if each.token.name or each.token.symbol)
    told = [each.quantity for each in purchases if each.quantity is not None]
    with localcontext(EXACT):
        quantity = sum(told, Decimal(0))
    return Group(
        token=next(named, purchases[0].token),
        count=len(purchases),
        quantity=quantity,
        totals=totals(purchases),
        unsaid=len(purchases) - len(told),
    )


def _both(one: Total, other: Total) -> Total:
    return Total(
        currency=one.currency,
        count=one.count + other.count,
        cost=one.cost + other.cost,
        fees=_by_label((*one.fees, *other.fees), one.currency),
    )


def _total(currency: Currency, costs: list[Money], fees: list[Fee]) -> Total:
    return Total(
        currency=currency, count=len(costs), cost=_sum(costs, currency), fees=_by_label(fees, currency)
    )


def _by_label(fees: Sequence[Fee], currency: Currency) -> tuple[Fee, ...]:
    labels = dict.fromkeys(fee.label for fee in fees)
    return tuple(
        Fee(label, _sum((fee.money for fee in fees if fee.label == label), currency)) for label in labels
    )


def _sum(amounts: Iterable[Money], currency: Currency) -> Money:
    total = Money(amount=Decimal(0), currency=currency, source="0")
    for each in amounts:
        total = total + each
    return total
