"""Lists that drift: items in other forms, and pages that do not fit together."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox_client import KrakenCaller

GONE = object()


def _first(kraken: KrakenCaller) -> dict[str, Any]:
    return kraken.offers("received")[0]


def _at(item: dict[str, Any], field: str) -> Any:
    for name in field.split("."):
        item = item.get(name, GONE)
    return item


@pytest.mark.parametrize(
    ("fault", "field", "value"),
    [
        ("missing_field", "expire_time", GONE),
        ("null_field", "status", None),
        ("unknown_enum", "status", "levitating"),
        ("float_amount", "amount.amount", 0.30000000000000004),
        ("negative_amount", "amount.amount", "-5.00000000"),
        ("zero_amount", "amount.amount", "0.00000000"),
        ("huge_amount", "amount.amount", "9" * 79),
        ("odd_amount", "amount.amount", "1_000"),
        ("time_zero", "time", 0),
        ("time_far", "time", 253402300799),
        ("odd_id", "id", "../\u202eON\x1b[2J/%00"),
        ("empty_id", "id", ""),
        ("extra_field", "surprise", {"new": [1, "two", None], "": {}}),
    ],
)
def test_every_item_has(fault: str, field: str, value: object, kraken: KrakenCaller) -> None:
    kraken.faults.arm(fault)

    found = [_at(item, field) for item in kraken.offers("received", count=5)]

    assert found == [value] * 5


@pytest.mark.parametrize(
    ("fault", "field", "kinds"),
    [
        ("number_as_text", "expire_time", (int, str)),
        ("text_as_number", "amount.amount", (str, float)),
        ("time_as_text", "time", (int, str)),
    ],
)
def test_a_value_is_of_another_type(
    fault: str, field: str, kinds: tuple[type, type], kraken: KrakenCaller
) -> None:
    offer = next(one for one in kraken.offers("received") if isinstance(_at(one, field), kinds[0]))
    kraken.faults.arm(fault)

    changed = next(one for one in kraken.offers("received") if one["id"] == offer["id"])

    assert isinstance(_at(changed, field), kinds[1])


@pytest.mark.parametrize(
    ("fault", "factor"), [("time_in_milliseconds", 1000), ("time_in_nanoseconds", 10**9)]
)
def test_a_time_is_in_another_unit(fault: str, factor: int, kraken: KrakenCaller) -> None:
    before = _first(kraken)["time"]
    kraken.faults.arm(fault)

    assert _first(kraken)["time"] == before * factor


def test_one_item_alone_can_drift(kraken: KrakenCaller) -> None:
    kraken.faults.arm("null_field", item=1)

    assert [one["status"] is None for one in kraken.offers("received", count=3)] == [False, True, False]


def test_any_field_can_drift(kraken: KrakenCaller) -> None:
    kraken.faults.arm("missing_field", field="item.collection_name")

    assert "collection_name" not in _first(kraken)["item"]


def test_an_item_without_the_field_is_left_alone(kraken: KrakenCaller) -> None:
    before = _first(kraken)
    kraken.faults.arm("null_field", field="nothing.at.all")

    assert _first(kraken) == before


def test_a_list_that_is_the_whole_result_drifts_too(kraken: KrakenCaller) -> None:
    kraken.faults.arm("null_field", "/NftAuctionTrades", field="price")

    assert kraken.result("NftAuctionTrades")[0]["price"] is None


def test_an_answer_without_a_list_drifts_as_one_item(kraken: KrakenCaller) -> None:
    kraken.faults.arm("missing_field", field="auction_id")

    assert kraken.result("NftAcceptOffer", offer_id="ONQYPLG-OFARL-35RBGO") == {}
    assert len(kraken.effects()) == 1


def _pages(kraken: KrakenCaller, count: int = 10, pages: int = 3) -> list[list[str]]:
    return [
        [one["id"] for one in kraken.offers("received", pos=page * count, count=count)]
        for page in range(pages)
    ]


def test_pages_fit_together_while_nothing_is_armed(kraken: KrakenCaller) -> None:
    assert [one for page in _pages(kraken) for one in page] == [
        one["id"] for one in kraken.offers("received", count=30)
    ]


def test_an_item_comes_again_on_the_next_page(kraken: KrakenCaller) -> None:
    kraken.faults.arm("item_repeated", times="forever", items=2)

    first, second, third = _pages(kraken)

    assert second[:2] == first[-2:]
    assert not set(second) & set(third)


def test_an_item_is_lost_between_pages(kraken: KrakenCaller) -> None:
    right = _pages(kraken)
    kraken.faults.arm("item_lost", times="forever")

    first, second, _ = _pages(kraken)

    assert first == right[0]
    assert second == [*right[1][1:], right[2][0]]


@pytest.mark.parametrize(("fault", "change"), [("item_repeated", 1), ("item_lost", -1)])
def test_after_the_first_page_the_count_is_that_of_the_market_that_changed(
    fault: str, change: int, kraken: KrakenCaller
) -> None:
    (count,) = _counts(kraken, 1)
    kraken.faults.arm(fault, times="forever")

    assert [_count(kraken, pos=pos) for pos in (0, 10)] == [count, count + change]


def test_every_page_is_the_first(kraken: KrakenCaller) -> None:
    kraken.faults.arm("same_page", times="forever")

    first, second, third = _pages(kraken)

    assert first == second == third


def test_a_page_is_longer_than_asked_for(kraken: KrakenCaller) -> None:
    kraken.faults.arm("page_too_long", items=4)

    assert [len(page) for page in _pages(kraken)] == [14, 10, 10]


def test_a_page_in_the_middle_is_empty(kraken: KrakenCaller) -> None:
    kraken.faults.arm("empty_page", skip=1)

    assert [len(page) for page in _pages(kraken)] == [10, 0, 10]


def _count(kraken: KrakenCaller, pos: int = 0) -> int:
    return int(kraken.result("NftUserOffers", scope="received", sort="desc", pos=pos, count=10)["count"])


def _counts(kraken: KrakenCaller, times: int) -> list[int]:
    return [_count(kraken) for _ in range(times)]


def test_the_count_grows(kraken: KrakenCaller) -> None:
    (count,) = _counts(kraken, 1)
    kraken.faults.arm("total_changes", times="forever", items=3)

    assert _counts(kraken, 3) == [count, count + 3, count + 6]


@pytest.mark.parametrize("total", [-1, 0, 1, 10**18])
def test_the_count_is_not_true(total: int, kraken: KrakenCaller) -> None:
    kraken.faults.arm("total_lies", total=total)

    assert _counts(kraken, 1) == [total]
