"""When rows say something else by themselves."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.ui.rows import START, a_row
from tui_app.ledger.windows import OfferRow
from tui_app.ui.widgets.row_times import RowTimes

SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)
SOON = a_row(row_id=1, expires=START + SECOND)
LATE = a_row(row_id=2, expires=START + HOUR)
NEVER = a_row(row_id=3, expires=None)


class Asked:
    """Rows change when they end; counts how often that is asked."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, row: OfferRow, now: datetime) -> datetime | None:
        self.count += 1
        return row.expires if row.expires and row.expires > now else None


def test_the_next_change_is_that_of_the_row_that_changes_first() -> None:
    times = RowTimes(Asked())

    assert times.next_change([LATE, NEVER, SOON], START) == SOON.expires
    assert times.next_change([LATE, NEVER], START) == LATE.expires
    assert times.next_change([NEVER], START) is None


def test_only_rows_whose_instant_has_come_are_due() -> None:
    times = RowTimes(Asked())
    times.next_change([LATE, NEVER, SOON], START)

    assert times.due(START) == []
    assert times.due(START + SECOND) == [SOON]


def test_every_row_is_due_when_the_clock_was_put_back() -> None:
    times = RowTimes(Asked())
    times.next_change([LATE, NEVER, SOON], START)

    assert times.due(START - HOUR) == [LATE, NEVER, SOON]


def test_a_row_is_asked_again_only_when_it_is_due_or_another_one_or_all_was_forgotten() -> None:
    asked = Asked()
    times = RowTimes(asked)
    times.next_change([LATE, SOON], START)
    times.next_change([LATE, SOON], START)
    assert asked.count == 2

    times.next_change([LATE, SOON], START + SECOND)
    assert asked.count == 3

    times.next_change([LATE._replace(unread="new"), SOON], START + SECOND)
    assert asked.count == 4

    times.forget()
    times.next_change([LATE, SOON], START + SECOND)
    assert asked.count == 6
