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
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Static

from tui_app.desk.desk import Desk
from tui_app.desk.news import ActionChanged, News, SourceChanged
from tui_app.domain.errors import OfferdeskError
from tui_app.domain.offer import Side
from tui_app.domain.text import clean
from tui_app.ledger.action_states import SETTLED
from tui_app.ui.action_words import told
from tui_app.ui.describe_action import DescribedAction, describe_action, marketplace_of
from tui_app.ui.hearing import listen
from tui_app.ui.messages import HandOffRequested
from tui_app.ui.modals.tell_outcome import TellOutcome
from tui_app.ui.screens.activity_keys import ACTIVITY_KEYS
from tui_app.ui.source_views import source_views
from tui_app.ui.too_small import TOO_SMALL
from tui_app.ui.widgets.action_detail import ActionDetail
from tui_app.ui.widgets.action_table import ActionTable
from tui_app.ui.widgets.alarm import Alarm
from tui_app.ui.widgets.banner import follow_banner
from tui_app.ui.widgets.key_line import KeyLine
from tui_app.ui.widgets.line import Line
from tui_app.ui.widgets.pieces import Piece
from tui_app.ui.widgets.source_bar import SourceBar
from tui_app.ui.widgets.title_bar import TitleBar

# The steps of an action follow one another faster than anybody reads.
FOLLOW_SECONDS = 0.1
NOTHING_YET = """\
Nothing was done from here yet.

What you accept, counter, cancel or place is written down here before it is sent,
with every step of it and how it ended."""
_VERBS = frozenset({"resume", "look_again", "tell", "mark_seen"})


class ActivityScreen(Screen[None]):
    """The list with its detail pane. It follows the news, its cursor stays on its action."""

    AUTO_FOCUS = "#actions"
    BINDINGS: ClassVar[list[BindingType]] = ACTIVITY_KEYS

    described: reactive[DescribedAction | None] = reactive(None, bindings=True, init=False)

    def __init__(self, desk: Desk, clock: Callable[[], datetime], *, title: str, exports: Path) -> None:
        """`title` names the profile or the demo; `exports` is the folder that exports go to."""
        super().__init__()
        self._desk = desk
        self._clock = clock
        self._title = title
        self._exports = exports
        self._alarm = Alarm(self, clock, self._pass_time)
        self._looking: set[str] = set()
        self._following: Timer | None = None
        self._stop_listening: Callable[[], None] | None = None

    def compose(self) -> ComposeResult:
        """Lay out the two lines on top, list and detail, one line of counts, and the keys."""
        yield TitleBar(id="title-bar")
        yield SourceBar(self._clock, id="source-bar")
        with Horizontal(id="panes"):
            yield ActionTable(self._desk.windows.actions, self._clock, id="actions")
            yield ActionDetail(id="action-detail")
        yield Line(id="summary")
        yield KeyLine(id="keys")
        yield Static(Content(TOO_SMALL), id="too-small")

    def on_mount(self) -> None:
        """Show what is known, and follow it."""
        follow_banner(self)
        self._stop_listening = listen(self, self._desk.notices, self._heard)
        self.table.empty_text = NOTHING_YET
        self.show_list()

    def on_unmount(self) -> None:
        """Stop following."""
        if self._stop_listening is not None:
            self._stop_listening()

    def on_screen_resume(self) -> None:
        """Catch up with what happened while another screen was on top."""
        if self._stop_listening is not None:
            self.show_list()

    def on_resize(self) -> None:
        """A pane that has no room any more takes the focus with it."""
        self.call_after_refresh(self._keep_a_focus)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The keys of what can still be done about the action under the cursor."""
        if action in _VERBS:
            return self.described.keys[action] if self.described else False
        return True

    def on_painted_list_highlighted(self, event: ActionTable.Highlighted) -> None:
        """Follow the cursor with detail pane and keys."""
        event.stop()
        self._describe()

    def on_painted_list_opened(self, event: ActionTable.Opened) -> None:
        """Open the detail pane, or go into it where it is open."""
        event.stop()
        if self.has_class("-wide") or self.has_class("-open"):
            self._enter_details()
        self.add_class("-open")

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

    def action_other_pane(self) -> None:
        """From the list into the details, opening them; from anywhere else to the list."""
        if self.table.has_focus:
            self._enter_details()
        else:
            self.table.focus()

    def action_back(self) -> None:
        """Leave the details, then close them."""
        if not self.table.has_focus:
            self.table.focus()
        elif not self.has_class("-wide"):
            self.remove_class("-open")

    @property
    def table(self) -> ActionTable:
        """The list itself."""
        return self.query_one(ActionTable)

    def show_list(self) -> None:
        """Draw the journal as it is now, and all that follows from it."""
        self.table.show(self._desk.windows.actions.row_ids())
        self._describe()
        self.query_one(SourceBar).show(source_views(self._desk))
        counts = {side.value: self._desk.windows.open_count(side) for side in Side}
        title = self.query_one(TitleBar)
        title.draw("activity", counts, self._title, attention=self._desk.activity.attention)

    async def _look_again(self, action_id: str) -> None:
        self._say("Asking the marketplace what became of it …")
        self._looking.add(action_id)
        try:
            await self._desk.activity.look_again(action_id)
        finally:
            self._looking.discard(action_id)
        if (entry := self._desk.activity.entry(action_id)).state not in SETTLED:
            self._say(told(entry.state, entry.words))

    async def _tell(self, described: DescribedAction) -> None:
        entry = described.entry
        dialog = TellOutcome(entry, marketplace_of(self._desk, entry))
        if (said := await self.app.push_screen_wait(dialog)) is not None:
            await self._tried(self._desk.activity.tell(entry.action_id, said.happened, said.words))

    async def _export(self) -> None:
        file = await asyncio.to_thread(self._desk.windows.actions.export, self._exports, self._clock())
        self._say(f"Everything is written into {file}")

    async def _mark_seen(self, action_id: str) -> None:
        self._desk.activity.mark_seen(action_id)

    async def _tried(self, work: Awaitable[None]) -> None:
        try:
            await work
        except OfferdeskError as error:
            self._say(f"{error.title} {error.detail}".strip(), severe=True)
        self.show_list()

    def _heard(self, news: News) -> None:
        if isinstance(news, ActionChanged | SourceChanged) and self._following is None:
            self._following = self.set_timer(FOLLOW_SECONDS, self._follow)

    def _follow(self) -> None:
        self._following = None
        if self.is_active:
            self.show_list()

    def _pass_time(self) -> None:
        if self.is_active:
            self._describe()

    def _describe(self) -> None:
        """Say everything about the action under the cursor, and what may be done about it."""
        row_id = self.table.cursor_row
        now = self._clock()
        self.described = describe_action(self._desk, row_id, now) if row_id is not None else None
        self.query_one(ActionDetail).shown = self.described.shown if self.described else None
        self._alarm.set(self.described.changes_at if self.described else None)
        self._show_summary()

    def _show_summary(self) -> None:
        total = len(self.table.row_ids)
        words = [
            f"{self.table.cursor_index + 1:,} of {total:,}" if total else "none",
            self.described.why_not if self.described else "",
        ]
        self.query_one("#summary", Line).put((Piece(" " + " · ".join(filter(None, words))),))

    def _enter_details(self) -> None:
        self.add_class("-open")
        self.query_one("#action-scroll").focus()

    def _keep_a_focus(self) -> None:
        if self.focused is None:
            self.table.focus()

    def _say(self, sentence: str, *, severe: bool = False) -> None:
        severity = "error" if severe else "information"
        self.notify(clean(sentence, limit=600), severity=severity, markup=False, timeout=10)  # type: ignore[arg-type]
