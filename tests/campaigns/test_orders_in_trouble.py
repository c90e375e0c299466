"""Orders are created once, whatever the request meets: never twice, never lost, never told wrongly."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import httpx
import pytest

from tests.campaigns.judging import Judged
from tests.campaigns.order_cases import EVERY, SAMPLE, OrderCase
from tests.campaigns.wire import CountingWire, wire_to
from tests.desk.order_seat import ROCKS_ACCOUNT, desk_at, draft
from tests.desk.seat import Seat
from tests.sandbox_client import Faults
from tests.sandbox_process import SandboxInfo, effects, running_sandbox
from tui_app.domain.instruction import Instruction
from tui_app.gateway.limits import Limits
from tui_app.ledger.action_states import ActionState

pytestmark = pytest.mark.anyio

CREATE: Final = "externalOrders"
"""The end of the path that orders are created at; reading them goes to other ends."""
_HURRIED, _PATIENT = Limits(total=0.8), Limits(total=5.0)

Tally = Callable[[Judged], None]


@dataclass
class Instance:
    """A sandbox, and the number of its newest order as far as it was looked for."""

    info: SandboxInfo
    client: httpx.Client
    _newest: int = field(default=1)

    @property
    def made(self) -> int:
        """How many orders were really created so far."""
        return sum(each["marketplace"] == "license_rocks" for each in effects(self.info))

    @property
    def newest(self) -> int:
        """The highest number there is; they have no gaps."""
        while self._is_there(self._newest + 1):
            self._newest += 1
        return self._newest

    def _is_there(self, number: int) -> bool:
        said = self.info.said["license_rocks"]
        path = f"{said['base_url']}/api/externalOrders/{number}"
        return self.client.get(path, headers={"authorization": said["token"]}).is_success


@pytest.fixture(scope="module")
def instance() -> Iterator[Instance]:
    """One instance for all of them."""
    with running_sandbox("--offers", "100") as info, httpx.Client(trust_env=False) as client:
        yield Instance(info, client)


@pytest.fixture
def faults(instance: Instance) -> Iterator[Faults]:
    """What may go wrong there, and nothing afterwards."""
    with httpx.Client(base_url=instance.info.base_url, trust_env=False) as client:
        yield (armed := Faults(client))
        armed.clear()


@pytest.fixture
async def wire(instance: Instance) -> AsyncIterator[CountingWire]:
    """A wire to the instance."""
    async with wire_to(instance.info.base_url) as standing:
        yield standing


@dataclass(frozen=True, slots=True)
class Stand:
    """What one case works at."""

    instance: Instance
    faults: Faults
    wire: CountingWire
    folder: Path


@pytest.fixture
def stand(instance: Instance, faults: Faults, wire: CountingWire, tmp_path: Path) -> Stand:
    """All of it."""
    return Stand(instance, faults, wire, tmp_path)


@pytest.mark.parametrize("case", SAMPLE, ids=str)
async def test_in_a_sample_of_troubles_an_order_is_made_at_most_once(
    case: OrderCase, stand: Stand, tally: Tally
) -> None:
    await play(case, stand, tally)


@pytest.mark.campaign
@pytest.mark.parametrize("case", EVERY, ids=str)
async def test_in_every_trouble_an_order_is_made_at_most_once(
    case: OrderCase, stand: Stand, tally: Tally
) -> None:
    await play(case, stand, tally)


async def play(case: OrderCase, stand: Stand, tally: Tally) -> None:
    """Create one order in trouble, find out what became of it, and press again as a person might."""
    instance, before, limits = (
        stand.instance,
        stand.instance.made,
        _HURRIED if case.trouble.silent else _PATIENT,
    )
    async with desk_at(instance.info, stand.folder, at=stand.wire.base_url, limits=limits) as seat:
        await seat.desk.orders.look_up(ROCKS_ACCOUNT, [str(instance.newest)] if case.known else ["1000000"])
        asked = draft(seat)
        case.trouble.arm(stand.faults, CREATE, lines_before=0)
        report = await seat.reported(asked)
        entry = await seat.until_settled()
        happened = instance.made - before
        judged = Judged(
            action="create order",
            trouble=case.trouble.name,
            moment="known" if case.known else "nothing known",
            left=report.state or "",
            found=entry.state.value,
            happened=happened,
        )
        tally(judged)
        assert judged.wrong == [], (judged, entry.words)
        assert stand.wire.asked[CREATE] == 1
        if happened and (case.known or report.state is ActionState.DONE):
            assert (entry.state, entry.made) == (ActionState.DONE, str(instance.newest)), entry.words
        await press_again(seat, asked, stand, open_=entry.state is ActionState.NEEDS_PERSON)


async def press_again(seat: Seat, asked: Instruction, stand: Stand, *, open_: bool) -> None:
    """What needs a person keeps its target; until they tell what happened nothing of the same is sent."""
    if not open_:
        return
    stand.faults.clear()
    again = await seat.reported(asked)
    assert again.sentence == "Not sent: an earlier create order is not settled yet."
    assert stand.wire.asked[CREATE] == 1
