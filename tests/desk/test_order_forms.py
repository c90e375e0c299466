"""Orders as data without anything private, and what they say to somebody who creates one."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from tests import dew_account, rocks_account
from tests.offers import NOW
from tests.rest_account import NAME
from tui_app.desk.order_data import ORDER_COLUMNS, order_cells, order_record
from tui_app.desk.order_forms import doubts_of, suggestions_of, told_of
from tui_app.domain.order import Order, OrderKey
from tui_app.ledger.claims import Made
from tui_app.ledger.orders import KeptOrder

PAGES = [
    *(
        pytest.param(rocks_account.an_order(value), id=f"license.rocks {value['id']}")
        for value in (*rocks_account.PAGE, *rocks_account.CREATED)
    ),
    pytest.param(dew_account.order(), id="dew"),
]
NEVER_HAD = KeptOrder(
    key=OrderKey(NAME, "9"), order=None, raw="", since=NOW, seen_at=None, mark="Gone.", gone=True
)


def kept(order: Order) -> KeptOrder:
    """The order on the list, as if it had been kept with all that is private of it."""
    return KeptOrder(key=order.key, order=order, raw="{}", since=NOW, seen_at=NOW)


def listed(**changes: object) -> list[KeptOrder]:
    """One order of listing 1, of NFT 1, some fields changed."""
    return [kept(rocks_account.an_order(**changes))]


@pytest.mark.parametrize("order", PAGES)
def test_nothing_private_is_in_the_data(order: Order) -> None:
    told = json.dumps(order_record(kept(order))) + "".join(order_cells(kept(order)))
    public = json.dumps(order_record(kept(order.public)))
    secrets = {each.reveal().raw for each in order.secrets()}
    assert [text for text in secrets if len(text) > 3 and text in told and text not in public] == []
    assert json.dumps(order_record(kept(order))) == public


@pytest.mark.parametrize("order", PAGES)
def test_every_column_has_its_cell(order: Order) -> None:
    cells = dict(zip(ORDER_COLUMNS, order_cells(kept(order)), strict=True))
    assert (cells["ref"], cells["kind"]) == (order.key.ref, order.kind)
    assert cells["nft_id"] == order.items[0].nft.nft_id


def test_an_order_that_was_never_had_has_its_mark_alone() -> None:
    cells = dict(zip(ORDER_COLUMNS, order_cells(NEVER_HAD), strict=True))
    assert {name: text for name, text in cells.items() if text} == {
        "key": f"{NAME}:9",
        "account": NAME,
        "ref": "9",
        "mark": "Gone.",
        "gone": "yes",
    }
    assert order_record(NEVER_HAD)["order"] is None


def test_each_number_is_suggested_once_that_of_the_latest_order_first() -> None:
    several = [*listed(id=1), *listed(id=2, buyerId=30), *listed(id=3)]
    found = suggestions_of([*several, NEVER_HAD])
    assert [each.ref for each in found.nfts] == ["1"]
    assert [each.ref for each in found.listings] == ["1"]
    assert found.buyers[0] == ("24", "of order 3")


def test_a_hash_is_suggested_nowhere() -> None:
    found = suggestions_of([kept(dew_account.order())])
    assert (found.listings, found.buyers) == ((), ())


@pytest.mark.parametrize(
    ("typed", "listing", "said"),
    [
        ({"nft_id": "7"}, {}, "is of NFT 1, not of NFT 7."),
        ({}, {"active": False}, "is not active."),
        ({}, {"activeTill": "2022-01-01T00:00:00.000Z"}, "ended on 2022-01-01 at 00:00 UTC."),
        ({}, {"amount": 2}, "is of 2, fewer than the 3 that you ask for."),
    ],
)
def test_what_an_order_tells_of_its_listing_is_odd(
    typed: dict[str, str], listing: dict[str, object], said: str
) -> None:
    changes = {f"orderItems__0__listing__{name}": value for name, value in listing.items()}
    asked = rocks_account.new_order(**{"nft_id": "1", "listing_id": "1", **typed})
    plain = {"orderItems__0__listing__amount": 50, "orderItems__0__listing__activeTill": None}
    told = doubts_of(asked, listed(**{**plain, **changes}), datetime.now(UTC))
    assert told == (f"Listing 1, as order 1 tells it, {said}",)


def test_a_listing_that_nothing_is_known_of_is_not_odd() -> None:
    assert doubts_of(rocks_account.new_order(listing_id="999"), [*listed(), NEVER_HAD], NOW) == ()


def test_an_order_of_the_same_is_told_with_its_time_and_number() -> None:
    at = datetime(2026, 3, 14, 15, 9, tzinfo=UTC) + timedelta(seconds=26)
    told = told_of(rocks_account.new_order(), Made("44", at))
    assert (
        told == "You created an order of NFT 405 for buyer 24 on 2026-03-14 at 15:09 UTC already: order 44."
    )
