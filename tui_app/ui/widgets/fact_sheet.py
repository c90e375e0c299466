"""Lines of label and value; a value that needs more lines stays in its own column.

A label too long for the column of labels has its value close behind it, or below it in that column.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from rich.segment import Segment
from textual.content import Content
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from tui_app.ui.privacy import HIDDEN, Hides, by_label, follow_privacy, hidden

LABEL_WIDTH = 12
_LEAST_VALUE = 10
_GAP = 2


@dataclass(frozen=True, slots=True)
class Fact:
    """A value, and what it is. Without a label the value has the whole width.

    A label in words is quiet; one that is content looks as it says. `hides` is what is hidden of the value
    while privacy holds, None where that goes by the label.
    """

    value: Content
    label: str | Content = ""
    hides: Hides | None = None

    def hidden(self) -> Fact:
        """The same as it is drawn while privacy holds."""
        return Fact(hidden(self.value, self.hides or by_label(self.label)), self.label)


class FactSheet(Widget):
    """As high as its facts need at its width; where it fills its pane, at least as high as that.

    With other facts, the lines are drawn anew that say something else.
    """

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
        self._facts: Sequence[Fact] = ()
        self._hides = False
        self._lines = _Lines(label_width)

    def on_mount(self) -> None:
        """Follow what may be shown."""
        follow_privacy(self, self._hide)

    def show(self, facts: Sequence[Fact]) -> None:
        """Draw these from now on."""
        before, self._facts = self._drawn, facts
        self._lines.put(_once_hidden(facts) if self._hides else facts)
        if self._seen and not self._fits():
            self.refresh(layout=True)
        else:
            self._repaint_where_not(before)

    def on_show(self) -> None:
        """Take the room for what was not laid out while nobody could see it."""
        self._seen = True
        self.refresh(layout=not self._fits())

    def on_hide(self) -> None:
        """Nobody can see it."""
        self._seen = False

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Lines needed at `width` columns."""
        return max(1, len(self._lines.at(width)))

    def render(self) -> Content:
        """All lines: from these it is taken what is selected."""
        return Content("\n").join(self._drawn)

    def render_line(self, y: int) -> Strip:
        """One line by itself; but while something is selected Textual draws them all, with what is."""
        if self.text_selection is not None:
            return super().render_line(y)
        lines, style = self._drawn, self.visual_style
        if y >= len(lines):
            return Strip.blank(self.content_size.width, style.rich_style)
        segments, x = list[Segment](), 0
        for text, ink in lines[y].render(style, end="", parse_style=self._get_style):
            segments.append(Segment(text, (style + ink).rich_style_with_offset(x, y)))
            x += len(text)
        return Strip(segments)

    def _hide(self, hides: bool) -> None:
        self._hides = hides
        self.show(self._facts)

    @property
    def _drawn(self) -> Sequence[Content]:
        return self._lines.at(self.content_size.width)

    def _repaint_where_not(self, before: Sequence[Content]) -> None:
        for y, (old, new) in enumerate(zip_longest(before, self._drawn)):
            if old is None or new is None or not old.is_same(new):
                self.refresh(Region(0, y, self.content_size.width, 1))

    def _fits(self) -> bool:
        """Whether the height can stay: laying out costs more than drawing the facts."""
        room, lines = self.content_size, len(self._drawn)
        pane = self.parent.content_size.height if isinstance(self.parent, Widget) else 0
        return room.height == (max(lines, pane) if self.has_class("-filling") else lines)


class _Lines:
    """The lines of facts; a fact that stays is not broken into lines again."""

    def __init__(self, label_width: int) -> None:
        self._label_width = label_width
        self._width = 0
        self._facts: Sequence[Fact] = ()
        self._broken: dict[Hashable, list[Content]] = {}
        self._lines: list[Content] | None = None

    def put(self, facts: Sequence[Fact]) -> None:
        """These are the facts from now on."""
        self._facts = facts
        self._lines = None

    def at(self, width: int) -> Sequence[Content]:
        """All lines in so many columns."""
        if width != self._width:
            self._width, self._broken, self._lines = width, {}, None
        if self._lines is None:
            before, self._broken = self._broken, {}
            self._lines = [line for fact in self._facts for line in self._of(fact, before)]
        return self._lines

    def _of(self, fact: Fact, before: dict[Hashable, list[Content]]) -> list[Content]:
        look = _look(fact.label), _look(fact.value)
        room = max(self._label_width + _LEAST_VALUE, self._width)
        lines = before.get(look) or _wrapped(fact, self._label_width, room)
        self._broken[look] = lines
        return lines


def _once_hidden(facts: Sequence[Fact]) -> list[Fact]:
    """As they are drawn while privacy holds; of many lines without a name that are hidden, one is enough."""
    drawn = list[Fact]()
    for fact in map(Fact.hidden, facts):
        if not (drawn and fact.value.plain == HIDDEN and fact == drawn[-1]):
            drawn.append(fact)
    return drawn


def _look(text: Content | str) -> Hashable:
    """What tells texts apart: content is equal to any other with the same letters."""
    return text if isinstance(text, str) else (text.plain, *text.spans)


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
