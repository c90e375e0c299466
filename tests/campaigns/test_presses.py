"""Keys pressed far too often, or at random: one request at most, and none that was not meant."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator

import pytest
from textual import events

from tests.ui.dashboard import Seat, dashboard
from tests.ui.dialog_app import opened
from tests.ui.market import Market, a_market
from tests.ui.test_confirm_action import asking
from tui_app.ui import deafness
from tui_app.ui.modals.confirm_action import ConfirmAction

pytestmark = pytest.mark.anyio

KEYS = (
    *(
        "enter",
        "space",
        "tab",
        "shift+tab",
        "left",
        "right",
        "up",
        "down",
        "home",
        "end",
        "pageup",
        "pagedown",
    ),
    *("backspace", "delete", "ctrl+a", "ctrl+e", "ctrl+u", "ctrl+j", "ctrl+m", "f", "y", "n", "a", "d", "c"),
    *("0", "1", "2", "3", "4", "6", "7", "8", "9", "full_stop", "minus", "plus", "question_mark", "slash"),
)
"""Everything a dialog listens to, and more; without the 5 that the amount begins with."""
NAMED = {"space": " ", "full_stop": ".", "minus": "-", "plus": "+", "question_mark": "?", "slash": "/"}
LONGEST = 40


@pytest.fixture
def market() -> Iterator[Market]:
    """A market of the test's own."""
    with a_market() as found:
        yield found


async def ask(seat: Seat) -> None:
    """Open the confirm dialog about the first offer, and let it begin to listen."""
    await seat.press("a")
    await seat.when(lambda: isinstance(seat.app.screen, ConfirmAction), "the question")
    await seat.past_deafness()


async def mash(seat: Seat, key: str) -> None:
    """Press a key fifty times in a second."""
    for _ in range(50):
        seat.app.post_message(events.Key(key, None))
        await seat.pilot.pause(0.02)


async def test_enter_fifty_times_a_second_after_the_yes_is_one_request(market: Market) -> None:
    async with dashboard(market.line) as seat:
        await ask(seat)
        market.gatekeeper.held.add("NftAcceptOffer")
        await seat.press("right")
        await mash(seat, "enter")
        await seat.when(lambda: market.calls["NftAcceptOffer"] > 0, "the request")
        market.gatekeeper.release()
        await seat.until("Accepted the offer for")

    assert market.calls["NftAcceptOffer"] == 1
    assert [action for action, _ in market.effects()] == ["accept"]


async def test_enter_fifty_times_a_second_into_the_question_sends_nothing(market: Market) -> None:
    async with dashboard(market.line) as seat:
        await seat.press("a")
        await mash(seat, "enter")

        assert market.calls["NftAcceptOffer"] == 0
    assert market.effects() == []


async def test_of_three_yes_in_one_tick_one_is_sent(market: Market) -> None:
    async with dashboard(market.line) as seat:
        await ask(seat)
        await seat.press("right")
        for _ in range(3):
            seat.app.post_message(events.Key("enter", None))
        await seat.until("Accepted the offer for")
        await asyncio.sleep(0.1)

    assert market.calls["NftAcceptOffer"] == 1


async def test_a_sample_of_random_keys_without_the_amount_confirms_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await press_at_random(range(20), monkeypatch)


@pytest.mark.campaign
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("hundred", range(10))
async def test_a_thousand_strings_of_random_keys_without_the_amount_confirm_nothing(
    hundred: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    await press_at_random(range(hundred * 100, hundred * 100 + 100), monkeypatch)


async def test_the_same_dialog_is_confirmed_by_the_amount(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deafness, "DEAF_SECONDS", 0)
    async with opened(asking(doubt="This is odd.")) as shown:
        await shown.press("shift+tab", "5", "tab", "right", "enter")

    assert len([answer for answer in shown.answers if answer is not None]) == 1


async def press_at_random(seeds: range, monkeypatch: pytest.MonkeyPatch) -> None:
    """Press a string of keys for each seed into a dialog that wants the amount typed."""
    monkeypatch.setattr(deafness, "DEAF_SECONDS", 0)
    for seed in seeds:
        draw = random.Random(seed)  # noqa: S311 - it has to come again
        keys = [draw.choice(KEYS) for _ in range(draw.randint(1, LONGEST))]
        async with opened(asking(doubt="This is odd.")) as shown:
            for key in keys:
                if not shown.answers:  # once it is closed there is nothing to press any more
                    shown.app.post_message(events.Key(key, key if len(key) == 1 else NAMED.get(key)))
                    await shown.pilot.pause(0.001)
            await shown.pilot.pause()  # no key may be left for an app that ends
        assert all(answer is None for answer in shown.answers), (seed, keys)
