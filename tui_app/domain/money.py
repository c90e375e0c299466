"""Exact amounts of one identified currency.

Amounts go from the marketplace to the screen and back as decimal text. Nothing here rounds:
the range is what the marketplaces' documents can name, 0 to 2^256 with up to 36 decimals.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Context, Decimal, localcontext

from tui_app.domain.text import UntrustedText

MAX_WHOLE_DIGITS = 78
MAX_DECIMALS = 36
# Enough for any sum of in-range amounts; the default of 28 digits already loses 2^256.
EXACT = Context(prec=MAX_WHOLE_DIGITS + MAX_DECIMALS + 20)

_PLAIN = re.compile(
    r"(?P<whole>[0-9]{1,100})(?:\.(?P<decimals>[0-9]{1,60}))?(?:[eE][+-]?[0-9]{1,3})?", re.ASCII
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Currency:
    """Which money: `issuer` and `code` are its identity, `symbol` is only how it is written.

    `issuer` is the marketplace whose name space `code` belongs to; `code` is that
    marketplace's asset name or the token's contract address.
    """

    issuer: str
    code: str
    symbol: UntrustedText = field(compare=False)

    @property
    def unlike_its_symbol(self) -> bool:
        """Whether the written symbol and the identity differ, so that both must be shown."""
        return self.symbol.raw != self.code


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """An exact, non-negative amount in currency units. `source` is the text it came as."""

    amount: Decimal
    currency: Currency
    source: str = field(compare=False)

    @classmethod
    def parse(cls, text: str, currency: Currency) -> Money:
        """Read a plain decimal such as `5.00000000`. Raises ValueError for anything else.

        Signs, blanks, underscores, non-ASCII digits, NaN and infinities are refused, and so
        is what exceeds 78 whole digits or 36 decimals. A short exponent is read, because that
        is how an exact `0.00000001` from the wire writes itself: `1E-8`.
        """
        return cls(amount=parse_amount(text), currency=currency, source=text)

    @classmethod
    def of(cls, value: str | int | Decimal, currency: Currency) -> Money:
        """Read an amount that the wire gave as text, integer or exact decimal number."""
        return cls.parse(value if isinstance(value, str) else str(value), currency)

    @property
    def plain(self) -> str:
        """The amount as plain digits, without exponent, with every decimal the source had."""
        return format(self.amount, "f")

    @property
    def canonical(self) -> str:
        """The amount as plain digits without trailing zeros: equal amounts, equal text."""
        return self.plain.rstrip("0").rstrip(".") if "." in self.plain else self.plain

    @property
    def sort_key(self) -> str:
        """Text that orders amounts exactly when compared as text."""
        return sortable(self.amount)

    def __add__(self, other: Money) -> Money:
        """The exact sum. Raises ValueError across currencies."""
        if self.currency != other.currency:
            raise ValueError("money of different currencies cannot be added")
        with localcontext(EXACT):
            total = self.amount + other.amount
        return Money(amount=total, currency=self.currency, source=format(total, "f"))


def parse_amount(text: str) -> Decimal:
    """The exact value of a plain non-negative decimal. Raises ValueError."""
    if not (match := _PLAIN.fullmatch(text)):
        raise ValueError("not a plain amount")
    amount = Decimal(match[0])
    digits = amount.as_tuple()
    exponent = digits.exponent
    if not isinstance(exponent, int) or -exponent > MAX_DECIMALS:
        raise ValueError(f"more than {MAX_DECIMALS} decimals")
    if len(digits.digits) + exponent > MAX_WHOLE_DIGITS:
        raise ValueError("amount too large")
    return amount


def sortable(amount: Decimal) -> str:
    """Text that orders non-negative amounts exactly when compared as text."""
    whole, _, decimals = format(amount, "f").partition(".")
    whole = whole.lstrip("0")
    return f"{len(whole):02d}{whole}.{decimals.rstrip('0')}"
