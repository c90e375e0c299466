"""Quitting while the server holds a request: nothing is lost, and the next start finds out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

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
from tui_app.ledger.action_states import ActionState

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("action", VERBS)
@pytest.mark.parametrize("acted", [False, True], ids=["before it took effect", "after it took effect"])
async def test_quitting_in_flight_loses_nothing(
    action: str,
    acted: bool,
    market: Market,
    faults: Faults,
    wire: CountingWire,
    brought_up: Nursery,
    tmp_path: Path,
    tally: Callable[[Judged], None],
) -> None:
    scene = Scene(
        market=market,
        faults=faults,
        wire=wire,
        nursery=brought_up,
        folder=tmp_path,
        verb=VERBS[action],
        trouble=TROUBLES[0],
    )
    faults.arm("hold", f"/{scene.verb.method}", act=acted)
    async with scene.worker() as acting:
        acting.tell("act")
        await scene.until_held(scene.verb.method)
        await acting.do("quit")
        await acting.gone()
    assert ledgers.state(tmp_path) == ActionState.UNKNOWN
    assert (scene.effects, scene.requests) == (int(acted), 1)

    faults.clear()
    case = Case(action=action, trouble="none", moment="quitting in flight")
    await start_again(case, scene, ActionState.UNKNOWN, tally)
    assert scene.effects == 1
