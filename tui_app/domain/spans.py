"""Stretches of time that offers are counted in: days by the calendar, hours by the clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import pairwise

_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)


def days_until(now: datetime, count: int, zone: tzinfo | None = None) -> tuple[datetime, ...]:
    """Where each of the last `count` days begins in local time (or `zone`), today's the last, and tomorrow.

    A day in which clocks are changed is an hour longer or shorter, as it is on the calendar.
    """
    today = now.astimezone(zone).date()
    return tuple(_begin(today + _DAY * place, zone) for place in range(1 - count, 2))


def hours_from(now: datetime, count: int, zone: tzinfo | None = None) -> tuple[datetime, ...]:
    """Where each of so many hours by the clock begins in local time (or `zone`), from the one of `now` on."""
    began = now.astimezone(zone).replace(minute=0, second=0, microsecond=0).astimezone(UTC)
    return tuple(began + _HOUR * place for place in range(count))


def _begin(day: date, zone: tzinfo | None) -> datetime:
    midnight = datetime.combine(day, time())
    # Without a zone, what is naive is taken as local time, with the offset of that day.
    return (midnight.replace(tzinfo=zone) if zone else midnight).astimezone(UTC)


def between(instants: tuple[datetime, ...]) -> Iterator[tuple[datetime, datetime]]:
    """Each span from one instant to the next."""
    return pairwise(instants)
