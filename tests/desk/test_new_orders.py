"""A new order goes the way of every money action: one at a time, by permit, and never twice by itself."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from tests.desk.order_seat import ADDRESS, DEW_ACCOUNT, ROCKS_ACCOUNT, desk_at, draft
from tests.desk.seat import Seat, no
from tests.loopback import answer
from tests.rest_account import Seals
from tests.rocks_account import made, new_order, rocks
from tests.sandbox_client import Faults
from tests.sandbox_process import SandboxInfo, effects
from tui_app.desk import new_orders
from tui_app.desk.endings import done
from tui_app.domain.errors import NotPermitted, UsageError
from tui_app.domain.instruction import Instruction, creating
from tui_app.domain.verdicts import Action
from tui_app.ledger.action_states import ActionState
from tui_app.ledger.records import instruction_from, instruction_text

pytestmark = pytest.mark.anyio


@pytest.fixture
async def seat(instance: SandboxInfo, tmp_path: Path) -> AsyncIterator[Seat]:
    """A desk with an account at each marketplace that has orders."""
    async with desk_at(instance, tmp_path) as sitting:
        yield sitting


@pytest.fixture
def faults(instance: SandboxInfo) -> Iterator[Faults]:
    """What may go wrong there, and nothing afterwards."""
    with httpx.Client(base_url=instance.base_url, trust_env=False) as client:
        yield (armed := Faults(client))
        armed.clear()


async def test_who_says_no_sends_nothing(seat: Seat, instance: SandboxInfo) -> None:
    before = len(effects(instance))
    assert await seat.act(draft(seat), no) is None
    assert (seat.journal.latest(), len(effects(instance))) == ([], before)


async def test_a_second_press_does_not_pass_the_gate(seat: Seat) -> None:
    asked = draft(seat)
    with seat.desk.take(asked) or pytest.fail("the gate is closed"):
        assert seat.desk.take(draft(seat, quantity="9")) is None
        assert seat.desk.take(draft(seat, buyer_id="25")) is not None
        assert seat.desk.take(replace(asked, account="another")) is not None


async def test_two_presses_at_once_create_one_order(seat: Seat, instance: SandboxInfo) -> None:
    before = len(effects(instance))
    tickets = [seat.desk.take(draft(seat)) for _ in range(2)]
    assert tickets[0] is not None
    assert tickets[1] is None

    async def yes(asked: Instruction) -> Instruction:
        return asked

    report = await seat.desk.perform(tickets[0], draft(seat), yes)
    assert report is not None
    assert (report.state, len(effects(instance))) == (ActionState.DONE, before + 1)


async def test_an_account_that_is_read_only_creates_nothing(instance: SandboxInfo, tmp_path: Path) -> None:
    before = len(effects(instance))
    async with desk_at(instance, tmp_path, read_only_accounts=[ROCKS_ACCOUNT]) as seat:
        report = await seat.reported(draft(seat))
    assert report.sentence == f"Not sent: {ROCKS_ACCOUNT} is read-only in your settings."
    assert isinstance(report.cause, NotPermitted)
    assert len(effects(instance)) == before


async def test_while_another_instance_acts_nothing_is_created_here(
    instance: SandboxInfo, tmp_path: Path
) -> None:
    async with desk_at(instance, tmp_path) as first:
        await first.reported(draft(first))
        before = len(effects(instance))
        async with desk_at(instance, tmp_path) as second:
            assert "acts for license_rocks" in second.desk.closed(ROCKS_ACCOUNT)
            report = await second.reported(draft(second))
            await second.desk.orders.look_up(ROCKS_ACCOUNT, ["1"])  # reading is nobody's alone
    assert report.state is None
    assert len(effects(instance)) == before


async def test_what_the_marketplace_refuses_is_told_in_its_words(seat: Seat, instance: SandboxInfo) -> None:
    before = len(effects(instance))
    report = await seat.reported(draft(seat, nft_id="999999"))
    assert report.state is ActionState.REFUSED
    assert "license.rocks says: " in report.sentence
    assert len(effects(instance)) == before


async def test_a_lost_order_that_reading_finds_is_put_on_the_list(
    seat: Seat, instance: SandboxInfo, faults: Faults
) -> None:
    newest = 40 + sum(each["marketplace"] == "license_rocks" for each in effects(instance))
    before = len(effects(instance))
    found = await seat.desk.orders.look_up(ROCKS_ACCOUNT, [str(newest + step) for step in range(1, 20)])
    highest = found.orders[-1].order.key.ref
    faults.arm("close", "license_rocks.create_orders", act=True)

    report = await seat.reported(draft(seat))
    assert report.state is ActionState.UNKNOWN
    assert "fail" not in report.sentence.casefold()
    entry = await seat.until_state(report.action_id, ActionState.DONE)

    assert entry.made == str(int(highest) + 1)
    assert len(effects(instance)) == before + 1
    await seat.until(lambda: bool(on_list(seat, entry.made)))
    assert seat.states(entry) == ["planned", "checked", "sending", "unknown", "done"]


async def test_what_reading_cannot_tell_a_person_can(
    seat: Seat, instance: SandboxInfo, faults: Faults
) -> None:
    faults.arm("close", "license_rocks.create_orders", act=True)
    report = await seat.reported(draft(seat))
    entry = await seat.until_state(report.action_id, ActionState.NEEDS_PERSON)
    assert entry.words.endswith("Look at the orders of your instance of license.rocks.")
    before = len(effects(instance))
    assert (await seat.reported(draft(seat))).state is None
    assert len(effects(instance)) == before

    await seat.desk.activity.tell(entry.action_id, happened=True, words="order 77")
    assert seat.journal.entry(entry.action_id).state is ActionState.DONE
    (alike,) = seat.desk.orders.alike(draft(seat))
    assert alike.endswith("already: its number is not known.")


async def test_an_order_of_another_time_is_not_taken_for_a_lost_one(
    seat: Seat, instance: SandboxInfo, faults: Faults
) -> None:
    await seat.desk.orders.look_up(ROCKS_ACCOUNT, ["1"])  # nothing of the numbers behind it is of this time
    faults.arm("close", "license_rocks.create_orders", act=False)
    before = len(effects(instance))
    report = await seat.reported(draft(seat, buyer_id="101"))
    entry = await seat.until_state(report.action_id, ActionState.NEEDS_PERSON)
    assert (entry.made, len(effects(instance))) == (None, before)


async def test_an_order_whose_address_was_not_kept_is_not_sent_again(
    seat: Seat, instance: SandboxInfo
) -> None:
    before = len(effects(instance))
    kept = instruction_from(instruction_text(draft(seat, **ADDRESS)))
    report = await seat.reported(kept)
    assert report.sentence.startswith("Not sent: The billing address of this order was not kept")
    with pytest.raises(UsageError, match="was not kept"):
        await seat.desk.preview(kept)
    assert len(effects(instance)) == before


async def test_an_account_that_creates_no_orders_is_told_so(seat: Seat) -> None:
    order = replace(new_order(), account=DEW_ACCOUNT, marketplace=DEW_ACCOUNT)
    report = await seat.reported(creating(order))
    assert report.sentence == "Not sent: Dew has no call that creates an order."
    with pytest.raises(UsageError, match="cannot be created through this account"):
        await seat.desk.preview(creating(order))


async def test_an_instruction_without_an_order_creates_nothing(seat: Seat) -> None:
    empty = Instruction(account=ROCKS_ACCOUNT, marketplace=ROCKS_ACCOUNT, action=Action.CREATE_ORDER)
    with pytest.raises(UsageError, match="This needs an order"):
        await seat.desk.preview(empty)


async def test_an_answer_that_tells_another_order_is_done_and_says_so() -> None:
    told = answer(made(44, buyerId=99, orderItems__0__quantity=1))
    async with rocks(told) as (server, connection):
        seals = Seals()
        receipt = await new_orders.send(connection, creating(new_order()), seals)
    assert (len(server.seen), len(seals)) == (1, 1)
    ending = done(creating(new_order()), receipt)
    assert (ending.state, ending.made, ending.otherwise) == (ActionState.DONE, "44", True)
    assert "what was made is not what was asked for" in ending.words
    assert "quantity: 3 → 1; buyer: 24 → 99" in ending.words


async def test_leaving_ends_what_was_still_being_read(instance: SandboxInfo, tmp_path: Path) -> None:
    async with desk_at(instance, tmp_path) as seat:
        await seat.reported(draft(seat))
        number = seat.journal.latest()[0].made
    async with desk_at(instance, tmp_path) as later:
        assert on_list(later, number)
        refreshing = asyncio.create_task(later.desk.orders.refresh())
        await asyncio.sleep(0)
    refreshing.cancel()
    await asyncio.gather(refreshing, return_exceptions=True)


def on_list(seat: Seat, number: str | None) -> list[str]:
    """The number, if it is on the list."""
    return [each.key.ref for each in seat.desk.orders.kept(ROCKS_ACCOUNT) if each.key.ref == number]
