"""Troubles × actions × moments of a kill -9: never twice, never lost, never told wrongly."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.campaigns import ledgers
from tests.campaigns.cases import EVERY, SAMPLE, Case
from tests.campaigns.judging import Judged, found_of
from tests.campaigns.processes import Nursery, Worker
from tests.campaigns.scene import CRASHES, HELD, UNSENT, Scene
from tests.campaigns.troubles import TROUBLES
from tests.campaigns.verbs import VERBS
from tests.campaigns.wire import CountingWire
from tests.desk.seat import Market
from tests.sandbox_client import Faults
from tui_app.ledger.action_states import ActionState

pytestmark = pytest.mark.anyio

BY_NAME = {trouble.name: trouble for trouble in TROUBLES}
Tally = Callable[[Judged], None]


@pytest.fixture
def scene(
    case: Case, market: Market, faults: Faults, wire: CountingWire, brought_up: Nursery, tmp_path: Path
) -> Scene:
    """The case's own offer, folder and trouble."""
    return Scene(
        market=market,
        faults=faults,
        wire=wire,
        nursery=brought_up,
        folder=tmp_path,
        verb=VERBS[case.action],
        trouble=BY_NAME[case.trouble],
    )


@pytest.mark.parametrize("case", SAMPLE, ids=str)
async def test_a_sample_of_kills(case: Case, scene: Scene, tally: Tally) -> None:
    await play(case, scene, tally)


@pytest.mark.campaign
@pytest.mark.parametrize("case", EVERY, ids=str)
async def test_every_kill(case: Case, scene: Scene, tally: Tally) -> None:
    await play(case, scene, tally)


async def play(case: Case, scene: Scene, tally: Tally) -> None:
    """Crash, start again, find out; and where nothing had been done, do it then."""
    left = await CRASHES[case.moment](scene)
    assert ledgers.state(scene.folder) == left
    scene.faults.clear()
    sent = int(case.moment not in UNSENT)
    assert scene.requests == sent
    if case.moment in HELD:
        scene.trouble.arm_on_read(scene.faults, scene.verb.tracing, scene.told_when_tracing)
    async with scene.worker(hurried=scene.trouble.silent) as next_start:
        await next_start.do("refresh")
        await next_start.do("settle")
        first = judged(case, scene, case.moment, left=left, rows=int(left != ""), before=0)
        tally(first)
        assert first.wrong == [], first
        assert scene.requests == sent
        if not first.happened and first.found in {"", ActionState.NOT_DONE, ActionState.REFUSED}:
            await play_twins(case, scene, next_start, tally)


async def play_twins(case: Case, scene: Scene, acting: Worker, tally: Tally) -> None:
    """What was not sent, or not done, is sent exactly once when somebody presses again."""
    scene.faults.clear()
    if case.moment in UNSENT:
        scene.arm(connected=True)
        twin = await press_again(case, scene, acting, tally)
        if twin.happened or twin.found == ActionState.NEEDS_PERSON:
            return
        scene.faults.clear()
    last = await press_again(case, scene, acting, tally)
    assert (last.found, last.happened) == (ActionState.DONE, 1)


async def press_again(case: Case, scene: Scene, acting: Worker, tally: Tally) -> Judged:
    """One more attempt; exactly one request leaves for it."""
    rows, effects, requests = len(ledgers.entries(scene.folder)), scene.effects, scene.requests
    left = await acting.do("act")
    await acting.do("settle")
    twin = judged(case, scene, "pressed again", left=left, rows=rows + 1, before=effects)
    tally(twin)
    assert twin.wrong == [], twin
    assert scene.requests - requests == 1, (twin, left)
    return twin


def judged(case: Case, scene: Scene, moment: str, *, left: str, rows: int, before: int) -> Judged:
    """The newest attempt, of which there have to be so many rows and were so many effects before."""
    entries = ledgers.entries(scene.folder)
    assert len(entries) == rows
    return Judged(
        action=case.action,
        trouble=case.trouble,
        moment=moment,
        left=left,
        found=found_of(entries[-1] if entries else None),
        happened=scene.effects - before,
    )
