"""The top line, in windows of all widths."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from textual.app import App, ComposeResult

from tests.ui.screen import screen_text
from tui_app.ui.widgets.title_bar import PLACES, TitleBar

pytestmark = pytest.mark.anyio

COUNTS = {"received": 1_041, "placed": 64, "watched": 9}


class OneLine(App[None]):
    """Nothing but the line."""

    def compose(self) -> ComposeResult:
        """The line."""
        yield TitleBar()


async def drawn(width: int, counts: Mapping[str, int] = COUNTS) -> str:
    """The line in so many columns, on the Placed screen, with two actions to look at."""
    app = OneLine()
    async with app.run_test(size=(width, 3)) as pilot:
        app.query_one(TitleBar).draw("placed", counts, "demo", attention=2)
        await pilot.pause()
        return screen_text(app)[0]


@pytest.mark.parametrize("width", [100, 120, 200])
async def test_every_place_its_count_and_what_wants_attention_are_named(width: int) -> None:
    line = await drawn(width)

    for words in (
        "1 Received 1,041",
        "2 Placed 64",
        "3 Watched 9",
        "5 Purchases",
        "6 Activity 2!",
        "7 Accounts",
    ):
        assert words in line


async def test_where_there_is_less_room_titles_go_one_after_the_other() -> None:
    line = await drawn(80)

    for words in ("1 Received 1,041", "2 Placed 64", "3 Watched 9", "6 Activity 2!", "demo"):
        assert words in line
    assert "Purchases" not in line
    assert all(place.digit in line for place in PLACES)


async def test_where_there_is_little_room_the_place_one_is_at_keeps_its_name() -> None:
    line = await drawn(44)

    assert "2 Placed 64" in line
    assert "Received" not in line
    assert all(place.digit in line for place in PLACES)
    assert "6 2!" in line


async def test_the_program_is_named_where_there_is_room() -> None:
    assert "offerdesk" in await drawn(120)
