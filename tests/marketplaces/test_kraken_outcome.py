"""What became of a lost request is read from what Kraken shows, and said to be unclear where it is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.kraken_account import account_at, an_offer, fields_of, half_an_eth, instruction, offer_entry
from tests.loopback import Act, Seen, answer
from tui_app.domain.errors import Unreachable, UnreadableReply
from tui_app.domain.offer import Side
from tui_app.domain.verdicts import Action
from tui_app.gateway.contract import Finding, LostRequest, Outcome

pytestmark = pytest.mark.anyio

SENT = datetime(2026, 10, 21, 7, 28, tzinfo=UTC)
THEN = int(SENT.timestamp())
OURS = "ON65F7C-CDFOB-VSYE6D"
NFT = "NTF6XJ7-FK7UJ-STHZ2W"


class Market:
    """What the server shows: user offers by status, public offers, auctions by status, trades."""

    def __init__(self) -> None:
        self.listed: list[dict[str, Any]] = []
        self.public: list[dict[str, Any]] = []
        self.auctions: list[dict[str, Any]] = []
        self.trades: list[Any] = []
        self.broken = ""

    def respond(self, seen: Seen) -> Act:
        """The answer to one read."""
        path = urlsplit(seen.target).path.rsplit("/", 1)[-1]
        if path == self.broken:
            return answer(b"<html>")
        return answer({"error": [], "result": self._result(path, seen)})

    def _result(self, path: str, seen: Seen) -> object:
        if path == "NftUserOffers":
            found = [each for each in self.listed if each["status"] == fields_of(seen)["status"]]
            return {"offers": found, "count": len(found)}
        if path == "NftOffers":
            return {"offers": self.public}
        if path == "NftAuctions":
            (status,) = parse_qs(urlsplit(seen.target).query)["status"]
            return [each for each in self.auctions if each["status"] == status]
        return self.trades

    async def finding(self, action: Action, **lost: Any) -> Finding:
        """What tracing such an action at this market finds."""
        terms = half_an_eth() if action in {Action.COUNTER, Action.PLACE} else None
        told = instruction(action, terms=terms)
        if action is Action.PLACE:
            told = instruction(action, terms=terms, offer=None, nft=an_offer().nft)
        if action is Action.CANCEL:
            told = instruction(action, offer=an_offer(Side.PLACED))
        async with account_at(by=self.respond) as (_server, account):
            return await account.trace(LostRequest(instruction=told, sent_at=SENT, **lost))


def auction(**changes: object) -> dict[str, Any]:
    """An auction that answers our offer, begun when the request was sent."""
    plain = {
        "auction_id": "AUCTION-1",
        "root_id": OURS,
        "bids": [],
        "nft_ids": [NFT],
        "quote_currency": "ETH",
        "buyout_price": "0.5",
        "reserve_price": None,
        "start_time": THEN + 1,
        "status": "open",
        "type": "fixed",
    }
    return {**plain, **changes}


def trade(**changes: object) -> dict[str, Any]:
    """The sale that came out of that auction."""
    plain = {"trade_id": "T1", "auction_id": "AUCTION-1", "currency": "ETH", "price": "0.5", "nft_ids": [NFT]}
    return {**plain, "volume": 1, "time": (THEN + 2) * 10**9, **changes}


def public(status: str) -> dict[str, Any]:
    """Our offer in the public list."""
    return {
        "id": OURS,
        "status": status,
        "time": THEN * 10**9,
        "amount": "5",
        "currency": "USDC",
        "auction_id": None,
    }


def placed(**changes: object) -> dict[str, Any]:
    """An offer with the terms of the lost one, placed when it was sent."""
    terms = {"amount__amount": "0.500", "amount__asset_alt_name": "ETH", "amount__asset_name": "ETH"}
    return offer_entry(**{"id": "NEW-1", "time": THEN + 1, **terms, **changes})


async def found(market: Market, action: Action, **lost: Any) -> tuple[Outcome, str | None]:
    """The outcome and what was made."""
    finding = await market.finding(action, **lost)
    assert finding.because.endswith(".")
    return finding.outcome, finding.made


HAPPENED, DID_NOT, CANNOT_TELL = Outcome.HAPPENED, Outcome.DID_NOT_HAPPEN, Outcome.CANNOT_TELL


@pytest.mark.parametrize(
    ("status", "detail", "auctions", "trades", "shown", "outcome"),
    [
        ("closed", "", [auction(status="closed")], [trade()], None, (HAPPENED, "AUCTION-1")),
        ("open", "", [auction()], [trade()], None, (HAPPENED, "AUCTION-1")),
        ("closed", "FILLED", [], [], None, (HAPPENED, None)),
        ("closed", "", [], [], "Filled", (HAPPENED, None)),
        ("closed", "", [auction(status="closed")], [], None, (HAPPENED, "AUCTION-1")),
        ("open", "LOCKED", [], [], None, (DID_NOT, None)),
        ("expired", "", [], [], None, (DID_NOT, None)),
        ("closed", "CANCELLED", [], [], None, (DID_NOT, None)),
        ("closed", "", [], [], "Cancelled", (DID_NOT, None)),
        ("closed", "", [], [], "PartialFilled", (CANNOT_TELL, None)),
        ("closed", "", [], [], None, (CANNOT_TELL, None)),
        ("open", "", [auction()], [], None, (CANNOT_TELL, None)),
        ("closed", "", [auction(root_id="OTHER")], [trade()], None, (CANNOT_TELL, None)),
        (
            "closed",
            "",
            [auction(start_time=THEN - 600, status="closed")],
            [trade()],
            None,
            (CANNOT_TELL, None),
        ),
    ],
)
async def test_an_accept_shows_in_its_auction_its_trade_or_the_offer(
    status: str,
    detail: str,
    auctions: list[dict[str, Any]],
    trades: list[dict[str, Any]],
    shown: str | None,
    outcome: tuple[Outcome, str | None],
) -> None:
    market = Market()
    market.listed = [offer_entry(status=status, status_detail=detail)]
    market.auctions, market.trades = auctions, trades
    market.public = [public(shown)] if shown else []
    assert await found(market, Action.ACCEPT) == outcome


async def test_an_offer_that_is_listed_nowhere_leaves_an_accept_unclear() -> None:
    assert await found(Market(), Action.ACCEPT) == (CANNOT_TELL, None)


async def test_an_auction_another_action_accounts_for_is_no_evidence() -> None:
    market = Market()
    market.listed, market.auctions, market.trades = [offer_entry()], [auction()], [trade()]
    assert await found(market, Action.ACCEPT, spoken_for=frozenset({"AUCTION-1"})) == (DID_NOT, None)
    assert await found(market, Action.COUNTER, spoken_for=frozenset({"AUCTION-1"})) == (DID_NOT, None)


@pytest.mark.parametrize(
    ("auctions", "outcome"),
    [
        ([auction()], (HAPPENED, "AUCTION-1")),
        ([auction(buyout_price=None, reserve_price="0.50")], (HAPPENED, "AUCTION-1")),
        ([auction(status="closed")], (HAPPENED, "AUCTION-1")),
        ([auction(start_time=(THEN + 1) * 10**9)], (HAPPENED, "AUCTION-1")),
        ([], (DID_NOT, None)),
        ([auction(root_id="OTHER")], (DID_NOT, None)),
        ([auction(root_id="None")], (DID_NOT, None)),
        ([auction(start_time=THEN - 60)], (DID_NOT, None)),
        ([auction(buyout_price="0.51")], (CANNOT_TELL, None)),
        ([auction(quote_currency="USDC")], (CANNOT_TELL, None)),
        ([auction(), auction(auction_id="AUCTION-2")], (CANNOT_TELL, None)),
    ],
)
async def test_a_counter_shows_as_an_auction_of_its_price(
    auctions: list[dict[str, Any]], outcome: tuple[Outcome, str | None]
) -> None:
    market = Market()
    market.auctions = auctions
    assert await found(market, Action.COUNTER) == outcome


@pytest.mark.parametrize(
    ("seconds_before", "outcome"), [(10, CANNOT_TELL), (124, CANNOT_TELL), (126, HAPPENED)]
)
async def test_an_auction_that_an_earlier_action_may_have_made_proves_nothing(
    seconds_before: int, outcome: Outcome
) -> None:
    market = Market()
    market.auctions = [auction()]
    left = SENT - timedelta(seconds=seconds_before)
    assert (await found(market, Action.COUNTER, rivals=(left,)))[0] is outcome


async def test_an_earlier_action_does_not_hide_that_nothing_shows() -> None:
    assert await found(Market(), Action.COUNTER, rivals=(SENT,)) == (DID_NOT, None)


@pytest.mark.parametrize(
    ("status", "detail", "shown", "outcome"),
    [
        ("closed", "CANCELLED", None, HAPPENED),
        ("closed", "", "Cancelled", HAPPENED),
        ("closed", "", "Filled", DID_NOT),
        ("closed", "FILLED", None, DID_NOT),
        ("open", "", None, DID_NOT),
        ("expired", "", None, DID_NOT),
        ("closed", "", None, CANNOT_TELL),
        ("closed", "", "Superceded", CANNOT_TELL),
    ],
)
async def test_a_cancel_shows_in_how_the_offer_ended(
    status: str, detail: str, shown: str | None, outcome: Outcome
) -> None:
    market = Market()
    market.listed = [offer_entry(status=status, status_detail=detail)]
    market.public = [public(shown)] if shown else []
    assert await found(market, Action.CANCEL) == (outcome, None)


@pytest.mark.parametrize(
    ("offers", "outcome"),
    [
        ([placed()], (HAPPENED, "NEW-1")),
        ([placed(status="closed", status_detail="FILLED")], (HAPPENED, "NEW-1")),
        ([placed(status="expired")], (HAPPENED, "NEW-1")),
        ([placed(), placed(id="NEW-2")], (CANNOT_TELL, None)),
        ([placed(), offer_entry(id="BROKEN", time="x")], (HAPPENED, "NEW-1")),
        ([offer_entry(id="BROKEN", time="x")], (CANNOT_TELL, None)),
        ([], (DID_NOT, None)),
        ([placed(amount__amount="0.51")], (DID_NOT, None)),
        ([placed(amount__asset_alt_name="USDC")], (DID_NOT, None)),
        ([placed(item__nft_id="OTHER")], (DID_NOT, None)),
        ([placed(time=THEN - 3600)], (DID_NOT, None)),
        ([placed(time=THEN + 3600)], (DID_NOT, None)),
    ],
)
async def test_a_new_offer_shows_by_its_nft_terms_and_time(
    offers: list[dict[str, Any]], outcome: tuple[Outcome, str | None]
) -> None:
    market = Market()
    market.listed = offers
    assert await found(market, Action.PLACE) == outcome


async def test_of_two_equal_offers_the_one_not_accounted_for_is_ours() -> None:
    market = Market()
    market.listed = [placed(), placed(id="NEW-2")]
    assert await found(market, Action.PLACE, spoken_for=frozenset({"NEW-2"})) == (HAPPENED, "NEW-1")


async def test_what_kraken_cannot_do_did_not_happen() -> None:
    assert await found(Market(), Action.REJECT) == (DID_NOT, None)


@pytest.mark.parametrize("entry", [None, {}, {"trade_id": "T 1"}, trade(price="-1"), trade(time="soon")])
async def test_evidence_that_cannot_be_read_is_no_ground_for_a_conclusion(entry: object) -> None:
    market = Market()
    market.listed, market.trades = [offer_entry()], [entry]
    with pytest.raises(UnreadableReply):
        await market.finding(Action.ACCEPT)


@pytest.mark.parametrize("broken", ["NftUserOffers", "NftAuctions", "NftAuctionTrades"])
async def test_a_read_that_fails_fails_the_tracing(broken: str) -> None:
    market = Market()
    market.listed, market.broken = [offer_entry()], broken
    with pytest.raises((UnreadableReply, Unreachable)):
        await market.finding(Action.ACCEPT)


async def test_tracing_only_reads_and_asks_for_the_nft_since_the_request_left() -> None:
    market = Market()
    market.listed = [offer_entry(status="closed")]
    told = instruction(Action.ACCEPT)
    async with account_at(by=market.respond) as (server, account):
        await account.trace(LostRequest(instruction=told, sent_at=SENT))
    methods = [urlsplit(seen.target).path.rsplit("/", 1)[-1] for seen in server.seen]
    assert set(methods) == {"NftUserOffers", "NftAuctions", "NftAuctionTrades", "NftOffers"}
    auctions = [parse_qs(urlsplit(seen.target).query) for seen in server.seen if "NftAuctions" in seen.target]
    since = str(int((SENT - timedelta(seconds=5)).timestamp()))
    assert [(each["nft_id[]"], each["start_time"]) for each in auctions] == [([NFT], [since])] * 3
    assert [each["status"] for each in auctions] == [["open"], ["closed"], ["expired"]]
