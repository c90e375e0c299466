"""A case from its crash to the last press: what the next start finds, and what is sent then."""

from __future__ import annotations

from collections.abc import Callable

from tests.campaigns import ledgers
from tests.campaigns.cases import Case
from tests.campaigns.judging import Judged, found_of
from tests.campaigns.processes import Worker
from tests.campaigns.scene import CRASHES, HELD, UNSENT, Scene
from tui_app.ledger.action_states import ActionState

Tally = Callable[[Judged], None]
_NOTHING = frozenset({"", ActionState.NOT_DONE.value, ActionState.REFUSED.value})


async def play(case: Case, scene: Scene, tally: Tally) -> None:
    """Crash, start again, find out; and where nothing had been done, do it then."""
    left = await CRASHES[case.moment](scene)
    assert ledgers.state(scene.folder) == left
    assert scene.requests == int(case.moment not in UNSENT)
    scene.faults.clear()
    if case.moment in HELD:
        scene.trouble.arm_on_read(scene.faults, scene.verb.tracing, scene.told_when_tracing)
    await start_again(case, scene, left, tally)


async def start_again(case: Case, scene: Scene, left: str, tally: Tally) -> None:
    """Find out in a new process what became of it; nothing is sent by that."""
    # What a killed process had given to its socket may be read from it a moment after its death.
    most = max(scene.requests, int(left == ActionState.SENDING))
    async with scene.worker(hurried=scene.trouble.silent) as next_start:
        await next_start.do("refresh")
        await next_start.do("settle")
        first = judged(case, scene, case.moment, left=left, rows=int(left != ""), before=0)
        tally(first)
        assert first.wrong == [], first
        assert scene.requests <= most
        if not first.happened and first.found in _NOTHING:
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
    assert (last.found, last.happened) == (ActionState.DONE, 1), last


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
    assert len(entries) == rows, (case, left, entries)
    return Judged(
        action=case.action,
        trouble=case.trouble,
        moment=moment,
        left=left,
        found=found_of(entries[-1] if entries else None),
        happened=scene.effects - before,
    )
