"""Every action ever taken here: how each stands, its steps, and what a person can still do about it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from tui_app.desk.desk import Desk
from tui_app.desk.news import ActionChanged, SourceChanged
from tui_app.domain.errors import OfferdeskError
from tui_app.ledger.action_states import SETTLED
from tui_app.ui.action_verbs import IDS, KEYS
from tui_app.ui.action_words import told
from tui_app.ui.describe_action import DescribedAction, describe_action, marketplace_of
from tui_app.ui.file_words import where_it_is
from tui_app.ui.keys_now import key_now
from tui_app.ui.messages import HandOffRequested
from tui_app.ui.modals.tell_outcome import TellOutcome
from tui_app.ui.privacy import Hides, unhidden
from tui_app.ui.screens.activity_keys import ACTIVITY_KEYS
from tui_app.ui.screens.desk_screen import DeskScreen
from tui_app.ui.source_views import source_views
from tui_app.ui.telling import tell
from tui_app.ui.too_small import TOO_SMALL
from tui_app.ui.widgets.action_detail import ActionDetail
from tui_app.ui.widgets.action_table import ActionTable
from tui_app.ui.widgets.key_line import KeyLine
from tui_app.ui.widgets.line import Line
from tui_app.ui.widgets.source_bar import SourceBar
from tui_app.ui.widgets.title_bar import TitleBar

# The steps of an action follow one another faster than anybody reads.
FOLLOW_SECONDS = 0.1
NOTHING_YET = """\
Nothing was done from here yet.

What you accept, counter, cancel or place is written down here before it is sent,
with every step of it and how it ended."""
_VERBS = frozenset({"resume", "look_again", "tell", "mark_seen"})


class ActivityScreen(DeskScreen):
    """The list with its detail pane. It follows the news, its cursor stays on its action."""

    AUTO_FOCUS = "#actions"
    BINDINGS: ClassVar[list[BindingType]] = ACTIVITY_KEYS

    MODE = "activity"
    DETAILS = "#action-scroll"
    FOLLOWS = (ActionChanged, SourceChanged)

    described: reactive[DescribedAction | None] = reactive(None, repaint=False, bindings=True, init=False)

    def __init__(self, desk: Desk, clock: Callable[[], datetime], *, title: str, exports: Path) -> None:
        """As every screen of a desk."""
        super().__init__(desk, clock, title=title, exports=exports)
        self._looking: set[str] = set()

    def compose(self) -> ComposeResult:
        """Lay out the two lines on top, list and detail, one line of counts, and the keys."""
        yield TitleBar(id="title-bar")
        yield SourceBar(self.clock, id="source-bar")
        with Horizontal(id="panes"):
            yield ActionTable(self.desk.windows.actions, self.clock, id="actions")
            yield ActionDetail(id="action-detail")
        yield Line(id="summary")
        yield KeyLine(id="keys")
        yield Static(Content(TOO_SMALL), id="too-small")

    def on_mount(self) -> None:
        """Say what will be here."""
        self.table.empty_text = NOTHING_YET

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The keys of what can still be done about the action under the cursor."""
        if action in _VERBS:
            return self.described.keys[action] if self.described else False
        return True

    def on_painted_list_highlighted(self, event: ActionTable.Highlighted) -> None:
        """Follow the cursor with detail pane and keys."""
        event.stop()
        self._describe()

    def action_resume(self) -> None:
        """Go on with an action that waits for a wallet, or for its marketplace to hear of what that did."""
        if self.described is not None:
            self.post_message(HandOffRequested(self.described.entry.action_id))

    def action_look_again(self) -> None:
        """Find out now what became of the action."""
        if self.described is not None and self.described.entry.action_id not in self._looking:
            self.run_worker(self._tried(self._look_again(self.described.entry.action_id)), group="activity")

    def action_tell(self) -> None:
        """Let the person say what became of the action."""
        if self.described is not None:
            self.run_worker(self._tell(self.described), group="activity")

    def action_mark_seen(self) -> None:
        """Take the mark away."""
        if self.described is not None:
            self.run_worker(self._tried(self._mark_seen(self.described.entry.action_id)), group="activity")

    def action_export(self) -> None:
        """Write everything into a file, and say which."""
        self.run_worker(self._tried(self._export()), group="activity")

    @property
    def table(self) -> ActionTable:
        """The list itself."""
        return self.query_one(ActionTable)

    @property
    def list_shown(self) -> ActionTable:
        """The same: there is no other."""
        return self.table

    def show_all(self) -> None:
        """Draw the journal as it is now, and all that follows from it."""
        self.table.show(self.desk.windows.actions.row_ids())
        self._describe()
        self.query_one(SourceBar).show(source_views(self.desk))
        self.show_title()

    def pass_time(self) -> None:
        """What can be done about an action changes."""
        self._describe()

    async def _look_again(self, action_id: str) -> None:
        self._say("Asking the marketplace what became of it …")
        self._looking.add(action_id)
        try:
            await self.desk.activity.look_again(action_id)
        finally:
            self._looking.discard(action_id)
        if (entry := self.desk.activity.entry(action_id)).state not in SETTLED:
            self._say(told(entry.state, entry.words))

    async def _tell(self, described: DescribedAction) -> None:
        entry = described.entry
        dialog = TellOutcome(entry, marketplace_of(self.desk, entry))
        if (said := await self.app.push_screen_wait(dialog)) is not None:
            await self._tried(self.desk.activity.tell(entry.action_id, said.happened, said.words))

    async def _export(self) -> None:
        file = await asyncio.to_thread(self.desk.windows.actions.export, self.exports, self.clock())
        words = f"Everything is written into {where_it_is(file)}.{unhidden(self)}"
        tell(self.app, words, "information", hides=Hides.NOTHING)

    async def _mark_seen(self, action_id: str) -> None:
        self.desk.activity.mark_seen(action_id)

    async def _tried(self, work: Awaitable[None]) -> None:
        try:
            await work
        except OfferdeskError as error:
            self._say(f"{error.title} {error.detail}".strip(), severe=True)
        if self.stands:
            self.show_all()

    def _describe(self) -> None:
        """Say everything about the action under the cursor, and what may be done about it."""
        row_id = self.table.cursor_row
        now = self.clock()
        keys = {verb: key_now(self.app, IDS[verb], key) for verb, key in KEYS.items()}
        self.described = describe_action(self.desk, row_id, now, keys) if row_id is not None else None
        self.query_one(ActionDetail).shown = self.described.shown if self.described else None
        self.alarm.set(self.described.changes_at if self.described else None)
        self.say_where(self.described.why_not if self.described else "")

    def _say(self, sentence: str, *, severe: bool = False) -> None:
        tell(self.app, sentence, "error" if severe else "information")
