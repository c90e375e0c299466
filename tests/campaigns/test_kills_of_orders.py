"""A new order and a kill -9 at each moment of it: made at most once, never forgotten, never told wrongly."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import httpx
import pytest

from tests.campaigns import ledgers
from tests.campaigns.judging import Judged, found_of
from tests.campaigns.processes import Nursery, Worker, worker
from tests.campaigns.wire import CountingWire, wire_to
from tests.campaigns.worker import Task
from tests.desk.order_seat import ROCKS_ACCOUNT, TYPED
from tests.sandbox_client import Faults
from tests.sandbox_process import SandboxInfo, effects, running_sandbox
from tui_app.domain.instruction import creating
from tui_app.domain.new_order import read_new_order
from tui_app.ledger.action_states import ActionState
from tui_app.ledger.records import instruction_text

pytestmark = pytest.mark.anyio

CREATE: Final = "externalOrders"
ASKED: Final = creating(read_new_order(TYPED, account=ROCKS_ACCOUNT, marketplace=ROCKS_ACCOUNT))
_WITHIN = 20.0


@dataclass(frozen=True, slots=True)
class Stage:
    """A sandbox, a wire to it, and a folder for the ledger of the processes that act one after the other."""

    info: SandboxInfo
    faults: Faults
    wire: CountingWire
    nursery: Nursery
    folder: Path

    @asynccontextmanager
    async def worker(self) -> AsyncIterator[Worker]:
        """A process with a desk in the folder."""
        task = Task(
            port=0,
            info=self.info,
            base_url=self.wire.base_url,
            folder=str(self.folder),
            instruction=instruction_text(ASKED),
            total=8.0,
        )
        async with worker(self.nursery, task) as acting:
            yield acting

    async def killed_while_held(self, path: str, **told: bool) -> None:
        """Kill a process while the server holds its request to a path, before or after it acted."""
        self.faults.arm("hold", path, **told)
        async with self.worker() as acting:
            acting.tell("act")
            async with asyncio.timeout(_WITHIN):
                while not await asyncio.to_thread(self.faults.held, 0.5):
                    continue
            await acting.kill()
        self.faults.clear()

    @property
    def made(self) -> int:
        """How many orders were really created so far."""
        return sum(each["action"] == "create order" for each in effects(self.info))


async def while_it_is_looked_at_last(stage: Stage) -> str:
    """The server holds the read before it."""
    await stage.killed_while_held("license_rocks.get_orders", act=False)
    return ActionState.PLANNED


async def before_it_is_made(stage: Stage) -> str:
    """The server has the request, and forgets it."""
    await stage.killed_while_held("license_rocks.create_orders", act=False)
    return ActionState.SENDING


async def after_it_was_made(stage: Stage) -> str:
    """The server has made it, and its answer is never heard."""
    await stage.killed_while_held("license_rocks.create_orders", act=True)
    return ActionState.SENDING


async def before_the_answer_is_written_down(stage: Stage) -> str:
    """The answer is with the client, which cannot write the ledger."""
    kept = stage.wire.keep(CREATE)
    async with stage.worker() as acting:
        acting.tell("act")
        await asyncio.wait_for(kept.come.wait(), _WITHIN)
        with ledgers.locked(stage.folder):
            kept.pass_on()
            await asyncio.wait_for(kept.taken.wait(), _WITHIN)
            await acting.kill()
    return ActionState.SENDING


async def after_all_is_done(stage: Stage) -> str:
    """The answer is written down; what follows it is not waited for."""
    async with stage.worker() as acting:
        await acting.do("act")
        await acting.kill()
    return ActionState.DONE


MOMENTS: Final[dict[str, Callable[[Stage], Awaitable[str]]]] = {
    moment.__name__.replace("_", " "): moment
    for moment in (
        while_it_is_looked_at_last,
        before_it_is_made,
        after_it_was_made,
        before_the_answer_is_written_down,
        after_all_is_done,
    )
}
DEAD_ENDS: Final[dict[str, str]] = {
    "while it is looked at last": ActionState.NOT_DONE,
    "after all is done": ActionState.DONE,
}
"""Where it is known how it ended; everywhere else a person has to look, for orders cannot be listed."""


@pytest.fixture(scope="module")
def sandbox() -> Iterator[SandboxInfo]:
    """One sandbox for all of them."""
    with running_sandbox("--offers", "100") as info:
        yield info


@pytest.fixture
async def stage(sandbox: SandboxInfo, brought_up: Nursery, tmp_path: Path) -> AsyncIterator[Stage]:
    """All that one kill needs."""
    with httpx.Client(base_url=sandbox.base_url, trust_env=False) as client:
        armed = Faults(client)
        async with wire_to(sandbox.base_url) as wire:
            yield Stage(sandbox, armed, wire, brought_up, tmp_path)
        armed.clear()


@pytest.mark.parametrize("moment", MOMENTS)
async def test_an_order_is_made_at_most_once_whenever_the_program_is_killed(
    moment: str, stage: Stage, tally: Callable[[Judged], None]
) -> None:
    before = stage.made
    left = await MOMENTS[moment](stage)
    assert ledgers.state(stage.folder) == left

    async with stage.worker() as next_start:
        await next_start.do("settle")
        (entry,) = ledgers.entries(stage.folder)
        judged = Judged(
            action="create order",
            trouble="none",
            moment=moment,
            left=left,
            found=found_of(entry),
            happened=stage.made - before,
        )
        tally(judged)
        assert judged.wrong == []
        assert entry.state == DEAD_ENDS.get(moment, ActionState.NEEDS_PERSON)
        assert stage.wire.asked[CREATE] == int(moment != "while it is looked at last")

        again = await next_start.do("act")
        if entry.state is ActionState.NEEDS_PERSON:
            assert again == "not begun: Not sent: an earlier create order is not settled yet."
            assert stage.made == before + judged.happened
