"""kill -9 at any moment of an action at a slow server: never twice, never lost, never told wrongly.

CAMPAIGN_RUNS says how many runs the campaign makes, CAMPAIGN_SEED where their seeds begin; the seed of a run
is in the name of its test.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from tests.campaigns import ledgers
from tests.campaigns.cases import Case
from tests.campaigns.judging import Judged
from tests.campaigns.playing import start_again
from tests.campaigns.processes import Nursery
from tests.campaigns.scene import Scene
from tests.campaigns.troubles import TROUBLES
from tests.campaigns.verbs import VERBS
from tests.campaigns.wire import CountingWire
from tests.desk.seat import Market
from tests.sandbox_client import Faults

pytestmark = pytest.mark.anyio

OFFERS = 6_000
"""How large a market this takes."""

RUNS = int(os.environ.get("CAMPAIGN_RUNS", "500"))
FIRST = int(os.environ.get("CAMPAIGN_SEED", "1"))
LONGEST = 0.6
"""Seconds from the press to the kill at most; the action takes about as long."""
MET = tuple(trouble for trouble in TROUBLES if not trouble.silent and trouble.fault != "reset_at_accept")
Tally = Callable[[Judged], None]


@pytest.fixture
def scene(
    seed: int, market: Market, faults: Faults, wire: CountingWire, brought_up: Nursery, tmp_path: Path
) -> Scene:
    """An action and its trouble, as the seed has it."""
    draw = Random(f"scene {seed}")  # noqa: S311 - it has to come again
    return Scene(
        market=market,
        faults=faults,
        wire=wire,
        nursery=brought_up,
        folder=tmp_path,
        verb=draw.choice(list(VERBS.values())),
        trouble=draw.choice(MET),
    )


@pytest.mark.parametrize("seed", range(12))
async def test_a_sample_of_random_kills(seed: int, scene: Scene, tally: Tally) -> None:
    await play(seed, scene, tally)


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(FIRST, FIRST + RUNS))
async def test_every_random_kill(seed: int, scene: Scene, tally: Tally) -> None:
    await play(seed, scene, tally)


async def play(seed: int, scene: Scene, tally: Tally) -> None:
    """Slow everything down, kill, and find out."""
    draw = Random(f"kill {seed}")  # noqa: S311 - it has to come again
    async with scene.worker() as acting:
        await acting.do("refresh")
        slow_down(scene, draw)
        acting.tell("act")
        await asyncio.sleep(draw.uniform(0, LONGEST))
        await acting.kill()
    left = ledgers.state(scene.folder)
    assert scene.requests <= int(left != "")
    scene.faults.clear()
    case = Case(action=scene.verb.name, trouble=scene.trouble.name, moment="at random")
    await start_again(case, scene, left, tally)


def slow_down(scene: Scene, draw: Random) -> None:
    """Let reads be late, and the request either late too or in trouble."""
    for method in ("Time", "NftUserOffers"):
        scene.faults.arm("late", f"/{method}", seconds=draw.uniform(0, 0.15))
    if draw.random() < 0.5:
        late = draw.uniform(0, 0.25)
        scene.faults.arm("late", f"/{scene.verb.method}", seconds=late, act=draw.random() < 0.5)
    else:
        scene.arm(connected=True)
