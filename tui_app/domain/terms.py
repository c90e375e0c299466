"""Reading what a person types as the terms of an offer."""

from __future__ import annotations

from datetime import datetime, timedelta

from tui_app.domain.filters import read_span
from tui_app.domain.instruction import Terms
from tui_app.domain.money import Currency, Money
from tui_app.domain.text import UntrustedText
from tui_app.domain.verdicts import EXPIRY_MARGIN

LONGEST = timedelta(days=366)


def read_terms(price: str, code: str, ends: str, *, issuer: str, now: datetime) -> Terms:
    """The terms, or ValueError with a sentence on what is wrong and an example.

    `price` is a plain positive decimal; `code` one of the marketplace's asset names; `ends` empty
    or a time from `now` such as `2h`.
    """
    currency = Currency(issuer=issuer, code=code, symbol=UntrustedText(code))
    try:
        if "e" in price.casefold():
            raise ValueError(price)  # 1e3 is a number, and nobody reads it as a thousand at a glance
        money = Money.parse(price.strip(), currency)
    except ValueError:
        raise ValueError("The price is a plain number, as in 0.5 or 1200.") from None
    if not money.amount:
        raise ValueError("The price is more than nothing.")
    return Terms(price=money, expires=_moment(ends.strip(), now))


def _moment(ends: str, now: datetime) -> datetime | None:
    if not ends:
        return None
    span = read_span(ends, "2h or 3d")
    if not EXPIRY_MARGIN < span <= LONGEST:
        raise ValueError("The end is more than 30 seconds and at most a year ahead.")
    return (now + span).replace(microsecond=0)
