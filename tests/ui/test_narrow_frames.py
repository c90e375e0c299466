"""Frames that draw only what changed: on a terminal they come to the same as drawing everything."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pyte
import pytest
from rich.console import Console
from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from tests.ui.rows import until
from tests.ui.screen import screen_strips, screen_text
from tui_app.ui.narrow_frames import NarrowCompositor, Parts

pytestmark = pytest.mark.anyio

SIZE = (40, 12)
NAMES = ("left", "right", "scrolled", "floating")


class Cells(Widget):
    """A sheet of letters that can be changed a rectangle at a time."""

    ALLOW_SELECT = False

    def __init__(self, name: str) -> None:
        super().__init__(id=name)
        self._letters = [[name[0]] * SIZE[0] for _ in range(3 * SIZE[1])]

    def render_line(self, y: int) -> Strip:
        """A segment for each letter: a frame may begin and end anywhere."""
        return Strip([Segment(letter) for letter in self._letters[y][: self.size.width]])

    def change(self, region: Region, letter: str) -> None:
        """Another letter, wherever the rectangle has cells."""
        for y in region.line_range:
            self._letters[y][region.x : region.right] = [letter] * region.width
        self.refresh(region)


class Recording(NarrowCompositor):
    """Keeps what the frames wrote."""

    def __init__(self) -> None:
        super().__init__()
        self.frames: list[str] = []

    def render_partial_update(self) -> Parts | None:  # type: ignore[override]  # as the one it is made of
        """As every other."""
        if parts := super().render_partial_update():
            self.frames.append(parts.render_segments(Console(color_system="truecolor")))
        return parts


class Wall(Screen[None]):
    """Sheets side by side, one in a scrolling box, and one in front that covers a part of each."""

    def __init__(self) -> None:
        super().__init__()
        self.recorded = self._compositor = Recording()

    def compose(self) -> ComposeResult:
        """Lay them out."""
        left, right, scrolled, floating = map(Cells, NAMES)
        with Horizontal():
            yield left
            with VerticalScroll():
                yield scrolled
            yield right
        yield floating


class WallApp(App[None]):
    """Nothing but a wall."""

    CSS = """
    Screen { layers: below above; }
    #left, VerticalScroll { width: 1fr; }
    #right { width: 7; border: solid white; }
    #scrolled { height: 30; }
    #floating { layer: above; width: 20; height: 4; offset: 12 5; }
    """

    def get_default_screen(self) -> Wall:
        """The wall."""
        return Wall()


def rectangles(chance: Random, inside: Region) -> Iterator[Region]:
    """One to three of them, of any size, next to or over one another."""
    for _ in range(chance.randint(1, 3)):
        x, y = chance.randrange(inside.width), chance.randrange(inside.height)
        yield Region(x, y, chance.randint(1, inside.width - x), chance.randint(1, inside.height - y))


def shown(terminal: pyte.Screen, wall: Wall) -> list[str]:
    """What a terminal shows once it was told of all frames."""
    pyte.Stream(terminal).feed("".join(wall.recorded.frames))
    wall.recorded.frames.clear()
    return [line.rstrip() for line in terminal.display]


async def test_many_narrow_frames_leave_on_a_terminal_what_a_whole_one_shows() -> None:
    chance = Random(7)  # noqa: S311 - no secret
    terminal = pyte.Screen(*SIZE)
    app = WallApp()
    async with app.run_test(size=SIZE) as pilot:
        wall = app.screen
        assert isinstance(wall, Wall)
        wall.query_one(VerticalScroll).scroll_to(y=5, animate=False)
        await pilot.pause()
        wall.recorded.frames = [f"\x1b[{y};1H{strip.text}" for y, strip in enumerate(screen_strips(app), 1)]
        for turn in range(26):
            for name in chance.sample(NAMES, chance.randint(1, 4)):
                sheet = wall.query_one(f"#{name}", Cells)
                for region in rectangles(chance, sheet.size.region):
                    sheet.change(region, chr(ord("A") + turn))
            await until(pilot, lambda: shown(terminal, wall) == screen_text(app))


async def test_a_frame_writes_no_more_than_the_cells_that_changed() -> None:
    app = WallApp()
    async with app.run_test(size=SIZE) as pilot:
        wall = app.screen
        assert isinstance(wall, Wall)
        await pilot.pause()

        wall.query_one("#left", Cells).change(Region(3, 2, 2, 2), "X")
        await until(pilot, lambda: any("X" in frame for frame in wall.recorded.frames))

        assert wall.recorded.frames[-1] == "\x1b[3;4HXX\x1b[4;4HXX"
