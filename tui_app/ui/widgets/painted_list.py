"""A long list whose rows are read as they come into sight; repaints only what says something else."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, ClassVar, Generic

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.timer import Timer

from tui_app.ui.format import padded
from tui_app.ui.privacy import follow_privacy
from tui_app.ui.widgets.alarm import Alarm
from tui_app.ui.widgets.pieces import Span
from tui_app.ui.widgets.row_list import HEADER, RowList
from tui_app.ui.widgets.row_painter import Manner, RowPainter, Stance
from tui_app.ui.widgets.row_window import Row, RowSource, RowWindow

REST_SECONDS = 0.05
"""After which nobody is going on: a key held down comes again before."""


class PaintedList(RowList, Generic[Row]):
    """Rows under sticky titles with a cursor, all of them by row id.

    Subclasses name their inks in COMPONENT_CLASSES behind PREFIX, and say which rows are marked.
    """

    PREFIX: ClassVar[str] = "painted-list"

    empty_text: reactive[str] = reactive("", init=False)

    class Posted(Message):
        """Something that happened in one list."""

        def __init__(self, table: PaintedList[Any]) -> None:
            super().__init__()
            self.table = table

        @property
        def control(self) -> PaintedList[Any]:
            """The list it happened in."""
            return self.table

    class Highlighted(Posted):
        """The cursor is on another row; None when there are no rows."""

        def __init__(self, table: PaintedList[Any], row_id: int | None) -> None:
            super().__init__(table)
            self.row_id = row_id

    class Opened(Posted):
        """The person wants to see this row in full."""

        def __init__(self, table: PaintedList[Any], row_id: int) -> None:
            super().__init__(table)
            self.row_id = row_id

    def __init__(
        self,
        source: RowSource[Row],
        clock: Callable[[], datetime],
        manner: Manner[Row],
        *,
        id: str | None = None,  # noqa: A002 - every widget's argument
        classes: str | None = None,
    ) -> None:
        """`source` reads rows by their ids; `clock` gives the marketplaces' time, aware."""
        super().__init__(id=id, classes=classes)
        self._clock = clock
        self._window = RowWindow(source)
        self._painter = RowPainter(manner, self._ink)
        self._alarm = Alarm(self, clock, self._pass_time)
        self._resting: Timer | None = None
        self._replacing = False

    def on_mount(self) -> None:
        """Follow what may be shown."""
        follow_privacy(self, self._hide)

    def show(self, row_ids: array[int], *, part: bool = False) -> None:
        """Show these rows, or the first `part` of them, as `replace_rows` says."""
        before = (self.row_ids_in_sight, self.cursor_row)
        self._replacing = True
        self.replace_rows(row_ids, part=part)
        self._replacing = False
        if set(before[0]).isdisjoint(self.row_ids_in_sight):
            self._painter.start_over()
        self.touch()
        if before != (self.row_ids_in_sight, self.cursor_row):
            self.refresh()

    def touch(self) -> None:
        """Read the rows in sight again and repaint the lines that say something else now."""
        if self.is_mounted:
            self._window.read_again(self.row_ids_in_sight)
            self._make_room()
            self._repaint_stale()

    def is_marked(self, row: Row) -> bool:
        """Whether the mark stands before this row."""
        del row
        return False

    def header_line(self) -> Strip:
        """The titles."""
        return self._painter.header()

    def title_clicked(self, x: int) -> None:
        """The line of titles was clicked, at this column."""

    def notify_style_update(self) -> None:
        """The theme or a state that styles depend on changed."""
        super().notify_style_update()
        self._painter.restyle()

    def came_into_sight(self) -> None:
        """Read what is not held yet, and once nobody moves what may come next."""
        if self._replacing or not self.is_mounted:
            return  # all of it is read at once when the rows are there
        self._window.move(self.row_ids_in_sight, self.row_ids_near)
        self._make_room()
        for row in self._window.rows:
            self._painter.pass_time(row)  # its line may be ready since a while ago
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(REST_SECONDS, self._look_around)

    def cursor_moved(self, row_id: int | None) -> None:
        """Whoever listens is told."""
        self.post_message(self.Highlighted(self, row_id))

    def fit(self, width: int) -> None:
        """Fit the columns to the new width, and read what it brings into sight."""
        self._painter.resize(width)
        self.came_into_sight()

    def on_click(self, event: events.Click) -> None:
        """Titles may do something, rows take the cursor, a second click opens."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        event.stop()
        if offset.y < HEADER:
            self.title_clicked(offset.x)
        elif self.row_at(index := self.index_at_line(offset.y)) is not None:
            self.go(index)
            if event.chain == 2:
                self.action_open()

    def action_open(self) -> None:
        """Ask for the row under the cursor in full."""
        if self.cursor_row is not None:
            self.post_message(self.Opened(self, self.cursor_row))

    def stretch(self, y: int, span: Span) -> Strip:
        """Of one line of the list: the titles, a row, or a word about there being none."""
        if y < HEADER:
            return self.header_line().crop(*span)
        if not self.row_ids:
            return self._empty_line(y - HEADER).crop(*span)
        row = self._window.row(self.row_at(self.index_at_line(y)))
        if row is None:
            return Strip.blank(span.right - span.left, self.rich_style)
        cursor = row.row_id == self.cursor_row
        return self._painter.line(row, Stance(cursor, cursor and self.has_focus, self.is_marked(row)), span)

    def _hide(self, hides: bool) -> None:
        self._painter.hide(hides)
        self.touch()
        self.refresh()

    def _look_around(self) -> None:
        """Have the page before and the page behind ready: that is half of what they cost."""
        if self.is_mounted:
            self._painter.draw_ahead(self._window.look_around(self.row_ids_near))

    def _make_room(self) -> None:
        """Fit columns to what is in sight; if they moved, every line is another one."""
        now, rows = self._clock(), self._window.rows
        if self._painter.make_room(rows, now):
            self.refresh()
        self._painter.forget_all_but(self._window.held)
        self._alarm.set(self._painter.next_change(rows, now))

    def _pass_time(self) -> None:
        now = self._clock()
        due = self._painter.due(now)
        if self._painter.holds_room(due, now):
            self._repaint_timely(due)
            self._alarm.set(self._painter.next_change(self._window.rows, now))
        else:
            self._make_room()
            self._repaint_stale()

    def _repaint_timely(self, rows: Iterable[Row]) -> None:
        """Draw the cells of these rows anew that say something else, and nothing beside them."""
        lines = {row_id: line for line, row_id in enumerate(self.row_ids_in_sight, HEADER)}
        seen = [(lines[row.row_id], row) for row in rows if row.row_id in lines]
        spans = [(line, span) for line, row in seen for span in self._painter.pass_time(row)]
        if spans:
            self.refresh(*(Region(left, line, right - left, 1) for line, (left, right) in spans))

    def _repaint_stale(self) -> None:
        for line, row_id in enumerate(self.row_ids_in_sight, HEADER):
            row = self._window.row(row_id)
            if row is None or self._painter.is_stale(row):
                self.repaint_line(line)

    def _empty_line(self, y: int) -> Strip:
        lines = ["", *self.empty_text.split("\n")]
        text = padded("  " + lines[y] if y < len(lines) else "", self.size.width)
        return Strip([Segment(text, self.rich_style + self._ink("dim"))])

    def _ink(self, name: str) -> Style:
        if name == "row":
            return self.rich_style
        return self.get_component_rich_style(f"{self.PREFIX}--{name}", partial=True)
