"""Typing a filter: what is typed is seen and acted on at once, and nothing else gets in."""

from __future__ import annotations

import pytest
from textual import events
from textual.pilot import Pilot

from tests.hostile import SAMPLE
from tests.ui.list_app import ListApp
from tests.ui.rows import Stock
from tests.ui.screen import line_with, screen_text, style_of
from tui_app.domain.filters import MAX_LENGTH
from tui_app.ui.widgets.filter_line import FilterLine, typed

pytestmark = pytest.mark.anyio

LINE = 2
"""The screen line of the filter in `ListApp`."""


@pytest.fixture
def app(stock: Stock) -> ListApp:
    """The list, with the filter line above it."""
    return ListApp(stock.windows, stock.rows())


async def typing(app: ListApp, pilot: Pilot[None], *keys: str) -> None:
    """Go to the filter line and press these keys."""
    app.filter_line.focus()
    await pilot.press(*keys)


async def test_letters_are_shown_and_handed_over_one_by_one(app: ListApp) -> None:
    async with app.run_test() as pilot:
        await typing(app, pilot, "n", "a", "r")

        assert app.filtered == ["n", "na", "nar"]
        assert screen_text(app)[LINE].startswith(" / nar")


async def test_letters_that_are_keys_elsewhere_are_only_letters_here(app: ListApp) -> None:
    async with app.run_test() as pilot:
        await typing(app, pilot, "j", "G", "A", "space", "v")

        assert app.filter_line.value == "jGA v"
        assert app.table.cursor_index == 0
        assert app.table.marked == []


@pytest.mark.parametrize(
    ("keys", "left"),
    [
        (["backspace"], "price>1 ends<2"),
        (["left", "backspace"], "price>1 ends<h"),
        (["home", "delete"], "rice>1 ends<2h"),
        (["home", "backspace"], "price>1 ends<2h"),
        (["end", "delete"], "price>1 ends<2h"),
        (["ctrl+w"], "price>1 "),
        (["ctrl+w", "ctrl+w"], ""),
        (["left", "left", "ctrl+u"], "2h"),
        (["home", "right", "x"], "pxrice>1 ends<2h"),
        (["home", "left", "x"], "xprice>1 ends<2h"),
        (["escape"], ""),
    ],
)
async def test_keys_edit_the_text(app: ListApp, keys: list[str], left: str) -> None:
    async with app.run_test() as pilot:
        app.filter_line.value = "price>1 ends<2h"
        await typing(app, pilot, *keys)

        assert app.filter_line.value == left


@pytest.mark.parametrize("key", ["enter", "down"])
async def test_enter_and_down_leave_and_keep_the_filter(app: ListApp, key: str) -> None:
    async with app.run_test() as pilot:
        await typing(app, pilot, "x", key)

        assert app.filter_line.value == "x"
        assert isinstance(app.heard[-1], FilterLine.Left)


async def test_escape_clears_first_and_leaves_then(app: ListApp) -> None:
    async with app.run_test() as pilot:
        await typing(app, pilot, "x", "escape")
        assert app.filtered == ["x", ""]
        assert not any(isinstance(message, FilterLine.Left) for message in app.heard)

        await pilot.press("escape")
        assert isinstance(app.heard[-1], FilterLine.Left)


async def test_moving_the_caret_is_not_a_change(app: ListApp) -> None:
    async with app.run_test() as pilot:
        await typing(app, pilot, "x", "left", "right", "home", "end")

        assert app.filtered == ["x"]


async def test_a_value_put_in_is_shown_and_told_to_nobody(app: ListApp) -> None:
    async with app.run_test() as pilot:
        app.filter_line.value = "collection:narwhal"
        await pilot.pause()

        assert line_with(app, "/ collection:narwhal")
        assert app.filtered == []


async def test_a_pasted_text_becomes_one_line_without_control_codes(app: ListApp) -> None:
    async with app.run_test() as pilot:
        app.filter_line.focus()
        await pilot.pause()
        app.filter_line.post_message(events.Paste("quiet\r\notter\x1b[2J\x07 \u202eprice>1"))
        await pilot.pause()

        assert app.filter_line.value == "quiet otter[2J price>1"
        assert app.filtered == ["quiet otter[2J price>1"]


async def test_a_huge_paste_is_cut_to_what_a_filter_may_hold(app: ListApp) -> None:
    async with app.run_test() as pilot:
        await typing(app, pilot, "a")
        app.filter_line.post_message(events.Paste("漢" * 1_000_000))
        await pilot.pause()

        assert len(app.filter_line.value) == MAX_LENGTH


@pytest.mark.parametrize("hostile", SAMPLE[::8], ids=lambda hostile: hostile.kind)
def test_nothing_invisible_can_be_typed(hostile: tuple[str, str]) -> None:
    assert typed(hostile[1]).isprintable()


async def test_a_problem_is_said_beside_what_was_typed(app: ListApp) -> None:
    async with app.run_test() as pilot:
        await typing(app, pilot, *"ends")
        app.filter_line.problem = "ends takes a sign, as in ends<2h"
        app.filter_line.matches = 3
        await pilot.pause()

        assert screen_text(app)[LINE].endswith("! ends takes a sign, as in ends<2h")


async def test_a_problem_without_room_keeps_its_mark(app: ListApp) -> None:
    async with app.run_test(size=(60, 15)) as pilot:
        app.filter_line.value = "x" * 55
        app.filter_line.problem = "no status begins with x"
        await typing(app, pilot, "y")

        assert screen_text(app)[LINE].endswith("y   !")


async def test_the_number_of_matches_is_said(app: ListApp) -> None:
    async with app.run_test() as pilot:
        await typing(app, pilot, "x")
        app.filter_line.matches = 1
        await pilot.pause()
        assert screen_text(app)[LINE].endswith(" 1 match")

        app.filter_line.matches = 1_200
        await pilot.pause()
        assert screen_text(app)[LINE].endswith(" 1,200 matches")


async def test_an_empty_line_hints_and_with_the_focus_gives_an_example(app: ListApp) -> None:
    async with app.run_test() as pilot:
        assert screen_text(app)[LINE] == " / filter"
        app.filter_line.focus()
        await pilot.pause()

        assert "price>1" in screen_text(app)[LINE]


@pytest.mark.parametrize("text", ["narwhal " * 30, "漢字" * 60])
async def test_a_long_text_scrolls_so_that_its_end_is_seen(app: ListApp, text: str) -> None:
    async with app.run_test(size=(60, 15)) as pilot:
        app.filter_line.value = text
        await typing(app, pilot, "e", "n", "d")

        assert screen_text(app)[LINE].endswith("end")
        assert style_of(app, "d ").reverse is not True

        await pilot.press("home")
        assert screen_text(app)[LINE].startswith(f" / {text[:4]}")


async def test_the_caret_is_seen_only_with_the_focus(app: ListApp) -> None:
    async with app.run_test() as pilot:
        await typing(app, pilot, "o", "x", "left")
        assert style_of(app, "x").reverse

        app.table.focus()
        await pilot.pause()
        assert not style_of(app, "x").reverse
