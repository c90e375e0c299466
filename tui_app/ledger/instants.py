"""Instants as the ledger keeps them: microseconds since 1970 in UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def to_micros(moment: datetime) -> int:
    """The exact number of microseconds; `moment` is aware."""
    return in_micros(moment - _EPOCH)


def in_micros(span: timedelta) -> int:
    """The exact number of microseconds in a span of time."""
    return span // _MICROSECOND


def from_micros(micros: int) -> datetime:
    """The aware UTC datetime."""
    return _EPOCH + timedelta(microseconds=micros)


def optional_micros(moment: datetime | None) -> int | None:
    """As `to_micros`, None staying None."""
    return None if moment is None else to_micros(moment)


def optional_moment(micros: int | None) -> datetime | None:
    """As `from_micros`, None staying None."""
    return None if micros is None else from_micros(micros)


def utc_now() -> datetime:
    """This machine's clock, aware."""
    return datetime.now(UTC)
