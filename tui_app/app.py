"""The app: which screens there are, what outlives them, and how it ends."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.binding import BindingType
from textual.events import Event, InputEvent
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget

from tui_app.domain.errors import OfferdeskError
from tui_app.domain.offer import Side
from tui_app.ledger.instants import utc_now
from tui_app.ledger.windows import Windows
from tui_app.settings import SettingsError
from tui_app.stylesheets import sheets_by_need
from tui_app.ui.app_keys import APP_KEYS
from tui_app.ui.keys_now import with_keys
from tui_app.ui.messages import DemoRequested, Errand, ListShown, RefreshRequested, ViewChosen
from tui_app.ui.plain_terminal import Letters
from tui_app.ui.privacy import Hides
from tui_app.ui.screens.offers import OffersScreen
from tui_app.ui.settling import settle
from tui_app.ui.surface import Surface
from tui_app.ui.telling import tell

if TYPE_CHECKING:
    from pathlib import Path

    from textual.theme import Theme

    from tui_app.assembly import Opened
    from tui_app.desk.desk import Desk
    from tui_app.last_frame.kept import Frame
    from tui_app.settings.kept_privacy import KeptPrivacy
    from tui_app.settings.kept_views import KeptViews
    from tui_app.ui.errands import Errands

# How long quitting waits for answers to money requests; one request in all takes at most 10 s.
PATIENCE_SECONDS = 12.0
# How long it waits for what is being opened, and for screens that are being put up.
MOMENT_SECONDS = 2.0
# Imported in a thread: on the loop it would keep keys waiting for longer than a frame.
ROOMS = "tui_app.ui.rooms"
JOURNAL_LOST = (
    "The journal of actions lost entries: nothing is sent through an account until its lists were read again."
)
INTRODUCTION = """\
This is a pretend market on your own machine: nothing here is real money.
You are a collector, and these are offers that others made for your NFTs.
Start with the first row: ↑ ↓ move, <offer.accept|a> accepts, <offer.counter|n> answers with another price.
<list.filter|/> filters as you type, <list.status_after|]> shows other statuses, <go.placed|2> what \
you placed.
<app.help|?> lists every key, <app.quit|q> ends the demo and its market. <list.back|Esc> puts this away."""


class OffersApp(Surface):
    """The dashboard. It paints what the ledger knows; the desk is opened behind the first paint.

    So modules that only the desk needs are imported where they are used. `failure` is set where
    the desk could not be opened or the ledger not be read: the app ends, and its caller says why.
    `wants_demo` is set where the person has no account and goes to the demo.
    """

    TITLE = "offerdesk"
    DEFAULT_MODE: ClassVar[str] = "received"
    BINDINGS: ClassVar[list[BindingType]] = APP_KEYS

    banner: reactive[str] = reactive("", repaint=False, init=False)
    """What is wrong with all of it, for every screen to say under its title; empty where nothing is."""

    indexing: reactive[str] = reactive("", repaint=False, init=False)
    """How far the ledger's indexes are, for every list to say; empty where they are done."""

    def __init__(
        self,
        windows: Windows,
        open_desk: Callable[[], Opened],
        *,
        title: str,
        views: KeptViews | None = None,
        letters: Letters = Letters.ALL,
        theme: str = "",
        keys: Mapping[str, str] | None = None,
        notes: Sequence[str] = (),
        banner: str = "",
        introduce: bool = False,
        shown: Callable[[], None] | None = None,
        keep_frame: Callable[[Frame], None] | None = None,
        keep_theme: Callable[[str], None] | None = None,
        privacy: KeptPrivacy | None = None,
        note_crash: Callable[[BaseException | None], str] | None = None,
    ) -> None:
        """`open_desk` is called once, in a thread; `title` names the profile; `notes` are shown at start.

        `banner` is what is wrong with the ledger, or empty. `shown` is called when the first list is
        drawn, `keep_frame` is given the last frame at the end, `keep_theme` a theme's name when it is chosen,
        `note_crash` a bug that ends it.

        `views` keeps what is chosen in the lists, `privacy` whether amounts are hidden; `letters` are
        those that the terminal can draw.

        `theme` is a theme's name, ours where there is none of that name; `keys` gives other keys to
        bindings, by binding id; `introduce` explains the demo.
        """
        first_sheets, self._later_sheets = sheets_by_need()
        super().__init__(
            first_sheets, letters=letters, theme=theme, keys=keys, privacy=privacy, note_crash=note_crash
        )
        self.desk: Desk | None = None
        self._errands: Errands | None = None
        self._windows = windows
        self._shown = shown
        self._keep_frame = keep_frame
        self._keep_theme = keep_theme
        self._received: OffersScreen | None = None
        self._open_desk = open_desk
        self._views = views
        self._title = title
        self._notes = notes
        self.set_reactive(OffersApp.banner, banner)
        self._introduction = INTRODUCTION if introduce else ""
        self.wants_demo = False
        self._opening_ended = asyncio.Event()
        self._leaving = False
        self._left = False

    def get_default_screen(self) -> Screen[Any]:
        """Received is what people come for."""
        self._received = self._offers(Side.RECEIVED, intro=with_keys(self, self._introduction))
        return self._received

    async def on_event(self, event: Event) -> None:
        """What is typed after the end is for nobody: a screen that it opened would never stand."""
        if not (self._left and isinstance(event, InputEvent)):
            await super().on_event(event)

    def on_mount(self) -> None:
        """Say what was wrong with the settings, and remember which theme is chosen from now on."""
        self.theme_changed_signal.subscribe(self, self._theme_chosen)
        self.watch_banner(self.banner)
        for note in self._notes:
            tell(self, note, "warning", hides=Hides.NOTHING)

    def _theme_chosen(self, theme: Theme) -> None:
        if self._keep_theme is not None:
            self.run_worker(self._remember(theme.name, self._keep_theme), group="theme")

    async def _remember(self, name: str, keep: Callable[[str], None]) -> None:
        try:
            await asyncio.to_thread(keep, name)
        except SettingsError as error:
            tell(self, error.title, "warning")

    def watch_banner(self, sentence: str) -> None:
        """What the banner may have to cut is said in full once."""
        if sentence:
            tell(self, sentence, "warning")

    @on(Errand)
    def run_errand(self, event: Errand) -> None:
        """Have it done, once the desk is open."""
        if self._errands is not None:
            self._errands.run(event)

    @on(DemoRequested)
    def go_to_demo(self) -> None:
        """End; whoever started this starts the demo in its place."""
        self.wants_demo = True
        self.leave(0)

    @on(ViewChosen)
    async def go_to_view(self, event: ViewChosen) -> None:
        """Show a view in its list, or in the one on the screen."""
        if event.view.side:
            await self.action_go(event.view.side)
        if isinstance(screen := self.screen, OffersScreen) and event.view.side in ("", screen.side):
            screen.view_shown.go_to(event.view)

    async def action_go(self, mode: str) -> None:
        """Go to another screen, unless a dialog waits for its answer."""
        if self._errands is not None and len(self.screen_stack) == 1 and mode != self.current_mode:
            await self.switch_mode(mode)

    def action_keys(self) -> None:
        """Show every key that works here."""
        from tui_app.ui.modals.help_view import HelpView, places_around

        if len(self.screen_stack) == 1:
            self.push_screen(HelpView(places_around(self.screen), plain=self.plain))

    def action_leave(self) -> None:
        """End, after the answers that are due."""
        self.leave(0)

    def action_to_background(self) -> None:
        """Give the shell its terminal back, unless an answer is due that would be missed."""
        from tui_app.ui.job_control import can_be_brought_back

        if self.desk is not None and self.desk.outstanding:
            tell(self, "An answer is due: wait for it, then press this again.", "warning")
        elif not can_be_brought_back():
            tell(self, "No shell is there that could bring this back, so it stays.", "information")
        else:
            self.action_suspend_process()

    def _offers(self, side: Side, desk: Desk | None = None, *, intro: str = "") -> OffersScreen:
        return OffersScreen(
            *(side, self._windows, utc_now),
            desk=desk,
            title=self._title,
            views=self._views,
            intro=intro,
            classes=self.size_classes,
        )

    @on(ListShown)
    async def open_behind(self) -> None:
        """Open the desk, once the ledger is on the screen."""
        if self._shown is not None:
            self._shown()
        settle()
        for sheet in self._later_sheets:
            await asyncio.sleep(0)  # nobody waits for them, but somebody may press a key
            self.stylesheet.read(sheet)
            self.stylesheet.parse()
        if self._leaving:
            self._opening_ended.set()
        else:
            self.run_worker(self._open(), group="open")

    async def _open(self) -> None:
        try:
            opened = await asyncio.to_thread(self._open_desk)
            await asyncio.to_thread(import_module, ROOMS)
        except OfferdeskError as error:
            self.failure = error
            self.exit()
            return
        finally:
            self._opening_ended.set()
        self.desk = opened.desk
        if not self._leaving:
            await self._work_with(opened)

    async def _work_with(self, opened: Opened) -> None:
        from tui_app.ui.rooms import Came, Errands, keeping_up

        desk = opened.desk
        self._errands = Errands(
            *(self, desk, opened.gallery),
            exports=opened.exports,
            open_command=opened.open_command,
            opened_again=self._acting_is_possible,
        )
        if desk.to_be_read_again and not self.banner:
            self.banner = JOURNAL_LOST
        self._add_places(desk, opened.exports)
        for note in opened.notes:
            tell(self, note, "warning")
        for screen in self.screen_stack:
            if isinstance(screen, OffersScreen):
                screen.attach(desk)
        self.run_worker(Came(self, desk, opened.notices).watch_ends(), group="ends")
        self.run_worker(self._survey(desk), group="survey")
        desk.keep_fresh()
        self.run_worker(keeping_up.keep_up(self._windows, self._say_indexing), group="upkeep")
        if desk.accounts.all():
            self.post_message(RefreshRequested())
        else:
            await self.action_go("accounts")

    def _say_indexing(self, words: str) -> None:
        self.indexing = words

    def _acting_is_possible(self) -> None:
        self.banner = ""
        tell(self, "Every account was read again: answers can be sent.", "information")

    async def _survey(self, desk: Desk) -> None:
        self.banner = await desk.survey() or self.banner

    def _add_places(self, desk: Desk, exports: Path) -> None:
        from tui_app.ui.rooms import AccountsScreen, ActivityScreen, OrdersScreen, PurchasesScreen

        self.add_mode(self.DEFAULT_MODE, self.get_default_screen)  # it is open already; 1 leads back to it
        self.add_mode("placed", lambda: self._offers(Side.PLACED, desk))
        self.add_mode("watched", lambda: self._offers(Side.WATCHED, desk))
        self.add_mode("orders", lambda: OrdersScreen(desk, utc_now, title=self._title, exports=exports))
        self.add_mode("purchases", lambda: PurchasesScreen(desk, utc_now, title=self._title, exports=exports))
        self.add_mode("activity", lambda: ActivityScreen(desk, utc_now, title=self._title, exports=exports))
        self.add_mode("accounts", lambda: AccountsScreen(desk, title=self._title))

    def leave(self, code: int) -> None:
        """End with this exit code, after the answers that are due."""
        if self._leaving:
            return
        self._leaving = True
        if self.desk is not None and self.desk.outstanding:
            tell(
                self,
                f"Waiting up to {PATIENCE_SECONDS:.0f} s for {self.desk.outstanding} answer(s); "
                "what is not known then is looked into at the next start.",
                "warning",
                hides=Hides.NOTHING,
            )
        self.run_worker(self._close(code), group="leave")

    def _take_frame(self) -> None:
        from tui_app.ui.frame_taking import frame_of

        if self._keep_frame is None or self._received is None or self.desk is None or self.banner:
            return
        if frame := frame_of(self._received, self.console, utc_now()):
            self._keep_frame(frame)

    async def _close(self, code: int) -> None:
        self._take_frame()
        with suppress(TimeoutError):
            async with asyncio.timeout(MOMENT_SECONDS):
                await self._opening_ended.wait()
        if self.desk is not None:
            await self.desk.close(PATIENCE_SECONDS)
        with suppress(TimeoutError):
            async with asyncio.timeout(MOMENT_SECONDS):
                await self._until_all_stand()
        self._left = True
        self.exit(return_code=code)

    async def _until_all_stand(self) -> None:
        """Textual puts up nothing more in an app that exits, and a screen without its widgets is a crash."""
        while not all(node.is_mounted for node in self._drawn()):  # noqa: ASYNC110 - it tells nobody
            await asyncio.sleep(0.005)

    def _drawn(self) -> Iterator[Widget]:
        for screen in self.screen_stack:
            yield from (screen, *screen.walk_children(Widget))
