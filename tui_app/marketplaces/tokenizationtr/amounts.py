"""`{amount, decimal, symbol}` as tokenizationtr writes money.

`amount` is in human units already: 12.0 a piece for 15 pieces is 180.0, whatever `decimal` says. That is the
currency's precision on its chain, and nothing is scaled by it.
"""

from __future__ import annotations

from typing import Final

from tui_app.domain.money import Currency, Money
from tui_app.gateway.entry import Entry, number_of, text_of
from tui_app.marketplaces.tokenizationtr.fields import ISSUER

_LONGEST_SYMBOL: Final = 40


def money_of(value: object) -> Money:
    """The amount in an object. Raises ValueError, which names what is wrong with it."""
    entry = Entry.of(value)
    amount = entry.needed("amount", number_of)
    symbol = entry.needed("symbol", text_of)
    if not 0 < len(symbol.shown) <= _LONGEST_SYMBOL:
        raise ValueError("see symbol")
    return Money.parse(format(amount, "f"), Currency(issuer=ISSUER, code=symbol.raw, symbol=symbol))
