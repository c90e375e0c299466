"""Lines of label and value; a value that needs more lines stays in its own column.

A label too long for the column of labels has its value close behind it, or below it in that column.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

LABEL_WIDTH = 12
_LEAST_VALUE = 10
_GAP = 2


@dataclass(frozen=True, slots=True)
class Fact:
    """A value, and what it is. Without a label the value has the whole width.

    A label in words is quiet; one that is content looks as it says.
    """

    value: Content
    label: str | Content = ""


class FactSheet(Widget):
    """As high as its facts need at its width; where it fills its pane, at least as high as that."""

    DEFAULT_CSS = "FactSheet { height: auto; &.-filling { min-height: 100%; } }"

    def __init__(
        self,
        *,
        label_width: int = LABEL_WIDTH,
        fills: bool = False,
        id: str | None = None,  # noqa: A002 - every widget's argument
    ) -> None:
        """`label_width` is the columns of labels, the gap behind them included."""
        super().__init__(id=id, classes="-filling" if fills else None)
        self._seen = False
        self._label_width = label_width
        self._facts: Sequence[Fact] = ()

    def show(self, facts: Sequence[Fact]) -> None:
        """Draw these from now on."""
        if facts != self._facts:
            self._facts = facts
            self.refresh(layout=self._seen and not self._fits())

    def on_show(self) -> None:
        """Take the room for what was not laid out while nobody could see it."""
        self._seen = True
        self.refresh(layout=not self._fits())

    def on_hide(self) -> None:
        """Nobody can see it."""
        self._seen = False

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Lines needed at `width` columns."""
        return max(1, len(self._lines(width)))

    def render(self) -> Content:
        """All lines."""
        return Content("\n").join(self._lines(self.content_size.width))

    def _fits(self) -> bool:
        """Whether the height can stay: laying out costs more than drawing the facts."""
        room, lines = self.content_size, len(self._lines(self.content_size.width))
        pane = self.parent.content_size.height if isinstance(self.parent, Widget) else 0
        return room.height == (max(lines, pane) if self.has_class("-filling") else lines)

    def _lines(self, width: int) -> list[Content]:
        room = max(self._label_width + _LEAST_VALUE, width)
        return [line for fact in self._facts for line in _wrapped(fact, self._label_width, room)]


def _wrapped(fact: Fact, label_width: int, width: int) -> list[Content]:
    if not fact.label:
        return fact.value.wrap(width) or [Content("")]
    head = Content.styled(fact.label, "$ink-dim") if isinstance(fact.label, str) else fact.label
    blanks = Content(" " * label_width)
    over = head.cell_length >= label_width
    if over and fact.value.cell_length <= width - head.cell_length - _GAP and "\n" not in fact.value.plain:
        return [head + Content(" " * _GAP) + fact.value]
    first, *more = fact.value.wrap(width - label_width) or [Content("")]
    if over:
        return [*head.wrap(width), *(blanks + line for line in (first, *more))]
    return [head.pad_right(label_width - head.cell_length) + first, *(blanks + line for line in more)]
