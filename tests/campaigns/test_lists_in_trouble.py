"""Every fault on one account's list: nothing breaks, nothing hangs, and no figure is wrong."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from tests.campaigns.lists import ListTrouble, every_trouble, last_nonce, rows_of, said_amounts
from tests.campaigns.nursery import QUICK
from tests.desk.seat import ACCOUNT, Seat, config_of, seated
from tests.sandbox_client import Faults, KrakenCaller
from tests.sandbox_process import SandboxInfo, running_sandbox
from tui_app.desk.sources import SourceState
from tui_app.gateway.limits import Limits

pytestmark = pytest.mark.anyio

Listed = Callable[[str, float], None]

OTHER = "other"
LIMITS = Limits(total=0.5, connect=0.5)
LONGEST = 8.0
"""Seconds for a refresh in trouble: three attempts and what lies between, on a busy machine."""
NOT_PLAIN = ("Traceback", "Error(", "Exception", "httpx", "None", "<", "\n", "  ")
TROUBLES = every_trouble()
SAMPLE = TROUBLES[::6]


@pytest.fixture(scope="module")
def small() -> Iterator[SandboxInfo]:
    """A market of a few pages whose lists get into trouble."""
    with running_sandbox("--offers", "120") as info:
        yield info


@pytest.fixture(scope="module")
def calm() -> Iterator[SandboxInfo]:
    """A market where all is well."""
    with running_sandbox("--offers", "60") as info:
        yield info


@pytest.fixture(scope="module")
def caller(small: SandboxInfo) -> Iterator[KrakenCaller]:
    """Another program at the same account."""
    found = KrakenCaller.of(small)
    yield found
    found.close()


@pytest.fixture
def troubled(caller: KrakenCaller) -> Iterator[Faults]:
    """The faults of the market in trouble."""
    found = caller.faults
    found.clear()
    yield found
    found.clear()


@dataclass(frozen=True, slots=True)
class House:
    """Opens the same desk again and again."""

    seated: Callable[[], AbstractAsyncContextManager[Seat]]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Short intervals between retries."""
    for (module, name), value in QUICK.items():
        monkeypatch.setattr(module, name, value)


@pytest.fixture
def house(small: SandboxInfo, calm: SandboxInfo, tmp_path: Path) -> House:
    """Two accounts, and the folder of the desk that reads them."""
    configs = (config_of(small.base_url), config_of(calm.base_url, OTHER))
    return House(lambda: seated(small, tmp_path, configs=configs, limits=LIMITS))


@pytest.mark.parametrize("trouble", SAMPLE, ids=str)
async def test_a_sample_of_lists_in_trouble(
    trouble: ListTrouble, house: House, caller: KrakenCaller, troubled: Faults, listed: Listed
) -> None:
    await play(trouble, house, caller, troubled, listed)


@pytest.mark.campaign
@pytest.mark.parametrize("trouble", TROUBLES, ids=str)
async def test_every_list_in_trouble(
    trouble: ListTrouble, house: House, caller: KrakenCaller, troubled: Faults, listed: Listed
) -> None:
    await play(trouble, house, caller, troubled, listed)


async def play(
    trouble: ListTrouble, house: House, caller: KrakenCaller, troubled: Faults, listed: Listed
) -> None:
    """Read both accounts, let one get into trouble, start again, read both, and look."""
    async with house.seated() as seat:
        await seat.desk.refresh_all()
        assert {each.state for each in seat.desk.sources} == {SourceState.FRESH}
        good, calm = rows_of(seat, ACCOUNT), rows_of(seat, OTHER)
    async with house.seated() as seat:
        read_at = seat.desk.source(ACCOUNT).read_at
        troubled.arm(trouble.fault.name, trouble.path, times="forever", **trouble.told)
        began = time.monotonic()
        await seat.desk.refresh(ACCOUNT)
        took = time.monotonic() - began
        assert troubled.used() != []
        assert took < LONGEST
        assert rows_of(seat, OTHER) == calm
        await seat.desk.refresh(OTHER)
        assert seat.desk.source(OTHER).state is SourceState.FRESH
        assert rows_of(seat, OTHER).keys() == calm.keys()
        source = seat.desk.source(ACCOUNT)
        listed(source.state, took)
        look_at_words(seat)
        assert rows_of(seat, ACCOUNT).keys() >= good.keys()
        if source.state is not SourceState.FRESH:
            assert source.read_at == read_at
        if trouble.fault.stage == "accept":
            troubled.clear()  # who asks what was said has to connect too
        look_at_figures(seat, {key: row.figures for key, row in good.items()}, caller)


def look_at_words(seat: Seat) -> None:
    """What the source says is one plain line; where it could not be read it does say something."""
    source = seat.desk.source(ACCOUNT)
    assert source.state not in {SourceState.LOADING, SourceState.NEVER_READ}
    if source.state is not SourceState.FRESH:
        assert source.problem.endswith(".")
    for words in (source.problem, source.note):
        assert not [sign for sign in NOT_PLAIN if sign in words], words
        assert words.isprintable()
        assert len(words) < 300


def look_at_figures(seat: Seat, before: dict[str, tuple[str, str]], caller: KrakenCaller) -> None:
    """Every figure is the last good one, or exactly what the marketplace says now."""
    caller.skip_to(last_nonce(seat) + 1)
    strange = {key: row for key, row in rows_of(seat, ACCOUNT).items() if before.get(key) != row.figures}
    if strange:
        said = said_amounts(caller)
        assert {(key, str(Decimal(row.amount))) for key, row in strange.items()} <= said
