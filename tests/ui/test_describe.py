"""When what may be done with an offer has to be judged again."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.offers import NOW, an_offer, money
from tui_app.ledger.best import Best
from tui_app.ui.describe import next_judgement

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


@pytest.mark.parametrize(
    ("expires", "ahead", "again"),
    [
        (NOW + 45 * SECOND, 0, NOW + 15 * SECOND),
        (NOW + 45 * SECOND, 5, NOW + 10 * SECOND),
        (NOW + 20 * SECOND, 0, NOW + 20 * SECOND),
        (NOW + 20 * SECOND, 5, NOW + 15 * SECOND),
        (NOW + 24 * 60 * MINUTE, 0, NOW + MINUTE),
        (NOW - SECOND, 0, NOW + MINUTE),
        (None, 0, NOW + MINUTE),
    ],
)
def test_an_offer_is_judged_again_when_its_end_is_near_or_there_by_their_clock_or_after_a_minute(
    expires: datetime | None, ahead: int, again: datetime
) -> None:
    theirs = NOW + ahead * SECOND

    assert next_judgement(an_offer(expires=expires), None, NOW, theirs) == again


def test_an_offer_is_judged_again_when_the_best_beside_it_is_over() -> None:
    best = Best(money(), NOW + 7 * SECOND)

    assert next_judgement(an_offer(expires=None), best, NOW, NOW) == NOW + 7 * SECOND
