"""Cells that show two pixels each, where they stand, and how long a screen full of them takes."""

from __future__ import annotations

import asyncio
import random

import pytest
from rich.color import Color
from rich.style import Style
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from tests.ui.screen import screen_strips, screen_text
from tui_app.media.picture import Picture
from tui_app.ui.half_blocks import HALF_BLOCK, HalfBlocks
from tui_app.ui.line_filter import ControlFilter

pytestmark = pytest.mark.anyio

RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)
Pixel = tuple[int, int, int]


class BlocksApp(App[None]):
    """One picture on a screen of its own."""

    CSS = "Screen { background: #102030; } HalfBlocks { width: 1fr; height: 1fr; background: #102030; }"

    def compose(self) -> ComposeResult:
        """Only that."""
        yield HalfBlocks()

    @property
    def blocks(self) -> HalfBlocks:
        """The widget."""
        return self.query_one(HalfBlocks)


def picture(*rows: list[Pixel]) -> Picture:
    """A picture of these pixels."""
    rgb = bytes(channel for row in rows for pixel in row for channel in pixel)
    width, height = len(rows[0]), len(rows)
    return Picture(
        width=width, height=height, rgb=rgb, file_format="PNG", file_width=width, file_height=height
    )


def noise(width: int, height: int) -> Picture:
    """A picture of which hardly two cells are the same."""
    rgb = random.Random(1).randbytes(3 * width * height)  # noqa: S311 - the same every time
    return Picture(
        width=width, height=height, rgb=rgb, file_format="PNG", file_width=width, file_height=height
    )


async def shown(pilot: Pilot[None], app: BlocksApp, drawn: Picture) -> None:
    """Draw a picture to its last line."""
    app.blocks.show(drawn)
    await app.workers.wait_for_complete()
    await pilot.pause()


def cells(app: BlocksApp) -> list[list[tuple[str, Color | None, Color | None]]]:
    """Each cell of the screen: its letter, its upper colour and its lower one."""
    found = []
    for strip in screen_strips(app):
        line = []
        for segment in strip:
            style = segment.style or Style.null()
            line += [(letter, style.color, style.bgcolor) for letter in segment.text]
        found.append(line)
    return found


def colour(pixel: Pixel) -> Color:
    """A pixel as the screen has it."""
    return Color.from_rgb(*pixel)


async def test_each_cell_shows_two_pixels_one_above_the_other() -> None:
    app = BlocksApp()
    async with app.run_test(size=(2, 2)) as pilot:
        await shown(pilot, app, picture([RED, GREEN], [BLUE, WHITE], [WHITE, RED], [GREEN, BLUE]))

        assert cells(app) == [
            [(HALF_BLOCK, colour(RED), colour(BLUE)), (HALF_BLOCK, colour(GREEN), colour(WHITE))],
            [(HALF_BLOCK, colour(WHITE), colour(GREEN)), (HALF_BLOCK, colour(RED), colour(BLUE))],
        ]


async def test_it_stands_in_the_middle() -> None:
    app = BlocksApp()
    async with app.run_test(size=(11, 5)) as pilot:
        await shown(pilot, app, picture([RED] * 3, [RED] * 3))

        assert screen_text(app) == ["", "", " " * 4 + HALF_BLOCK * 3, "", ""]


async def test_the_half_below_an_odd_last_line_is_the_background() -> None:
    app = BlocksApp()
    async with app.run_test(size=(1, 2)) as pilot:
        await shown(pilot, app, picture([RED], [GREEN], [BLUE]))

        assert cells(app)[1] == [(HALF_BLOCK, colour(BLUE), colour((0x10, 0x20, 0x30)))]


async def test_what_is_larger_than_the_screen_is_cut_on_all_sides() -> None:
    app = BlocksApp()
    async with app.run_test(size=(3, 2)) as pilot:
        await shown(pilot, app, noise(9, 16))

        assert screen_text(app) == [HALF_BLOCK * 3] * 2


async def test_it_says_how_many_pixels_fit_and_what_is_behind_them() -> None:
    app = BlocksApp()
    async with app.run_test(size=(70, 20)):
        room = app.blocks.room

    assert (room.width, room.height, room.background) == (70, 40, "102030")


async def test_no_picture_is_blank() -> None:
    app = BlocksApp()
    async with app.run_test(size=(4, 2)) as pilot:
        await shown(pilot, app, noise(4, 4))
        app.blocks.show(None)
        await pilot.pause()

        assert screen_text(app) == ["", ""]


async def test_another_size_asks_for_another_picture() -> None:
    asked: list[HalfBlocks.RoomChanged] = []

    class Asked(BlocksApp):
        def on_half_blocks_room_changed(self, event: HalfBlocks.RoomChanged) -> None:
            asked.append(event)

    app = Asked()
    async with app.run_test(size=(20, 10)) as pilot:
        before = len(asked)
        await pilot.resize_terminal(30, 12)
        await pilot.pause()

        assert len(asked) == before + 1


async def test_the_filter_of_the_app_leaves_every_cell_alone() -> None:
    app = BlocksApp()
    async with app.run_test(size=(20, 10)) as pilot:
        await shown(pilot, app, noise(20, 20))
        segments = [segment for strip in screen_strips(app) for segment in strip]

        assert ControlFilter().apply(segments, app.blocks.styles.background) is segments


async def test_the_loop_gets_its_turn_after_each_line() -> None:
    app = BlocksApp()
    async with app.run_test(size=(200, 60)):
        app.blocks.show(noise(200, 120))
        turns = 0
        while app.workers:
            await asyncio.sleep(0)
            turns += 1

    assert turns >= 60
