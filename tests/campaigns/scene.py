"""One case of the first campaign: an action, its trouble, and the moment of the kill, all from outside."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from tests.campaigns import ledgers
from tests.campaigns.processes import Nursery, Worker, worker
from tests.campaigns.troubles import Trouble
from tests.campaigns.verbs import Verb
from tests.campaigns.wire import CountingWire
from tests.campaigns.worker import Task
from tests.desk.seat import Market
from tests.sandbox_client import Faults
from tui_app.domain.instruction import Instruction
from tui_app.ledger.action_states import ActionState
from tui_app.ledger.records import instruction_text

HURRIED, PATIENT = 0.8, 8.0
"""Seconds that a request may take: where no answer is to come, and everywhere else."""
_WITHIN = 20.0
_A_MOMENT = 0.04


@dataclass(kw_only=True)
class Scene:
    """A market, a wire to it, and one instruction in a folder of its own."""

    market: Market
    faults: Faults
    wire: CountingWire
    nursery: Nursery
    folder: Path
    verb: Verb
    trouble: Trouble
    instruction: Instruction = field(init=False)

    def __post_init__(self) -> None:
        self.instruction = self.verb.draft(self.market.offer(self.verb.side).offer)

    @property
    def effects(self) -> int:
        """How often it was really done."""
        return self.market.effects(self.verb.touched(self.instruction)).count(self.verb.name)

    @property
    def requests(self) -> int:
        """How many requests to do it were on the wire."""
        return self.wire.asked[self.verb.method]

    @property
    def told_when_tracing(self) -> str:
        """What the body of a read that traces has in it; one without a body has nothing."""
        return self.instruction.subject.nft_id if self.verb.tracing == "NftUserOffers" else ""

    @asynccontextmanager
    async def worker(self, *, hurried: bool = False) -> AsyncIterator[Worker]:
        """A process with a desk in the scene's folder."""
        task = Task(
            port=0,
            info=self.market.info,
            base_url=self.wire.base_url,
            folder=str(self.folder),
            instruction=instruction_text(self.instruction),
            total=HURRIED if hurried else PATIENT,
        )
        async with worker(self.nursery, task) as acting:
            yield acting

    def arm(self, *, connected: bool = False) -> None:
        """Let the next request of the action meet the trouble; `connected`: reads have their line."""
        self.trouble.arm(self.faults, self.verb.method, lines_before=0 if connected else 1)

    async def until_state(self, *states: str) -> str:
        """Wait until the newest action is in one of these states."""
        async with asyncio.timeout(_WITHIN):
            while (found := ledgers.state(self.folder)) not in states:  # noqa: ASYNC110 - a file of another's
                await asyncio.sleep(0.002)
        return found

    async def until_held(self, method: str) -> dict[str, Any]:
        """Wait until the server holds a request to a method."""
        async with asyncio.timeout(_WITHIN):
            while True:
                for use in await asyncio.to_thread(self.faults.held, 0.5):
                    if use["method"] == method and use["fault"] == "hold":
                        return use
                await asyncio.sleep(0.01)


async def before_it_is_planned(scene: Scene) -> str:
    """Pressed and confirmed, but nobody can write the ledger."""
    async with scene.worker() as acting:
        with ledgers.locked(scene.folder):
            acting.tell("act")
            await asyncio.sleep(_A_MOMENT)
            await acting.kill()
    return ""


async def after_it_is_planned(scene: Scene) -> str:
    """The server holds the first read of the last look."""
    scene.faults.arm("hold", "/Time", act=False)
    async with scene.worker() as acting:
        acting.tell("act")
        await scene.until_held("Time")
        await acting.kill()
    return ActionState.PLANNED


async def after_it_is_checked(scene: Scene) -> str:
    """The last look is done, but the turn of the key belongs to somebody else."""
    last = "NftUserOffers" if scene.verb.looks_at_offer else "Time"
    scene.faults.arm("hold", f"/{last}", act=False)
    async with scene.worker() as acting:
        acting.tell("act")
        await scene.until_held(last)
        with ledgers.turn_seized(scene.folder, scene.market.info):
            scene.faults.release()
            await scene.until_state(ActionState.CHECKED)
            await acting.kill()
    return ActionState.CHECKED


async def before_it_takes_effect(scene: Scene) -> str:
    """The server has the request and does nothing; it may act on it although nobody waits any more."""
    if_left = "act" if scene.trouble.acts else "nothing"
    await _killed_while_held(scene, act=False, if_left=if_left)
    async with asyncio.timeout(_WITHIN):
        while not scene.faults.used()[-1]["ending"]:  # noqa: ASYNC110 - another process writes it
            await asyncio.sleep(0.01)
    return ActionState.SENDING


async def after_it_took_effect(scene: Scene) -> str:
    """The server has acted and holds its answer."""
    await _killed_while_held(scene, act=True)
    return ActionState.SENDING


async def before_it_is_settled(scene: Scene) -> str:
    """The answer is with the client, which cannot write it down."""
    scene.arm()
    kept = scene.wire.keep(scene.verb.method)
    async with scene.worker(hurried=scene.trouble.silent) as acting:
        acting.tell("act")
        await scene.until_state(ActionState.SENDING)
        if not scene.trouble.silent:
            await asyncio.wait_for(kept.come.wait(), _WITHIN)
        with ledgers.locked(scene.folder):
            kept.pass_on()
            await asyncio.wait_for(kept.taken.wait(), _WITHIN)
            await acting.kill()
    return ActionState.SENDING


async def while_it_is_looked_into(scene: Scene) -> str:
    """The server holds the first read that looks for traces; a definite answer leaves nothing to look for."""
    scene.arm()
    looked_before = scene.verb.looks_at_offer and scene.verb.tracing == "NftUserOffers"
    scene.faults.arm(
        "hold", f"/{scene.verb.tracing}", skip=int(looked_before), contains=scene.told_when_tracing, act=True
    )
    async with scene.worker(hurried=scene.trouble.silent) as acting:
        if await acting.do("act") == ActionState.UNKNOWN:
            await scene.until_held(scene.verb.tracing)
        await acting.kill()
    return ledgers.state(scene.folder)


async def not_at_all(scene: Scene) -> str:
    """Nobody is killed: it comes to its end, and the program ends in good order."""
    scene.arm()
    async with scene.worker(hurried=scene.trouble.silent) as acting:
        await acting.do("act")
        await acting.do("settle")
        await acting.do("quit")
        await acting.gone()
    return ledgers.state(scene.folder)


Crash = Callable[[Scene], Awaitable[str]]
"""Lets a first process act and ends it; the state that the journal must say it was in."""

CRASHES: Final[dict[str, Crash]] = {
    crash.__name__.replace("_", " "): crash
    for crash in (
        before_it_is_planned,
        after_it_is_planned,
        after_it_is_checked,
        before_it_takes_effect,
        after_it_took_effect,
        before_it_is_settled,
        while_it_is_looked_into,
        not_at_all,
    )
}
UNSENT: Final = ("before it is planned", "after it is planned", "after it is checked")
"""Where no byte can have left."""
HELD: Final = ("before it takes effect", "after it took effect")
"""Where the trouble meets the next start's reading, because no answer came that could be troubled."""


async def _killed_while_held(scene: Scene, **told: Any) -> None:
    scene.faults.arm("hold", f"/{scene.verb.method}", **told)
    async with scene.worker() as acting:
        acting.tell("act")
        await scene.until_held(scene.verb.method)
        await acting.kill()
