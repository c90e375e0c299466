"""Between the yes and the first byte: whatever is not as it was confirmed stops the action."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.desk.proxy import Ask, Proxy, changed, errors, instead, pass_on, reset_unread
from tests.desk.seat import Clock, Market, Seat, accept, cancel, counter, place, seated, yes
from tests.loopback import Wire
from tui_app.desk import preflight
from tui_app.desk.carrying import Report
from tui_app.domain.instruction import Instruction
from tui_app.domain.offer import Offer, OfferStatus, SeenOffer, Side
from tui_app.domain.verdicts import Action
from tui_app.gateway.contract import Receipt, Seal
from tui_app.ledger.action_states import ActionState
from tui_app.marketplaces.kraken.client import KrakenConnection

pytestmark = pytest.mark.anyio

WRITES = ("NftAcceptOffer", "NftCounterOffer", "NftCancelOffer", "NftPlaceOffer")


def on(seen: SeenOffer, change: Callable[[dict[str, Any]], None]) -> Callable[[Any], None]:
    """Change the entry of one offer in an NftUserOffers answer."""

    def changing(body: Any) -> None:
        for entry in body["result"]["offers"]:
            if entry["id"] == seen.offer.key.offer_id:
                change(entry)

    return changing


def gone(body: Any) -> None:
    """Leave every offer out of an NftUserOffers answer."""
    body["result"]["offers"] = []


def set_in(*path: str, to: object) -> Callable[[dict[str, Any]], None]:
    """Put another value where the path leads."""

    def change(entry: dict[str, Any]) -> None:
        for step in path[:-1]:
            entry = entry[step]
        entry[path[-1]] = to

    return change


MUTATIONS = [
    pytest.param(set_in("amount", "amount", to="0.00000001"), "amount: {amount} → 0.00000001", id="amount"),
    pytest.param(set_in("amount", "asset_alt_name", to="DOGE"), "currency: {code} → DOGE", id="currency"),
    pytest.param(set_in("status", to="closed"), "status: open → closed", id="closed"),
    pytest.param(set_in("status", to="expired"), "status: open → expired", id="expired"),
    pytest.param(set_in("status", to="haunted"), "status: open → unknown", id="unknown status"),
    pytest.param(set_in("status_detail", to="PARTLY TAKEN"), "→ PARTLY TAKEN", id="status detail"),
    pytest.param(set_in("expire_time", to=2_000_000_000), "→ 2033-05-18T03:33:20+00:00", id="later end"),
    pytest.param(set_in("expire_time", to=0), "→ no end", id="no end"),
    pytest.param(set_in("social_id", to="some-other-whale"), "→ some-other-whale", id="maker"),
    pytest.param(set_in("item", "nft_id", to="NTAAAAA-AAAAA-AAAAAA"), "NFT: {nft} → NTAA", id="NFT"),
    pytest.param(set_in("id", to="OOOOOOO-OOOOO-OOOOOO"), "no longer lists this offer", id="other id"),
    pytest.param(set_in("amount", "amount", to="a lot"), "cannot be read", id="unreadable"),
]


async def act_after(
    seat: Seat, proxy: Proxy, seen: SeenOffer, change: Callable[[Any], None], draft: Instruction
) -> Report:
    """Confirm, and have the marketplace's list changed in the moment of the yes."""

    async def confirm(confirmed: Instruction) -> Instruction | None:
        proxy.always["NftUserOffers"] = changed(change)
        return await yes(confirmed)

    return await seat.reported(draft, confirm)


@pytest.mark.parametrize(("mutation", "told"), MUTATIONS)
@pytest.mark.parametrize(
    ("draft", "side"), [(accept, Side.RECEIVED), (counter, Side.RECEIVED), (cancel, Side.PLACED)]
)
async def test_an_offer_that_changed_after_the_yes_is_not_acted_on(
    mutation: Callable[[dict[str, Any]], None],
    told: str,
    draft: Callable[[Offer], Instruction],
    side: Side,
    market: Market,
    seat: Seat,
    proxy: Proxy,
) -> None:
    seen = market.spare(side)
    price = seen.offer.price

    report = await act_after(seat, proxy, seen, on(seen, mutation), draft(seen.offer))

    assert report.state is ActionState.NOT_DONE
    assert report.sentence.startswith("Not sent: ")
    named = {"amount": price.canonical, "code": price.currency.code, "nft": seen.offer.nft.nft_id}
    assert told.format(**named) in report.sentence
    assert not any(proxy.asked[method] for method in WRITES)
    assert seat.states(report.action_id or "") == ["planned", "not done"]


async def test_an_offer_that_went_to_the_other_side_is_not_acted_on(
    market: Market, seat: Seat, proxy: Proxy
) -> None:
    seen = market.spare()

    report = await act_after(seat, proxy, seen, gone, accept(seen.offer))

    assert report.sentence == (
        "Not sent: Kraken no longer lists this offer. Refresh to see what became of it."
    )
    assert not proxy.asked["NftAcceptOffer"]


@pytest.mark.parametrize(
    "same",
    [
        pytest.param(set_in("item", "nft_name", to="Another name"), id="a name that anybody can change"),
        pytest.param(set_in("item", "nft_image", to=None), id="no picture any more"),
    ],
)
async def test_what_no_decision_hangs_on_may_change(
    same: Callable[[dict[str, Any]], None], market: Market, seat: Seat, proxy: Proxy
) -> None:
    seen = market.offer()

    report = await act_after(seat, proxy, seen, on(seen, same), accept(seen.offer))

    assert report.state is ActionState.DONE
    assert market.effects(seen.offer.key.offer_id) == ["accept"]


async def test_an_amount_written_with_other_zeros_is_the_same(
    market: Market, seat: Seat, proxy: Proxy
) -> None:
    seen = market.offer()
    longer = format(seen.offer.price.amount, "f")
    longer += "00" if "." in longer else ".00"

    report = await act_after(
        seat, proxy, seen, on(seen, set_in("amount", "amount", to=longer)), accept(seen.offer)
    )

    assert report.state is ActionState.DONE


async def test_what_the_last_look_found_is_shown(market: Market, seat: Seat, proxy: Proxy) -> None:
    seen = market.spare()
    seat.know(seen)

    await act_after(seat, proxy, seen, on(seen, set_in("status", to="expired")), accept(seen.offer))

    assert seat.shown(seen.offer) is OfferStatus.EXPIRED


@pytest.mark.parametrize(
    ("method", "fault", "told"),
    [
        ("NftUserOffers", errors("EService:Unavailable"), "out of order at the moment"),
        ("NftUserOffers", reset_unread, "did not answer properly"),
        ("NftUserOffers", instead(b"<html>", acting=False), "a web page instead of data"),
        ("NftUserOffers", errors("EAPI:Invalid key"), "does not know this API key"),
        ("NftUserOffers", errors("EGeneral:Unknown method"), "has closed its NFT marketplace"),
        ("Time", errors("EService:Unavailable"), "out of order at the moment"),
        ("Time", reset_unread, "did not answer properly"),
    ],
    ids=lambda part: part if isinstance(part, str) else "",
)
async def test_where_the_last_look_fails_nothing_is_sent(
    method: str, fault: Any, told: str, market: Market, seat: Seat, proxy: Proxy
) -> None:
    seen = market.spare()
    proxy.always[method] = fault

    report = await seat.reported(accept(seen.offer))

    assert report.state is ActionState.NOT_DONE
    assert report.sentence.startswith("Not sent: ")
    assert told in report.sentence
    assert not proxy.asked["NftAcceptOffer"]


def their_clock(moment: datetime) -> Callable[[Any], None]:
    """Set the clock of a Time answer."""

    def change(body: Any) -> None:
        body["result"]["unixtime"] = int(moment.timestamp())

    return change


@pytest.mark.parametrize("draft", [accept, counter])
@pytest.mark.parametrize(
    ("left", "told"),
    [
        (timedelta(seconds=29), "it ends within 30 seconds"),
        (timedelta(seconds=-1), "it has expired, though the marketplace has not swept it yet"),
    ],
)
async def test_near_the_end_by_the_marketplaces_clock_nothing_is_sent(
    draft: Callable[[Offer], Instruction],
    left: timedelta,
    told: str,
    market: Market,
    seat: Seat,
    proxy: Proxy,
) -> None:
    offer = market.spare().offer
    assert offer.expires is not None
    proxy.always["Time"] = changed(their_clock(offer.expires - left))

    report = await seat.reported(draft(offer))

    assert report.sentence == f"Not sent: {told}."
    assert not any(proxy.asked[method] for method in WRITES)


async def test_well_before_the_end_it_is_sent(market: Market, seat: Seat, proxy: Proxy) -> None:
    offer = market.offer().offer
    assert offer.expires is not None
    proxy.always["Time"] = changed(their_clock(offer.expires - timedelta(seconds=40)))

    report = await seat.reported(accept(offer))

    assert report.state is ActionState.DONE


@pytest.mark.parametrize("off", [timedelta(days=1), timedelta(days=-1)], ids=["ahead", "behind"])
async def test_a_clock_of_ours_that_is_a_day_off_changes_nothing(
    off: timedelta, market: Market, proxy: Proxy, tmp_path: Path
) -> None:
    open_one, ended = market.offer().offer, market.spare().offer
    async with seated(market.info, tmp_path, at=proxy, clock=Clock(off)) as seat:
        assert (await seat.reported(accept(open_one))).state is ActionState.DONE

        assert ended.expires is not None
        proxy.always["Time"] = changed(their_clock(ended.expires))
        assert (await seat.reported(accept(ended))).state is ActionState.NOT_DONE
    assert market.effects(ended.key.offer_id) == []


async def test_time_that_runs_out_while_looking_counts(market: Market, seat: Seat, proxy: Proxy) -> None:
    offer = market.spare().offer
    assert offer.expires is not None
    proxy.always["Time"] = changed(their_clock(offer.expires - timedelta(seconds=31)))

    async def slow(wire: Wire, ask: Ask) -> bool:
        await asyncio.sleep(1.1)
        return await pass_on(wire, ask)

    proxy.always["NftUserOffers"] = slow

    report = await seat.reported(accept(offer))

    assert report.sentence == "Not sent: it ends within 30 seconds."


async def test_time_that_ran_out_before_their_clock_was_heard_counts(
    market: Market, seat: Seat, proxy: Proxy
) -> None:
    offer = market.spare().offer
    assert offer.expires is not None
    told = changed(their_clock(offer.expires - timedelta(seconds=31)))

    async def late(wire: Wire, ask: Ask) -> bool:
        async def held() -> bytes:
            answer = await ask()
            await asyncio.sleep(1.1)
            return answer

        return await told(wire, held)

    proxy.always["Time"] = late

    report = await seat.reported(accept(offer))

    assert report.sentence == "Not sent: it ends within 30 seconds."


@pytest.mark.parametrize("draft", [accept, counter, cancel, place])
async def test_a_request_that_waited_too_long_after_the_look_is_not_sent(
    draft: Callable[[Offer], Instruction],
    market: Market,
    seat: Seat,
    proxy: Proxy,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at_once = KrakenConnection.send

    async def queued(self: KrakenConnection, instruction: Instruction, seal: Seal) -> Receipt:
        monkeypatch.setattr(preflight, "GOOD_FOR", 0.0)
        return await at_once(self, instruction, seal)

    monkeypatch.setattr(KrakenConnection, "send", queued)
    side = Side.RECEIVED if draft in (accept, counter) else Side.PLACED

    report = await seat.reported(draft(market.spare(side).offer))

    assert report.state is ActionState.NOT_DONE
    assert report.sentence == "Not sent: too much time passed since this was checked; try again."
    assert not any(proxy.asked[method] for method in WRITES)
    assert seat.states(report.action_id or "") == ["planned", "checked", "not done"]


async def test_what_the_marketplace_cannot_do_is_not_asked(market: Market, seat: Seat, proxy: Proxy) -> None:
    report = await seat.reported(replace(accept(market.spare().offer), action=Action.REJECT))

    assert report.sentence == "Not sent: Kraken has no way to reject an offer."
    assert not any(proxy.asked[method] for method in WRITES)


async def test_an_offer_of_ours_cannot_be_accepted(market: Market, seat: Seat, proxy: Proxy) -> None:
    report = await seat.reported(accept(market.spare(Side.PLACED).offer))

    assert report.sentence == "Not sent: this account has no say in that offer."
    assert not any(proxy.asked[method] for method in WRITES)


async def test_the_moment_of_sending_is_the_marketplaces(
    market: Market, proxy: Proxy, tmp_path: Path
) -> None:
    async with seated(market.info, tmp_path, at=proxy, clock=Clock(timedelta(days=-3))) as seat:
        report = await seat.reported(place(market.offer(Side.PLACED).offer))
        sent_at = seat.journal.entry(report.action_id or "").sent_at

    assert sent_at is not None
    assert abs(sent_at - datetime.now(UTC)) < timedelta(seconds=5)
