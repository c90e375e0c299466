"""Prices at license.rocks: cents of a named currency, and the same in the network's native coin.

The fields that tell of the coin are called after Eth, though the network of the page's own example is a Matic
one; so the coin is called native coin here. The two sides of a price are rounded differently, and an order's
total differently from its items': they are never held against each other.
"""

from __future__ import annotations

from typing import Final

from tui_app.domain.money import Currency, Money
from tui_app.domain.text import UntrustedText
from tui_app.gateway.entry import Entry, number_of, text_of, whole_of
from tui_app.marketplaces.license_rocks.fields import ISSUER

_COIN_NAME: Final = "native coin"
COIN: Final = Currency(issuer=ISSUER, code=_COIN_NAME, symbol=UntrustedText(_COIN_NAME))
_LONGEST_CODE: Final = 12


def price_in(entry: Entry, cents: str, currency: str) -> Money | None:
    """The price whose cents stand in one field and whose currency in another; None where one is not told."""
    code = entry.told(currency, _code_of)
    if code is None:
        return None
    money = Currency(issuer=ISSUER, code=code, symbol=UntrustedText(code))
    return entry.told(cents, lambda value: _money_of(value, money))


def coins_in(entry: Entry, name: str) -> Money | None:
    """The price in the network's native coin, exactly as it is written."""
    return entry.told(name, lambda value: Money.parse(format(number_of(value), "f"), COIN))


def _money_of(value: object, currency: Currency) -> Money:
    whole, hundredths = divmod(whole_of(value), 100)
    return Money.parse(f"{whole}.{hundredths:02d}", currency)


def _code_of(value: object) -> str:
    code = text_of(value).shown
    if not 0 < len(code) <= _LONGEST_CODE:
        raise ValueError("it is no currency")
    return code
