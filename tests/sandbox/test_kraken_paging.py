"""Each way `pos` can be read, and what lies outside the pages."""

from __future__ import annotations

import pytest

from tests.sandbox_client import Clock, KrakenCaller, in_process

READINGS = {
    "item0": lambda start, size: start,
    "item1": lambda start, size: start + 1,
    "page0": lambda start, size: start // size,
    "page1": lambda start, size: start // size + 1,
}
"""From the index of the first offer of a page to its `pos`."""


def _page(kraken: KrakenCaller, pos: int, count: int | None = None) -> list[str]:
    asked = {"pos": pos, "scope": "received", "sort": "desc", "count": count}
    return [offer["id"] for offer in kraken.result("NftUserOffers", **asked)["offers"]]


@pytest.mark.parametrize("reading", READINGS)
@pytest.mark.parametrize("size", [1, 7, 100])
def test_pages_end_to_end_are_the_whole_list(clock: Clock, reading: str, size: int) -> None:
    whole = _page(in_process(clock, kraken_page_limit=1000), 0)
    kraken = in_process(clock, kraken_pos=reading)

    paged = [_page(kraken, READINGS[reading](start, size), size) for start in range(0, len(whole), size)]
    assert [one for page in paged for one in page] == whole


@pytest.mark.parametrize("reading", READINGS)
def test_a_page_past_the_end_is_empty_but_still_counts(clock: Clock, reading: str) -> None:
    kraken = in_process(clock, kraken_pos=reading)
    asked = {"pos": 4_000_000_000, "scope": "received", "sort": "desc"}

    found = kraken.result("NftUserOffers", **asked)
    assert found["offers"] == []
    assert found["count"] > 0


@pytest.mark.parametrize("reading", ["item1", "page1"])
def test_zero_is_an_error_where_counting_starts_at_one(clock: Clock, reading: str) -> None:
    kraken = in_process(clock, kraken_pos=reading)

    words = kraken.refusal("NftUserOffers", pos=0, scope="received", sort="desc")
    assert words == "EGeneral:Invalid arguments:pos"


@pytest.mark.parametrize("reading", ["item1", "page1"])
def test_zero_is_the_same_as_one_where_that_is_asked_for(clock: Clock, reading: str) -> None:
    kraken = in_process(clock, kraken_pos=reading, kraken_below_first="first")

    assert _page(kraken, 0, 5) == _page(kraken, 1, 5)


def test_a_count_above_the_limit_is_cut_to_it(clock: Clock) -> None:
    assert len(_page(in_process(clock, kraken_page_limit=10), 0, 50)) == 10


def test_a_count_above_the_limit_is_an_error_where_that_is_asked_for(clock: Clock) -> None:
    kraken = in_process(clock, kraken_page_limit=10, kraken_over_limit="error")

    words = kraken.refusal("NftUserOffers", pos=0, scope="received", sort="desc", count=11)
    assert words == "EGeneral:Invalid arguments:count"


def test_without_a_count_a_page_is_as_long_as_the_limit(clock: Clock) -> None:
    assert len(_page(in_process(clock, kraken_page_limit=10), 0)) == 10


def test_a_new_offer_moves_the_pages_that_follow(kraken: KrakenCaller) -> None:
    placed = kraken.offers("placed")
    kraken.result(
        "NftPlaceOffer", nft_id=[placed[0]["item"]["nft_id"]], offer_amount="1", offer_currency="USDC"
    )

    assert [one["id"] for one in kraken.offers("placed")][1:] == [one["id"] for one in placed]
