"""The list of offers, in an order and with marks."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Container, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.reactive import reactive
from textual.strip import Strip

from tui_app.domain.offer import OfferStatus
from tui_app.ledger.windows import OfferRow, Sort
from tui_app.ui.format import day_ends, ends_changes
from tui_app.ui.glyphs import UNICODE
from tui_app.ui.widgets.chosen_columns import chosen
from tui_app.ui.widgets.columns import BY_ACCOUNT, COLUMNS, status_ink
from tui_app.ui.widgets.list_keys import LIST_KEYS
from tui_app.ui.widgets.marks import Marks
from tui_app.ui.widgets.painted_list import PaintedList
from tui_app.ui.widgets.row_painter import GUTTER, Manner
from tui_app.ui.widgets.row_window import RowSource

if TYPE_CHECKING:
    from tui_app.settings.views import ColumnSetting

_INKS = (
    *("header", "cursor", "cursor-unfocused", "mark", "marked", "unread"),
    *("dim", "warning", "unit", "best", *map(status_ink, OfferStatus)),
)


class OfferTable(PaintedList[OfferRow]):
    """Offers under sticky titles, a cursor and marks, all of them by row id."""

    PREFIX = "offer-table"
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"offer-table--{ink}" for ink in _INKS}
    BINDINGS: ClassVar[list[BindingType]] = LIST_KEYS

    sort: reactive[Sort] = reactive(Sort.ENDS, repaint=False, init=False)
    reverse: reactive[bool] = reactive(False, repaint=False, init=False)
    columns: reactive[tuple[ColumnSetting, ...]] = reactive((), repaint=False, init=False)
    """Those that were chosen; none for those that the list has anyway."""
    by_account: reactive[bool] = reactive(False, repaint=False, init=False)
    """Whether several accounts are at one marketplace, so that their names have to be there."""

    class Marked(PaintedList.Posted):
        """Other rows are marked than before; `count` of those shown."""

        def __init__(self, table: OfferTable, count: int) -> None:
            super().__init__(table)
            self.count = count

    class SortAsked(PaintedList.Posted):
        """The person wants the list in this order."""

        def __init__(self, table: OfferTable, sort: Sort, reverse: bool) -> None:
            super().__init__(table)
            self.sort = sort
            self.reverse = reverse

    def __init__(
        self,
        source: RowSource[OfferRow],
        clock: Callable[[], datetime],
        *,
        id: str | None = None,  # noqa: A002 - every widget's argument
        classes: str | None = None,
    ) -> None:
        """`source` reads offers by row id; `clock` gives the marketplaces' time, aware."""
        manner = Manner(
            columns=chosen(COLUMNS, ()),
            amount=lambda row: row.price,
            changes=self._changes,
            mark=UNICODE.mark,
            news=lambda row: UNICODE.unread if row.unread else UNICODE.muted if row.muted else " ",
            quiet=lambda row: row.muted,
        )
        super().__init__(source, clock, manner, id=id, classes=classes)
        self._marks = Marks()

    @property
    def marked(self) -> list[int]:
        """The marked rows among those shown, in the order shown."""
        return self._marks.among(self.row_ids)

    @property
    def marked_count(self) -> int:
        """How many of the rows shown are marked; costs nothing."""
        return len(self._marks)

    @property
    def is_unread(self) -> bool:
        """Whether nobody looked yet at the offer under the cursor."""
        row = self._window.row(self.cursor_row)
        return row is not None and row.unread != ""

    @property
    def widths(self) -> Mapping[str, int]:
        """How wide each column is that there is room for, by id."""
        return {placed.column.id: placed.width for placed in self._painter.placed}

    @property
    def sorts(self) -> Container[Sort]:
        """What the columns that there is room for can be sorted by; what it is sorted by always is."""
        return {self.sort, *(placed.column.sort for placed in self._painter.placed if placed.column.sort)}

    def show(self, row_ids: array[int], *, part: bool = False) -> None:
        """Show these rows; marks stay with their rows."""
        self._marks.view(row_ids)
        super().show(row_ids, part=part)
        if self._marks.any_anywhere:
            self._post_marked()

    def is_marked(self, row: OfferRow) -> bool:
        """Whether the person marked it."""
        return row.row_id in self._marks

    def header_line(self) -> Strip:
        """The titles, and which of them the list is sorted by."""
        return self._painter.header(self.sort, reverse=self.reverse)

    def title_clicked(self, x: int) -> None:
        """Sort by the column that was clicked, the other way round if it is sorted by that."""
        placed = self._painter.column_at(x - GUTTER)
        if placed is not None and placed.column.sort is not None:
            sort = placed.column.sort
            self.post_message(self.SortAsked(self, sort, sort is self.sort and not self.reverse))

    def cursor_moved(self, row_id: int | None) -> None:
        """A range follows, and whoever listens is told."""
        if self._marks.stretch(self.row_ids, self.cursor_index):
            self._marks_changed()
        super().cursor_moved(row_id)

    def watch_sort(self) -> None:
        """The titles say what the list is sorted by."""
        self.repaint_line(0)

    watch_reverse = watch_sort

    def watch_columns(self) -> None:
        """Lay the list out anew."""
        self._painter.use(chosen(BY_ACCOUNT if self.by_account else COLUMNS, self.columns))
        self.came_into_sight()
        self.refresh()

    watch_by_account = watch_columns

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Escape is left to the screen while nothing is marked."""
        return self._marks.any_anywhere if action == "unmark" else True

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

    def _pass_time(self) -> None:
        """What an offer was held against may be over, and another one the best."""
        now = self._clock()
        if any(row.best is not None and row.best.over(now) for row in self._window.rows):
            self.touch()
        else:
            super()._pass_time()

    def _changes(self, row: OfferRow, now: datetime) -> datetime | None:
        ending = None if row.pending else ends_changes(row.status, row.expires, now)
        best_ends = row.best.expires if row.best is not None else None
        tomorrow = day_ends(now) if any(column.name == "placed" for column in self.columns) else None
        return min(filter(None, (ending, best_ends, tomorrow)), default=None)

    def _marks_changed(self) -> None:
        self.refresh()
        self._post_marked()

    def _post_marked(self) -> None:
        self.post_message(self.Marked(self, self.marked_count))
