"""The Timeline tab: an offer's story, and what of it was done here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.offers import NOW
from tests.ui.dashboard import Seat, dashboard
from tests.ui.market import Market, a_market
from tests.ui.test_facts import lines, shown
from tui_app.ledger.history import Happening
from tui_app.ui.facts import timeline_facts

pytestmark = pytest.mark.anyio


@pytest.fixture
def market() -> Iterator[Market]:
    """A market of the test's own."""
    with a_market() as found:
        yield found


async def turn_to_timeline(seat: Seat) -> None:
    """Turn the tabs of the detail pane."""
    await seat.press("right", "right", "right")
    await seat.until("[Timeline]")


async def test_each_happening_is_told_with_its_age_and_moment() -> None:
    story = [
        Happening(at=NOW - timedelta(hours=3), what="placed by calm-lake"),
        Happening(at=NOW - timedelta(minutes=2), what="amount: 5 → 4"),
    ]
    first, second, *_ = lines(timeline_facts(shown(timeline=lambda: story)))

    assert first.startswith("3 h ago ")
    assert first.endswith("placed by calm-lake")
    assert second.startswith("2 min ago ")
    assert second.endswith("amount: 5 → 4")


async def test_words_of_strangers_are_cleaned() -> None:
    story = [Happening(at=NOW, what="placed by \x1b[2J\u202ecalm")]

    assert "\x1b" not in "".join(lines(timeline_facts(shown(timeline=lambda: story))))


async def test_an_offer_without_a_story_says_so() -> None:
    assert lines(timeline_facts(shown()))[0] == "Nothing is known of what happened to this offer."


async def test_the_tab_begins_with_who_placed_the_offer(market: Market) -> None:
    async with dashboard(market.line) as seat:
        await turn_to_timeline(seat)

        await seat.until("placed by", "first seen here")


async def test_an_answer_given_here_stands_in_the_story(market: Market) -> None:
    async with dashboard(market.line) as seat:
        await seat.press("left_square_bracket")
        await turn_to_timeline(seat)
        await seat.press("a")
        await seat.until("Accept this offer?")
        await seat.past_deafness()
        await seat.press("right", "enter")

        await seat.until("your accept: asked for", "your accept: sent", "your accept: done")
