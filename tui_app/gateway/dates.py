"""The moments that HTTP headers name: `Date` and, in one of its two forms, `Retry-After`."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

_YEARS: Final = range(2000, 3000)


def date_in(header: str) -> datetime | None:
    """Aware UTC; None for what is no date, or one that no clock shows and that cannot be reckoned with."""
    try:
        moment = parsedate_to_datetime(header)
        moment = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment if moment.year in _YEARS else None
