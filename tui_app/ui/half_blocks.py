"""A picture in half blocks: each cell shows two pixels, one above the other."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import cache
from itertools import groupby

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.events import Resize
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui_app.media.picture import Picture, Room

HALF_BLOCK = "▀"

Shade = Callable[[bytes, bytes], Style]
"""From an upper and a lower pixel to the style of their cell."""


class HalfBlocks(Widget):
    """Draws one picture in its middle, pixel by pixel; what does not fit is cut off.

    Lines appear one after the other: thousands of colours take longer than a key press may wait.
    """

    ALLOW_SELECT = False

    class RoomChanged(Message):
        """There is room for another number of pixels now."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - every widget's argument
        super().__init__(id=id)
        self._strips: dict[int, Strip] = {}

    @property
    def room(self) -> Room:
        """The pixels there is room for, and the colour behind them."""
        background = self.background_colors[1].hex6.removeprefix("#").lower()
        return Room(width=self.size.width, height=2 * self.size.height, background=background)

    def show(self, picture: Picture | None) -> None:
        """Draw this from now on, or nothing."""
        self._strips = {}
        self.refresh()
        self.workers.cancel_node(self)
        if picture is not None:
            self.run_worker(self._draw(picture), group="draw")

    def render_line(self, y: int) -> Strip:
        """One line of cells: blank outside the picture, and until its turn comes."""
        return self._strips.get(y) or Strip.blank(self.size.width, self.rich_style)

    def on_resize(self, event: Resize) -> None:
        """Lines of another width are of no use any more."""
        event.stop()
        self.show(None)
        self.post_message(self.RoomChanged())

    async def _draw(self, picture: Picture) -> None:
        width, plain, behind = self.size.width, self.rich_style, bytes.fromhex(self.room.background)
        lines = (picture.height + 1) // 2
        top, left = (self.size.height - lines) // 2, (width - picture.width) // 2
        shade = cache(_style)
        for line in range(max(0, -top), min(lines, self.size.height - top)):
            cells = Strip([Segment(" " * max(0, left), plain), *_cells(picture, line, behind, shade)])
            strip = cells.crop_extend(max(0, -left), max(0, -left) + width, plain)
            strip.render(self.app.console)  # the slow part: styles remember what they are to this terminal
            self._strips[top + line] = strip
            self.refresh(Region(0, top + line, width, 1))
            await asyncio.sleep(0)


def _cells(picture: Picture, line: int, behind: bytes, shade: Shade) -> list[Segment]:
    upper, lower = picture.row(2 * line), picture.row(2 * line + 1)
    if 2 * line + 1 >= picture.height:
        lower = behind * picture.width
    pixels = ((upper[at : at + 3], lower[at : at + 3]) for at in range(0, 3 * picture.width, 3))
    return [Segment(HALF_BLOCK * len(tuple(same)), shade(*pair)) for pair, same in groupby(pixels)]


def _style(upper: bytes, lower: bytes) -> Style:
    return Style.from_color(Color.from_rgb(*upper), Color.from_rgb(*lower))
