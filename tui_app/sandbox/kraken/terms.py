"""Price, currency and expiry as a counter or a new offer states them, checked by Kraken's rules."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tui_app.sandbox.kraken.assets import ASSETS, Asset
from tui_app.sandbox.kraken.parameters import Parameters
from tui_app.sandbox.kraken.refusals import (
    EXPIRY_ABOVE_MAX,
    EXPIRY_BEFORE_START,
    PRICE_BELOW_MIN,
    Refusal,
    invalid_argument,
)

_WITHOUT_EXPIRY = 7 * 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """An amount of an asset, standing until `expires`, unix seconds."""

    amount: Decimal
    asset: Asset
    expires: int

    @classmethod
    def asked(cls, asked: Parameters, *, amount: str, currency: str, now: int, longest: int) -> Terms:
        """Read the terms from the parameters named `amount`, `currency` and `expire_time`.

        Raises Refusal for an unknown currency, more decimals than the asset has, a price below its
        minimum, and an expiry that is past or more than `longest` seconds ahead. Without an expiry,
        the terms stand for a week.
        """
        asset = ASSETS.get(asked.text(currency))
        if asset is None:
            raise invalid_argument(currency)
        price = asked.amount(amount)
        if price != round(price, asset.places):
            raise invalid_argument(amount)
        if price < asset.minimum:
            raise Refusal(PRICE_BELOW_MIN)
        return cls(amount=price, asset=asset, expires=_expiry(asked, now, longest))


def _expiry(asked: Parameters, now: int, longest: int) -> int:
    expires = asked.optional_uint32("expire_time")
    if expires is None:
        return now + min(_WITHOUT_EXPIRY, longest)
    if expires <= now:
        raise Refusal(EXPIRY_BEFORE_START)
    if expires > now + longest:
        raise Refusal(EXPIRY_ABOVE_MAX)
    return expires
