"""Leaving at the worst moments: while the desk is being opened, while a screen is put up, in a refresh."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterable, Iterator

import pytest
from textual.events import Key

from tests.ui.dashboard import NAMES, Seat, dashboard
from tests.ui.market import Market, a_market
from tui_app.app import OffersApp
from tui_app.assembly import Opened, desk_on_accounts
from tui_app.desk.desk import ENDING
from tui_app.desk.news import SourceChanged
from tui_app.ledger.opening import OpenedLedger
from tui_app.settings import Places, Settings
from tui_app.ui.messages import RefreshRequested

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def market() -> Iterator[Market]:
    """A market that is only read."""
    with a_market(offers=60) as found:
        yield found


def without_accounts(opened: OpenedLedger, places: Places) -> Opened:
    """A desk of somebody who has no account yet."""
    return desk_on_accounts(opened, places, Settings(), read_only=False)


def press_at_once(seat: Seat, keys: Iterable[str]) -> None:
    """Keys that come faster than the app takes them."""
    for key in keys:
        seat.app.post_message(Key(NAMES.get(key, key), key))


async def ended_well(seat: Seat) -> None:
    """Wait for the end, which has to be a good one."""
    await seat.when(lambda: not seat.app.is_running, "the end")
    assert seat.app.return_code == 0


async def test_a_desk_that_opens_while_one_leaves_is_closed_again_and_does_nothing() -> None:
    begun, let_go, made = threading.Event(), threading.Event(), list[Opened]()

    def open_late(opened: OpenedLedger, places: Places) -> Opened:
        begun.set()
        let_go.wait(60)
        made.append(without_accounts(opened, places))
        return made[0]

    async with dashboard("", opens=open_late, wait=False) as seat:
        await seat.as_soon_as(begun.is_set, "the opening")
        press_at_once(seat, "q")
        await asyncio.sleep(0.05)
        assert seat.app.is_running
        let_go.set()
        await ended_well(seat)

    assert made[0].desk.closed("any") == ENDING
    assert seat.app.current_mode == "received"


async def test_quitting_before_the_first_paint_opens_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    # A key pressed from here may come behind the first paint.
    monkeypatch.setattr(OffersApp, "on_compose", OffersApp.action_leave, raising=False)
    async with dashboard("", opens=without_accounts, wait=False) as seat:
        await ended_well(seat)
        assert seat.app.desk is None


async def test_what_takes_too_long_to_open_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui_app.app.MOMENT_SECONDS", 0.05)
    begun, let_go = threading.Event(), threading.Event()

    def open_very_late(opened: OpenedLedger, places: Places) -> Opened:
        begun.set()
        let_go.wait(60)
        return without_accounts(opened, places)

    async with dashboard("", opens=open_very_late, wait=False) as seat:
        await seat.as_soon_as(begun.is_set, "the opening")
        press_at_once(seat, "q")
        await ended_well(seat)
        let_go.set()


@pytest.mark.parametrize("keys", ["7q", "q7", "6q", "6q2", "?q", "q?", "2q3", "qqq", "/q7"])
async def test_keys_in_one_burst_with_quitting_end_it_well(market: Market, keys: str) -> None:
    async with dashboard(market.line) as seat:
        press_at_once(seat, keys)
        if keys == "/q7":
            press_at_once(seat, ["ctrl+q"])
        await ended_well(seat)


@pytest.mark.parametrize("moment", range(0, 40, 2))
async def test_quitting_while_the_first_start_puts_up_the_accounts_ends_it_well(moment: int) -> None:
    async with dashboard("", opens=without_accounts, wait=False) as seat:
        await seat.as_soon_as(lambda: seat.app.desk is not None, "the desk")
        await asyncio.sleep(moment / 1_000)
        press_at_once(seat, "q")
        await ended_well(seat)


@pytest.mark.parametrize("screen", ["1", "2", "6", "7"])
async def test_news_that_come_while_a_screen_is_taken_away_are_nobodys(market: Market, screen: str) -> None:
    async with dashboard(market.line) as seat:
        await seat.press(screen)
        seat.app.post_message(RefreshRequested())
        removing = seat.app.screen.remove()
        seat.desk.notices.tell(SourceChanged("kraken"))
        await removing
        seat.desk.notices.tell(SourceChanged("kraken"))
