"""The companion reads: public offers, auctions, trades, quotes, NFTs, blockchains and time."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox_client import Clock, KrakenCaller, in_process

ME = "civil-hire-matrix"


@pytest.fixture
def wide(clock: Clock) -> KrakenCaller:
    """A sandbox of 1,000 offers that gives them all in one page."""
    return in_process(clock, offers=1000, kraken_page_limit=1000)


def _auctions(kraken: KrakenCaller, status: str, *pairs: tuple[str, str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = kraken.public("NftAuctions", ("status", status), *pairs)["result"]
    return found


def _public_offers(kraken: KrakenCaller, offer: dict[str, Any]) -> dict[str, dict[str, Any]]:
    found = kraken.public("NftOffers", ("nft_id", offer["item"]["nft_id"]))["result"]["offers"]
    return {one["id"]: one for one in found}


@pytest.mark.parametrize("scope", ["received", "placed"])
def test_every_offer_is_public_with_its_time_in_nanoseconds(kraken: KrakenCaller, scope: str) -> None:
    for offer in kraken.offers(scope):
        public = _public_offers(kraken, offer)[offer["id"]]
        assert public["time"] // 1_000_000_000 == offer["time"]
        assert public["lock_time"] - public["time"] == 3600 * 1_000_000_000


def test_the_public_status_tells_how_a_closed_offer_ended(wide: KrakenCaller) -> None:
    closed = wide.offers("received", count=1000, status="closed")
    statuses = {_public_offers(wide, offer)[offer["id"]]["status"] for offer in closed}

    assert statuses == {"Filled", "Cancelled", "Superceded"}


def test_a_filled_offer_names_its_auction_which_has_it_as_root(wide: KrakenCaller) -> None:
    filled = next(one for one in wide.offers("received", count=1000) if one["status_detail"] == "FILLED")
    auction_id = _public_offers(wide, filled)[filled["id"]]["auction_id"]

    (auction,) = _auctions(wide, "closed", ("auction_id", auction_id))
    assert (auction["root_id"], auction["seller"]) == (filled["id"], ME)
    assert [bid["id"] for bid in auction["bids"]] == [filled["id"]]


def test_every_filled_offer_has_one_trade_of_the_account(wide: KrakenCaller) -> None:
    offers = wide.offers("received", count=1000) + wide.offers("placed", count=1000)
    filled = [offer["item"]["nft_id"] for offer in offers if offer["status_detail"] == "FILLED"]
    traded = [nft_id for trade in wide.result("NftAuctionTrades") for nft_id in trade["nft_ids"]]

    assert sorted(traded) == sorted([*filled, "NT47JJT-TLFPQ-CCBUQI"])


def test_trades_can_be_narrowed_to_an_nft_a_period_and_several_auctions(wide: KrakenCaller) -> None:
    trades = wide.result("NftAuctionTrades")
    one, other = trades[0], trades[3]

    assert wide.result("NftAuctionTrades", nft_id=one["nft_ids"]) == [one]
    assert wide.result("NftAuctionTrades", auction_id=[one["auction_id"], other["auction_id"]]) == [
        one,
        other,
    ]
    second = other["time"] // 1_000_000_000
    assert other in wide.result("NftAuctionTrades", start_time=second, end_time=second)


def test_trades_may_be_asked_for_with_a_form_of_repeated_keys(wide: KrakenCaller) -> None:
    one, other, *_ = wide.result("NftAuctionTrades")
    pairs = [("auction_id", one["auction_id"]), ("auction_id", other["auction_id"])]

    assert wide.call_form("NftAuctionTrades", *pairs)["result"] == [one, other]


def test_auctions_of_several_nfts_can_be_asked_for(wide: KrakenCaller) -> None:
    one, other = _auctions(wide, "closed")[:2]
    pairs = [("nft_id[]", one["nft_ids"][0]), ("nft_id[]", other["nft_ids"][0])]

    assert _auctions(wide, "closed", *pairs) == [one, other]


def test_auctions_can_be_skipped(wide: KrakenCaller) -> None:
    assert _auctions(wide, "closed", ("pos", "2")) == _auctions(wide, "closed")[2:]


def test_an_auction_status_must_be_asked_for(kraken: KrakenCaller) -> None:
    assert kraken.public("NftAuctions") == {"error": ["EGeneral:Invalid arguments:status"]}


def test_offers_of_an_unknown_nft_are_an_invalid_argument(kraken: KrakenCaller) -> None:
    answer = kraken.public("NftOffers", ("nft_id", "NTAAAAA-AAAAA-AAAAAA"))

    assert answer == {"error": ["EGeneral:Invalid arguments:nft_id"]}


def test_a_quoted_offer_has_its_quote(wide: KrakenCaller) -> None:
    quoted = next(one for one in wide.offers("received", status="open") if one["quote_id"] != "None")
    nft_id = quoted["item"]["nft_id"]
    found = wide.public("NftQuotes", ("count", "9"), ("nft_id[]", nft_id), ("has_offer", "true"))

    assert quoted["quote_id"] in [quote["quote_id"] for quote in found["result"][nft_id]]


def test_an_nft_is_told_as_its_offers_tell_it(kraken: KrakenCaller) -> None:
    item = kraken.offers("placed")[0]["item"]
    nft = kraken.public("Nft", ("nft_id", item["nft_id"]))["result"]["nft"]

    assert (nft["name"], nft["image"], nft["media"]) == (
        item["nft_name"],
        item["nft_image"],
        item["nft_media"],
    )


def test_every_chain_of_an_offer_is_a_known_one(kraken: KrakenCaller) -> None:
    chains = kraken.public("NftBlockchains")["result"]
    seen = [offer["item"]["blockchain"] for offer in kraken.offers("received") + kraken.offers("placed")]

    assert all(chain in chains["items"] for chain in seen)
    assert chains["total"] == len(chains["items"])


def test_the_time_is_the_sandboxs_own_in_body_and_header(kraken: KrakenCaller, clock: Clock) -> None:
    clock.go(days=-400)
    answer = kraken.client.get("/0/public/Time")

    assert answer.json()["result"] == {"unixtime": clock.unix(), "rfc1123": "Fri, 07 Feb 25 15:09:26 +0000"}
    assert answer.headers["date"] == "Fri, 07 Feb 2025 15:09:26 GMT"
