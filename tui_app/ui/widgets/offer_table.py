"""The list of offers: holds row ids only, reads what is visible, and costs the same for any number."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.timer import Timer

from tui_app.domain.offer import OfferStatus
from tui_app.ledger.windows import OfferRow, Sort
from tui_app.ui.format import padded
from tui_app.ui.glyphs import UNICODE, Glyphs
from tui_app.ui.widgets.columns import status_ink
from tui_app.ui.widgets.marks import Marks
from tui_app.ui.widgets.offer_window import OfferWindow, RowSource
from tui_app.ui.widgets.row_painter import GUTTER, RowPainter, Stance

_HEADER = 1
_SOONEST = 0.02
_INKS = (
    *("row", "header", "cursor", "cursor-unfocused", "mark", "marked", "empty"),
    *("dim", "warning", "amount", "unit", *map(status_ink, OfferStatus)),
)


class OfferTable(ScrollView, can_focus=True, inherit_bindings=False):
    """Offers under sticky titles, a cursor and marks. The cursor is a row id, never an index."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"offer-table--{ink}" for ink in _INKS}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "Down", show=False, id="list.down", tooltip="Go to the next offer"),
        Binding("up,k", "move(-1)", "Up", show=False, id="list.up", tooltip="Go to the offer before"),
        Binding(
            "pagedown", "page(1)", "Page down", show=False, id="list.page_down", tooltip="Go down one page"
        ),
        Binding("pageup", "page(-1)", "Page up", show=False, id="list.page_up", tooltip="Go up one page"),
        Binding("home,g", "first", "First", show=False, id="list.first", tooltip="Go to the first offer"),
        Binding("end,G", "last", "Last", show=False, id="list.last", tooltip="Go to the last offer"),
        Binding("enter", "open", "Open", show=False, id="list.open", tooltip="Open the offer's details"),
        Binding("space", "mark", "Mark", id="list.mark", tooltip="Mark this offer or unmark it"),
        Binding(
            "v",
            "range",
            "Range",
            show=False,
            id="list.range",
            tooltip="Mark from here to where the cursor goes; once more ends it",
        ),
        Binding(
            "A",
            "mark_all",
            "Mark all",
            show=False,
            id="list.mark_all",
            tooltip="Mark every offer shown, or none if all are marked",
        ),
        Binding("escape", "unmark", "Unmark", show=False, id="list.unmark", tooltip="Take every mark away"),
    ]

    cursor_row: reactive[int | None] = reactive(None, repaint=False, init=False)
    empty_text: reactive[str] = reactive("", init=False)
    sort: reactive[Sort] = reactive(Sort.ENDS, init=False)
    reverse: reactive[bool] = reactive(False, init=False)

    class Posted(Message):
        """Something that happened in one table; `control` is that table."""

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
        self._index = 0
        self._timer: Timer | None = None
        self._wakes: datetime | None = None

    @property
    def row_ids(self) -> array[int]:
        """The rows shown, in order."""
        return self._window.row_ids

    @property
    def marked(self) -> list[int]:
        """The marked rows among those shown, in the order shown."""
        return self._marks.among(self._window.row_ids)

    @property
    def cursor_index(self) -> int:
        """Where the cursor stands among the rows shown, from 0."""
        return self._index

    def show(self, row_ids: array[int]) -> None:
        """Show these rows. The cursor stays on its row and line; if that is gone, on its place."""
        before, line = self._visible(), self._index - self._top
        self._window.row_ids = row_ids
        self._window.forget()
        index = self._window.index_of(self.cursor_row)
        self._index = max(0, min(self._index, len(row_ids) - 1)) if index is None else index
        self._tell_scrollbar()
        self._scroll_to_line(self._index - line)
        self._scroll_to_cursor()
        self._marks.view(row_ids)
        self.cursor_row = row_ids[self._index] if row_ids else None
        if self._visible() == before:
            self.touch()
        else:
            self._load()
            self.refresh()
        if self._marks.any_anywhere:
            self.post_message(self.Marked(self, len(self._marks)))

    def touch(self) -> None:
        """Read the visible offers again and repaint the lines that say something else now."""
        self._window.forget()
        if self._load():
            self.refresh()
        else:
            self._repaint_stale()

    def notify_style_update(self) -> None:
        """The theme or a state that styles depend on changed."""
        super().notify_style_update()
        self._painter.restyle()

    def watch_cursor_row(self, row_id: int | None) -> None:
        """Follow a cursor that was set from outside, and tell that it moved."""
        index = self._window.index_of(row_id) if row_id != self._row_at(self._index) else None
        if index is not None:
            self._go(index)
        self.post_message(self.Highlighted(self, row_id))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Read what comes into sight before it is drawn."""
        if round(old_value) != round(new_value):
            self._load()
        super().watch_scroll_y(old_value, new_value)

    def watch_sort(self) -> None:
        """The titles say what the list is sorted by."""
        self._repaint_line(0)

    watch_reverse = watch_sort

    def on_resize(self) -> None:
        """Fit the columns to the new width, and keep the cursor in sight."""
        self._painter.resize(self.scrollable_content_region.width)
        self._tell_scrollbar()
        self._scroll_to_cursor()
        self._load()
        self.refresh()

    def on_focus(self) -> None:
        """The cursor looks different with the focus."""
        self._repaint_line(self._line_of(self._index))

    on_blur = on_focus

    def on_click(self, event: events.Click) -> None:
        """Titles sort, rows take the cursor, a second click opens."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        event.stop()
        if offset.y < _HEADER:
            self._sort_by(offset.x)
        elif (index := self._top + offset.y - _HEADER) < len(self._window):
            self._go(index)
            if event.chain == 2:
                self.action_open()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Escape is left to the screen while nothing is marked."""
        return self._marks.any_anywhere if action == "unmark" else True

    def action_move(self, by: int) -> None:
        """Move the cursor by so many rows."""
        self._go(self._index + by)

    def action_page(self, by: int) -> None:
        """Move the cursor by so many pages."""
        self._go(self._index + by * max(1, self._page - 1))

    def action_first(self) -> None:
        """Go to the first row."""
        self._go(0)

    def action_last(self) -> None:
        """Go to the last row."""
        self._go(len(self._window) - 1)

    def action_open(self) -> None:
        """Ask for the row under the cursor in full."""
        if self.cursor_row is not None:
            self.post_message(self.Opened(self, self.cursor_row))

    def action_mark(self) -> None:
        """Mark or unmark the row under the cursor, and go to the next."""
        if self.cursor_row is not None:
            self._marks.turn(self.cursor_row)
            self._marks_changed()
            self._go(self._index + 1)

    def action_range(self) -> None:
        """Begin a range at the cursor, or end the one that follows it."""
        if self._marks.ranging:
            self._marks.settle()
        elif self.cursor_row is not None:
            self._marks.begin_range(self._index, self.cursor_row)
        self._marks_changed()

    def action_mark_all(self) -> None:
        """Mark all rows shown, or none if all are."""
        self._marks.turn_all(self._window.row_ids)
        self._marks_changed()

    def action_unmark(self) -> None:
        """Take every mark away."""
        self._marks.clear()
        self._marks_changed()

    def render_line(self, y: int) -> Strip:
        """One line of the table: the titles, an offer, or a word about there being none."""
        if y < _HEADER:
            return self._painter.header(self.sort, self.reverse)
        if not self._window:
            return self._empty_line(y - _HEADER)
        row_id = self._row_at(self._top + y - _HEADER)
        row = None if row_id is None else self._window.row(row_id)
        if row is None:
            return Strip.blank(self.size.width, self._ink("row"))
        cursor = row.row_id == self.cursor_row
        return self._painter.line(
            row, Stance(cursor=cursor, focused=cursor and self.has_focus, marked=row.row_id in self._marks)
        )

    @property
    def _top(self) -> int:
        return int(self.scroll_offset.y)

    @property
    def _page(self) -> int:
        return max(0, self.size.height - _HEADER)

    def _visible(self) -> array[int]:
        return self._window.row_ids[self._top : self._top + self._page]

    def _row_at(self, index: int) -> int | None:
        return self._window.row_ids[index] if 0 <= index < len(self._window) else None

    def _line_of(self, index: int) -> int:
        return index - self._top + _HEADER

    def _go(self, index: int) -> None:
        if not self._window:
            return
        old, self._index = self._index, max(0, min(index, len(self._window) - 1))
        self.cursor_row = self._row_at(self._index)
        stretched = self._marks.stretch(self._window.row_ids, self._index)
        if not self._scroll_to_cursor():
            self._repaint_line(self._line_of(old))
            self._repaint_line(self._line_of(self._index))
        if stretched:
            self._marks_changed()

    def _marks_changed(self) -> None:
        self.refresh()
        self.post_message(self.Marked(self, len(self._marks)))

    def _sort_by(self, x: int) -> None:
        for placed in self._painter.placed:
            if placed.x <= x - GUTTER <= placed.x + placed.width and placed.column.sort is not None:
                sort = placed.column.sort
                self.post_message(self.SortAsked(self, sort, sort is self.sort and not self.reverse))

    def _scroll_to_cursor(self) -> bool:
        top = self._top
        if self._index < top:
            self._scroll_to_line(self._index)
        elif self._index >= top + self._page:
            self._scroll_to_line(self._index - self._page + 1)
        return self._top != top

    def _scroll_to_line(self, top: int) -> None:
        self.scroll_to(y=max(0, top), animate=False, force=True)

    def _tell_scrollbar(self) -> None:
        # Setting virtual_size lays the whole screen out, which only a scrollbar that comes or goes needs.
        size = Size(self.size.width, len(self._window) + _HEADER)
        if self.size.height and (size.height > self.size.height) is self.show_vertical_scrollbar:
            self.set_reactive(OfferTable.virtual_size, size)
            if self.show_vertical_scrollbar:
                self.vertical_scrollbar.window_virtual_size = size.height
        else:
            self.virtual_size = size

    def _load(self) -> bool:
        """Read what is visible. True if columns moved for it, so that every line changed."""
        if not self._page or not self.is_mounted:
            return False
        self._window.move(self._top, self._page)
        rows = self._window.rows
        moved = self._painter.make_room(rows, self._clock())
        self._painter.forget_all_but(rows)
        self._sleep_until_change(rows)
        return moved

    def _repaint_stale(self) -> None:
        for line, row_id in enumerate(self._visible(), _HEADER):
            row = self._window.row(row_id)
            if row is None or self._painter.is_stale(row):
                self._repaint_line(line)

    def _repaint_line(self, line: int) -> None:
        self.refresh(Region(0, line, self.size.width, 1))

    def _sleep_until_change(self, rows: list[OfferRow]) -> None:
        now = self._clock()
        wakes = self._painter.next_change(rows, now)
        if wakes is None or (self._timer is not None and self._wakes is not None and self._wakes <= wakes):
            return
        if self._timer is not None:
            self._timer.stop()
        self._wakes = wakes
        self._timer = self.set_timer(max(_SOONEST, (wakes - now).total_seconds()), self._wake)

    def _wake(self) -> None:
        self._timer = None
        rows = self._window.rows
        self._painter.make_room(rows, self._clock())
        self._repaint_stale()
        self._sleep_until_change(rows)

    def _empty_line(self, y: int) -> Strip:
        style = self._ink("empty")
        lines = ["", *self.empty_text.split("\n")]
        text = padded("  " + lines[y] if y < len(lines) else "", self.size.width)
        return Strip([Segment(text, self._ink("row") + style)])

    def _ink(self, name: str) -> Style:
        if name == "row":
            return self.rich_style
        return self.get_component_rich_style(f"offer-table--{name}", partial=True)
