"""What an order's price is, and what that is worth: picked by type, never by position.

Mojito's client reads the first entry as ordinary money and the second as what is bid. Its own samples have
lists without entries, and nothing promises an order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from tui_app.domain.money import Currency, Money
from tui_app.domain.text import UntrustedText
from tui_app.marketplaces.mojito.routes import ISSUER, UNKNOWN_UNIT
from tui_app.marketplaces.mojito.values import number_text_of

_UNIT: Final = re.compile(r"[0-9A-Za-z$._-]{1,40}", re.ASCII)
_MOST: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Priced:
    """The price, its worth in ordinary money, and the order's fixed price where that is another amount."""

    price: Money
    worth: Money | None
    fixed: str


def priced(entries: object, fixed_price: object) -> Priced:
    """What `price` and `fixedPrice` of an order amount to.

    Without an entry for what is bid the amount is the fixed price, in a unit that is not known. Raises
    ValueError where there is no amount, or more than one.
    """
    bids = list(dict.fromkeys(_amounts(entries, "CRYPTO")))
    if len(bids) > 1:
        raise ValueError("it has more than one price")
    if not bids:
        unknown = Money.parse(number_text_of(fixed_price), UNKNOWN_UNIT)
        return Priced(price=unknown, worth=_worth(entries), fixed="")
    return Priced(price=bids[0], worth=_worth(entries), fixed=_other(fixed_price, bids[0]))


def _amounts(entries: object, kind: str) -> Iterator[Money]:
    for entry in entries[:_MOST] if isinstance(entries, list) else ():
        if isinstance(entry, Mapping) and entry.get("type") == kind and entry.get("value") is not None:
            yield Money.parse(number_text_of(entry["value"]), _currency(entry.get("unit")))


def _worth(entries: object) -> Money | None:
    try:
        told = set(_amounts(entries, "FIAT"))
    except ValueError:
        return None  # it is only looked at
    return told.pop() if len(told) == 1 and UNKNOWN_UNIT not in {each.currency for each in told} else None


def _currency(unit: object) -> Currency:
    if not isinstance(unit, str) or not _UNIT.fullmatch(unit):
        return UNKNOWN_UNIT
    return Currency(issuer=ISSUER, code=unit, symbol=UntrustedText(unit))


def _other(fixed_price: object, bid: Money) -> str:
    if fixed_price is None:
        return ""
    fixed = Money.parse(number_text_of(fixed_price), bid.currency)
    return "" if fixed == bid else fixed.plain
