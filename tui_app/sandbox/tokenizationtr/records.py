"""What tokenizationtr holds: tokens, people, deals, purchases, and the transactions that change them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Literal

Place = Literal["otc", "secondary"]
"""Where a deal stands."""

DealStatus = Literal["active", "completed", "cancelled", "delisted", "expired"]
MarketType = Literal["primary", "secondary", "otc"]
Form = Literal["plain", "quoted", "placeholder"]
"""How a purchase writes its numbers: as numbers, as strings, or as the page's own word for a number."""


def at(text: str) -> datetime:
    """A time as the pages print it."""
    return datetime.fromisoformat(text)


def written(time: datetime | None) -> str | None:
    """A time as the pages print it: RFC 3339 in UTC, with fractions only where there are any."""
    if time is None:
        return None
    whole, point, fraction = time.astimezone(UTC).replace(tzinfo=None).isoformat().partition(".")
    return f"{whole}{point}{fraction.rstrip('0')}Z"


@dataclass(frozen=True, slots=True, kw_only=True)
class Currency:
    """What is paid with. `decimal` is its precision on the chain; amounts here are in human units."""

    id: str
    symbol: str
    decimal: int
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """What is traded; `price` is what one is worth at the moment."""

    id: str
    name: str
    symbol: str
    description: str
    category: tuple[str, str]
    price: Decimal
    currency: Currency


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A user; `ours` are those that the client's token may speak for."""

    id: str
    name: str
    rating: float
    ours: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    """Tokens for sale. `available` of `quantity` are left; one that is not `swept` reads active for ever."""

    id: int
    object_id: str
    place: Place
    token_id: str
    seller_id: str
    quantity: int
    available: int
    price: Decimal
    currency: Currency
    status: DealStatus
    created: datetime
    updated: datetime
    expires: datetime | None = None
    buyer_id: str | None = None
    negotiable: bool = False
    hash: str | None = None
    swept: bool = True

    def at(self, now: datetime) -> Deal:
        """The deal as it stands at `now`: one that has run out reads expired."""
        if self.status != "active" or not self.swept or self.expires is None or self.expires > now:
            return self
        return replace(self, status="expired", updated=self.expires)


@dataclass(frozen=True, slots=True, kw_only=True)
class Purchase:
    """Something bought. A primary one comes of no deal and has no seller."""

    id: str
    user_id: str
    token_id: str
    quantity: Decimal
    price: Decimal
    currency: Currency
    market_type: MarketType
    date: datetime
    status: str
    hash: str | None
    deal_id: int | None = None
    seller_id: str | None = None
    form: Form = "plain"

    @property
    def cost(self) -> Decimal:
        """What all of it cost, without fees."""
        return self.price * self.quantity

    def fee(self, percent: int) -> Decimal:
        """A share of the cost, exact to the currency's precision."""
        return round(self.cost * percent / 100, self.currency.decimal)


PENDING, DONE, FAILED = 2, 3, 4
"""Statuses of transactions. The pages show 3 with a hash and 2 without; they explain neither."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transaction:
    """A change on its way to the chain. `kind` counts as the page of transactions does."""

    id: str
    token_id: str
    user_id: str
    kind: int
    created: datetime
    status: int = PENDING
    hash: str | None = None
    error: str | None = None
