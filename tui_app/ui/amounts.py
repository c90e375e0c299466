"""Turns money into text for the screen, exactly; what has no room for all digits is marked as rounded."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

from rich.cells import cell_len

from tui_app.domain.money import Currency, Money
from tui_app.domain.text import clean
from tui_app.ui.format import cut, short_id
from tui_app.ui.glyphs import UNICODE, Glyphs

LEAST_WIDTH = 14
"""Columns in which every amount can say its magnitude and its unit, if the unit is of usual length."""

BEST = "best"
"""What is said of a price that no other one exceeds."""

LEAST_NUMBER = 7
"""Columns in which every amount can say its magnitude: `≈1.2e77`."""

_CUT = "…"
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


def money_in_full(money: Money, glyphs: Glyphs = UNICODE) -> str:
    """Every digit and the whole unit, its symbol and its identity: what somebody is about to agree to."""
    currency = money.currency
    identity = f" {clean(currency.code)}" if currency.unlike_its_symbol else ""
    return f"{money.plain} {currency.symbol.shown or glyphs.nothing}{identity}"


def unit_is_cut(currency: Currency) -> bool:
    """Whether the unit is longer than may be shown of anything a stranger wrote."""
    texts = ((currency.symbol.raw, currency.symbol.shown), (currency.code, clean(currency.code)))
    return any(shown.endswith(_CUT) and not raw.endswith(_CUT) for raw, shown in texts)


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
    """A plain amount in `width` columns, at least `LEAST_NUMBER`, that never misleads about its size.

    What has no room for all its digits begins with a mark and is never more than the truth: `≈19.44`. Where
    that would cut whole digits, or leave only zeros to see, it is written with an exponent: `≈1.15e77`.
    """
    if len(amount) <= width:
        return amount
    whole, _, decimals = amount.partition(".")
    head = amount[: max(0, width - 1)]
    if len(whole) <= len(head) and head.strip("0."):
        return glyphs.about + head.rstrip(".")
    return _with_exponent(whole, decimals, width, glyphs)


def _with_exponent(whole: str, decimals: str, width: int, glyphs: Glyphs) -> str:
    digits = whole + decimals
    significant = digits.strip("0") or "0"
    exponent = len(whole) - 1 - (len(digits) - len(digits.lstrip("0")))
    tail = f"e{exponent}"
    mantissa = significant[0] + ("." + significant[1:] if len(significant) > 1 else "")
    if len(mantissa) + len(tail) <= width:
        return mantissa + tail
    return glyphs.about + mantissa[: max(1, width - len(tail) - 1)].rstrip(".") + tail


def money_within(money: Money, width: int, glyphs: Glyphs = UNICODE) -> tuple[str, str]:
    """Number and unit in at most `width` columns, the unit whole and with its gap; marked where rounded."""
    unit = unit_text(money.currency, glyphs)
    return squeezed(amount_text(money), max(LEAST_NUMBER, width - cell_len(unit) - 1), glyphs), f" {unit}"
