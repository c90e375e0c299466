"""The searches of purchases, a line each; the one whose purchases are listed is marked."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from tui_app.ui.privacy import Hides, follow_privacy, hidden

_LOW, _MOST_LOW, _MOST = 30, 3, 6


class SearchList(Widget):
    """As high as it has searches, up to a few; then those around the marked one are drawn."""

    ALLOW_SELECT = False

    class Chosen(Message):
        """A search was clicked: the place it has among all."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - every widget's argument
        super().__init__(id=id)
        self._lines: Sequence[Content] = ()
        self._place = 0
        self._hides = False

    def on_mount(self) -> None:
        """Follow what may be shown: users and tokens have numbers."""
        follow_privacy(self, self._hide)

    def show(self, lines: Sequence[Content], place: int) -> None:
        """Draw these, marking the one at `place`."""
        if (lines, place) != (self._lines, self._place):
            changed = len(lines) != len(self._lines)
            self._lines, self._place = lines, place
            self.refresh(layout=changed)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A line for each, as far as there is room."""
        del container, width
        return min(len(self._lines), _MOST_LOW if viewport.height < _LOW else _MOST)

    def render(self) -> Content:
        """The lines in sight."""
        top, height = self._top, self.size.height
        lines = self._lines[top : top + height]
        if self._hides:
            lines = [hidden(line, Hides.FIGURES) for line in lines]
        return Content("\n").join(self._drawn(line, top + at) for at, line in enumerate(lines))

    def on_click(self, event: events.Click) -> None:
        """Choose the one under the mouse."""
        event.stop()
        if (offset := event.get_content_offset(self)) is not None:
            place = self._top + offset.y
            if place < len(self._lines):
                self.post_message(self.Chosen(place))

    def _hide(self, hides: bool) -> None:
        self._hides = hides
        self.refresh()

    @property
    def _top(self) -> int:
        return max(0, min(self._place - self.size.height // 2, len(self._lines) - self.size.height))

    def _drawn(self, line: Content, place: int) -> Content:
        here = place == self._place
        marked = Content.assemble((" ▸ ", "$accent") if here else "   ", line)
        return marked.stylize("bold") if here else marked
