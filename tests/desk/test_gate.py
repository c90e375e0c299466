"""The gate: of many presses one acts, and the way is free again however that one ends."""

from __future__ import annotations

import asyncio
import re
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from tests.desk.proxy import Hold, Proxy
from tests.desk.seat import Market, Seat, accept, counter, seated, yes
from tests.offers import NOW, an_instruction
from tui_app.desk.gate import Gate
from tui_app.domain.instruction import Instruction
from tui_app.ledger.action_states import ActionState
from tui_app.ledger.journal import Journal
from tui_app.ledger.records import instruction_text
from tui_app.ledger.store import Ledger

pytestmark = pytest.mark.anyio


def test_of_two_that_ask_one_gets_the_ticket() -> None:
    gate = Gate()

    assert gate.take("main", "offer") is not None
    assert gate.take("main", "offer") is None


def test_other_targets_and_accounts_are_free() -> None:
    gate = Gate()
    gate.take("main", "offer")

    assert gate.take("main", "other") is not None
    assert gate.take("second", "offer") is not None


def test_a_ticket_given_back_twice_does_not_open_the_gate_for_a_third() -> None:
    gate = Gate()
    first = gate.take("main", "offer")
    assert first is not None
    first.give_back()
    assert gate.take("main", "offer") is not None
    first.give_back()

    assert gate.take("main", "offer") is None


def test_a_ticket_that_was_passed_on_is_worth_nothing() -> None:
    gate = Gate()
    first = gate.take("main", "offer")
    assert first is not None
    kept = first.pass_on()
    first.give_back()

    assert gate.take("main", "offer") is None
    with pytest.raises(ValueError, match="passed on"):
        first.pass_on()
    kept.give_back()
    assert gate.take("main", "offer") is not None


def test_the_gate_knows_through_which_account_somebody_acts() -> None:
    gate = Gate()
    ticket = gate.take("main", "offer")
    assert ticket is not None

    assert gate.busy("main")
    assert not gate.busy("second")
    ticket.give_back()
    assert not gate.busy("main")


async def test_of_fifty_presses_in_one_tick_one_request_comes(
    market: Market, seat: Seat, proxy: Proxy
) -> None:
    instruction = accept(market.offer().offer)
    tickets = [seat.desk.take(instruction) for _ in range(50)]

    reports = await asyncio.gather(
        *(seat.desk.perform(ticket, instruction, yes) for ticket in tickets if ticket is not None)
    )

    assert len(reports) == 1
    assert proxy.asked["NftAcceptOffer"] == 1


async def test_of_fifty_presses_in_a_second_one_request_comes(
    market: Market, seat: Seat, proxy: Proxy
) -> None:
    instruction = counter(market.offer().offer)
    held = Hold(acting=False)
    proxy.next("NftCounterOffer", held)
    working = asyncio.create_task(seat.reported(instruction))

    await held.reached.wait()
    tickets = [seat.desk.take(instruction) for _ in range(49)]
    held.let_go.set()
    await working

    assert not any(tickets)
    assert proxy.asked["NftCounterOffer"] == 1


async def test_the_ticket_comes_back_after_an_answer(market: Market, seat: Seat) -> None:
    instruction = counter(market.offer().offer)

    await seat.reported(instruction)

    assert seat.desk.take(instruction) is not None


async def test_the_ticket_comes_back_where_asking_the_person_fails(market: Market, seat: Seat) -> None:
    instruction = accept(market.offer().offer)

    async def torn(_draft: Instruction) -> Instruction | None:
        raise RuntimeError("the dialog broke")

    with pytest.raises(RuntimeError, match="the dialog broke"):
        await seat.act(instruction, torn)

    assert seat.desk.take(instruction) is not None
    assert market.effects(instruction.target) == []


async def test_the_ticket_comes_back_where_the_dialog_is_cut_off(
    market: Market, seat: Seat, proxy: Proxy
) -> None:
    instruction = accept(market.offer().offer)
    shown = asyncio.Event()

    async def waiting(draft: Instruction) -> Instruction | None:
        shown.set()
        await asyncio.Event().wait()
        return draft

    asking = asyncio.create_task(seat.act(instruction, waiting))
    await shown.wait()
    asking.cancel()
    with suppress(asyncio.CancelledError):
        await asking

    assert seat.desk.take(instruction) is not None
    assert not proxy.asked
    assert seat.journal.latest() == []


async def test_the_target_stays_taken_where_the_caller_is_cut_off_after_the_yes(
    market: Market, seat: Seat, proxy: Proxy
) -> None:
    instruction = counter(market.offer().offer)
    held = Hold(acting=True)
    proxy.next("NftCounterOffer", held)
    ticket = seat.desk.take(instruction)
    assert ticket is not None
    calling = asyncio.create_task(seat.desk.perform(ticket, instruction, yes))

    await held.reached.wait()
    calling.cancel()
    with suppress(asyncio.CancelledError):
        await calling
    ticket.give_back()  # as an interface does, whatever happened

    assert seat.desk.take(instruction) is None
    held.let_go.set()
    await seat.until_settled()
    await seat.until(lambda: seat.desk.take(instruction) is not None)
    assert market.effects(instruction.target) == ["counter"]


async def test_a_ticket_does_one_action_only(market: Market, seat: Seat, proxy: Proxy) -> None:
    instruction = counter(market.offer().offer)
    ticket = seat.desk.take(instruction)
    assert ticket is not None
    await seat.desk.perform(ticket, instruction, yes)

    with pytest.raises(ValueError, match="passed on"):
        await seat.desk.perform(ticket, instruction, yes)

    assert proxy.asked["NftCounterOffer"] == 1


async def test_a_yes_to_something_else_is_not_acted_on(market: Market, seat: Seat, proxy: Proxy) -> None:
    instruction, other = accept(market.offer().offer), accept(market.offer().offer)

    async def mixed_up(_draft: Instruction) -> Instruction | None:
        return other

    with pytest.raises(ValueError, match="another target"):
        await seat.act(instruction, mixed_up)

    assert not proxy.asked
    assert seat.desk.take(instruction) is not None


async def test_two_desks_on_one_ledger_do_it_once(market: Market, seat: Seat, proxy: Proxy) -> None:
    instruction = counter(market.offer().offer)
    held = Hold(acting=False)
    proxy.next("NftCounterOffer", held)
    async with seated(market.info, seat.folder, at=proxy, ledger=seat.ledger) as second:
        working = asyncio.create_task(seat.reported(instruction))
        await held.reached.wait()
        late = await second.reported(instruction)
        held.let_go.set()
        first = await working

    assert late.refused_by_rule
    assert re.fullmatch("Not sent: .* acts for hotlips; quit it to act here.", late.sentence)
    assert first.state is ActionState.DONE
    assert market.effects(instruction.target) == ["counter"]


PLANNER = """
import sys
from pathlib import Path
from datetime import UTC, datetime
from tui_app.ledger.journal import AlreadyUnderWay, Journal
from tui_app.ledger.records import instruction_from
from tui_app.ledger.store import Ledger
journal = Journal(Ledger(Path(sys.argv[1])), lambda: datetime.now(UTC))
instruction = instruction_from(sys.stdin.read())
print("ready", flush=True)
try:
    journal.plan(instruction)
    print("planned", flush=True)
except AlreadyUnderWay:
    print("under way", flush=True)
"""


async def test_of_several_processes_one_may_plan(tmp_path: Path) -> None:
    file, instruction = tmp_path / "ledger.sqlite3", an_instruction()
    Ledger(file).close()
    pipes = asyncio.subprocess.PIPE
    planners = [
        await asyncio.create_subprocess_exec(
            sys.executable, "-c", PLANNER, str(file), stdin=pipes, stdout=pipes
        )
        for _ in range(4)
    ]

    said = await asyncio.gather(
        *(each.communicate(instruction_text(instruction).encode()) for each in planners)
    )

    words = sorted(output.decode().split("\n")[1] for output, _ in said)
    assert words == ["planned", "under way", "under way", "under way"]
    ledger = Ledger(file)
    assert len(Journal(ledger, lambda: NOW).unsettled()) == 1
    ledger.close()
