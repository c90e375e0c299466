"""The list of offers: reads what is in sight, and repaints only what says something else."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tui_app.domain.offer import OfferStatus
from tui_app.ledger.windows import Sort
from tui_app.ui.format import padded
from tui_app.ui.glyphs import UNICODE, Glyphs
from tui_app.ui.widgets.alarm import Alarm
from tui_app.ui.widgets.columns import status_ink
from tui_app.ui.widgets.list_keys import LIST_KEYS
from tui_app.ui.widgets.marks import Marks
from tui_app.ui.widgets.offer_window import OfferWindow, RowSource
from tui_app.ui.widgets.row_list import HEADER, RowList
from tui_app.ui.widgets.row_painter import GUTTER, RowPainter, Stance

_INKS = (
    *("header", "cursor", "cursor-unfocused", "mark", "marked"),
    *("dim", "warning", "unit", *map(status_ink, OfferStatus)),
)


class OfferTable(RowList):
    """Offers under sticky titles, a cursor and marks, all of them by row id."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"offer-table--{ink}" for ink in _INKS}
    BINDINGS: ClassVar[list[BindingType]] = LIST_KEYS

    empty_text: reactive[str] = reactive("", init=False)
    sort: reactive[Sort] = reactive(Sort.ENDS, repaint=False, init=False)
    reverse: reactive[bool] = reactive(False, repaint=False, init=False)

    class Posted(Message):
        """Something that happened in one table."""

        def __init__(self, table: OfferTable) -> None:
            super().__init__()
            self.table = table

        @property
        def control(self) -> OfferTable:
            """The table it happened in."""
            return self.table

    class Highlighted(Posted):
        """The cursor is on another row; None when there are no rows."""

        def __init__(self, table: OfferTable, row_id: int | None) -> None:
            super().__init__(table)
            self.row_id = row_id

    class Opened(Posted):
        """The person wants to see this row in full."""

        def __init__(self, table: OfferTable, row_id: int) -> None:
            super().__init__(table)
            self.row_id = row_id

    class Marked(Posted):
        """Other rows are marked than before; `count` of those shown."""

        def __init__(self, table: OfferTable, count: int) -> None:
            super().__init__(table)
            self.count = count

    class SortAsked(Posted):
        """The person wants the list in this order."""

        def __init__(self, table: OfferTable, sort: Sort, reverse: bool) -> None:
            super().__init__(table)
            self.sort = sort
            self.reverse = reverse

    def __init__(
        self,
        source: RowSource,
        clock: Callable[[], datetime],
        *,
        glyphs: Glyphs = UNICODE,
        id: str | None = None,  # noqa: A002 - every widget's argument
        classes: str | None = None,
    ) -> None:
        """`source` reads offers by row id; `clock` gives the marketplaces' time, aware."""
        super().__init__(id=id, classes=classes)
        self._clock = clock
        self._window = OfferWindow(source)
        self._marks = Marks()
        self._painter = RowPainter(glyphs, self._ink)
        self._alarm = Alarm(self, clock, self._pass_time)

    @property
    def marked(self) -> list[int]:
        """The marked rows among those shown, in the order shown."""
        return self._marks.among(self.row_ids)

    @property
    def marked_count(self) -> int:
        """How many of the rows shown are marked; costs nothing."""
        return len(self._marks)

    def show(self, row_ids: array[int]) -> None:
        """Show these rows. The cursor stays on its row and line; if that is gone, on its place."""
        before = (self.row_ids_in_sight, self.cursor_row)
        self._marks.view(row_ids)
        self.replace_rows(row_ids)
        self.touch()
        if before != (self.row_ids_in_sight, self.cursor_row):
            self.refresh()
        if self._marks.any_anywhere:
            self._post_marked()

    def touch(self) -> None:
        """Read the offers in sight again and repaint the lines that say something else now."""
        if self.is_mounted:
            self._window.read_again(self.row_ids_in_sight)
            self._make_room()
            self._repaint_stale()

    def notify_style_update(self) -> None:
        """The theme or a state that styles depend on changed."""
        super().notify_style_update()
        self._painter.restyle()

    def came_into_sight(self) -> None:
        """Read what is not held yet."""
        if self.is_mounted:
            self._window.move(self.row_ids_in_sight)
            self._make_room()

    def cursor_moved(self, row_id: int | None) -> None:
        """A range follows, and whoever listens is told."""
        if self._marks.stretch(self.row_ids, self.cursor_index):
            self._marks_changed()
        self.post_message(self.Highlighted(self, row_id))

    def watch_sort(self) -> None:
        """The titles say what the list is sorted by."""
        self.repaint_line(0)

    watch_reverse = watch_sort

    def fit(self, width: int) -> None:
        """Fit the columns to the new width, and read what it brings into sight."""
        self._painter.resize(width)
        self.came_into_sight()

    def on_click(self, event: events.Click) -> None:
        """Titles sort, rows take the cursor, a second click opens."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        event.stop()
        if offset.y < HEADER:
            self._sort_by(offset.x)
        elif self.row_at(index := self.index_at_line(offset.y)) is not None:
            self.go(index)
            if event.chain == 2:
                self.action_open()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Escape is left to the screen while nothing is marked."""
        return self._marks.any_anywhere if action == "unmark" else True

    def action_open(self) -> None:
        """Ask for the row under the cursor in full."""
        if self.cursor_row is not None:
            self.post_message(self.Opened(self, self.cursor_row))

    def action_mark(self) -> None:
        """Mark or unmark the row under the cursor, and go to the next."""
        if self.cursor_row is not None:
            self._marks.turn(self.cursor_row)
            self._marks_changed()
            self.go(self.cursor_index + 1)

    def action_range(self) -> None:
        """Begin a range at the cursor, or end the one that follows it."""
        if self._marks.ranging:
            self._marks.settle()
        elif self.cursor_row is not None:
            self._marks.begin_range(self.cursor_index, self.cursor_row)
        self._marks_changed()

    def action_mark_all(self) -> None:
        """Mark all rows shown, or none if all are."""
        self._marks.turn_all(self.row_ids)
        self._marks_changed()

    def action_unmark(self) -> None:
        """Take every mark away."""
        self._marks.clear()
        self._marks_changed()

    def render_line(self, y: int) -> Strip:
        """One line of the table: the titles, an offer, or a word about there being none."""
        if y < HEADER:
            return self._painter.header(self.sort, self.reverse)
        if not self.row_ids:
            return self._empty_line(y - HEADER)
        row = self._window.row(self.row_at(self.index_at_line(y)))
        if row is None:
            return Strip.blank(self.size.width, self.rich_style)
        cursor, marked = row.row_id == self.cursor_row, row.row_id in self._marks
        return self._painter.line(row, Stance(cursor, cursor and self.has_focus, marked))

    def _make_room(self) -> None:
        """Fit columns to what is in sight; if they moved, every line is another one."""
        now, rows = self._clock(), self._window.rows
        if self._painter.make_room(rows, now):
            self.refresh()
        self._painter.forget_all_but(rows)
        self._alarm.set(self._painter.next_change(rows, now))

    def _pass_time(self) -> None:
        self._make_room()
        self._repaint_stale()

    def _repaint_stale(self) -> None:
        for line, row_id in enumerate(self.row_ids_in_sight, HEADER):
            row = self._window.row(row_id)
            if row is None or self._painter.is_stale(row):
                self.repaint_line(line)

    def _marks_changed(self) -> None:
        self.refresh()
        self._post_marked()

    def _post_marked(self) -> None:
        self.post_message(self.Marked(self, self.marked_count))

    def _sort_by(self, x: int) -> None:
        placed = self._painter.column_at(x - GUTTER)
        if placed is not None and placed.column.sort is not None:
            sort = placed.column.sort
            self.post_message(self.SortAsked(self, sort, sort is self.sort and not self.reverse))

    def _empty_line(self, y: int) -> Strip:
        lines = ["", *self.empty_text.split("\n")]
        text = padded("  " + lines[y] if y < len(lines) else "", self.size.width)
        return Strip([Segment(text, self.rich_style + self._ink("dim"))])

    def _ink(self, name: str) -> Style:
        if name == "row":
            return self.rich_style
        return self.get_component_rich_style(f"offer-table--{name}", partial=True)
