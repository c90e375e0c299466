"""One side's offers as a list: which are shown and in what order, and how fresh they are."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.events import ScreenResume
from textual.reactive import reactive
from textual.widgets import Static

from tui_app.domain.offer import OfferStatus, Side
from tui_app.ledger.best import ComparedRows
from tui_app.ledger.windows import Sort, View, Windows
from tui_app.ui.keys_now import with_keys
from tui_app.ui.messages import ListShown
from tui_app.ui.screens.list_answers import ListAnswers, Shown
from tui_app.ui.screens.list_news import ListNews
from tui_app.ui.screens.list_summary import ListSummary
from tui_app.ui.screens.looking import Looking
from tui_app.ui.screens.panes import PanesScreen
from tui_app.ui.screens.shown_view import ShownView
from tui_app.ui.too_small import TOO_SMALL
from tui_app.ui.widgets.banner import follow_banner
from tui_app.ui.widgets.filter_line import FilterLine
from tui_app.ui.widgets.key_line import KeyLine
from tui_app.ui.widgets.line import Line
from tui_app.ui.widgets.offer_detail import OfferDetail
from tui_app.ui.widgets.offer_table import OfferTable
from tui_app.ui.widgets.pieces import Piece
from tui_app.ui.widgets.source_bar import SourceBar
from tui_app.ui.widgets.status_filter import StatusFilter
from tui_app.ui.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from tui_app.desk.desk import Desk
    from tui_app.domain.filter_terms import Filter
    from tui_app.settings.views import ColumnSetting

# Until every widget has said that it is to be drawn again: only then does a callback wait for that.
A_FRAME = 1 / 60
# More than any screen is high, and found along an index whatever the ledger holds.
FIRST_PAGE = 200
FIRST_PAGE_SPARE = 20
WORDS_DAMAGED = "The index of words was damaged. It is made anew; until then a filter takes longer."
_SORTS = tuple(Sort)


class OfferListScreen(PanesScreen):
    """What it shows is always the ledger's answer, never what was just typed.

    It draws last-known rows before there is a desk: whatever talks to marketplaces is imported
    after the first paint, so modules of the desk are imported where they are used. Subclasses
    say more of the row under the cursor in `cursor_came_to`.
    """

    # The first that can have the focus would get it, and every change of focus styles widgets again.
    AUTO_FOCUS = "#offers"

    status: reactive[OfferStatus | None] = reactive(OfferStatus.OPEN, repaint=False, init=False)

    def __init__(
        self,
        side: Side,
        windows: Windows,
        clock: Callable[[], datetime],
        *,
        title: str,
        desk: Desk | None = None,
        classes: str | None = None,
    ) -> None:
        """`title` names the profile or the demo; `desk` may be handed in later with `attach`.

        `classes` are those of the terminal's size: with them from the start, nothing is styled twice.
        """
        super().__init__(classes=classes)
        self.side = side
        self.desk = desk
        self.clock = clock
        self._windows = windows
        self._answers = ListAnswers(windows, clock, self._begin, self._draw)
        self.sort, self.reverse = Sort.ENDS, False
        self.view_shown = ShownView(self)
        self.looking = Looking(self, self._was_read)
        self._summary = ListSummary(self, windows)
        self._news = ListNews(self, windows, title)
        self._at_start: View | None = None
        self._styled = False
        self._draws = False
        self._filling = False

    def compose(self) -> ComposeResult:
        """Lay out the three lines on top, list and detail, one line of counts, and the keys."""
        yield TitleBar(id="title-bar")
        yield SourceBar(self.clock, id="source-bar")
        with Horizontal(id="filters"):
            yield StatusFilter(id="statuses")
            yield FilterLine(lambda _text: self.show_list(), lambda: self.set_focus(self.table), id="filter")
        with Horizontal(id="panes"):
            yield OfferTable(ComparedRows(self._windows, self.clock), self.clock, id="offers")
            yield OfferDetail(self.clock, id="detail")
        yield Line(id="summary")
        yield KeyLine(id="keys")
        yield Static(Content(TOO_SMALL), id="too-small")

    def on_mount(self) -> None:
        """Show what is known, and what is wrong with all of it."""
        follow_banner(self)
        self.watch(self.app, "indexing", self._say_indexing, init=False)
        self._at_start = self._view(None)
        if self.desk is None:
            first = self._windows.row_ids(self._view(None), self.clock(), limit=FIRST_PAGE)
            self.table.show(first, part=len(first) == FIRST_PAGE)
            self.call_after_refresh(self._show_first)
        else:
            self.attach(self.desk)

    def attach(self, desk: Desk) -> None:
        """Begin to work with a desk: details, keys that act, how fresh each account is."""
        self.desk = desk
        self._news.follow(desk)
        self.show_list()

    def on_unmount(self) -> None:
        """Stop following, and looking for what nobody will see."""
        self._answers.give_up()
        self._news.stop()

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Catch up with what happened while another screen was on top."""
        # What was mounted a moment ago has its styles.
        event.refresh_styles, self._styled = self._styled, True
        if self._news.is_heard:
            self.show_list()
            self._news.show_sources()

    def watch_status(self) -> None:
        """Show the offers of another status."""
        self.show_list()

    def on_offer_table_marked(self, event: OfferTable.Marked) -> None:
        """Count the marks."""
        event.stop()
        self.show_summary()

    def on_offer_table_sort_asked(self, event: OfferTable.SortAsked) -> None:
        """Sort as the titles were asked to."""
        event.stop()
        self.sort, self.reverse = event.sort, event.reverse
        self.show_list()

    def on_status_filter_chosen(self, event: StatusFilter.Chosen) -> None:
        """Show the status that was clicked."""
        event.stop()
        self.status = event.status

    def action_filter(self) -> None:
        """Type a filter."""
        self.set_focus(self.filter_line)

    def action_status(self, step: int) -> None:
        """Go to a neighbouring status among those that have offers."""
        self.status = self.query_one(StatusFilter).beside(step)

    def action_sort(self) -> None:
        """Sort by the next column that is shown."""
        ahead = _SORTS.index(self.sort) + 1
        self.sort = next(each for each in (*_SORTS[ahead:], *_SORTS) if each in self.table.sorts)
        self.reverse = False
        self.show_list()

    def action_reverse(self) -> None:
        """Turn the order round."""
        self.reverse = not self.reverse
        self.show_list()

    @property
    def table(self) -> OfferTable:
        """The list itself."""
        return self.query_one(OfferTable)

    @property
    def list_shown(self) -> OfferTable:
        """The same: there is no other."""
        return self.table

    @property
    def filter_line(self) -> FilterLine:
        """Where the filter is typed."""
        return self.query_one(FilterLine)

    @property
    def shows_a_start(self) -> bool:
        """Whether there is room for the list, without a filter, and it is of the first status and order."""
        return bool(
            self.table.region.area and not self.filter_line.value and self._view(None) == self._at_start
        )

    def cursor_came_to(self, row_id: int | None) -> None:
        """The cursor is on this row, or the row says something else now."""

    def asides(self) -> str:
        """Words for the end of the line of counts."""
        return ""

    def show_as(
        self,
        status: OfferStatus | None,
        typed: str,
        sort: Sort,
        *,
        reverse: bool,
        columns: tuple[ColumnSetting, ...],
    ) -> None:
        """Show these offers in this order, all at once."""
        self.set_reactive(OfferListScreen.status, status)
        self.filter_line.value = typed
        self.sort, self.reverse = sort, reverse
        self.table.columns = columns
        self.show_list()

    def show_list(self) -> None:
        """Draw the ledger's answer to filter, status and order, and all that follows from it.

        Of a large ledger the first page is drawn, and the rest as soon as it is found.
        """
        from tui_app.domain.filters import parse_filter

        wanted = parse_filter(self.filter_line.value)
        self.filter_line.problem = wanted.problem
        self.table.sort, self.table.reverse = self.sort, self.reverse
        self._answers.ask(self._view(wanted), self.table.size.height + FIRST_PAGE_SPARE)

    def _show_first(self) -> None:
        self.show_list()
        self.set_timer(A_FRAME, lambda: self.call_after_refresh(lambda: self.post_message(ListShown())))

    def _draw(self, shown: Shown) -> None:
        if not self.display:
            return  # it is being taken away, its widgets first
        found, more = len(shown.row_ids), not shown.whole
        if not found:
            self._say_why_empty(shown)
        # The rows that were read last are drawn when nothing is being read any more.
        before, self._filling = self._filling, self._news.awaits_first_rows
        self.table.filling = before or self._filling
        self._draws = True
        self.table.show(shown.row_ids, part=more)
        self._draws = False
        self.filter_line.matches, self.filter_line.more = found, more
        so_far = None if shown.exact else found
        self.query_one(StatusFilter).show(shown.counts, self.status, so_far=so_far)
        self.cursor_came_to(self.table.cursor_row)
        self._summary.count_unread()
        self.show_summary()
        self._news.show_title()
        self._summary.count_muted(self._answers.view)
        if shown.trouble:
            self.notify(WORDS_DAMAGED, severity="warning", markup=False)

    def _say_why_empty(self, shown: Shown) -> None:
        from tui_app.ui.no_offers import why_no_offers

        view = self._view(None)
        words = why_no_offers(self.desk, view, shown, filtered=bool(self.filter_line.value))
        self.table.empty_text = with_keys(self.app, words)

    def show_summary(self) -> None:
        """Draw where the cursor is, the order, how many are marked, and the asides."""
        if not self.flashes:
            words = " · ".join(filter(None, self._summary.words()))
            self.query_one("#summary", Line).put((Piece(f" {words}"),))

    draw_summary = show_summary

    def _say_indexing(self, words: str) -> None:
        self._summary.indexing = words
        self.show_summary()

    def _view(self, wanted: Filter | None) -> View:
        return View(
            side=self.side,
            status=self.status,
            wanted=wanted,
            sort=self.sort,
            reverse=self.reverse,
            account=self.view_shown.account,
        )

    def _was_read(self) -> None:
        self._summary.count_unread()
        self.table.touch()
        self.show_summary()

    def _begin(self, looking: Coroutine[None, None, None]) -> None:
        self.run_worker(looking, group="list")
