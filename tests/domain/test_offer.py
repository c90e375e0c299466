"""An offer as last seen."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.offers import NOW, an_offer
from tui_app.domain.offer import OfferKey, OfferStatus


@pytest.mark.parametrize("status", list(OfferStatus))
def test_only_an_open_offer_can_be_overdue(status: OfferStatus) -> None:
    offer = an_offer(status=status, expires=NOW - timedelta(days=1))

    assert offer.overdue(NOW) is (status is OfferStatus.OPEN)


@pytest.mark.parametrize(
    ("expires", "overdue"),
    [
        (None, False),
        (NOW + timedelta(microseconds=1), False),
        (NOW, True),
        (NOW - timedelta(microseconds=1), True),
    ],
)
def test_an_open_offer_is_overdue_from_the_instant_it_ends(expires: object, overdue: bool) -> None:
    assert an_offer(expires=expires).overdue(NOW) is overdue


def test_the_same_id_in_another_account_is_another_offer() -> None:
    assert OfferKey("main", "O1") != OfferKey("second", "O1")
    assert str(OfferKey("main", "O1")) == "main:O1"


def test_an_offer_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        an_offer().status = OfferStatus.CLOSED  # type: ignore[misc]
