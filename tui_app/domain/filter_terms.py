"""What a filter is made of: its terms, and what each is held against.

Texts in them are folded (`domain.folding`).
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from enum import StrEnum


class Field(StrEnum):
    """What a text term is held against."""

    ANY = "any"
    MARKET = "market"
    ACCOUNT = "account"
    STATUS = "status"
    CHAIN = "chain"
    NFT = "nft"
    COLLECTION = "collection"
    FROM = "from"
    CURRENCY = "currency"


class Comparison(StrEnum):
    """How an amount or a time left is compared."""

    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="
    EQUAL = "="

    def holds(self, left: Decimal | timedelta, right: Decimal | timedelta) -> bool:
        """Whether `left` compares to `right` this way; both of one kind."""
        return bool(_HOLDS[self](left, right))


_HOLDS: dict[Comparison, Callable[..., object]] = {
    Comparison.LESS: lambda a, b: a < b,
    Comparison.AT_MOST: lambda a, b: a <= b,
    Comparison.MORE: lambda a, b: a > b,
    Comparison.AT_LEAST: lambda a, b: a >= b,
    Comparison.EQUAL: lambda a, b: a == b,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TextTerm:
    """Any of `words` (case-folded): contained, a prefix, or equal, as `field` asks."""

    field: Field
    words: tuple[str, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceTerm:
    """The amount compared with `amount`; never across currencies but by the bare number."""

    comparison: Comparison
    amount: Decimal
    negated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EndsTerm:
    """The time left compared with `within`. Offers without an end, or past it, never match."""

    comparison: Comparison
    within: timedelta
    negated: bool = False


def before(now: datetime, span: timedelta) -> datetime:
    """The moment so long ago; the beginning of time where it lies before that."""
    with suppress(OverflowError):
        return now - span
    return datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedTerm:
    """Placed at or after (`since`), or before (`until`), a day or a time ago."""

    since: bool
    moment: datetime | timedelta
    negated: bool = False

    def instant(self, now: datetime) -> datetime:
        """The moment meant, seen from `now`; the beginning of time where it lies before that."""
        return self.moment if isinstance(self.moment, datetime) else before(now, self.moment)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteTerm:
    """Only offers with, or only without, a market maker's quote."""

    quoted: bool
    negated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedTerm:
    """The time since the offer was placed, or its price, end or status was last seen to be another."""

    comparison: Comparison
    ago: timedelta
    negated: bool = False

    def instant(self, now: datetime) -> datetime:
        """The moment so long ago; the beginning of time where it lies before that."""
        return before(now, self.ago)


class State(StrEnum):
    """What an offer is besides its status."""

    UNREAD = "unread"
    MUTED = "muted"
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class StateTerm:
    """In any of these states: unread and muted are known to the ledger alone."""

    states: tuple[State, ...]
    negated: bool = False


Term = TextTerm | PriceTerm | EndsTerm | PlacedTerm | QuoteTerm | ChangedTerm | StateTerm


@dataclass(frozen=True, slots=True)
class Filter:
    """The terms that could be read, and a sentence for the first that could not."""

    terms: tuple[Term, ...] = ()
    problem: str = ""
