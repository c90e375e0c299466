"""An order as last seen, and what of it may be kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.offers import NOW, an_offer
from tui_app.domain.offer import OfferStatus
from tui_app.domain.order import Listing, Order, OrderItem, OrderKey, OrderKind, Party, Private
from tui_app.domain.secrets import MASK, Secret
from tui_app.domain.text import UntrustedText


def private(text: str) -> tuple[Private, ...]:
    """One private thing."""
    return (Private("e-mail", Secret(text)),)


LISTING = Listing(listing_id="2", private=private("d"))
ITEM = OrderItem(item_id="1", nft=an_offer().nft, listing=LISTING, private=private("c"))
ORDER = Order(
    key=OrderKey("rocks", "42"),
    marketplace="license_rocks",
    kind=OrderKind.PURCHASE,
    status=OfferStatus.OPEN,
    said=UntrustedText(""),
    standing="created",
    parties=(Party(role="buyer", ref=UntrustedText("24"), private=private("b")),),
    items=(ITEM, replace(ITEM, listing=None)),
    private=private("a"),
)


def test_its_key_names_account_and_order() -> None:
    assert str(ORDER.key) == "rocks:42"


def test_it_is_called_after_its_first_nft() -> None:
    assert ORDER.title == an_offer().nft.name
    assert not replace(ORDER, items=()).title


def test_everything_private_is_found_wherever_it_stands() -> None:
    assert [each.reveal().raw for each in ORDER.secrets()] == ["a", "b", "c", "d", "c"]


def test_nothing_private_is_in_what_may_be_kept() -> None:
    assert list(ORDER.public.secrets()) == []
    assert replace(ORDER.public, private=ORDER.private, parties=ORDER.parties, items=ORDER.items) == ORDER


def test_a_private_thing_is_a_mask_wherever_it_is_printed() -> None:
    (only,) = private("canary")

    assert only.masked == MASK
    assert "canary" not in f"{only!r} {ORDER!r} {only}"


def test_a_party_is_found_by_its_role() -> None:
    found = ORDER.party("buyer")

    assert found is not None
    assert found.ref.raw == "24"
    assert ORDER.party("owner") is None


@pytest.mark.parametrize(
    ("status", "ends", "overdue"),
    [
        (OfferStatus.OPEN, NOW, True),
        (OfferStatus.OPEN, NOW + timedelta(seconds=1), False),
        (OfferStatus.OPEN, None, False),
        (OfferStatus.EXPIRED, NOW, False),
    ],
)
def test_an_open_order_past_its_end_is_overdue(
    status: OfferStatus, ends: datetime | None, overdue: bool
) -> None:
    assert replace(ORDER, status=status, expires=ends).overdue(NOW) is overdue


@pytest.mark.parametrize(
    ("active", "till", "contradicts"),
    [(True, NOW, True), (True, NOW + timedelta(seconds=1), False), (False, NOW, False), (True, None, False)],
)
def test_a_listing_past_its_end_that_is_active_contradicts_itself(
    active: bool, till: datetime | None, contradicts: bool
) -> None:
    assert replace(LISTING, active=active, active_till=till).contradicts_itself(NOW) is contradicts
