"""Turns money into text for the screen, exactly: nothing is rounded, no unit is left away."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import ceil
from typing import NamedTuple

from rich.cells import cell_len

from tui_app.domain.money import Currency, Money
from tui_app.ui.format import cut, short_id
from tui_app.ui.glyphs import UNICODE, Glyphs

LEAST_WIDTH = 14
"""Columns in which every amount can say its magnitude and its unit, if the unit is of usual length."""

BEST = "best"
"""What is said of a price that no other one exceeds."""

_ALL = 100
_UNIT_WIDTH = 16
_ALIAS_WIDTH = 9
_KEPT_ZEROS = 2


def amount_text(money: Money) -> str:
    """The amount without the trailing zeros beyond its second decimal: `5.00`, `0.5`, `1`."""
    whole, dot, decimals = money.plain.partition(".")
    kept = decimals[:_KEPT_ZEROS] + decimals[_KEPT_ZEROS:].rstrip("0")
    return whole + dot + kept


def unit_text(currency: Currency, glyphs: Glyphs = UNICODE) -> str:
    """The symbol, and the identity behind it where the two differ: a symbol is anybody's word.

    A symbol longer than any real one is cut; the detail pane has it in full.
    """
    if not currency.unlike_its_symbol:
        return cut(currency.symbol.shown, _UNIT_WIDTH, glyphs) or glyphs.nothing
    symbol = cut(currency.symbol.shown, _UNIT_WIDTH - _ALIAS_WIDTH - 1, glyphs) or glyphs.nothing
    return f"{symbol} {short_id(currency.code, _ALIAS_WIDTH, glyphs)}"


def money_text(money: Money, glyphs: Glyphs = UNICODE) -> str:
    """Every digit the marketplace gave, and the unit."""
    return f"{money.plain} {unit_text(money.currency, glyphs)}"


def beside_text(price: Money, best: Money, glyphs: Glyphs = UNICODE) -> str:
    """How a price stands to the best other one in its currency: `best`, or how much less, as `−50 %`.

    Rounded away from nothing: what is less is never said to be as good. What is more than 99 % less,
    and not nothing, is `<−99 %`. Raises ValueError across currencies.
    """
    if price.currency != best.currency:
        raise ValueError("money of different currencies cannot be compared")
    mine, theirs = Fraction(price.amount), Fraction(best.amount)
    if mine >= theirs:
        return BEST
    percent = ceil((theirs - mine) * 100 / theirs)
    if percent == _ALL and mine:
        return f"<{glyphs.minus}{_ALL - 1} %"
    return f"{glyphs.minus}{percent} %"


def squeezed(amount: str, width: int, glyphs: Glyphs = UNICODE) -> str:
    """A plain amount in `width` columns that never misleads about its size.

    Decimals may be cut, with a mark; where that would cut whole digits, or leave only zeros to
    see, it is written with an exponent: `1.15…e77`.
    """
    if len(amount) <= width:
        return amount
    whole, _, decimals = amount.partition(".")
    head = amount[: max(0, width - 1)]
    if len(whole) + 2 <= len(head) and (whole != "0" or head.strip("0.")):
        return head + glyphs.cut
    return _with_exponent(whole, decimals, width, glyphs)


def _with_exponent(whole: str, decimals: str, width: int, glyphs: Glyphs) -> str:
    digits = whole + decimals
    significant = digits.strip("0") or "0"
    exponent = len(whole) - 1 - (len(digits) - len(digits.lstrip("0")))
    tail = f"e{exponent}"
    mantissa = significant[0] + ("." + significant[1:] if len(significant) > 1 else "")
    if len(mantissa) + len(tail) <= width:
        return mantissa + tail
    return mantissa[: max(1, width - len(tail) - 1)].rstrip(".") + glyphs.cut + tail


class AmountZone(NamedTuple):
    """Columns kept for whole digits, decimals and units, so that decimal points stand in one line."""

    whole: int = 1
    decimals: int = 0
    unit: int = 3
    least: int = LEAST_WIDTH

    @property
    def number_width(self) -> int:
        """Columns from the first whole digit to the last decimal."""
        return self.whole + (self.decimals + 1 if self.decimals else 0)

    @property
    def width(self) -> int:
        """Columns of the whole cell."""
        return max(self.least, self.number_width + 1 + self.unit)

    def around(self, amounts: Iterable[Money], limit: int, glyphs: Glyphs = UNICODE) -> AmountZone:
        """The zone grown around these amounts.

        One for which the zone would exceed `limit` columns gets a cell that is not aligned, so
        that a single absurd offer cannot push everything else off the screen.
        """
        zone = self
        for money in amounts:
            whole, decimals, unit = _parts(money, glyphs)
            grown = zone._replace(
                whole=max(zone.whole, len(whole)),
                decimals=max(zone.decimals, len(decimals)),
                unit=max(zone.unit, cell_len(unit)),
            )
            needed = len(_joined(whole, decimals)) + 1 + cell_len(unit)
            zone = grown if grown.width <= limit else zone._replace(least=max(zone.least, min(needed, limit)))
        return zone

    def cell(self, money: Money, glyphs: Glyphs = UNICODE) -> tuple[str, str]:
        """The number and the unit of one row; together exactly `width` columns, the unit with its gap."""
        whole, decimals, unit = _parts(money, glyphs)
        fits = len(whole) <= self.whole and len(decimals) <= self.decimals and cell_len(unit) <= self.unit
        if not fits:
            return _unaligned(_joined(whole, decimals), unit, self.width, glyphs)
        padded = " " * (self.whole - len(whole)) + _joined(whole, decimals)
        padded += " " * (self.number_width - len(padded))
        after = " " + unit + " " * (self.unit - cell_len(unit))
        return padded.rjust(self.width - cell_len(after)), after


def _joined(whole: str, decimals: str) -> str:
    return f"{whole}.{decimals}" if decimals else whole


def _unaligned(amount: str, unit: str, width: int, glyphs: Glyphs) -> tuple[str, str]:
    number = squeezed(amount, width - cell_len(unit) - 1, glyphs)
    return number.rjust(width - cell_len(unit) - 1), " " + unit


def _parts(money: Money, glyphs: Glyphs) -> tuple[str, str, str]:
    whole, _, decimals = amount_text(money).partition(".")
    return whole, decimals, unit_text(money.currency, glyphs)
