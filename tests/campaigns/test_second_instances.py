"""Another instance beside one that acts, or died acting: it reads, waits its turn, and finds out rightly."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.campaigns import ledgers
from tests.campaigns.processes import Nursery, Worker
from tests.campaigns.scene import Scene
from tests.campaigns.troubles import TROUBLES
from tests.campaigns.verbs import VERBS
from tests.campaigns.wire import CountingWire
from tests.desk.seat import Market
from tests.sandbox_client import Faults
from tui_app.ledger.action_states import ActionState

pytestmark = pytest.mark.anyio


@pytest.fixture(params=["accept", "place"])
def scene(
    request: pytest.FixtureRequest,
    market: Market,
    faults: Faults,
    wire: CountingWire,
    brought_up: Nursery,
    tmp_path: Path,
) -> Scene:
    """An action on an offer, and one on none."""
    return Scene(
        market=market,
        faults=faults,
        wire=wire,
        nursery=brought_up,
        folder=tmp_path,
        verb=VERBS[request.param],
        trouble=TROUBLES[0],
    )


@asynccontextmanager
async def in_the_middle(scene: Scene, state: ActionState) -> AsyncIterator[Worker]:
    """A process that got as far as `state` and waits for the server, or for its turn, until the end."""
    last = "NftUserOffers" if scene.verb.looks_at_offer else "Time"
    held = {ActionState.PLANNED: "Time", ActionState.CHECKED: last, ActionState.SENDING: scene.verb.method}
    scene.faults.arm("hold", f"/{held[state]}", act=False)
    async with scene.worker() as acting:
        acting.tell("act")
        await scene.until_held(held[state])
        if state is not ActionState.CHECKED:
            yield acting
            scene.faults.release()
        else:
            with ledgers.turn_seized(scene.folder, scene.market.info):
                scene.faults.release()
                await scene.until_state(state)
                yield acting
        assert await acting.heard("act") == ActionState.DONE


@pytest.mark.parametrize("state", [ActionState.PLANNED, ActionState.CHECKED, ActionState.SENDING])
async def test_what_a_living_process_is_in_the_middle_of_is_left_to_it(
    state: ActionState, scene: Scene
) -> None:
    async with in_the_middle(scene, state) as first, scene.worker() as second:
        late = await second.do("act")
        assert late.startswith(f"not begun: Not sent: offerdesk with process id {first.pid}")
        assert ledgers.state(scene.folder) == state

    assert (scene.effects, scene.requests) == (1, 1)


@pytest.mark.parametrize("acted", [False, True], ids=["not done", "done"])
async def test_a_second_process_looks_into_what_a_first_one_died_of_and_may_act_then(
    acted: bool, scene: Scene
) -> None:
    scene.faults.arm("hold", f"/{scene.verb.method}", act=acted)
    async with scene.worker() as first, scene.worker() as second:
        first.tell("act")
        await scene.until_held(scene.verb.method)
        await first.kill()
        await second.do("refresh")
        await second.do("settle")
        (entry,) = ledgers.entries(scene.folder)
        assert entry.state is (ActionState.DONE if acted else ActionState.NOT_DONE)
        if not acted:
            assert await second.do("act") == ActionState.DONE

    assert scene.effects == 1


async def test_two_processes_may_look_into_the_same_action(scene: Scene) -> None:
    scene.faults.arm("hold", f"/{scene.verb.method}", act=True)
    async with scene.worker() as acting:
        acting.tell("act")
        await scene.until_held(scene.verb.method)
        await acting.kill()

    async with scene.worker() as first, scene.worker() as second:
        for told in ("refresh", "settle"):
            await asyncio.gather(first.do(told), second.do(told))

    (entry,) = ledgers.entries(scene.folder)
    assert entry.state is ActionState.DONE
    assert (scene.effects, scene.requests) == (1, 1)
