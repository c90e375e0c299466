"""NftUserOffers: its filters, its order, and what the seeded market holds."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from typing import Any

import pytest

from tests.sandbox_client import Clock, KrakenCaller, in_process

DOCUMENTED = {"ON65F7C-CDFOB-VSYE6D", "ONQYPLG-OFARL-35RBGO"}


def _all(kraken: KrakenCaller, **filters: Any) -> list[dict[str, Any]]:
    return kraken.offers("received", **filters) + kraken.offers("placed", **filters)


@pytest.fixture
def wide(clock: Clock) -> KrakenCaller:
    """A sandbox of 1,000 offers that gives them all in one page."""
    return in_process(clock, offers=1000, kraken_page_limit=1000)


def test_desc_is_newest_first_and_asc_the_reverse(kraken: KrakenCaller) -> None:
    newest_first = kraken.offers("received", sort="desc")
    times = [offer["time"] for offer in newest_first]

    assert times == sorted(times, reverse=True)
    assert kraken.offers("received", sort="asc") == newest_first[::-1]


@pytest.mark.parametrize("status", ["open", "closed", "expired"])
def test_a_status_leaves_exactly_its_offers(kraken: KrakenCaller, status: str) -> None:
    expected = [offer for offer in _all(kraken) if offer["status"] == status]

    assert _all(kraken, status=status) == expected != []


@pytest.mark.parametrize("spelling", ["SOLANA", "solana"])
def test_a_chain_leaves_exactly_its_offers(kraken: KrakenCaller, spelling: str) -> None:
    expected = [offer for offer in _all(kraken) if offer["item"]["blockchain"]["id"] == "SOLANA"]

    assert _all(kraken, chain=[spelling]) == expected != []


def test_several_collections_leave_the_offers_of_each(kraken: KrakenCaller) -> None:
    common = Counter(offer["item"]["collection_id"] for offer in _all(kraken)).most_common(2)
    wanted = [collection for collection, _ in common]
    expected = [offer for offer in _all(kraken) if offer["item"]["collection_id"] in wanted]

    assert _all(kraken, collection=wanted) == expected


def test_an_nft_leaves_exactly_its_offers(kraken: KrakenCaller) -> None:
    nft_id = Counter(offer["item"]["nft_id"] for offer in kraken.offers("received")).most_common(1)[0][0]
    expected = [offer for offer in kraken.offers("received") if offer["item"]["nft_id"] == nft_id]

    assert kraken.offers("received", nft_id=nft_id) == expected
    assert len(expected) > 1


def test_a_period_includes_both_of_its_ends(kraken: KrakenCaller) -> None:
    offers = kraken.offers("received")
    latest, earliest = offers[3]["time"], offers[9]["time"]

    assert kraken.offers("received", start_time=earliest, end_time=latest) == offers[3:10]


def test_an_end_time_of_zero_is_as_late_as_possible(kraken: KrakenCaller) -> None:
    assert kraken.offers("received", end_time=0) == kraken.offers("received")


def test_offers_linked_to_a_quote_can_be_left_out(kraken: KrakenCaller) -> None:
    offers = kraken.offers("received")
    expected = [offer for offer in offers if offer["quote_id"] == "None"]

    assert kraken.offers("received", exclude_quotes=True) == expected != offers


def test_the_count_is_that_of_the_filtered_offers(kraken: KrakenCaller) -> None:
    asked = {"pos": 0, "scope": "placed", "sort": "desc", "status": "open", "count": 1}

    assert kraken.result("NftUserOffers", **asked)["count"] == len(kraken.offers("placed", status="open"))


def test_placed_offers_are_the_accounts_own_and_received_ones_are_not(kraken: KrakenCaller) -> None:
    assert {offer["social_id"] for offer in kraken.offers("placed")} == {"civil-hire-matrix"}
    assert "civil-hire-matrix" not in {offer["social_id"] for offer in kraken.offers("received")}


@pytest.mark.parametrize("wanted", [2, 3, 50, 128, 1000])
def test_there_are_as_many_offers_as_asked_for(clock: Clock, wanted: int) -> None:
    kraken = in_process(clock, offers=wanted, kraken_page_limit=1000)

    assert len(_all(kraken, count=1000)) == wanted


@pytest.mark.parametrize("seed", [1, 2, 77])
def test_the_documented_offers_are_there_whatever_the_seed(clock: Clock, seed: int) -> None:
    kraken = in_process(clock, seed=seed)

    assert {offer["id"] for offer in kraken.offers("received")} >= DOCUMENTED


def test_the_same_seed_makes_the_same_market(clock: Clock) -> None:
    assert _all(in_process(clock, seed=5)) == _all(in_process(clock, seed=5))


def test_another_seed_makes_another_market(clock: Clock) -> None:
    one, other = ({offer["id"] for offer in _all(in_process(clock, seed=seed))} for seed in (5, 6))

    assert one & other == DOCUMENTED


def test_every_id_is_there_once(wide: KrakenCaller) -> None:
    ids = [offer["id"] for offer in _all(wide, count=1000)]

    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"ON[A-Z2-7]{5}-[A-Z2-7]{5}-[A-Z2-7]{6}", one) for one in ids)


def test_every_open_offer_but_the_documents_one_is_still_to_expire(wide: KrakenCaller, clock: Clock) -> None:
    open_offers = _all(wide, count=1000, status="open")
    overdue = [offer["id"] for offer in open_offers if offer["expire_time"] <= clock.unix()]

    assert overdue == ["ON65F7C-CDFOB-VSYE6D"]


def test_some_open_offers_run_out_within_the_hour_and_some_after_a_week(
    wide: KrakenCaller, clock: Clock
) -> None:
    expiries = [offer["expire_time"] for offer in wide.offers("received", count=1000, status="open")]

    assert any(clock.unix() < one < clock.unix(hours=1) for one in expiries)
    assert any(one > clock.unix(days=7) for one in expiries)


def test_expired_offers_expired_in_the_past_and_none_was_made_in_the_future(
    wide: KrakenCaller, clock: Clock
) -> None:
    offers = _all(wide, count=1000)

    assert all(offer["expire_time"] <= clock.unix() for offer in offers if offer["status"] == "expired")
    assert all(offer["time"] <= clock.unix() for offer in offers)


def test_offers_come_in_every_asset_and_every_type_of_amount(wide: KrakenCaller) -> None:
    amounts = [offer["amount"] for offer in _all(wide, count=1000)]

    assert {one["asset_name"] for one in amounts} == {"ETH", "SOL", "MATIC", "USDC", "USD", "EUR"}
    assert {type(one["amount"]) for one in amounts} == {str, int, float}


def test_every_amount_is_positive(wide: KrakenCaller) -> None:
    amounts = [offer["amount"]["amount"] for offer in _all(wide, count=1000)]

    assert all(Decimal(str(one)) > 0 for one in amounts)


def test_items_come_with_every_kind_of_media_and_with_none(wide: KrakenCaller) -> None:
    items = [offer["item"] for offer in _all(wide, count=1000)]
    media = [slot for item in items for slot in item["nft_media"]]

    assert {slot["kind"] for slot in media} == {"Main", "Image", "Animation", "Video", "TopBanner", "Other"}
    assert any(slot["media"] is None for slot in media)
    assert any(item["nft_image"] is None for item in items)
    assert any(item["nft_media"] == [] for item in items)
    assert {item["nft_thumbnail_url"] == "" for item in items} == {True, False}
    assert any(item["creators"] == [] for item in items)


def test_hostile_names_are_there_but_few(kraken: KrakenCaller) -> None:
    names = [offer["item"]["nft_name"] for offer in _all(kraken)]
    hostile = [name for name in names if not name.isprintable() or "[" in name or len(name) > 100]

    assert any("\x1b]52" in name for name in hostile)
    assert any("[@click=" in name for name in hostile)
    assert any("\u202e" in name for name in hostile)
    assert len(hostile) < len(names) / 10


def test_an_offer_that_runs_out_reads_open_until_it_is_swept(clock: Clock) -> None:
    kraken = in_process(clock, kraken_sweep=120)
    offer_id = _runs_out_first(kraken, clock)
    clock.now = clock.now.fromtimestamp(_expiry(kraken, offer_id) + 60, clock.now.tzinfo)
    assert _status(kraken, offer_id) == "open"

    clock.go(seconds=60)
    assert _status(kraken, offer_id) == "expired"


def test_the_documents_offer_is_never_swept(kraken: KrakenCaller, clock: Clock) -> None:
    clock.go(days=400)

    assert [offer["id"] for offer in kraken.offers("received", status="open")] == ["ON65F7C-CDFOB-VSYE6D"]


def test_a_closed_offer_says_how_it_ended(wide: KrakenCaller) -> None:
    details = {offer["status_detail"] for offer in _all(wide, count=1000, status="closed")}

    assert details == {"FILLED", "CANCELLED", "SUPERCEDED"}


def test_a_closed_offer_says_nothing_where_that_is_asked_for(clock: Clock) -> None:
    kraken = in_process(clock, kraken_closed_detail="silent")

    assert {offer["status_detail"] for offer in _all(kraken, status="closed")} == {""}


def _runs_out_first(kraken: KrakenCaller, clock: Clock) -> str:
    waiting = [one for one in kraken.offers("placed", status="open") if one["expire_time"] > clock.unix()]
    return str(min(waiting, key=lambda offer: offer["expire_time"])["id"])


def _find(kraken: KrakenCaller, offer_id: str) -> dict[str, Any]:
    return next(offer for offer in kraken.offers("placed") if offer["id"] == offer_id)


def _expiry(kraken: KrakenCaller, offer_id: str) -> int:
    return int(_find(kraken, offer_id)["expire_time"])


def _status(kraken: KrakenCaller, offer_id: str) -> str:
    return str(_find(kraken, offer_id)["status"])
