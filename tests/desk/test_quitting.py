"""Quitting: answers that are due are waited for, and what is let go of is never told wrongly."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from tests.desk.proxy import Hold, Proxy
from tests.desk.seat import ACCOUNT, Market, Seat, accept, counter, seated, yes
from tui_app.desk.desk import ENDING
from tui_app.domain.instruction import Instruction
from tui_app.ledger.action_states import ActionState

pytestmark = pytest.mark.anyio


async def test_quitting_waits_for_an_answer_that_comes(market: Market, seat: Seat, proxy: Proxy) -> None:
    instruction = accept(market.offer().offer)
    proxy.next("NftAcceptOffer", held := Hold(acting=True))
    acting = asyncio.create_task(seat.reported(instruction))
    await held.reached.wait()
    assert seat.desk.outstanding == 1

    closing = asyncio.create_task(seat.desk.close(patience=10))
    await asyncio.sleep(0.05)
    assert not closing.done()
    held.let_go.set()
    await closing

    assert (await acting).state is ActionState.DONE
    assert seat.desk.outstanding == 0


async def test_an_action_whose_caller_is_gone_is_waited_for_too(
    market: Market, seat: Seat, proxy: Proxy
) -> None:
    instruction = counter(market.offer().offer)
    proxy.next("NftCounterOffer", held := Hold(acting=True))
    ticket = seat.desk.take(instruction)
    assert ticket is not None
    worker = asyncio.create_task(seat.desk.perform(ticket, instruction, yes))
    await held.reached.wait()
    worker.cancel()
    with suppress(asyncio.CancelledError):
        await worker

    held.let_go.set()
    await seat.desk.close(patience=10)

    assert seat.journal.latest()[0].state is ActionState.DONE
    assert market.effects(instruction.target) == ["counter"]


@pytest.mark.parametrize("acting", [True, False], ids=["done", "not done"])
async def test_an_answer_that_does_not_come_is_left_to_the_next_start(
    acting: bool, market: Market, proxy: Proxy, tmp_path: Path
) -> None:
    instruction = accept(market.offer().offer)
    proxy.next("NftAcceptOffer", held := Hold(acting=acting))
    async with seated(market.info, tmp_path, at=proxy) as seat:
        working = asyncio.create_task(seat.reported(instruction))
        await held.reached.wait()
        began = time.monotonic()
        await seat.desk.close(patience=0.2)

        assert time.monotonic() - began < 2
        entry = seat.journal.latest()[0]
        assert entry.state is ActionState.UNKNOWN
        assert entry.words == "Sent, but offerdesk was interrupted before the answer came."
        await asyncio.gather(working, return_exceptions=True)

    async with seated(market.info, tmp_path, at=proxy, refresh_limit=1) as seat:
        await seat.desk.refresh(ACCOUNT)
        entry = await seat.until_settled()
    assert entry.state is (ActionState.DONE if acting else ActionState.NOT_DONE)
    assert market.effects(instruction.target) == ["accept"] * acting


async def test_what_is_let_go_of_before_it_left_is_not_done(market: Market, seat: Seat, proxy: Proxy) -> None:
    instruction = accept(market.spare().offer)
    proxy.next("NftUserOffers", held := Hold(acting=True))
    working = asyncio.create_task(seat.reported(instruction))
    await held.reached.wait()

    await seat.desk.close(patience=0.1)
    await asyncio.gather(working, return_exceptions=True)

    entry = seat.journal.latest()[0]
    assert entry.state is ActionState.NOT_DONE
    assert entry.words == "Not sent: offerdesk was interrupted before."
    assert not proxy.asked["NftAcceptOffer"]


async def test_a_yes_that_comes_while_quitting_is_too_late(market: Market, seat: Seat, proxy: Proxy) -> None:
    instruction = accept(market.spare().offer)

    async def late(draft: Instruction) -> Instruction | None:
        await seat.desk.close(patience=0)
        return draft

    report = await seat.reported(instruction, late)

    assert (report.state, report.sentence) == (None, "Not sent: offerdesk is about to end.")
    assert seat.journal.latest() == []
    assert not proxy.asked


class Lingering(dict[str, Sequence[tuple[str, str]]]):
    """Floors that are looked up until they are let go."""

    def __init__(self) -> None:
        super().__init__()
        self.asked, self.let_go = threading.Event(), threading.Event()

    def __contains__(self, place: object) -> bool:
        self.asked.set()
        self.let_go.wait(30)
        return False


async def test_an_end_that_begins_between_the_yes_and_the_sending_stops_it(
    market: Market, proxy: Proxy, tmp_path: Path
) -> None:
    instruction, floors = accept(market.spare().offer), Lingering()
    async with seated(market.info, tmp_path, at=proxy, floors=floors) as seat:
        acting = asyncio.create_task(seat.reported(instruction))
        await asyncio.to_thread(floors.asked.wait, 30)
        closing = asyncio.create_task(seat.desk.close(patience=10))
        await seat.until(lambda: seat.desk.closed(ACCOUNT) == ENDING)
        floors.let_go.set()
        report = await acting
        await closing

        assert (report.state, report.sentence) == (None, f"Not sent: {ENDING}.")
        assert seat.journal.latest() == []
    assert not proxy.asked["NftAcceptOffer"]


async def test_closing_twice_is_harmless(seat: Seat) -> None:
    await seat.desk.refresh(ACCOUNT)
    await seat.desk.close()
    await seat.desk.close()
