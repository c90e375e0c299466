"""What an offer is worth: the amount that was bid, its worth in dollars, and the forms of both."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_EVEN, Decimal

from tui_app.sandbox.mojito.networks import DOLLARS, EUROS_FOR_A_DOLLAR
from tui_app.sandbox.mojito.records import Price

Prices = tuple[Price | None, ...]
_PLACES = Decimal("0.0001")

FORMS: Mapping[str, Callable[[Price, Price], Prices]] = {
    "both": lambda fiat, crypto: (fiat, crypto),
    "swapped": lambda fiat, crypto: (crypto, fiat),
    "empty": lambda _, __: (),
    "fiat alone": lambda fiat, _: (fiat,),
    "crypto alone": lambda _, crypto: (crypto,),
    "null in between": lambda fiat, crypto: (fiat, None, crypto),
    "null first": lambda _, crypto: (None, crypto),
    "nulls alone": lambda _, __: (None, None),
}
"""How the prices of an order may come: the printed form first, then the ones a client has to bear."""


def priced(amount: Decimal, unit: str, form: str = "both") -> Prices:
    """The prices of an offer of `amount` in one of the forms."""
    dollars = (amount * DOLLARS.get(unit, Decimal(1))).quantize(_PLACES, ROUND_HALF_EVEN)
    fiat = Price(value=float(dollars), unit="USD", type="FIAT")
    return FORMS[form](fiat, Price(value=float(amount), unit=unit, type="CRYPTO"))


def in_currency(price: Price | None, currency: str | None) -> Price | None:
    """A price as it is asked for: what is FIAT in euros where `currency` is EUR, in dollars otherwise."""
    if price is None or price.type != "FIAT" or currency != "EUR":
        return price
    euros = (Decimal(repr(price.value)) * EUROS_FOR_A_DOLLAR).quantize(_PLACES, ROUND_HALF_EVEN)
    return Price(value=float(euros), unit="EUR", type="FIAT")
