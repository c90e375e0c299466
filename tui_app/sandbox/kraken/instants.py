"""Times as Kraken counts them: whole unix seconds, or unix nanoseconds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def unix_seconds(at: datetime) -> int:
    """Whole seconds since 1970, rounded down."""
    return (at - _EPOCH) // timedelta(seconds=1)


def unix_nanoseconds(at: datetime) -> int:
    """Nanoseconds since 1970, exact to the microsecond."""
    return (at - _EPOCH) // timedelta(microseconds=1) * 1000
