"""What users bought: the searches that were made, the purchases of one of them, and what they come to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from tui_app.desk.desk import Desk
from tui_app.desk.news import ActionChanged, PurchasesChanged, SourceChanged
from tui_app.desk.purchase_readings import Reading, ReadingState
from tui_app.domain.purchase import Search, Token
from tui_app.ledger.purchases import KeptSearch, PurchaseRow
from tui_app.ui.format import age_changes
from tui_app.ui.purchase_errands import PurchaseErrands
from tui_app.ui.purchase_facts import Held
from tui_app.ui.purchase_reading_words import (
    NO_SEARCH,
    NOBODY_TELLS,
    empty_words,
    problem_words,
    progress_words,
    search_line,
    totals_label,
)
from tui_app.ui.purchase_shown import group_shown, purchase_shown
from tui_app.ui.screens.desk_screen import DeskScreen
from tui_app.ui.screens.purchase_keys import PURCHASE_KEYS
from tui_app.ui.source_views import source_views
from tui_app.ui.too_small import TOO_SMALL
from tui_app.ui.widgets.key_line import KeyLine
from tui_app.ui.widgets.line import Line
from tui_app.ui.widgets.painted_list import PaintedList
from tui_app.ui.widgets.private_text import PrivateText
from tui_app.ui.widgets.purchase_detail import PurchaseDetail, ShownPurchase
from tui_app.ui.widgets.purchase_rows import GroupRows
from tui_app.ui.widgets.purchase_searches import SearchList
from tui_app.ui.widgets.purchase_table import GroupTable, PurchaseTable
from tui_app.ui.widgets.purchase_totals import PurchaseTotals
from tui_app.ui.widgets.source_bar import SourceBar
from tui_app.ui.widgets.title_bar import TitleBar

# A page is fetched when fewer rows than this are left to scroll through.
ROWS_AHEAD = 10
_NEED_A_SEARCH = frozenset({"take_off", "by_token", "refresh", "read_all", "export"})
_GO_ON = frozenset({ReadingState.FAILED, ReadingState.STOPPED, ReadingState.LIMIT})


class PurchasesScreen(DeskScreen):
    """Searches on top, the rows of the chosen one below, everything about one of them beside them."""

    AUTO_FOCUS = "#purchases"
    BINDINGS: ClassVar[list[BindingType]] = PURCHASE_KEYS

    MODE = "purchases"
    DETAILS = "#purchase-scroll"
    FOLLOWS = (PurchasesChanged, SourceChanged, ActionChanged)

    chosen: reactive[Search | None] = reactive(None, repaint=False, bindings=True, init=False)
    by_token: reactive[bool] = reactive(False, repaint=False, init=False, toggle_class="-by-token")
    complete: reactive[bool] = reactive(False, repaint=False, bindings=True, init=False)
    token: reactive[Token | None] = reactive(None, repaint=False, bindings=True, init=False)

    def __init__(self, desk: Desk, clock: Callable[[], datetime], *, title: str, exports: Path) -> None:
        """As every screen of a desk."""
        super().__init__(desk, clock, title=title, exports=exports)
        self._searches: tuple[KeptSearch, ...] = ()
        self._groups = GroupRows()
        self._places: dict[Search, int | None] = {}
        self._held: dict[tuple[Search, str], Held] = {}

    def compose(self) -> ComposeResult:
        """Lay out the lines on top, searches, lists and detail, totals, one line of counts, and the keys."""
        yield TitleBar(id="title-bar")
        yield SourceBar(self.clock, id="source-bar")
        yield SearchList(id="searches")
        with Horizontal(id="panes"):
            with Vertical(id="purchase-lists"):
                yield PurchaseTable(self.desk.purchases.shelf, self.clock, id="purchases")
                yield GroupTable(self._groups, self.clock, id="groups")
                yield PurchaseTotals(id="totals")
            yield PurchaseDetail(id="purchase-detail")
        yield PrivateText(id="purchase-problem")
        yield Line(id="summary")
        yield KeyLine(id="keys")
        yield Static(Content(TOO_SMALL), id="too-small")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The keys of what there is something to do with."""
        if action == "holding":
            return None if self.token is None or not self.token.token_id else True
        if action == "read_all" and self.complete:
            return None
        if action == "other_search":
            return len(self._searches) > 1
        return action not in _NEED_A_SEARCH or self.chosen is not None

    def on_painted_list_highlighted(self, event: PaintedList.Highlighted) -> None:
        """Follow the cursor with detail pane and summary."""
        event.stop()
        self._describe()

    def on_purchase_table_scrolled(self, event: PurchaseTable.Scrolled) -> None:
        """Read on where the end of what was read comes near."""
        event.stop()
        self._read_ahead()

    def on_search_list_chosen(self, event: SearchList.Chosen) -> None:
        """A search was clicked."""
        event.stop()
        self._choose(self._searches[event.place].search)

    def watch_by_token(self) -> None:
        """Go from one list to the other."""
        if self.is_mounted:
            self.list_shown.focus()
            self.show_all()

    def action_search(self) -> None:
        """Make another search."""
        self._errands.begin(self._make(), "make")

    def action_take_off(self) -> None:
        """Take the chosen search off the list."""
        if self.chosen is not None:
            self._errands.begin(self._errands.take_off(self.chosen), "take off")

    def action_other_search(self, by: int) -> None:
        """Go to a neighbouring search, around the ends."""
        if self._searches:
            self._choose(self._searches[(self._place + by) % len(self._searches)].search)

    def action_by_token(self) -> None:
        """Show every purchase, or what they come to of each token."""
        self.by_token = not self.by_token

    def action_holding(self) -> None:
        """Ask how many of the token under the cursor the user has."""
        if self.chosen is not None and self.token is not None:
            self._errands.begin(self._ask_holding(self.chosen, self.token.token_id), "holding")

    def action_refresh(self) -> None:
        """Go on where reading ended early; else begin again."""
        if self.chosen is not None:
            purchases, go_on = self.desk.purchases, self._reading.state in _GO_ON
            work = purchases.read_on(self.chosen) if go_on else purchases.read_anew(self.chosen)
            self._errands.begin(work, "read")

    def action_read_all(self) -> None:
        """Read every page that is left, or stop reading."""
        if self.chosen is not None:
            loading = self._reading.state is ReadingState.LOADING
            purchases = self.desk.purchases
            work = purchases.stop(self.chosen) if loading else purchases.read_to_end(self.chosen)
            self._errands.begin(work, "read all")

    def action_export(self) -> None:
        """Write what is shown into files."""
        if self.chosen is not None:
            self._errands.begin(self._errands.export(self.chosen, by_token=self.by_token), "export")

    @property
    def table(self) -> PurchaseTable:
        """The list of purchases."""
        return self.query_one(PurchaseTable)

    @property
    def list_shown(self) -> PurchaseTable | GroupTable:
        """The list that is on the screen."""
        return self.query_one(GroupTable) if self.by_token else self.table

    def show_all(self) -> None:
        """Draw the searches, the chosen one's rows and all that follows from them, as they are now."""
        self._searches = self.desk.purchases.searches()
        if self.chosen not in (known := [kept.search for kept in self._searches]):
            self.chosen = known[0] if known else None
        self.complete = self._reading.complete
        self._show_rows()
        self._describe()
        self._show_lines()
        self._read_ahead()

    def pass_time(self) -> None:
        """How long ago something was read changes."""
        self._describe()
        self._show_lines()

    @property
    def _errands(self) -> PurchaseErrands:
        return PurchaseErrands(self.app, self.desk, self.exports, self.clock)

    @property
    def _reading(self) -> Reading:
        return self.desk.purchases.reading(self.chosen) if self.chosen else Reading()

    @property
    def _place(self) -> int:
        return next((at for at, kept in enumerate(self._searches) if kept.search == self.chosen), 0)

    def _choose(self, search: Search) -> None:
        if self.chosen is not None:
            self._places[self.chosen] = self.table.cursor_row
        self.chosen = search
        self._show_rows()
        if (row := self._places.get(search)) is not None and row in self.table.row_ids:
            self.table.cursor_row = row
        else:
            self.table.go(0)
        self.show_all()

    def _show_rows(self) -> None:
        reading, shelf = self._reading, self.desk.purchases.shelf
        if self.chosen is None:
            words = NO_SEARCH if self.desk.purchases.able() else NOBODY_TELLS
        else:
            words = empty_words(reading)
        for shown in (self.table, self.query_one(GroupTable)):
            if shown.empty_text != words:
                shown.empty_text = words
                shown.refresh()
        self.table.show(shelf.row_ids(self.chosen or Search("")))
        self._groups.groups = reading.groups
        self.query_one(GroupTable).show(self._groups.row_ids)

    def _show_lines(self) -> None:
        now, reading = self.clock(), self._reading
        lines = [search_line(kept, self.desk.purchases.reading(kept.search), now) for kept in self._searches]
        self.query_one(SearchList).show(lines, self._place)
        ages = [age_changes(kept.read_at, now) for kept in self._searches if kept.read_at is not None]
        self.alarm.set(min(ages, default=None))
        self.query_one(PurchaseTotals).show(reading.totals, totals_label(reading))
        problem = self.query_one("#purchase-problem", PrivateText)
        problem.display = bool(words := problem_words(reading))
        problem.say(Content(f"! {words}"))
        self.query_one(SourceBar).show(source_views(self.desk))
        self.show_title()

    def _read_ahead(self) -> None:
        """Fetch the next page where the end of what was read is near, and none was asked to wait."""
        reading, table = self._reading, self.table
        if self.chosen is None or not reading.wants_a_page or not self.is_active:
            return
        if reading.generation is None:
            self._errands.begin(self._errands.show(self.chosen), "read")
        elif not self.by_token and table.size.height and reading.fresh_rows - table.rows_passed < ROWS_AHEAD:
            self._errands.begin(self.desk.purchases.read_on(self.chosen), "read")

    async def _make(self) -> None:
        account = self.chosen.account if self.chosen else None
        if (search := await self._errands.make(account)) is not None:
            self._choose(search)

    async def _ask_holding(self, search: Search, token_id: str) -> None:
        holding = await self._errands.holding(search, token_id)
        self._held[search, token_id] = Held(holding, self.clock())
        if self.stands:
            self.add_class("-open")
            self._describe()

    def _describe(self) -> None:
        """Say everything about the row under the cursor, and where it is among the others."""
        shown, self.token = self._shown()
        self.query_one(PurchaseDetail).shown = shown
        self.say_where(progress_words(self._reading, len(self.table.row_ids), self.clock()))

    def _shown(self) -> tuple[ShownPurchase | None, Token | None]:
        row_id, now = self.list_shown.cursor_row, self.clock()
        rows: list[PurchaseRow] = []
        if self.chosen is None or row_id is None:
            return None, None
        market = self.desk.accounts.marketplace(self.chosen.account).title
        if self.by_token:
            groups = self._groups.rows([row_id])
            if not groups:
                return None, None
            group = groups[0].group
            return group_shown(group, market, self._held_of(group.token), now), group.token
        rows = self.desk.purchases.shelf.rows([row_id])
        if not rows:
            return None, None
        token = rows[0].purchase.token
        return purchase_shown(rows[0], market, self._reading, self._held_of(token), now), token

    def _held_of(self, token: Token) -> Held | None:
        return self._held.get((self.chosen, token.token_id)) if self.chosen else None
