"""Days by the calendar and hours by the clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from tui_app.domain.spans import between, days_until, hours_from

VIENNA = ZoneInfo("Europe/Vienna")
KOLKATA = timezone(timedelta(hours=5, minutes=30))


def test_the_last_day_is_today_and_ends_at_midnight() -> None:
    days = days_until(datetime(2026, 3, 14, 23, 30, tzinfo=UTC), 3, VIENNA)

    assert [str(day.astimezone(VIENNA)) for day in days] == [
        "2026-03-13 00:00:00+01:00",
        "2026-03-14 00:00:00+01:00",
        "2026-03-15 00:00:00+01:00",
        "2026-03-16 00:00:00+01:00",
    ]


def test_a_day_on_which_clocks_go_forward_has_23_hours() -> None:
    days = days_until(datetime(2026, 3, 30, 12, tzinfo=UTC), 2, VIENNA)

    assert [after - first for first, after in between(days)] == [timedelta(hours=23), timedelta(hours=24)]


def test_hours_begin_when_the_clock_on_the_wall_strikes() -> None:
    hours = hours_from(datetime(2026, 3, 14, 12, 15, tzinfo=UTC), 2, KOLKATA)

    assert [f"{hour.astimezone(KOLKATA):%H:%M}" for hour in hours] == ["17:00", "18:00"]


def test_without_a_zone_days_and_hours_are_those_of_this_machine() -> None:
    now = datetime(2026, 3, 14, 12, 15, tzinfo=UTC)

    assert days_until(now, 1)[0].astimezone().strftime("%d %H:%M") == now.astimezone().strftime("%d 00:00")
    assert hours_from(now, 1)[0].astimezone().minute == 0
