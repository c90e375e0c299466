"""The list of offers on one side, the offer under the cursor, and the keys that answer it."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.reactive import reactive
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Static

from tui_app.domain.filters import Filter, parse_filter
from tui_app.domain.offer import OfferStatus, Side
from tui_app.domain.verdicts import Action, Blocked, Hidden, Verdict
from tui_app.ledger.windows import Sort, View, Windows
from tui_app.ui.action_keys import why_not
from tui_app.ui.format import age_changes, ends_changes
from tui_app.ui.messages import ActionRequested, RefreshRequested
from tui_app.ui.too_small import TOO_SMALL
from tui_app.ui.widgets.alarm import Alarm
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
    from tui_app.desk.news import News
    from tui_app.domain.offer import Offer
    from tui_app.ledger.offers import KeptOffer

# Pages of a refresh arrive faster than anybody reads; the list follows at this pace.
FOLLOW_SECONDS = 0.2
FIRST_PAGE = 200
EVERYTHING = Filter()
NO_MATCH = "No offer matches this filter. Esc clears it."
_SORTS = tuple(Sort)
_ACTIONS = frozenset(action.value for action in Action)


class OffersScreen(Screen[None]):
    """One side's offers. What it shows is always the ledger's answer, never what was just typed.

    It draws last-known rows before there is a desk: whatever talks to marketplaces is imported
    after the first paint, so modules of the desk are imported where they are used.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "accept", "Accept", id="offer.accept", tooltip="Accept the offer under the cursor"),
        Binding("x", "reject", "Reject", id="offer.reject", tooltip="Reject the offer under the cursor"),
        Binding("n", "counter", "Counter", id="offer.counter", tooltip="Answer with another price"),
        Binding("c", "cancel", "Cancel", id="offer.cancel", tooltip="Cancel an offer of yours"),
        Binding(
            "N",
            "place",
            "New offer",
            id="offer.place",
            tooltip="Bid for the NFT under the cursor",
            show=False,
        ),
        Binding("slash", "filter", "Filter", id="list.filter", tooltip="Filter as you type", key_display="/"),
        Binding(
            "left_square_bracket",
            "status(-1)",
            "Status ←",
            id="list.status_before",
            show=False,
            tooltip="Show the status before",
            key_display="[",
        ),
        Binding(
            "right_square_bracket",
            "status(1)",
            "Status",
            id="list.status_after",
            tooltip="Show the next status",
            key_display="]",
        ),
        Binding("s", "sort", "Sort", id="list.sort", tooltip="Sort by the next column", show=False),
        Binding("S", "reverse", "Reverse", id="list.reverse", tooltip="Turn the order round", show=False),
        Binding("r", "refresh", "Refresh", id="list.refresh", tooltip="Read this offer's account again"),
        Binding(
            "R", "refresh_all", "Refresh all", id="list.refresh_all", tooltip="Read all accounts", show=False
        ),
        Binding(
            "left", "tab(-1)", "Tab ←", id="detail.previous", tooltip="The detail tab to the left", show=False
        ),
        Binding(
            "right", "tab(1)", "Tab →", id="detail.next", tooltip="The detail tab to the right", show=False
        ),
        Binding(
            "tab,shift+tab",
            "other_pane",
            "List / details",
            id="list.pane",
            tooltip="Go between list and details",
            show=False,
        ),
        Binding(
            "escape",
            "back",
            "Back",
            id="list.back",
            tooltip="Close the details, or clear the filter",
            show=False,
        ),
    ]

    status: reactive[OfferStatus | None] = reactive(OfferStatus.OPEN, init=False)
    verdicts: reactive[Mapping[Action, Verdict]] = reactive({}, bindings=True, init=False)

    def __init__(
        self,
        side: Side,
        windows: Windows,
        clock: Callable[[], datetime],
        *,
        title: str,
        desk: Desk | None = None,
        intro: str = "",
    ) -> None:
        """`title` names the profile or the demo; `intro` stands in the detail pane until it is used."""
        super().__init__()
        self._side = side
        self._windows = windows
        self._desk = desk
        self._clock = clock
        self._title = title
        self._intro = intro
        self._sort, self._reverse = Sort.ENDS, False
        self._offer: Offer | None = None
        self._following: Timer | None = None
        self._alarm = Alarm(self, clock, self._pass_time)
        self._stop_listening: Callable[[], None] | None = None

    def compose(self) -> ComposeResult:
        """Lay out the three lines on top, list and detail, one line of counts, and the keys."""
        yield TitleBar(id="title-bar")
        yield SourceBar(self._clock, id="source-bar")
        with Horizontal(id="filters"):
            yield StatusFilter(id="statuses")
            yield FilterLine(self._filter_typed, id="filter")
        with Horizontal(id="panes"):
            yield OfferTable(self._windows, self._clock, id="offers")
            yield OfferDetail(id="detail")
        yield Line(id="summary")
        yield KeyLine(id="keys")
        yield Static(Content(TOO_SMALL), id="too-small")

    def on_mount(self) -> None:
        """Show what is known."""
        if self._intro:
            self.query_one(OfferDetail).empty_text = self._intro
            self.add_class("-introducing")
        self.query_one(OfferTable).focus()
        if self._desk is None:
            # More than any screen is high, and found along an index whatever the ledger holds.
            self.query_one(OfferTable).show(self._row_ids(self._view(), limit=FIRST_PAGE))
            self.call_after_refresh(self._show_list)
        else:
            self.attach(self._desk)

    def attach(self, desk: Desk) -> None:
        """Begin to work with a desk: details, keys that act, how fresh each account is."""
        self._desk = desk
        self._stop_listening = desk.notices.listen(self._heard)
        self._show_sources()
        self._show_list()

    def on_unmount(self) -> None:
        """Stop following."""
        if self._stop_listening is not None:
            self._stop_listening()

    def on_screen_resume(self) -> None:
        """Catch up with what happened while another screen was on top."""
        if self._stop_listening is not None:
            self._show_list()
            self._show_sources()

    def on_resize(self) -> None:
        """A pane that has no room any more takes the focus with it."""
        self.call_after_refresh(self._keep_a_focus)

    def watch_status(self) -> None:
        """Show the offers of another status."""
        self._show_list()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """An action key is hidden, dim, or live, as the desk judged for the offer under the cursor."""
        if action not in _ACTIONS:
            return True
        if action == Action.PLACE:
            return self._offer is not None and self._side is not Side.RECEIVED  # nobody bids for their own
        match self.verdicts.get(Action(action), Hidden()):
            case Hidden():
                return False
            case Blocked():
                return None
            case _:
                return True

    def on_offer_table_highlighted(self, event: OfferTable.Highlighted) -> None:
        """Follow the cursor with detail pane and keys."""
        event.stop()
        self._show_offer(event.row_id)
        self._show_summary()

    def on_offer_table_opened(self, event: OfferTable.Opened) -> None:
        """Open the detail pane, or go into it where it is open."""
        event.stop()
        if self.has_class("-wide") or self.has_class("-open"):
            self._enter_details()
        self._end_introduction()
        self.add_class("-open")

    def on_offer_table_marked(self, event: OfferTable.Marked) -> None:
        """Count the marks."""
        event.stop()
        self._show_summary()

    def on_offer_table_sort_asked(self, event: OfferTable.SortAsked) -> None:
        """Sort as the titles were asked to."""
        event.stop()
        self._sort, self._reverse = event.sort, event.reverse
        self._show_list()

    def on_status_filter_chosen(self, event: StatusFilter.Chosen) -> None:
        """Show the status that was clicked."""
        event.stop()
        self.status = event.status

    def on_filter_line_left(self, event: FilterLine.Left) -> None:
        """Go back to the list; the filter stays."""
        event.stop()
        self.query_one(OfferTable).focus()

    def action_accept(self) -> None:
        """Ask to accept."""
        self._ask(Action.ACCEPT)

    def action_reject(self) -> None:
        """Ask to reject."""
        self._ask(Action.REJECT)

    def action_counter(self) -> None:
        """Ask to answer with another price."""
        self._ask(Action.COUNTER)

    def action_cancel(self) -> None:
        """Ask to cancel."""
        self._ask(Action.CANCEL)

    def action_place(self) -> None:
        """Ask to bid for the same NFT."""
        self._ask(Action.PLACE)

    def action_filter(self) -> None:
        """Type a filter."""
        self.query_one(FilterLine).focus()

    def action_status(self, step: int) -> None:
        """Go to a neighbouring status among those that have offers."""
        self.status = self.query_one(StatusFilter).beside(step)

    def action_sort(self) -> None:
        """Sort by the next column."""
        self._sort = _SORTS[(_SORTS.index(self._sort) + 1) % len(_SORTS)]
        self._reverse = False
        self._show_list()

    def action_reverse(self) -> None:
        """Turn the order round."""
        self._reverse = not self._reverse
        self._show_list()

    def action_refresh(self) -> None:
        """Read the account of the offer under the cursor again, or all."""
        self.post_message(RefreshRequested(self._offer.key.account if self._offer else None))

    def action_refresh_all(self) -> None:
        """Read all accounts again."""
        self.post_message(RefreshRequested())

    def action_tab(self, step: int) -> None:
        """Turn to another tab of the details."""
        self._end_introduction()
        self.query_one(OfferDetail).turn(step)

    def action_other_pane(self) -> None:
        """From the list into the details, opening them; from anywhere else to the list."""
        if self.query_one(OfferTable).has_focus:
            self._enter_details()
        else:
            self.query_one(OfferTable).focus()

    def action_back(self) -> None:
        """Leave the details, close them, clear the filter: one at a time."""
        table, filter_line = self.query_one(OfferTable), self.query_one(FilterLine)
        if not table.has_focus:
            table.focus()
        elif self.has_class("-introducing"):
            self._end_introduction()
        elif self.has_class("-open") and not self.has_class("-wide"):
            self.remove_class("-open")
        elif filter_line.value:
            filter_line.value = ""
            self._show_list()

    def _filter_typed(self, _text: str) -> None:
        self._show_list()

    def _heard(self, news: News) -> None:
        from tui_app.desk.news import SourceChanged

        if isinstance(news, SourceChanged):
            self._show_sources()
        elif self._following is None:
            self._following = self.set_timer(FOLLOW_SECONDS, self._follow)

    def _follow(self) -> None:
        self._following = None
        if self.is_active:
            self._show_list()

    def _show_list(self) -> None:
        filter_line, table = self.query_one(FilterLine), self.query_one(OfferTable)
        wanted = parse_filter(filter_line.value)
        filter_line.problem = wanted.problem
        counts = self._windows.counts(self._side, wanted, self._clock())
        table.empty_text = self._empty_text(filter_line.value, counts)
        table.sort, table.reverse = self._sort, self._reverse
        table.show(self._row_ids(self._view(wanted)))
        filter_line.matches = len(table.row_ids)
        self.query_one(StatusFilter).show(counts, self.status)
        self._show_offer(table.cursor_row)
        self._show_summary()
        self._show_title()

    def _view(self, wanted: Filter = EVERYTHING) -> View:
        return View(
            side=self._side, status=self.status, wanted=wanted, sort=self._sort, reverse=self._reverse
        )

    def _row_ids(self, view: View, *, limit: int = -1) -> array[int]:
        return self._windows.row_ids(view, self._clock(), limit=limit)

    def _empty_text(self, typed: str, counts: Mapping[OfferStatus, int]) -> str:
        if typed:
            elsewhere = sum(counts.values())
            return NO_MATCH + (f"\n[ and ] lead to {elsewhere:,} with another status." if elsewhere else "")
        if self._desk is not None and not self._desk.accounts.all():
            return "There is no account yet: 7 leads to where one is added."
        if counts and self.status is not None:
            return f"No {self.status} offers. [ and ] show other statuses."
        return "No offers yet. r reads them.\nAbove stands how each account is; 7 leads to them."

    def _show_offer(self, row_id: int | None) -> None:
        if (desk := self._desk) is None:
            return
        from tui_app.ui.describe import describe

        kept = desk.shelf.at_row(row_id) if row_id is not None else None
        self._offer = kept.offer if kept else None
        self.verdicts = {action: desk.verdict(action, kept.offer) for action in Action} if kept else {}
        if not self.has_class("-introducing"):
            shown = describe(desk, kept, self.verdicts, self._clock()) if kept else None
            self.query_one(OfferDetail).shown = shown
        self._alarm.set(_next_change(kept, self._clock()) if kept else None)

    def _pass_time(self) -> None:
        """What is said of an offer, and what may be done, changes by the mere passing of time."""
        if self.is_active:
            self._show_offer(self.query_one(OfferTable).cursor_row)
            self._show_summary()

    def _show_sources(self) -> None:
        if self._desk is not None:
            from tui_app.ui.source_views import source_views

            self.query_one(SourceBar).show(source_views(self._desk))

    def _show_title(self) -> None:
        counts = {side.value: self._windows.open_count(side) for side in (Side.RECEIVED, Side.PLACED)}
        self.query_one(TitleBar).draw(self._side.value, counts, self._title)

    def _show_summary(self) -> None:
        table = self.query_one(OfferTable)
        total, marked = len(table.row_ids), table.marked_count
        place = f"{table.cursor_index + 1:,} of {total:,}" if total else "none"
        words = [place, f"by {self._sort}{', reversed' if self._reverse else ''}"]
        if marked:
            words.append(f"{marked:,} marked")
        if reasons := why_not(self.verdicts):
            words.append(reasons)
        self.query_one("#summary", Line).put((Piece(" " + " · ".join(words)),))

    def _enter_details(self) -> None:
        self._end_introduction()
        self.add_class("-open")
        self.query_one("#detail-scroll").focus()

    def _keep_a_focus(self) -> None:
        if self.focused is None:
            self.query_one(OfferTable).focus()

    def _end_introduction(self) -> None:
        if self.has_class("-introducing"):
            self.remove_class("-introducing")
            self._show_offer(self.query_one(OfferTable).cursor_row)

    def _ask(self, action: Action) -> None:
        if self._desk is None or (offer := self._offer) is None:
            return
        from tui_app.domain.instruction import Instruction

        draft = Instruction(
            account=offer.key.account,
            marketplace=offer.marketplace,
            action=action,
            offer=None if action is Action.PLACE else offer,
            nft=offer.nft if action is Action.PLACE else None,
        )
        if (ticket := self._desk.take(draft)) is None:
            self.notify("An answer to this offer is on its way already.", markup=False)
        else:
            self.post_message(ActionRequested(ticket, draft))


def _next_change(kept: KeptOffer, now: datetime) -> datetime:
    """When the details of an offer say something else although nothing happened."""
    seen = age_changes(kept.seen_at, now)
    ending = ends_changes(kept.offer.status, kept.offer.expires, now)
    return min(seen, ending) if ending else seen
