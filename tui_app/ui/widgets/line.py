"""One line of text that repaints itself alone."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from tui_app.ui.glyphs import UNICODE
from tui_app.ui.widgets.pieces import Pieces, within


class Line(Widget):
    """A line of pieces. Changing it repaints this line and never lays the screen out again.

    Text is drawn as it is, never read as markup. Subclasses say in `pieces` what to draw, and
    name their inks in COMPONENT_CLASSES behind their own prefix.
    """

    ALLOW_SELECT = False
    PREFIX = "line"

    def __init__(
        self,
        *,
        id: str | None = None,  # noqa: A002 - every widget's argument
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._pieces: Pieces = ()

    def put(self, pieces: Pieces) -> None:
        """Draw these from now on."""
        if pieces != self._pieces:
            self._pieces = pieces
            self.refresh()

    def pieces(self, width: int) -> Pieces:
        """What to draw in `width` columns; cut if it is more."""
        del width
        return self._pieces

    def render_line(self, y: int) -> Strip:
        """The line itself, and blanks below it."""
        width = self.size.width
        plain = self.rich_style
        drawn = within(self.pieces(width), width, UNICODE) if y == 0 else ()
        segments = [Segment(piece.text, plain + self._ink(piece.ink)) for piece in drawn]
        return Strip(segments).crop_extend(0, width, plain)

    def _ink(self, name: str) -> Style:
        if not name:
            return Style.null()
        return self.get_component_rich_style(f"{self.PREFIX}--{name}", partial=True)
