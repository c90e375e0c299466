"""kill -9 at every step of an action: the next start finds out, rightly, and nothing is sent twice."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.desk.process import STOPPED, Task, acting, said
from tests.desk.proxy import Hold, Proxy
from tests.desk.seat import ACCOUNT, Market, Seat, accept, cancel, counter, place, seated
from tui_app.domain.instruction import Instruction
from tui_app.domain.offer import Offer, SeenOffer, Side
from tui_app.ledger.action_states import ActionState
from tui_app.ledger.journal import Journal
from tui_app.ledger.records import instruction_text
from tui_app.ledger.store import Ledger

pytestmark = pytest.mark.anyio

Draft = Callable[[Offer], Instruction]
ACTIONS: dict[str, tuple[Draft, Side]] = {
    "NftAcceptOffer": (accept, Side.RECEIVED),
    "NftCounterOffer": (counter, Side.RECEIVED),
    "NftCancelOffer": (cancel, Side.PLACED),
    "NftPlaceOffer": (place, Side.PLACED),
}
EVERY = pytest.mark.parametrize("method", ACTIONS)


class Scene:
    """One instruction about an offer of the market, for a process to carry out."""

    def __init__(self, market: Market, proxy: Proxy, folder: Path, method: str) -> None:
        draft, side = ACTIONS[method]
        self._market, self._proxy, self._folder = market, proxy, folder
        self.seen: SeenOffer = market.offer(side)
        self.instruction = draft(self.seen.offer)
        self.target = (
            self.instruction.offer.key.offer_id if self.instruction.offer else self.instruction.subject.nft_id
        )

    @property
    def effects(self) -> int:
        """How often it was really done."""
        return len(self._market.effects(self.target))

    def task(self, **stops: str) -> Task:
        """The same for a process of its own."""
        return Task(
            info=self._market.info,
            base_url=self._proxy.base_url,
            folder=str(self._folder),
            instruction=instruction_text(self.instruction),
            **stops,
        )

    def state(self) -> ActionState:
        """How far the journal says it came."""
        ledger = Ledger(self._folder / "ledger.sqlite3")
        try:
            return Journal(ledger, lambda: self.seen.offer.placed_at).latest()[0].state
        finally:
            ledger.close()

    async def killed(self, **stops: str) -> None:
        """Carry it out in a process that is killed where it stops."""
        async with acting(self.task(**stops)) as process:
            assert await said(process) == STOPPED
            process.kill()
            await process.wait()

    async def killed_at(self, method: str, held: Hold) -> None:
        """Carry it out in a process that is killed while it waits for the server's answer."""
        self._proxy.next(method, held)
        async with acting(self.task()) as process:
            await held.reached.wait()
            process.kill()
            await process.wait()


@pytest.fixture
def scene(market: Market, proxy: Proxy, tmp_path: Path, method: str) -> Scene:
    """The instruction of a test."""
    return Scene(market, proxy, tmp_path, method)


async def next_start(market: Market, proxy: Proxy, folder: Path) -> Seat:
    """What the next start makes of it, once it has looked."""
    async with seated(market.info, folder, at=proxy, refresh_limit=1) as seat:
        await seat.desk.refresh(ACCOUNT)
        await seat.until_settled()
    return seat


@EVERY
async def test_where_nobody_dies_it_is_done_once(scene: Scene) -> None:
    async with acting(scene.task()) as process:
        assert await said(process) == "done"

    assert scene.effects == 1
    assert scene.state() is ActionState.DONE


@pytest.mark.parametrize("method", ["NftAcceptOffer", "NftPlaceOffer"])
@pytest.mark.parametrize(
    ("stops", "left", "found"),
    [
        ({"after": "planned"}, ActionState.PLANNED, ActionState.NOT_DONE),
        ({"before": "checked"}, ActionState.PLANNED, ActionState.NOT_DONE),
        ({"after": "checked"}, ActionState.CHECKED, ActionState.NOT_DONE),
        ({"before": "sending"}, ActionState.CHECKED, ActionState.NOT_DONE),
        ({"after": "sending"}, ActionState.SENDING, ActionState.NOT_DONE),
    ],
    ids=str,
)
async def test_killed_before_the_first_byte_it_is_not_done_and_may_be_done_then(
    stops: dict[str, str],
    left: ActionState,
    found: ActionState,
    scene: Scene,
    market: Market,
    proxy: Proxy,
    tmp_path: Path,
) -> None:
    await scene.killed(**stops)
    assert scene.state() is left

    async with seated(market.info, tmp_path, at=proxy, refresh_limit=1) as seat:
        await seat.desk.refresh(ACCOUNT)
        assert (await seat.until_settled()).state is found
        assert scene.effects == 0

        again = await seat.reported(scene.instruction)
        assert again.state is ActionState.DONE
    assert scene.effects == 1


@EVERY
@pytest.mark.parametrize("acted", [True, False], ids=["done", "not done"])
async def test_killed_while_the_server_holds_its_answer_the_outcome_is_found(
    acted: bool, scene: Scene, method: str, market: Market, proxy: Proxy, tmp_path: Path
) -> None:
    held = Hold(acting=acted)
    await scene.killed_at(method, held)
    assert scene.state() is ActionState.SENDING

    await next_start(market, proxy, tmp_path)

    assert scene.effects == int(acted)
    assert scene.state() is (ActionState.DONE if acted else ActionState.NOT_DONE)
    assert proxy.asked[method] == 1


@EVERY
async def test_killed_between_the_answer_and_its_row_it_is_found_done(
    scene: Scene, method: str, market: Market, proxy: Proxy, tmp_path: Path
) -> None:
    await scene.killed(before="done")
    assert scene.state() is ActionState.SENDING

    await next_start(market, proxy, tmp_path)

    assert scene.effects == 1
    assert scene.state() is ActionState.DONE
    assert proxy.asked[method] == 1


@pytest.mark.parametrize("method", ["NftAcceptOffer"])
async def test_killed_after_the_row_nothing_is_left_to_find(scene: Scene, proxy: Proxy) -> None:
    await scene.killed(after="done")

    assert scene.state() is ActionState.DONE
    assert scene.effects == 1


@pytest.mark.parametrize("method", ["NftAcceptOffer"])
async def test_an_answer_lost_and_a_crash_while_looking_into_it_end_rightly(
    scene: Scene, method: str, market: Market, proxy: Proxy, tmp_path: Path
) -> None:
    await scene.killed_at(method, Hold(acting=True))
    proxy.next("NftAuctions", held := Hold(acting=True))
    async with seated(market.info, tmp_path, at=proxy, refresh_limit=1) as seat:
        await seat.desk.refresh(ACCOUNT)
        await held.reached.wait()
    assert scene.state() is ActionState.UNKNOWN

    await next_start(market, proxy, tmp_path)

    assert scene.state() is ActionState.DONE
    assert scene.effects == 1


@pytest.mark.parametrize("method", ["NftAcceptOffer", "NftPlaceOffer"])
@pytest.mark.parametrize("place", ["planned", "checked", "sending"])
async def test_what_a_living_process_is_in_the_middle_of_is_left_to_it(
    place: str, scene: Scene, method: str, market: Market, proxy: Proxy, tmp_path: Path
) -> None:
    async with acting(scene.task(after=place)) as process:
        assert await said(process) == STOPPED
        async with seated(market.info, tmp_path, at=proxy) as second:
            late = await second.reported(scene.instruction)
            assert late.sentence.startswith("Not sent: an earlier ")
            assert scene.state() == place
        process.send_signal(signal.SIGCONT)
        assert await said(process) == "done"

    assert scene.effects == 1
    assert proxy.asked[method] == 1


@pytest.mark.parametrize("method", ["NftPlaceOffer"])
async def test_a_second_process_looks_into_what_a_first_one_died_of(
    scene: Scene, market: Market, proxy: Proxy, tmp_path: Path
) -> None:
    async with seated(market.info, tmp_path, at=proxy, refresh_limit=1) as second:
        await scene.killed_at("NftPlaceOffer", Hold(acting=True))
        assert scene.state() is ActionState.SENDING

        await second.desk.refresh(ACCOUNT)
        assert (await second.until_settled()).state is ActionState.DONE


@pytest.mark.parametrize("method", ["NftAcceptOffer"])
async def test_two_processes_may_look_into_the_same_action(
    scene: Scene, market: Market, proxy: Proxy, tmp_path: Path
) -> None:
    await scene.killed_at("NftAcceptOffer", Hold(acting=True))

    async with (
        seated(market.info, tmp_path, at=proxy, refresh_limit=1) as first,
        seated(market.info, tmp_path, at=proxy, refresh_limit=1) as second,
    ):
        await first.desk.refresh_all()
        await second.desk.refresh_all()
        assert (await first.until_settled()).state is ActionState.DONE
        assert (await second.until_settled()).state is ActionState.DONE
    assert scene.effects == 1
