"""A long list that holds nothing but row ids: cursor, keys and scrolling cost the same for any length."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from contextlib import suppress
from typing import ClassVar

from textual.binding import BindingType
from textual.color import Color
from textual.filter import LineFilter
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui_app.ui.widgets.list_keys import MOVING_KEYS
from tui_app.ui.widgets.pieces import Span

HEADER = 1
"""Lines above the first row that do not scroll."""
_NEAR = 2_000


class RowList(ScrollView, can_focus=True, inherit_bindings=False):
    """Rows under one line of titles. The cursor is a row id; what a row says is the subclass's.

    Subclasses draw every `stretch` of their lines, read what they need in `came_into_sight`, and learn of the
    cursor in `cursor_moved`, both before anything is drawn.
    """

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = MOVING_KEYS

    cursor_row: reactive[int | None] = reactive(None, repaint=False, init=False)

    def __init__(
        self,
        *,
        id: str | None = None,  # noqa: A002 - every widget's argument
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._row_ids: array[int] = array("q")
        self._index = 0
        self.filling = False
        self._used = False
        self._steps = 0
        self._wished: tuple[int | None, int | None] | None = None
        self._fitted = Size(0, 0)

    @property
    def row_ids(self) -> array[int]:
        """The rows shown, in order."""
        return self._row_ids

    @property
    def cursor_index(self) -> int:
        """Where the cursor stands among the rows, from 0."""
        return self._index

    @property
    def steps(self) -> int:
        """How often somebody moved the cursor; that rows came or went under it does not count."""
        return self._steps

    @property
    def row_ids_in_sight(self) -> array[int]:
        """The rows on the screen now, from top to bottom."""
        return self._row_ids[self._top : self._top + self._page]

    @property
    def row_ids_near(self) -> array[int]:
        """The rows on the screen now, and on the pages before and behind."""
        return self._row_ids[max(0, self._top - self._page) : self._top + 2 * self._page]

    def came_into_sight(self) -> None:
        """Other rows are in sight than before."""

    def cursor_moved(self, row_id: int | None) -> None:
        """The cursor is on another row."""

    def fit(self, width: int) -> None:
        """There is another number of columns for rows, or of lines; what is in sight is drawn next."""

    def replace_rows(self, row_ids: array[int], *, part: bool = False) -> None:
        """Hold these rows. The cursor stays on its row and line; if that is gone, on its place.

        A row that is not among the first `part` of the rows may come with the rest: the cursor
        goes back to it then, unless it was moved meanwhile. While the list is `filling` and nobody has
        used it, the cursor stays on top: it was put on no row by anybody.
        """
        if self.filling and not self._used:
            self._wished = None
            self._hold(row_ids, 0)
            return
        wished, stand_in = self._wished or (self.cursor_row, self.cursor_row)
        if self.cursor_row == stand_in:
            self.set_reactive(RowList.cursor_row, wished)
        self._hold(row_ids)
        self._wished = (wished, self.cursor_row) if part else None

    def _hold(self, row_ids: array[int], index: int | None = None) -> None:
        line = self._index - self._top
        self._row_ids = row_ids
        index = self._index_of(self.cursor_row) if index is None else index
        self._index = max(0, min(self._index, len(row_ids) - 1)) if index is None else index
        self._tell_scrollbar()
        self.scroll_to(y=max(0, self._index - line), animate=False, force=True)
        self._scroll_to_cursor()
        self.cursor_row = self.row_at(self._index)

    def watch_cursor_row(self, row_id: int | None) -> None:
        """Follow a cursor that was set from outside, and tell that it moved."""
        index = self._index_of(row_id) if row_id != self.row_at(self._index) else None
        if index is not None:
            self.go(index)
        self.cursor_moved(row_id)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Read what comes into sight before it is drawn."""
        if round(old_value) != round(new_value):
            self.came_into_sight()
        super().watch_scroll_y(old_value, new_value)

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._tell_scrollbar()
        self._scroll_to_cursor()
        self._fit()

    def render_lines(self, crop: Region) -> list[Strip]:
        """What is asked for and no more: Textual would make whole lines of it, and look for frames around.

        The event of a new size comes after its first frame, so here it is fitted.
        """
        self._fit()
        background, filters = self.background_colors[1], self.get_line_filters()
        span, blank = Span(crop.x, crop.right), self.rich_style
        strips = (self.stretch(y, span).adjust_cell_length(crop.width, blank) for y in crop.line_range)
        return [_filtered(strip, filters, background) for strip in strips]

    def render_line(self, y: int) -> Strip:
        """One line, for whoever asks what stands under the mouse."""
        return self.stretch(y, Span(0, self.size.width))

    def stretch(self, y: int, span: Span) -> Strip:
        """What one line of the widget says in so much of its width."""
        raise NotImplementedError

    def on_key(self) -> None:
        """Somebody is here, and looks at the row under the cursor."""
        self._used = True

    def on_focus(self) -> None:
        """The cursor looks different with the focus."""
        self.repaint_line(self._line_of(self._index))

    on_blur = on_focus

    def action_move(self, by: int) -> None:
        """Move the cursor by so many rows."""
        self.go(self._index + by)

    def action_page(self, by: int) -> None:
        """Move the cursor by so many pages."""
        self.go(self._index + by * max(1, self._page - 1))

    def action_first(self) -> None:
        """Go to the first row."""
        self.go(0)

    def action_last(self) -> None:
        """Go to the last row."""
        self.go(len(self._row_ids) - 1)

    def go(self, index: int) -> None:
        """Put the cursor on the row at this index, or on the nearest there is."""
        if not self._row_ids:
            return
        self._used = True
        self._steps += 1
        old, self._index = self._index, max(0, min(index, len(self._row_ids) - 1))
        self.cursor_row = self.row_at(self._index)
        if not self._scroll_to_cursor():
            self.repaint_line(self._line_of(old))
            self.repaint_line(self._line_of(self._index))

    def row_at(self, index: int) -> int | None:
        """The row at this index, None beyond the ends."""
        return self._row_ids[index] if 0 <= index < len(self._row_ids) else None

    def index_at_line(self, y: int) -> int:
        """The index of what stands on line `y` of the widget; beyond the ends for none."""
        return self._top + y - HEADER

    def repaint_line(self, line: int) -> None:
        """Draw one line of the widget anew, and nothing else."""
        self.refresh(Region(0, line, self.size.width, 1))

    @property
    def _top(self) -> int:
        return int(self.scroll_offset.y)

    @property
    def _page(self) -> int:
        return max(0, self.size.height - HEADER)

    def _fit(self) -> None:
        if self._fitted != (room := self.scrollable_content_region.size):
            self._fitted = room
            self.fit(room.width)

    def _index_of(self, row_id: int | None) -> int | None:
        if row_id is None:
            return None
        with suppress(ValueError):  # among a million, the row is most often where it was
            return self._row_ids.index(row_id, max(0, self._index - _NEAR), self._index + _NEAR)
        with suppress(ValueError):
            return self._row_ids.index(row_id)
        return None

    def _line_of(self, index: int) -> int:
        return index - self._top + HEADER

    def _scroll_to_cursor(self) -> bool:
        top = self._top
        if self._index < top:
            self.scroll_to(y=self._index, animate=False, force=True)
        elif self._index >= top + self._page:
            self.scroll_to(y=self._index - self._page + 1, animate=False, force=True)
        return self._top != top

    def _tell_scrollbar(self) -> None:
        # Setting virtual_size lays the whole screen out, which only a scrollbar that comes or goes needs.
        size = Size(self.size.width, len(self._row_ids) + HEADER)
        if self.size.height and (size.height > self.size.height) is self.show_vertical_scrollbar:
            self.set_reactive(RowList.virtual_size, size)
            if self.show_vertical_scrollbar:
                self.vertical_scrollbar.window_virtual_size = size.height
        else:
            self.virtual_size = size


def _filtered(strip: Strip, filters: Sequence[LineFilter], background: Color) -> Strip:
    """The same, but for what the filters change: in one strip, which takes as long to make as to draw."""
    segments = list(strip)
    for line_filter in filters:
        segments = line_filter.apply(segments, background)
    return Strip(segments, strip.cell_length)
