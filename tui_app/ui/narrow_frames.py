"""Frames in which of a screen only that is drawn which changed, and only by the widget in front of it.

Textual draws in full every widget that touches the least rectangle around all changes, the containers behind
them too: for a step of the cursor that is the whole screen, since the line of counts is at its other end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rich.console import Console

# There is no public way to say how frames are drawn.
# https://github.com/Textualize/textual/blob/v8.2.8/src/textual/_compositor.py
from textual._compositor import Compositor, CompositorUpdate
from textual.geometry import Region
from textual.strip import Strip


class Part(NamedTuple):
    """What stands in one line from column `x` on."""

    x: int
    y: int
    strip: Strip


class Parts(CompositorUpdate):
    """One frame: what is written where."""

    def __init__(self, parts: Iterable[Part]) -> None:
        self._parts = tuple(parts)

    def render_segments(self, console: Console) -> str:
        """The bytes for the terminal."""
        return "".join(f"\x1b[{y + 1};{x + 1}H{strip.render(console)}" for x, y, strip in self._parts)


class NarrowCompositor(Compositor):
    """Finds out where widgets are as Textual does, and draws less."""

    def render_partial_update(self) -> Parts | None:  # type: ignore[override]  # both are drawn by what they say
        """What changed since the last frame, None where nothing did."""
        changed = [part for region in self._dirty_regions if (part := region.intersection(self.size.region))]
        self._dirty_regions.clear()
        blocks = _blocks(self._regions_to_spans(changed))
        return Parts(part for block in blocks for part in self._drawn(block)) if changed else None

    def _drawn(self, block: Region) -> Iterator[Part]:
        """From front to back: what one widget draws, none behind it does."""
        bare = [block]
        for widget, (region, clip) in self.visible_widgets.items():
            if not bare:
                return
            for hole in tuple(bare):
                if part := hole.intersection(region).intersection(clip):
                    bare.remove(hole)
                    bare += _around(part, hole)
                    strips = widget.render_lines(part.translate(-region.offset))
                    yield from (Part(part.x, y, strip) for y, strip in enumerate(strips, part.y))


def _blocks(spans: Iterable[tuple[int, int, int]]) -> list[Region]:
    """Stretches of lines, each its line and its ends, as the fewest rectangles of those of the same ends."""
    blocks: dict[tuple[int, int], list[Region]] = {}
    for y, left, right in spans:
        alike = blocks.setdefault((left, right), [])
        if alike and alike[-1].bottom == y:
            alike[-1] = alike[-1].grow((0, 0, 1, 0))
        else:
            alike.append(Region(left, y, right - left, 1))
    return [block for alike in blocks.values() for block in alike]


def _around(part: Region, whole: Region) -> list[Region]:
    """What is left of a rectangle without a part of it."""
    above = Region(whole.x, whole.y, whole.width, part.y - whole.y)
    below = Region(whole.x, part.bottom, whole.width, whole.bottom - part.bottom)
    left = Region(whole.x, part.y, part.x - whole.x, part.height)
    right = Region(part.right, part.y, whole.right - part.right, part.height)
    return [each for each in (above, below, left, right) if each]
