"""Reading what a running app shows."""

from __future__ import annotations

from typing import Any

from rich.style import Style
from textual.app import App
from textual.strip import Strip


def screen_strips(app: App[Any]) -> list[Strip]:
    """The lines of the top screen, with their styles."""
    return app.screen._compositor.render_strips()  # noqa: SLF001 - Textual has no public way to read it


def screen_text(app: App[Any]) -> list[str]:
    """The lines of the top screen, without the blanks at their ends."""
    return [strip.text.rstrip() for strip in screen_strips(app)]


def line_with(app: App[Any], text: str) -> str:
    """The first line that holds this text. Raises AssertionError with the whole screen if none does."""
    lines = screen_text(app)
    for line in lines:
        if text in line:
            return line
    raise AssertionError(f"{text!r} is not on the screen:\n" + "\n".join(lines))


def style_of(app: App[Any], text: str) -> Style:
    """The style in which the first occurrence of this text begins. Raises AssertionError if there is none."""
    for strip in screen_strips(app):
        if (at := strip.text.find(text)) >= 0:
            start = 0
            for segment in strip:
                if start <= at < start + len(segment.text):
                    return segment.style or Style.null()
                start += len(segment.text)
    raise AssertionError(f"{text!r} is not on the screen:\n" + "\n".join(screen_text(app)))
