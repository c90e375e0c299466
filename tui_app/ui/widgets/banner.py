"""One sentence of warning under the title of every screen, for as long as it holds."""

from __future__ import annotations

from typing import Any

from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from tui_app.domain.text import clean

_LONGEST = 400


class Banner(Widget):
    """As high as its sentence needs, two lines at most; a toast has said all of it."""

    ALLOW_SELECT = False

    def __init__(self, sentence: str) -> None:
        super().__init__(id="banner")
        self._sentence = sentence

    def say(self, sentence: str) -> None:
        """Draw another sentence."""
        if sentence != self._sentence:
            self._sentence = sentence
            self.refresh(layout=True)

    def render(self) -> Content:
        """The sentence."""
        return Content(f"! {clean(self._sentence, limit=_LONGEST)}")


def follow_banner(screen: Screen[Any]) -> None:
    """Show on this screen what its app's `banner` says, whenever that changes. Nothing takes no widget."""
    screen.watch(screen.app, "banner", lambda sentence: _show(screen, sentence))


def _show(screen: Screen[Any], sentence: str) -> None:
    there = screen.query(Banner)
    if not sentence:
        there.remove()
    elif there:
        there.first().say(sentence)
    else:
        screen.mount(Banner(sentence), after="#title-bar")
