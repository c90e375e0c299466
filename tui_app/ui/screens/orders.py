"""Orders that were looked up, everything about the one under the cursor, and the form of a new one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from tui_app.desk.desk import Desk
from tui_app.desk.news import ActionChanged, OrdersChanged
from tui_app.domain.errors import LedgerError
from tui_app.domain.instruction import Instruction
from tui_app.domain.order import OrderKey
from tui_app.domain.text import clean
from tui_app.ui.describe import draft_of
from tui_app.ui.describe_order import DescribedOrder, describe_order
from tui_app.ui.handing_off import sentence_of
from tui_app.ui.links import WebLink, links_of_order
from tui_app.ui.messages import ActionRequested, LinkRequested
from tui_app.ui.order_errands import OrderErrands
from tui_app.ui.order_histories import OrderHistories
from tui_app.ui.order_sources import empty_words, order_sources, troubles
from tui_app.ui.screens.desk_screen import DeskScreen
from tui_app.ui.screens.order_keys import ORDER_KEYS
from tui_app.ui.telling import tell
from tui_app.ui.too_small import TOO_SMALL
from tui_app.ui.widgets.filter_line import FilterLine
from tui_app.ui.widgets.key_line import KeyLine
from tui_app.ui.widgets.line import Line
from tui_app.ui.widgets.order_detail import OrderDetail
from tui_app.ui.widgets.order_rows import OrderRows
from tui_app.ui.widgets.order_table import OrderTable
from tui_app.ui.widgets.painted_list import PaintedList
from tui_app.ui.widgets.private_text import PrivateText
from tui_app.ui.widgets.source_bar import SourceBar
from tui_app.ui.widgets.title_bar import TitleBar

# What was read longer ago is read again when the screen is opened.
OLD: Final = timedelta(minutes=1)
NO_MATCH: Final = "No order matches this filter. Esc clears it."
UNDER_WAY: Final = "An order of this listing and NFT for this buyer is on its way already."
CANCELLING: Final = "An action on this order is on its way already."
FILTER_EXAMPLE: Final = "words, or !word for those without it"


class OrdersScreen(DeskScreen):
    """The list with its detail pane. It follows the news, its cursor stays on its order.

    What is private of an order is shown only while the cursor rests on that order and this screen is
    the one on top.
    """

    AUTO_FOCUS = "#orders"
    BINDINGS: ClassVar[list[BindingType]] = ORDER_KEYS

    MODE = "orders"
    FOLLOWS = (OrdersChanged, ActionChanged)

    described: reactive[DescribedOrder | None] = reactive(None, repaint=False, bindings=True, init=False)

    def __init__(self, desk: Desk, clock: Callable[[], datetime], *, title: str, exports: Path) -> None:
        """As every screen of a desk."""
        super().__init__(desk, clock, title=title, exports=exports)
        self._rows = OrderRows()
        self._unmasked: OrderKey | None = None
        self._given_up: Instruction | None = None
        self._histories = OrderHistories(desk, self._describe)

    def compose(self) -> ComposeResult:
        """Lay out the lines on top, list and detail, what is wrong, one line of counts, and the keys."""
        yield TitleBar(id="title-bar")
        yield SourceBar(self.clock, id="source-bar")
        yield FilterLine(
            lambda _text: self.show_all(), self._leave_filter, example=FILTER_EXAMPLE, id="filter"
        )
        with Horizontal(id="panes"):
            yield OrderTable(self._rows, self.clock, id="orders")
            yield OrderDetail(id="detail")
        yield PrivateText(id="order-problem")
        yield Line(id="summary")
        yield KeyLine(id="keys")
        yield Static(Content(TOO_SMALL), id="too-small")

    def on_mount(self) -> None:
        """Read again what is old, once what is known is shown."""
        self.call_next(self._read_old)

    def on_screen_suspend(self) -> None:
        """Nothing private stays on a screen that somebody left."""
        self._mask()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The keys of what there is something to do with."""
        match action:
            case "filter":
                return not isinstance(self.focused, FilterLine)
            case "cancel" | "unmask":
                return self.described.keys[action] if self.described else False
            case "open_link":
                return bool(self._links) or None if self.described else False
            case "take_off":
                return self.described is not None
            case "create":
                return bool(self.desk.orders.makers())
            case _:
                return True

    def on_painted_list_highlighted(self, event: PaintedList.Highlighted) -> None:
        """Follow the cursor with detail pane and keys."""
        event.stop()
        self._describe()
        self._want_history()

    def action_look_up(self) -> None:
        """Look orders up."""
        self._errands.begin(self._look_up(), "look up")

    def action_take_off(self) -> None:
        """Take the order under the cursor off the list."""
        if self.described is not None:
            self._errands.begin(self._errands.take_off(self.described.key), "take off")

    def action_create(self) -> None:
        """Ask for a new order."""
        self._errands.begin(self._create(), "create")

    def action_cancel(self) -> None:
        """Ask to cancel the order under the cursor."""
        if self.described is not None and self.described.offer is not None:
            self._ask(draft_of("cancel", self.described.offer), CANCELLING)

    def action_unmask(self) -> None:
        """Show what is private of the order under the cursor, reading it where that is needed; or mask it."""
        if self.described is None:
            return
        if self._unmasked is not None:
            self._mask()
        elif self.described.shown.in_full:
            self._show_private(self.described.key)
        else:
            self._errands.begin(self._read_in_full(self.described.key), "unmask")

    def action_open_link(self) -> None:
        """Ask to open a link of the order's files."""
        if links := self._links:
            self.post_message(LinkRequested(links))

    def action_filter(self) -> None:
        """Type a filter."""
        self.set_focus(self.filter_line)

    def action_refresh(self) -> None:
        """Read the orders of the account under the cursor again, or all."""
        self._errands.begin(self._errands.refresh(self._account), "refresh")

    def action_refresh_all(self) -> None:
        """Read all orders again."""
        self._errands.begin(self._errands.refresh(None), "refresh")

    def action_export(self) -> None:
        """Write what is shown into files."""
        shown = [row.kept for row in self._rows.rows(self.table.row_ids)]
        self._errands.begin(self._errands.export(shown, self.exports, self.clock()), "export")

    def action_tab(self, step: int) -> None:
        """Turn to another tab of the details."""
        self.query_one(OrderDetail).turn(step)
        self._want_history()

    def step_back(self) -> None:
        """Clear the filter."""
        if self.filter_line.value:
            self.filter_line.value = ""
            self.show_all()

    @property
    def table(self) -> OrderTable:
        """The list itself."""
        return self.query_one(OrderTable)

    @property
    def list_shown(self) -> OrderTable:
        """The same: there is no other."""
        return self.table

    @property
    def filter_line(self) -> FilterLine:
        """Where the filter is typed."""
        return self.query_one(FilterLine)

    def show_all(self) -> None:
        """Draw the list as it is now, and all that follows from it."""
        try:
            self._rows.hold(kept := self.desk.orders.kept())
        except LedgerError as error:
            tell(self.app, sentence_of(error), "error")
            return
        typed = self.filter_line.value
        row_ids = self._rows.matching(typed)
        self.filter_line.matches = len(row_ids)
        self.table.empty_text = NO_MATCH if kept else empty_words(self.desk)
        self.table.show(row_ids)
        self._describe()
        self._show_lines()

    def catch_up(self) -> None:
        """Draw the list, and ask again what happened to the order under the cursor."""
        self._histories.drop()
        self.show_all()
        self._want_history()

    def pass_time(self) -> None:
        """What can be done about an order changes."""
        self._describe()

    @property
    def _errands(self) -> OrderErrands:
        return OrderErrands(self.app, self.desk)

    @property
    def _account(self) -> str | None:
        return self.described.key.account if self.described else None

    @property
    def _links(self) -> tuple[WebLink, ...]:
        return links_of_order(self.described.shown.order) if self.described else ()

    def _leave_filter(self) -> None:
        self.set_focus(self.table)

    def _read_old(self) -> None:
        """Read again what was read long ago; what the marketplace called not there stays as it is."""
        now = self.clock()
        kept = (row.kept for row in self._rows.rows(self.table.row_ids))
        if any(each.seen_at is None or now - each.seen_at > OLD for each in kept if not each.gone):
            self._errands.begin(self.desk.orders.refresh(), "refresh")

    async def _look_up(self) -> None:
        key = await self._errands.look_up(self._account)
        if key is not None and self.is_attached:
            self.show_all()
            if (row_id := self._rows.row_of(key)) is not None and row_id in self.table.row_ids:
                self.table.cursor_row = row_id

    async def _create(self) -> None:
        if (draft := await self._errands.draft(self._account, self._given_up)) is not None:
            self._given_up = None
            self._ask(draft, UNDER_WAY)

    def _ask(self, draft: Instruction, busy: str) -> None:
        if (ticket := self.desk.take(draft)) is None:
            tell(self.app, busy, "information")
        else:
            self.app.post_message(ActionRequested(ticket, draft, partial(self._give_up, draft)))

    def _give_up(self, draft: Instruction) -> None:
        if draft.order is not None:
            self._given_up = draft

    async def _read_in_full(self, key: OrderKey) -> None:
        await self.desk.orders.look_up(key.account, [key.ref])
        if self.is_active and self.desk.orders.revealed(key) is not None:
            self._describe()
            if self.described is not None and self.described.key == key:
                self._show_private(key)

    def _show_private(self, key: OrderKey) -> None:
        self._unmasked = key
        self.add_class("-open")
        self._describe()

    def _mask(self) -> None:
        if self._unmasked is not None:
            self._unmasked = None
            self._describe()

    def _want_history(self) -> None:
        """Ask what happened to the order under the cursor, once it rests there with its tab open."""
        wanted = self.described is not None and self.query_one(OrderDetail).tab_name == "Timeline"
        if wanted and self.described is not None and self._histories.wanted(self.described.key):
            self.run_worker(self._histories.read(self.described.key), group="timeline", exclusive=True)

    def _describe(self) -> None:
        """Say everything about the order under the cursor, and what may be done about it."""
        if not self.stands:
            return  # its widgets may be gone already
        kept = self._rows.at(self.table.cursor_row)
        if kept is None or kept.key != self._unmasked:
            self._unmasked = None
        self.described = (
            describe_order(
                *(self.desk, kept, self.clock()),
                unmasked=self._unmasked is not None,
                told=self._histories.of(kept.key),
            )
            if kept is not None
            else None
        )
        self.query_one(OrderDetail).shown = self.described.shown if self.described else None
        self.alarm.set(self.described.changes_at if self.described else None)
        if self.described is None:
            self.say_where()
        else:
            self.say_where(clean(self.described.shown.kept.mark, limit=200), self.described.why_not)

    def _show_lines(self) -> None:
        kept = [row.kept for row in self._rows.rows(self.table.row_ids)]
        self.query_one(SourceBar).show(order_sources(self.desk, kept))
        problem = self.query_one("#order-problem", PrivateText)
        problem.display = bool(sentences := list(troubles(self.desk)))
        problem.say(Content(clean(" ".join(f"! {each}" for each in sentences), limit=600)))
        self.show_title()
