"""Answers that are lost or make no sense: told as unknown, never as failed, and decided by reading."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.desk.proxy import (
    Ask,
    Fault,
    Hold,
    Proxy,
    act_then_close,
    act_then_cut,
    act_then_reset,
    act_then_swallow,
    errors,
    instead,
    pass_on,
    reset_unread,
    swallow,
)
from tests.desk.seat import HASTY, QUICK, Clock, Market, Seat, accept, cancel, counter, place, seated
from tests.loopback import Wire
from tui_app.desk.news import ActionChanged
from tui_app.domain.instruction import Instruction
from tui_app.domain.offer import Offer, OfferStatus, Side
from tui_app.ledger.action_states import ActionState
from tui_app.marketplaces.kraken import MARKETPLACE
from tui_app.marketplaces.kraken.companions import AUCTION_STATUSES

pytestmark = pytest.mark.anyio

HTML = b"<html><body>Bad gateway</body></html>"
LOST: list[tuple[str, Fault]] = [
    ("reset before it was read", reset_unread),
    ("no answer, not done", swallow),
    ("502 page, not done", instead(HTML, 502, acting=False, kind="text/html")),
    ("reset after acting", act_then_reset),
    ("closed after acting", act_then_close),
    ("no answer after acting", act_then_swallow),
    ("502 page after acting", instead(HTML, 502, acting=True, kind="text/html")),
    ("503 after acting", instead(b'{"error":["EService:Unavailable"]}', 503, acting=True)),
    ("cut body after acting", act_then_cut),
    ("cut JSON after acting", instead(b'{"error":[],"result":{"auct', acting=True)),
    ("an error nobody knows after acting", errors("EWeird:No idea", acting=True)),
    ("internal error after acting", errors("EGeneral:Internal error", acting=True)),
    ("an error beside a result", instead(b'{"error":["EAPI:Bad"],"result":{"x":1}}', acting=True)),
    ("an empty result after acting", instead(b'{"error":[],"result":{}}', acting=True)),
    ("204 after acting", instead(b"", 204, acting=True)),
    ("307 after acting", instead(b"", 307, acting=True)),
    ("409 after acting", instead(b'{"error":["EAPI:Conflict"]}', 409, acting=True)),
]
ACTIONS: list[tuple[str, Callable[[Offer], Instruction], Side]] = [
    ("NftAcceptOffer", accept, Side.RECEIVED),
    ("NftCounterOffer", counter, Side.RECEIVED),
    ("NftCancelOffer", cancel, Side.PLACED),
    ("NftPlaceOffer", place, Side.PLACED),
]
CASES = [
    pytest.param(fault, *action, id=f"{action[0]}, {name}") for name, fault in LOST for action in ACTIONS
]


def target_of(instruction: Instruction) -> str:
    """What the sandbox calls the target."""
    return instruction.offer.key.offer_id if instruction.offer else instruction.subject.nft_id


@pytest.mark.parametrize(("fault", "method", "draft", "side"), CASES)
async def test_a_lost_answer_is_unknown_until_reading_decides_it(
    fault: Fault,
    method: str,
    draft: Callable[[Offer], Instruction],
    side: Side,
    market: Market,
    proxy: Proxy,
    tmp_path: Path,
) -> None:
    seen = market.offer(side)
    instruction = draft(seen.offer)
    target = target_of(instruction)
    before = len(market.effects(target))
    proxy.next(method, fault)
    async with seated(market.info, tmp_path, at=proxy, limits=QUICK) as seat:
        seat.know(seen)
        report = await seat.reported(instruction)
        happened = len(market.effects(target)) > before

        assert report.state is ActionState.UNKNOWN
        assert report.sentence.startswith("Sent to ")
        assert "fail" not in report.sentence.casefold()

        entry = await seat.until_settled()
        assert entry.state is (ActionState.DONE if happened else ActionState.NOT_DONE)
        assert market.effects(target)[before:] == [instruction.action.value] * happened
        assert proxy.asked[method] == 1
        assert seat.states(entry) == ["planned", "checked", "sending", "unknown", entry.state]


async def test_until_it_is_decided_the_offer_is_in_flight_and_blocked(
    market: Market, proxy: Proxy, tmp_path: Path
) -> None:
    seen = market.offer()
    proxy.next("NftAcceptOffer", reset_unread)
    async with seated(market.info, tmp_path, at=proxy, marketplace=MARKETPLACE) as seat:
        seat.know(seen)
        await seat.reported(accept(seen.offer))

        assert seat.shown(seen.offer) is OfferStatus.IN_FLIGHT
        again = await seat.reported(counter(seen.offer))
        assert again.sentence == "Not sent: an earlier accept is not settled yet."
    assert market.effects(seen.offer.key.offer_id) == []


async def test_what_was_done_is_told_as_soon_as_a_read_shows_it(
    market: Market, proxy: Proxy, tmp_path: Path
) -> None:
    seen = market.offer()
    proxy.next("NftAcceptOffer", act_then_reset)
    async with seated(market.info, tmp_path, at=proxy, marketplace=MARKETPLACE) as seat:
        seat.know(seen)
        await seat.reported(accept(seen.offer))
        entry = await seat.until_settled()

        assert entry.state is ActionState.DONE
        assert seat.shown(seen.offer) is OfferStatus.ACCEPTED

        def told() -> list[str]:
            return [each.sentence for each in seat.news if isinstance(each, ActionChanged) and each.sentence]

        await seat.until(lambda: bool(told()))  # written down first, then told
        (sentence,) = told()
        assert "it was done" in sentence


async def test_a_no_is_not_believed_before_the_marketplace_has_settled(
    market: Market, proxy: Proxy, tmp_path: Path
) -> None:
    settle = timedelta(seconds=1)
    proxy.next("NftAcceptOffer", reset_unread)
    async with seated(
        market.info, tmp_path, at=proxy, marketplace=replace(MARKETPLACE, settle=settle)
    ) as seat:
        began = asyncio.get_running_loop().time()
        await seat.reported(accept(market.offer().offer))
        entry = await seat.until_settled()
        took = asyncio.get_running_loop().time() - began

    assert entry.state is ActionState.NOT_DONE
    assert took >= settle.total_seconds()


async def test_a_look_that_began_too_early_decides_nothing_however_long_it_takes(
    market: Market, proxy: Proxy, tmp_path: Path
) -> None:
    settle = timedelta(seconds=0.5)
    proxy.next("NftAcceptOffer", reset_unread)

    async def slow(wire: Wire, ask: Ask) -> bool:
        await asyncio.sleep(0.6)
        return await pass_on(wire, ask)

    proxy.next("NftAuctions", slow)
    async with seated(
        market.info, tmp_path, at=proxy, marketplace=replace(MARKETPLACE, settle=settle)
    ) as seat:
        await seat.reported(accept(market.offer().offer))
        entry = await seat.until_settled()

    assert entry.state is ActionState.NOT_DONE
    assert proxy.asked["NftAuctions"] == 2 * len(AUCTION_STATUSES)


async def test_what_another_process_found_out_meanwhile_stands(
    market: Market, seat: Seat, proxy: Proxy
) -> None:
    instruction = accept(market.offer().offer)
    proxy.next("NftAcceptOffer", held := Hold(acting=True))
    acting = asyncio.create_task(seat.reported(instruction))
    await held.reached.wait()
    action_id = seat.journal.latest()[0].action_id
    for state in (ActionState.UNKNOWN, ActionState.DONE):
        seat.journal.advance(action_id, state, words="found by another one")
    held.let_go.set()
    report = await acting

    assert report.state is ActionState.DONE
    assert seat.journal.entry(action_id).words == "found by another one"
    assert seat.states(action_id) == ["planned", "checked", "sending", "unknown", "done"]


@pytest.mark.parametrize("step", [timedelta(days=1), timedelta(days=-1)], ids=["forward", "back"])
@pytest.mark.parametrize("fault", [reset_unread, act_then_reset], ids=["not done", "done"])
@pytest.mark.parametrize(("method", "draft", "side"), ACTIONS)
async def test_a_clock_that_is_set_in_between_does_not_change_what_is_found(
    step: timedelta,
    fault: Fault,
    method: str,
    draft: Callable[[Offer], Instruction],
    side: Side,
    market: Market,
    proxy: Proxy,
    tmp_path: Path,
) -> None:
    instruction = draft(market.offer(side).offer)
    target = target_of(instruction)
    before = len(market.effects(target))
    proxy.next(method, fault)
    clock = Clock(step)
    async with seated(market.info, tmp_path, at=proxy, clock=clock, refresh_limit=1) as seat:
        await seat.desk.refresh("hotlips")
        seat.desk.notices.listen(lambda _: setattr(clock, "off", timedelta()) if sent(seat) else None)
        await seat.reported(instruction)
        entry = await seat.until_settled()

    happened = len(market.effects(target)) > before
    assert entry.state is (ActionState.DONE if happened else ActionState.NOT_DONE)


def sent(seat: Seat) -> bool:
    """Whether the newest action has left."""
    return any(entry.sent_at for entry in seat.journal.latest())


async def test_a_yes_after_an_outage_is_found_without_anybody_asking(
    market: Market, proxy: Proxy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui_app.desk.reconcile._PAUSES", (0.05,))
    instruction = counter(market.offer().offer)
    proxy.next("NftCounterOffer", act_then_reset)
    proxy.always["NftAuctions"] = errors("EService:Unavailable")
    async with seated(market.info, tmp_path, at=proxy) as seat:
        report = await seat.reported(instruction)
        await seat.until(lambda: "still not known" in last_sentence(seat))
        assert seat.journal.entry(report.action_id or "").state is ActionState.UNKNOWN

        del proxy.always["NftAuctions"]
        entry = await seat.until_settled()

    assert entry.state is ActionState.DONE


def last_sentence(seat: Seat) -> str:
    """What the desk told last of an action."""
    told = [each.sentence for each in seat.news if isinstance(each, ActionChanged) and each.sentence]
    return told[-1] if told else ""


async def test_what_reading_cannot_decide_is_left_to_a_person_and_told_once(
    market: Market, proxy: Proxy, tmp_path: Path
) -> None:
    instruction = accept(market.offer().offer)
    proxy.next("NftAcceptOffer", reset_unread)
    proxy.always["NftAuctions"] = instead(stray_auction(instruction), acting=False)
    async with seated(market.info, tmp_path, at=proxy, refresh_limit=1) as seat:
        await seat.reported(instruction)
        entry = await seat.until_settled()
        assert entry.state is ActionState.NEEDS_PERSON
        await seat.desk.refresh("hotlips")
        await asyncio.sleep(HASTY.settle.total_seconds() * 2)

        told = [each.sentence for each in seat.news if isinstance(each, ActionChanged) and each.sentence]
        assert len(told) == 1
        assert "cannot be told" in told[0]


def stray_auction(instruction: Instruction) -> bytes:
    """An auction that answers the offer although nothing was sold."""
    entry: dict[str, Any] = {
        "auction_id": "AAAAAAA-AAAAA-AAAAAA",
        "root_id": instruction.target,
        "nft_ids": [instruction.subject.nft_id],
        "quote_currency": "USDC",
        "start_time": int(time.time()),
        "status": "open",
    }
    return json.dumps({"error": [], "result": [entry]}).encode()


async def test_a_server_that_is_not_there_any_more_was_sent_nothing(
    market: Market, seat: Seat, proxy: Proxy
) -> None:
    seen = market.spare()
    seat.know(seen)

    async def last_answer(wire: Wire, ask: Ask) -> bool:
        proxy.stop_listening()
        return await pass_on(wire, ask)

    proxy.next("NftUserOffers", last_answer)
    report = await seat.reported(accept(seen.offer))

    assert report.state is ActionState.NOT_DONE
    assert report.sentence == (
        f"Nothing was sent, because 127.0.0.1:{proxy.port} cannot be reached: nothing answers there."
    )
    assert seat.states(report.action_id or "") == ["planned", "checked", "sending", "not done"]
    assert seat.shown(seen.offer) is OfferStatus.OPEN


async def test_an_id_that_another_action_made_is_no_evidence(
    market: Market, proxy: Proxy, tmp_path: Path
) -> None:
    instruction = place(market.offer(Side.PLACED).offer, "31.5")
    async with seated(market.info, tmp_path, at=proxy) as seat:
        first = await seat.reported(instruction)
        proxy.next("NftPlaceOffer", reset_unread)
        await seat.reported(instruction)
        entry = await seat.until_settled()

    assert first.state is ActionState.DONE
    assert entry.state is ActionState.NOT_DONE
    assert market.effects(target_of(instruction)) == ["place"]
