"""Moments that servers name: in headers, and at the ends of time, which they write for “never”."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

_YEARS_OF_CLOCKS: Final = range(2000, 3000)
_FIRST: Final = datetime(1900, 1, 1, tzinfo=UTC)
_LAST: Final = datetime(8000, 1, 1, tzinfo=UTC)


def date_in(header: str) -> datetime | None:
    """Aware UTC; None for what is no date, or one that no clock shows and that cannot be reckoned with."""
    try:
        moment = parsedate_to_datetime(header)
        moment = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment if moment.year in _YEARS_OF_CLOCKS else None


def reckonable(moment: datetime) -> datetime:
    """The moment, or the nearest that leaves room: for every zone of the earth, and any span that is meant.

    “0001-01-01” and “9999-12-31” are what servers write where there is none.
    """
    return min(max(moment, _FIRST), _LAST)
