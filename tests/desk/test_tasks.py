"""Tasks of the desk: a bug in one is heard, and a thread of one is waited for."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

import pytest

from tests.desk.proxy import Proxy, act_then_reset
from tests.desk.seat import ACCOUNT, Market, Seat, accept
from tui_app.desk.sources import SourceState
from tui_app.desk.tasks import in_thread, joined, start
from tui_app.domain.instruction import Instruction
from tui_app.domain.offer import Offer
from tui_app.gateway.contract import Receipt, Seal
from tui_app.ledger.action_states import ActionState
from tui_app.marketplaces.kraken.client import KrakenConnection

pytestmark = pytest.mark.anyio


class Bug(Exception):
    """Something that nobody expects."""


@pytest.fixture
async def heard() -> AsyncIterator[list[BaseException]]:
    """What reached the loop's exception handler."""
    loop, found = asyncio.get_running_loop(), list[BaseException]()
    before = loop.get_exception_handler()

    def hear(_loop: object, context: dict[str, Any]) -> None:
        found.append(context["exception"])

    loop.set_exception_handler(hear)
    yield found
    loop.set_exception_handler(before)


async def fail(*_: object, **__: object) -> Any:
    """Have a bug."""
    raise Bug


async def test_a_bug_in_a_task_that_nobody_awaits_is_heard(heard: list[BaseException]) -> None:
    task = start(fail(), "a task")
    with suppress(Bug):
        await task

    assert [type(error) for error in heard] == [Bug]


async def test_whoever_waits_for_a_task_goes_on_when_it_is_cancelled() -> None:
    task = start(asyncio.sleep(60), "a task")
    waiting = [asyncio.create_task(joined(task)) for _ in range(2)]
    await asyncio.sleep(0)
    task.cancel()

    assert await asyncio.gather(*waiting) == [None, None]


async def test_a_task_goes_on_when_who_waits_for_it_is_cancelled() -> None:
    let_go = asyncio.Event()
    task = start(let_go.wait(), "a task")
    waiting = asyncio.create_task(joined(task))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    let_go.set()

    assert await task


async def test_who_waits_for_a_task_is_told_its_bug(heard: list[BaseException]) -> None:
    with pytest.raises(Bug):
        await joined(start(fail(), "a task"))

    assert [type(error) for error in heard] == [Bug]


async def test_a_task_that_is_cancelled_is_no_bug(heard: list[BaseException]) -> None:
    task = start(asyncio.sleep(10), "a task")
    await asyncio.sleep(0)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task

    assert heard == []


async def test_who_is_cancelled_waits_for_the_thread() -> None:
    began, may_end, ended = threading.Event(), threading.Event(), threading.Event()

    def work() -> None:
        began.set()
        may_end.wait(5)
        ended.set()

    waiting = asyncio.create_task(in_thread(work))
    await asyncio.to_thread(began.wait)
    waiting.cancel()
    await asyncio.sleep(0.02)
    assert not waiting.done()

    may_end.set()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert ended.is_set()


async def test_what_the_thread_raises_is_raised() -> None:
    def work() -> None:
        raise Bug

    with pytest.raises(Bug):
        await in_thread(work)


async def test_a_bug_in_a_refresh_is_heard_and_raised(
    seat: Seat, heard: list[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(KrakenConnection, "server_time", fail)

    with pytest.raises(Bug):
        await seat.desk.refresh(ACCOUNT)

    assert [type(error) for error in heard] == [Bug]


async def test_a_refresh_that_met_a_bug_can_be_asked_for_again(
    seat: Seat, heard: list[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(KrakenConnection, "server_time", fail)
        with suppress(Bug):
            await seat.desk.refresh(ACCOUNT)

    await seat.desk.refresh(ACCOUNT)
    assert seat.desk.source(ACCOUNT).state is SourceState.FRESH


@pytest.mark.parametrize("method", ["reread", "send"])
async def test_a_bug_before_the_first_byte_leaves_the_action_not_done(
    method: str,
    market: Market,
    seat: Seat,
    proxy: Proxy,
    heard: list[BaseException],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    instruction = accept(market.spare().offer)
    monkeypatch.setattr(KrakenConnection, method, fail)

    with pytest.raises(Bug):
        await seat.reported(instruction)

    assert seat.journal.latest()[0].state is ActionState.NOT_DONE
    assert [type(error) for error in heard] == [Bug]
    assert seat.desk.take(instruction) is not None
    assert not proxy.asked["NftAcceptOffer"]


async def test_a_bug_after_the_first_byte_leaves_the_outcome_unknown(
    market: Market, seat: Seat, heard: list[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    instruction = accept(market.offer().offer)
    send = KrakenConnection.send

    async def send_and_fail(self: KrakenConnection, instruction: Instruction, seal: Seal) -> Receipt:
        await send(self, instruction, seal)
        raise Bug

    monkeypatch.setattr(KrakenConnection, "send", send_and_fail)

    with pytest.raises(Bug):
        await seat.reported(instruction)

    assert seat.journal.latest()[0].state is ActionState.UNKNOWN
    await seat.desk.refresh(ACCOUNT)
    assert (await seat.until_settled()).state is ActionState.DONE


async def test_a_bug_in_an_action_whose_caller_is_gone_is_heard(
    market: Market, seat: Seat, heard: list[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    may_fail = asyncio.Event()

    async def fail_later(*_: object) -> Offer:
        await may_fail.wait()
        raise Bug

    monkeypatch.setattr(KrakenConnection, "reread", fail_later)
    calling = asyncio.create_task(seat.reported(accept(market.spare().offer)))
    await seat.until(lambda: bool(seat.journal.latest()))
    calling.cancel()
    with suppress(asyncio.CancelledError):
        await calling
    may_fail.set()

    await seat.until(lambda: bool(heard))
    assert isinstance(heard[0], Bug)


async def test_a_bug_while_looking_into_an_action_is_heard(
    market: Market,
    seat: Seat,
    proxy: Proxy,
    heard: list[BaseException],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(KrakenConnection, "trace", fail)
    proxy.next("NftAcceptOffer", act_then_reset)

    await seat.reported(accept(market.offer().offer))

    await seat.until(lambda: bool(heard))
    assert isinstance(heard[0], Bug)
    assert seat.journal.latest()[0].state is ActionState.UNKNOWN
