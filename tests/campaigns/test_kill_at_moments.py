"""Troubles × actions × moments of a kill -9: never twice, never lost, never told wrongly."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.campaigns.cases import EVERY, SAMPLE, Case
from tests.campaigns.judging import Judged
from tests.campaigns.playing import play
from tests.campaigns.processes import Nursery
from tests.campaigns.scene import Scene
from tests.campaigns.troubles import TROUBLES
from tests.campaigns.verbs import VERBS
from tests.campaigns.wire import CountingWire
from tests.desk.seat import Market
from tests.sandbox_client import Faults

pytestmark = pytest.mark.anyio

OFFERS = 12_000
"""How large a market this takes."""

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
