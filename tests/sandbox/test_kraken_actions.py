"""The rules of accepting, countering, placing and cancelling, each with its ground truth."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox_client import Clock, KrakenCaller, in_process

OVERDUE = "ON65F7C-CDFOB-VSYE6D"
OFFER = "ONQYPLG-OFARL-35RBGO"
OFFERED_NFT = "NTJQYVH-SLSNX-Q6DXVE"
SOMEBODYS_NFT = "NT4EFBO-OWGI5-QLO7AG"
AUCTION = "AGZGTN-DQLBQ-OPBMT7"
GONE = "EAPI:Invalid arguments:offer not found"
NOT_YOURS = "EGeneral:No Balance:nfts not available"

COUNTER = {"offer_id": OFFER, "ask_price": "0.7", "currency": "ETH"}
PLACE = {"nft_id": [SOMEBODYS_NFT], "offer_amount": "0.04", "offer_currency": "ETH"}


def _status(kraken: KrakenCaller, offer_id: str) -> tuple[str, str]:
    for offer in kraken.offers("received") + kraken.offers("placed"):
        if offer["id"] == offer_id:
            return offer["status"], offer["status_detail"]
    raise AssertionError(f"{offer_id} is not listed")


def _open_with_rivals(kraken: KrakenCaller) -> list[dict[str, Any]]:
    """The open offers on one NFT of the account that has several."""
    offers = kraken.offers("received", status="open")
    for offer in offers:
        same = [one for one in offers if one["item"]["nft_id"] == offer["item"]["nft_id"]]
        if len(same) > 1:
            return same
    raise AssertionError("no NFT has two open offers")


# Accepting


def test_accepting_closes_the_offer(kraken: KrakenCaller) -> None:
    kraken.result("NftAcceptOffer", offer_id=OFFER)

    assert _status(kraken, OFFER) == ("closed", "FILLED")


def test_accepting_is_one_effect(kraken: KrakenCaller, clock: Clock) -> None:
    kraken.result("NftAcceptOffer", offer_id=OFFER, otp="123456", pay_creator_fee=True)

    assert kraken.effects() == [
        {
            "id": 1,
            "at": "2026-03-14T15:09:26Z",
            "marketplace": "kraken",
            "action": "accept",
            "target": OFFER,
            "request": {"offer_id": OFFER, "pay_creator_fee": True},
        }
    ]


def test_accepting_twice_is_refused_and_no_second_effect(kraken: KrakenCaller) -> None:
    kraken.result("NftAcceptOffer", offer_id=OFFER)

    assert kraken.refusal("NftAcceptOffer", offer_id=OFFER) == GONE
    assert len(kraken.effects()) == 1


def test_accepting_makes_an_auction_that_answers_the_offer_and_a_trade(
    kraken: KrakenCaller, clock: Clock
) -> None:
    auction_id = kraken.result("NftAcceptOffer", offer_id=OFFER)["auction_id"]

    auctions = kraken.public("NftAuctions", ("status", "closed"), ("auction_id", auction_id))["result"]
    assert [one["root_id"] for one in auctions] == [OFFER]
    (trade,) = kraken.result("NftAuctionTrades", auction_id=[auction_id])
    assert (trade["price"], trade["currency"], trade["buy_user"]) == (
        "0.5000000000",
        "ETH",
        "fee-web-combine",
    )
    assert trade["time"] == clock.unix() * 1_000_000_000


def test_accepting_supersedes_the_other_open_offers_on_the_nft(kraken: KrakenCaller) -> None:
    accepted, *others = _open_with_rivals(kraken)
    kraken.result("NftAcceptOffer", offer_id=accepted["id"])

    assert {_status(kraken, other["id"]) for other in others} == {("closed", "SUPERCEDED")}
    assert len(kraken.effects()) == 1


def test_a_superseded_offer_cannot_be_accepted(kraken: KrakenCaller) -> None:
    accepted, other, *_ = _open_with_rivals(kraken)
    kraken.result("NftAcceptOffer", offer_id=accepted["id"])

    assert kraken.refusal("NftAcceptOffer", offer_id=other["id"]) == GONE


def test_accepting_ends_the_counters_on_the_nft(kraken: KrakenCaller) -> None:
    auction_id = kraken.result("NftCounterOffer", **COUNTER)["auction_id"]
    kraken.result("NftAcceptOffer", offer_id=OFFER)

    found = kraken.public("NftAuctions", ("status", "closed"), ("auction_id", auction_id))["result"]
    assert [one["status_detail"] for one in found] == ["CANCELLED"]


def test_an_nft_that_was_sold_can_be_bid_for(kraken: KrakenCaller) -> None:
    kraken.result("NftAcceptOffer", offer_id=OFFER)

    assert kraken.result("NftPlaceOffer", **{**PLACE, "nft_id": [OFFERED_NFT]})["offer_id"]


# Answering what cannot be answered


@pytest.mark.parametrize("method", ["NftAcceptOffer", "NftCounterOffer"])
class TestWhatCannotBeAnswered:
    """The same rules hold for accepting and countering."""

    def test_an_unknown_offer(self, kraken: KrakenCaller, method: str) -> None:
        assert self._refused(kraken, method, "ONAAAAA-AAAAA-AAAAAA") == GONE

    def test_an_offer_past_its_expiry_that_still_reads_open(self, kraken: KrakenCaller, method: str) -> None:
        assert self._refused(kraken, method, OVERDUE) == GONE

    def test_an_offer_at_the_second_of_its_expiry(
        self, kraken: KrakenCaller, clock: Clock, method: str
    ) -> None:
        clock.go(days=6)

        assert self._refused(kraken, method, OFFER) == GONE

    @pytest.mark.parametrize("status", ["closed", "expired"])
    def test_an_offer_that_is_over(self, kraken: KrakenCaller, method: str, status: str) -> None:
        over = kraken.offers("received", status=status)[0]["id"]

        assert self._refused(kraken, method, over) == GONE

    def test_an_offer_the_account_made_itself(self, kraken: KrakenCaller, method: str) -> None:
        own = kraken.offers("placed", status="open")[0]["id"]

        assert self._refused(kraken, method, own) == NOT_YOURS

    def test_no_offer_at_all(self, kraken: KrakenCaller, method: str) -> None:
        assert self._refused(kraken, method, None) == "EGeneral:Invalid arguments:offer_id"

    def _refused(self, kraken: KrakenCaller, method: str, offer_id: str | None) -> str:
        words = kraken.refusal(method, **{**COUNTER, "offer_id": offer_id})
        assert kraken.effects() == []
        return words


# Countering


def test_a_counter_is_an_auction_at_the_asked_price_that_answers_the_offer(
    kraken: KrakenCaller, clock: Clock
) -> None:
    expires = clock.unix(days=2)
    auction_id = kraken.result("NftCounterOffer", **COUNTER, expire_time=expires)["auction_id"]

    asked = (("status", "open"), ("auction_id", auction_id))
    (auction,) = kraken.public("NftAuctions", *asked)["result"]
    assert (auction["root_id"], auction["nft_ids"]) == (OFFER, [OFFERED_NFT])
    assert (auction["buyout_price"], auction["quote_currency"]) == ("0.7000000000", "ETH")
    assert auction["expiry_time"] == expires


def test_a_countered_offer_stays_open_and_can_be_accepted(kraken: KrakenCaller) -> None:
    kraken.result("NftCounterOffer", **COUNTER)

    assert _status(kraken, OFFER) == ("open", "LOCKED")
    assert kraken.result("NftAcceptOffer", offer_id=OFFER)["auction_id"]


def test_a_counter_sent_twice_happens_twice(kraken: KrakenCaller) -> None:
    made = {kraken.result("NftCounterOffer", **COUNTER)["auction_id"] for _ in range(2)}

    assert len(made) == 2
    assert [one["action"] for one in kraken.effects()] == ["counter", "counter"]


def test_a_counter_expires_with_its_own_time(kraken: KrakenCaller, clock: Clock) -> None:
    auction_id = kraken.result("NftCounterOffer", **COUNTER, expire_time=clock.unix(hours=1))["auction_id"]
    clock.go(hours=1)

    found = kraken.public("NftAuctions", ("status", "expired"), ("auction_id", auction_id))["result"]
    assert [one["auction_id"] for one in found] == [auction_id]


@pytest.mark.parametrize("price", ["0.7", 1, 0.7])
def test_a_price_may_be_text_integer_or_number(kraken: KrakenCaller, price: object) -> None:
    assert kraken.result("NftCounterOffer", **{**COUNTER, "ask_price": price})["auction_id"]


@pytest.mark.parametrize(
    ("method", "asked", "price", "currency"),
    [
        ("NftCounterOffer", COUNTER, "ask_price", "currency"),
        ("NftPlaceOffer", PLACE, "offer_amount", "offer_currency"),
    ],
    ids=["counter", "place"],
)
class TestTerms:
    """Price, currency and expiry are held to the same rules in a counter and in a new offer."""

    @pytest.mark.parametrize("below", ["0", "0.00009", 0, "0.0000000000"])
    def test_a_price_below_the_least(
        self,
        kraken: KrakenCaller,
        method: str,
        asked: dict[str, Any],
        price: str,
        currency: str,
        below: object,
    ) -> None:
        words = self._refused(kraken, method, {**asked, price: below})
        assert words == "EAPI:Invalid arguments:price below min"

    @pytest.mark.parametrize(
        "wrong", [None, "", "-1", "1e3", " 1", "1,5", "1_000", "٣", True, ["1"], "0.12345678901", ".5", "NaN"]
    )
    def test_a_price_that_is_no_price(
        self,
        kraken: KrakenCaller,
        method: str,
        asked: dict[str, Any],
        price: str,
        currency: str,
        wrong: object,
    ) -> None:
        words = self._refused(kraken, method, {**asked, price: wrong})
        assert words == f"EGeneral:Invalid arguments:{price}"

    @pytest.mark.parametrize("wrong", [None, "", "eth", "DOGE", 1])
    def test_a_currency_that_is_not_traded(
        self,
        kraken: KrakenCaller,
        method: str,
        asked: dict[str, Any],
        price: str,
        currency: str,
        wrong: object,
    ) -> None:
        words = self._refused(kraken, method, {**asked, currency: wrong})
        assert words == f"EGeneral:Invalid arguments:{currency}"

    def test_an_expiry_too_far_ahead(
        self,
        kraken: KrakenCaller,
        clock: Clock,
        method: str,
        asked: dict[str, Any],
        price: str,
        currency: str,
    ) -> None:
        words = self._refused(kraken, method, {**asked, "expire_time": clock.unix(days=30, seconds=1)})
        assert words == "EAPI:Invalid arguments:expire_time above max"

    def test_an_expiry_that_is_not_ahead(
        self,
        kraken: KrakenCaller,
        clock: Clock,
        method: str,
        asked: dict[str, Any],
        price: str,
        currency: str,
    ) -> None:
        words = self._refused(kraken, method, {**asked, "expire_time": clock.unix()})
        assert words == "EAPI:Invalid arguments:start_time must be < expire_time"

    def _refused(self, kraken: KrakenCaller, method: str, asked: dict[str, Any]) -> str:
        words = kraken.refusal(method, **asked)
        assert kraken.effects() == []
        return words


# Placing


def test_a_placed_offer_is_listed_first_with_its_terms(kraken: KrakenCaller, clock: Clock) -> None:
    expires = clock.unix(days=3)
    offer_id = kraken.result("NftPlaceOffer", **PLACE, expire_time=expires)["offer_id"]

    listed = kraken.offers("placed")[0]
    assert (listed["id"], listed["status"], listed["item"]["nft_id"]) == (offer_id, "open", SOMEBODYS_NFT)
    assert listed["amount"]["amount"] == "0.0400000000"
    assert (listed["time"], listed["expire_time"]) == (clock.unix(), expires)


def test_placing_is_an_effect_on_the_nft(kraken: KrakenCaller) -> None:
    kraken.result("NftPlaceOffer", **PLACE)

    (effect,) = kraken.effects()
    assert (effect["action"], effect["target"], effect["request"]) == ("place", SOMEBODYS_NFT, PLACE)


def test_an_offer_placed_twice_is_two_offers(kraken: KrakenCaller) -> None:
    made = {kraken.result("NftPlaceOffer", **PLACE)["offer_id"] for _ in range(2)}

    assert len(made) == 2
    assert len(kraken.effects()) == 2


@pytest.mark.parametrize(
    "nft_ids",
    [["NTAAAAA-AAAAA-AAAAAA"], [OFFERED_NFT], [], None, [SOMEBODYS_NFT, OFFERED_NFT], SOMEBODYS_NFT],
)
def test_only_one_nft_of_somebody_else_can_be_bid_for(kraken: KrakenCaller, nft_ids: object) -> None:
    words = kraken.refusal("NftPlaceOffer", **{**PLACE, "nft_id": nft_ids})

    assert words == "EGeneral:Invalid arguments:nft_id"
    assert kraken.effects() == []


def test_an_offer_may_be_linked_to_a_quote_on_its_nft(kraken: KrakenCaller) -> None:
    kraken.result("NftPlaceOffer", **PLACE, quote_id="QNSFZED-QWKVB-GLI227")

    assert kraken.offers("placed")[0]["quote_id"] == "QNSFZED-QWKVB-GLI227"


def test_an_offer_cannot_be_linked_to_a_quote_that_is_not_there(kraken: KrakenCaller) -> None:
    words = kraken.refusal("NftPlaceOffer", **PLACE, quote_id="QNAAAAA-AAAAA-AAAAAA")

    assert words == "EGeneral:Invalid arguments:quote_id"


# Cancelling


def test_each_id_of_a_cancel_gets_its_own_status_in_order(kraken: KrakenCaller) -> None:
    mine, over = (kraken.offers("placed", status=status)[0]["id"] for status in ("open", "expired"))
    asked = [OFFER, mine, "ONAAAAA-AAAAA-AAAAAA", over, mine]

    assert kraken.result("NftCancelOffer", offer_ids=asked)["statuses"] == [
        {"id": OFFER, "status": "failed", "reason": "not found"},
        {"id": mine, "status": "cancelled", "reason": None},
        {"id": "ONAAAAA-AAAAA-AAAAAA", "status": "failed", "reason": "not found"},
        {"id": over, "status": "failed", "reason": "not open"},
        {"id": mine, "status": "failed", "reason": "not open"},
    ]


def test_only_the_cancelled_id_is_closed_and_an_effect(kraken: KrakenCaller) -> None:
    mine = kraken.offers("placed", status="open")[0]["id"]
    kraken.result("NftCancelOffer", offer_ids=[OFFER, mine])

    assert _status(kraken, mine) == ("closed", "CANCELLED")
    assert _status(kraken, OFFER)[0] == "open"
    assert [(one["action"], one["target"]) for one in kraken.effects()] == [("cancel", mine)]


def test_a_cancel_of_three_is_three_effects_of_one_request(kraken: KrakenCaller) -> None:
    mine = [offer["id"] for offer in kraken.offers("placed", status="open")[:3]]
    kraken.result("NftCancelOffer", offer_ids=mine)

    effects = kraken.effects()
    assert [one["target"] for one in effects] == mine
    assert [one["request"] for one in effects] == [{"offer_ids": mine}] * 3
    assert [one["id"] for one in effects] == [1, 2, 3]


def test_a_counter_can_be_undone_by_cancelling_its_auction(kraken: KrakenCaller) -> None:
    auction_id = kraken.result("NftCounterOffer", **COUNTER)["auction_id"]
    found = kraken.result("NftCancelAuction", auction_ids=[auction_id])["statuses"]

    assert [one["status"] for one in found] == ["cancelled"]
    assert [one["action"] for one in kraken.effects()] == ["counter", "cancel_auction"]


def test_an_auction_cannot_be_cancelled_twice(kraken: KrakenCaller) -> None:
    kraken.result("NftCancelAuction", auction_ids=[AUCTION])
    found = kraken.result("NftCancelAuction", auction_ids=[AUCTION, "AAAAAA-AAAAA-AAAAAA"])["statuses"]

    assert [(one["status"], one["reason"]) for one in found] == [("failed", "not found")] * 2
    assert len(kraken.effects()) == 1


def test_somebody_elses_auction_cannot_be_cancelled(clock: Clock) -> None:
    kraken = in_process(clock, offers=400)
    bought = next(
        trade for trade in kraken.result("NftAuctionTrades") if trade["buy_user"] == "civil-hire-matrix"
    )

    words = kraken.refusal("NftCancelAuction", auction_ids=[AUCTION, bought["auction_id"]])
    assert words == "EGeneral:Invalid User:auction owned by someone else"
    assert kraken.effects() == []
