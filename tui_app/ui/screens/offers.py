"""One side's offers, everything about the one under the cursor, and the keys that answer it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.reactive import reactive

from tui_app.domain.offer import Side
from tui_app.ledger.windows import Windows
from tui_app.ui.keys_now import key_now
from tui_app.ui.messages import (
    ActionRequested,
    ExportRequested,
    LinkRequested,
    ManyRequested,
    PreviewRequested,
    RefreshRequested,
    RefreshStopRequested,
    UnwatchRequested,
    ViewChosen,
    WatchListRequested,
)
from tui_app.ui.privacy import Hides
from tui_app.ui.screens.offer_keys import OFFER_KEYS
from tui_app.ui.screens.offer_list import OfferListScreen
from tui_app.ui.telling import tell
from tui_app.ui.widgets.alarm import Alarm
from tui_app.ui.widgets.filter_line import FilterLine
from tui_app.ui.widgets.offer_detail import OfferDetail
from tui_app.ui.widgets.offer_table import OfferTable

if TYPE_CHECKING:
    from tui_app.desk.desk import Desk
    from tui_app.settings.kept_views import KeptViews
    from tui_app.settings.views import ColumnSetting, ViewSetting
    from tui_app.ui.describe import Described

# By name: the rules that judge them are imported behind the first paint.
_ACTIONS = frozenset({"accept", "reject", "counter", "cancel", "place"})
_MANY = frozenset({"accept", "reject", "cancel"})
MOST_AT_ONCE = 100
"""More than these nobody reads before saying yes."""


class OffersScreen(OfferListScreen):
    """The list with its detail pane. Acting only asks: dialogs and sending are the app's."""

    BINDINGS: ClassVar[list[BindingType]] = OFFER_KEYS

    described: reactive[Described | None] = reactive(None, repaint=False, bindings=True, init=False)

    def __init__(
        self,
        side: Side,
        windows: Windows,
        clock: Callable[[], datetime],
        *,
        title: str,
        desk: Desk | None = None,
        views: KeptViews | None = None,
        intro: str = "",
        classes: str | None = None,
    ) -> None:
        """As every list; `views` keeps what is chosen in it, `intro` stands in the detail pane at first."""
        super().__init__(side, windows, clock, title=title, desk=desk, classes=classes)
        self._views = views
        self._intro = intro
        self._alarm = Alarm(self, clock, self._pass_time)

    def on_mount(self) -> None:
        """Follow the cursor, show the columns that were chosen, and introduce the demo, if it is one."""
        self.watch(self.table, "cursor_row", self.follow_cursor, init=False)
        if self._views is not None:
            self.table.columns = self._views.columns_of(self.side)
        if self._intro:
            self.query_one(OfferDetail).empty_text = self._intro
            self.add_class("-introducing")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """An action key is hidden, dim, or live, as the desk judged for the offer under the cursor."""
        if action == "filter":
            return not isinstance(self.focused, FilterLine)
        if action in {"preview", "open_link"}:
            return bool(self.described.offer.nft.media) or None if self.described else False
        if action == "copy":
            return self.described is not None
        if action == "unwatch":
            return self.described.watches if self.described else False
        if action in _ACTIONS:
            found = self.described.keys.get(action, False) if self.described else False
            # Marked offers may take what the one under the cursor does not; the question sorts them out.
            return True if found is None and self._acts_on_marked(action) else found
        return True

    def why_nothing(self, action: str) -> str:
        """As the offer under the cursor has it."""
        from tui_app.ui.dead_keys import why_nothing

        return why_nothing(action, self.described)

    def follow_cursor(self, row_id: int | None) -> None:
        """Keys and summary say what the cursor is on in the frame that shows it there."""
        if not self._draws:  # an answer says it once, when all of it is there
            self.cursor_came_to(row_id)
            self.show_summary()
        self.looking.cursor_moved()

    def on_painted_list_opened(self, event: OfferTable.Opened) -> None:
        """The details are wanted, not the introduction."""
        event.stop()
        self._end_introduction()
        self.looking.look()

    def action_accept(self) -> None:
        """Ask to accept."""
        self._ask("accept")

    def action_reject(self) -> None:
        """Ask to reject."""
        self._ask("reject")

    def action_counter(self) -> None:
        """Ask to answer with another price."""
        self._ask("counter")

    def action_cancel(self) -> None:
        """Ask to cancel."""
        self._ask("cancel")

    def action_place(self) -> None:
        """Ask to bid for the same NFT."""
        self._ask("place")

    def action_insights(self) -> None:
        """Draw what the offers of this side come to."""
        if self.desk is not None:
            from tui_app.ui.list_selection import ListSelection
            from tui_app.ui.modals.insights import InsightsView

            selection = ListSelection(self.table, self.desk)
            self.app.push_screen(InsightsView(self.side, self.desk.windows.insights, self.clock, selection))

    def action_columns(self) -> None:
        """Choose which columns the list shows."""
        from tui_app.ui.modals.column_chooser import ColumnChooser
        from tui_app.ui.widgets.columns import COLUMNS

        title = next(self.view_shown.words, f"of {self.side} offers")
        self.app.push_screen(ColumnChooser(self.table, COLUMNS, title=title), self._keep_columns)

    def action_views(self) -> None:
        """Choose a view, or save this one."""
        from tui_app.ui.modals.views import ViewsDialog

        if self._views is not None:
            self.app.push_screen(ViewsDialog(self._views, self.view_shown.present), self._go_to_view)

    def action_read_all(self) -> None:
        """Call every offer listed looked at."""
        self.looking.look_at(self.table.row_ids)

    def action_preview(self) -> None:
        """Ask to look at the NFT's media."""
        if self.described is not None:
            self.post_message(PreviewRequested(self.described.offer))

    def action_open_link(self) -> None:
        """Ask to open a link of the NFT's media."""
        if self.described is not None:
            from tui_app.ui.links import links_of_media

            if links := links_of_media(self.described.offer.nft.media):
                self.post_message(LinkRequested(links))

    def action_copy(self) -> None:
        """Take something of the offer along."""
        row_id = self.table.cursor_row
        kept = self.desk.shelf.at_row(row_id) if self.desk is not None and row_id is not None else None
        if kept is not None:
            from tui_app.ui.copies import copies_of
            from tui_app.ui.modals.copy_view import CopyView

            self.app.push_screen(CopyView(copies_of(kept)))

    def action_export(self) -> None:
        """Write what is marked into files, or else all that is listed."""
        if row_ids := self.table.marked or self.table.row_ids:
            self.post_message(ExportRequested(tuple(row_ids)))

    def action_watch(self) -> None:
        """Ask to see what is watched through the account of the offer under the cursor."""
        self.post_message(WatchListRequested(self._account))

    def action_unwatch(self) -> None:
        """Ask to watch the NFT under the cursor no more."""
        if self.described is not None:
            self.post_message(UnwatchRequested(self.described.offer))

    def action_refresh(self) -> None:
        """Read the account of the offer under the cursor again, or all."""
        self.post_message(RefreshRequested(self._account))

    def action_refresh_all(self) -> None:
        """Read all accounts again."""
        self.post_message(RefreshRequested())

    def action_stop_refresh(self) -> None:
        """Stop reading offers; what was read stays."""
        self.post_message(RefreshStopRequested())

    def action_tab(self, step: int) -> None:
        """Turn to another tab of the details."""
        self._end_introduction()
        self.query_one(OfferDetail).turn(step)

    def action_back(self) -> None:
        """As everywhere, and the introduction is put away before the details are closed."""
        if self.table.has_focus and self.has_class("-introducing"):
            self._end_introduction()
        else:
            super().action_back()

    def step_back(self) -> None:
        """Leave the view, or clear the filter."""
        if not self.view_shown.leave() and self.filter_line.value:
            self.filter_line.value = ""
            self.show_list()

    def enter_details(self) -> None:
        """Go into the details, which are not the introduction any more."""
        self._end_introduction()
        super().enter_details()

    @property
    def _account(self) -> str | None:
        return self.described.offer.key.account if self.described else None

    def cursor_came_to(self, row_id: int | None) -> None:
        """Say everything about this offer, and what may be done with it."""
        if self.desk is None:
            return
        from tui_app.ui.action_keys import KEYS
        from tui_app.ui.describe import describe
        from tui_app.ui.facts import KEYS as OTHER_KEYS

        keys = {action: key_now(self.app, f"offer.{action}", key) for action, key in KEYS.items()}
        others = {name: key_now(self.app, name, key) for name, key in OTHER_KEYS.items()}
        self.described = (
            describe(self.desk, row_id, self.clock(), keys, others) if row_id is not None else None
        )
        if not self.has_class("-introducing"):
            self.query_one(OfferDetail).shown = self.described.shown if self.described else None
        self._alarm.set(self.described.changes_at if self.described else None)

    def asides(self) -> str:
        """Why some of the keys do nothing now."""
        return self.described.why_not if self.described else ""

    def _go_to_view(self, view: ViewSetting | None) -> None:
        if view is not None:
            self.post_message(ViewChosen(view))

    def _pass_time(self) -> None:
        """What is said of an offer, and what may be done, changes by the mere passing of time."""
        if self.is_active:
            self.cursor_came_to(self.table.cursor_row)
            self.show_summary()

    def _keep_columns(self, columns: tuple[ColumnSetting, ...] | None) -> None:
        # Those of a view are its own: they are kept with it, when it is saved.
        if columns is None or self._views is None or self.view_shown.is_there:
            return
        from tui_app.settings.places import SettingsError

        try:
            self._views.keep_columns(self.side, columns)
        except SettingsError as error:
            tell(self.app, error.title, "warning")

    def _end_introduction(self) -> None:
        if self.has_class("-introducing"):
            self.remove_class("-introducing")
            self.cursor_came_to(self.table.cursor_row)

    def _ask(self, action: str) -> None:
        if self.desk is None or self.described is None:
            return
        if self._acts_on_marked(action):
            self._ask_many(self.desk, action)
            return
        from tui_app.ui.describe import draft_of

        draft = draft_of(action, self.described.offer)
        if (ticket := self.desk.take(draft)) is None:
            self.notify("This offer is being answered already.", markup=False)
        else:
            self.post_message(ActionRequested(ticket, draft))

    def _acts_on_marked(self, action: str) -> bool:
        return action in _MANY and self.table.marked_count > 0

    def _ask_many(self, desk: Desk, action: str) -> None:
        from tui_app.domain.verdicts import Action

        marked = self.table.marked
        if len(marked) > MOST_AT_ONCE:
            words = f"{len(marked):,} are marked; at most {MOST_AT_ONCE} go in one go."
            tell(self.app, words, "information", hides=Hides.NOTHING)
            return
        found = (desk.shelf.at_row(row_id) for row_id in marked)
        self.post_message(ManyRequested(Action(action), [kept.offer for kept in found if kept]))
