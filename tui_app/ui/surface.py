"""How Textual is set up for us: themes, letters, the palette, signals, and what a bug may print."""

from __future__ import annotations

import asyncio
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.text import Text
from textual.app import App, SystemCommand
from textual.binding import Binding
from textual.events import Event, Key
from textual.filter import LineFilter, Monochrome, NoColor
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget

from tui_app.domain.errors import LedgerError, OfferdeskError
from tui_app.settings import SettingsError
from tui_app.ui.deafness import Hearing
from tui_app.ui.keys_now import privacy_key
from tui_app.ui.line_filter import ControlFilter
from tui_app.ui.plain_terminal import Letters
from tui_app.ui.privacy import Hides
from tui_app.ui.private_filter import PrivateFilter
from tui_app.ui.telling import tell
from tui_app.ui.theme import ANSI, DARK, THEMES, variable_defaults

if TYPE_CHECKING:
    from tui_app.settings.kept_privacy import KeptPrivacy


_ALT = "alt+"
HIDING = (
    "Amounts, addresses and the names of others are hidden, at the next start too, until {key}. "
    "What you copy or export still holds them."
)
SHOWN_SECONDS = 6.0


class Surface(Hearing):
    """What every app of ours has, whatever it shows. Signals and bugs end it through `leave`.

    `failure` is set where the ledger could not be read: the app ends, and its caller says why.
    """

    ENABLE_COMMAND_PALETTE = True
    # Textual declares these without ClassVar.
    HORIZONTAL_BREAKPOINTS = [(0, "-cramped"), (60, "-narrow"), (110, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (15, "-low"), (24, "-middle"), (30, "-high")]  # noqa: RUF012

    private: reactive[bool] = reactive(False, repaint=False, init=False)
    """Whether amounts, addresses and the names of others are hidden, for whoever draws them to follow."""

    def __init__(
        self,
        sheets: Sequence[Path],
        *,
        letters: Letters = Letters.ALL,
        theme: str = "",
        keys: Mapping[str, str] | None = None,
        privacy: KeptPrivacy | None = None,
        note_crash: Callable[[BaseException | None], str] | None = None,
    ) -> None:
        """`letters` are those that the terminal can draw.

        `privacy` says whether privacy holds at first, and keeps whether it does.

        `note_crash` writes a bug down and says where that is.

        `theme` is a theme's name, ours where there is none of that name; `keys` gives other keys to
        bindings, by binding id.
        """
        super().__init__(css_path=list(sheets))
        self.failure: OfferdeskError | None = None
        self.plain = letters is not Letters.ALL
        self._privacy = privacy
        self._private_filters = (PrivateFilter(),)
        self.set_reactive(Surface.private, privacy is not None and privacy.holds)
        self._note_crash = note_crash
        self._last_filters = tuple(_last_filters(letters))
        self._hook_before = threading.excepthook
        for known in THEMES:
            self.register_theme(known)
        # Without its watcher, which would parse every sheet a second time.
        chosen = ANSI.name if self.no_color else theme
        self.set_reactive(App.theme, chosen if chosen in self.available_themes else DARK.name)
        self._refresh_truecolor_filter(self.ansi_theme)
        if self.no_color:  # Textual would draw in greys, and what is dim in black: these are colours too
            kept = [each for each in self._filters if not isinstance(each, Monochrome)]
            self._filters = [*kept, NoColor()]
        self.stylesheet.set_variables(self.get_css_variables())
        self.set_keymap(dict(keys or {}))

    @property
    def size_classes(self) -> str:
        """The classes of the terminal's size now: a screen made with them is styled only once."""
        width = _class_of(self.size.width, self.HORIZONTAL_BREAKPOINTS)
        return f"{width} {_class_of(self.size.height, self.VERTICAL_BREAKPOINTS)}"

    def leave(self, code: int) -> None:
        """End with this exit code, after whatever is due."""
        raise NotImplementedError

    def get_css_variables(self) -> dict[str, str]:
        """The theme's colours. Textual asks a first time before a theme of ours can be known."""
        return super().get_css_variables() if DARK.name in self.available_themes else {}

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our own inks, for themes that are not ours."""
        return variable_defaults(dark=self.current_theme.dark, ansi=self.current_theme.ansi)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Ours last: nothing a stranger wrote gets past it."""
        hiding = self._private_filters if self.private else ()
        return [*super().get_line_filters(), *hiding, *self._last_filters]

    def watch_private(self) -> None:
        """Have everything drawn again, and take away what was told before."""
        self.clear_notifications()
        for screens in self._screen_stacks.values():
            for screen in screens:
                for widget in (screen, *screen.walk_children(Widget)):
                    widget.refresh()

    def action_privacy(self) -> None:
        """Hide amounts, addresses and the names of others, or show them."""
        self.private = not self.private
        if self.private and not self.screen.is_modal:  # it would cover a dialog's answers
            words = HIDING.format(key=privacy_key(self))
            tell(self, words, "information", seconds=SHOWN_SECONDS, hides=Hides.NOTHING)
        if self._privacy is not None:
            self.run_worker(self._keep_privacy(self._privacy, self.private), group="privacy")

    async def _keep_privacy(self, privacy: KeptPrivacy, holds: bool) -> None:
        try:
            await asyncio.to_thread(privacy.keep, holds)
        except SettingsError as error:
            tell(self, error.title, "warning", hides=Hides.NOTHING)

    def get_key_display(self, binding: Binding) -> str:
        """The name of a key, without arrows where they cannot be drawn."""
        shown = super().get_key_display(binding)
        if not self.plain:
            return shown
        from tui_app.ui.modals.help_view import without_arrows

        return without_arrows(shown)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """What the palette offers: everything that has a key here, and the themes.

        Textual's own commands are left out: among them is one that saves what is on the screen.
        """
        from tui_app.ui.modals.help_view import keys_of, places_around

        for place in places_around(screen):
            for binding in place.bindings:
                command = partial(self.run_action, binding.action, place.node)
                about = f"{keys_of(binding, plain=self.plain)}  {binding.tooltip}"
                yield SystemCommand(binding.description, about, command)
        if not self.no_color:
            yield SystemCommand("Theme", "Choose another theme", self.action_change_theme)

    def on_mount(self) -> None:
        """End by signals as by a key, and tell of bugs wherever they are."""
        self._watch_signals()

    def on_unmount(self) -> None:
        """Let Python tell of threads again."""
        threading.excepthook = self._hook_before

    async def on_event(self, event: Event) -> None:
        """What a terminal sends for Alt and a letter it sends for Escape and then the letter, too."""
        if isinstance(event, Key) and not event.is_forwarded and self._is_escape_and_more(event):
            for key in (Key("escape", "\x1b"), Key(event.key.removeprefix(_ALT), event.character)):
                key.time = event.time  # dialogs go by when it was read
                await super().on_event(key)
        else:
            await super().on_event(event)

    async def _on_key(self, event: Key) -> None:
        """In place of Textual's, which tells nobody that a key did nothing."""
        event.prevent_default()
        if await self._check_bindings(event.key) or not self.screen_stack:
            return
        from tui_app.ui.screens.panes import PanesScreen

        if isinstance(self.screen, PanesScreen) and event.is_printable:
            self.screen.key_did_nothing(event.key, event.character or event.key)

    def _is_escape_and_more(self, event: Key) -> bool:
        """Whether this is Alt with a key that does nothing here."""
        if not event.key.startswith(_ALT) or not self.screen_stack:
            return False
        return event.key not in self.screen.active_bindings

    def _watch_signals(self) -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _loop, context: self._bug(context))
        # Python would print it where nobody sees it while the screen is drawn.
        self._hook_before, threading.excepthook = threading.excepthook, self._thread_bug
        if sys.platform == "win32":
            return
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGINT):
            loop.add_signal_handler(number, self.leave, 128 + number)

    def _bug(self, context: dict[str, Any]) -> None:
        error = context.get("exception")
        self._handle_exception(error if isinstance(error, Exception) else RuntimeError(context["message"]))

    def _thread_bug(self, ended: threading.ExceptHookArgs) -> None:
        self.call_later(self._bug, {"exception": ended.exc_value, "message": "a thread ended by a bug"})

    def _fatal_error(self) -> None:
        """Replaces Textual's report, which prints every local variable, credentials among them.

        A ledger that cannot be read is no bug: that it could not be drawn is the failure.
        """
        error = sys.exc_info()[1] or self._exception
        if isinstance(error, LedgerError):
            self.failure = self.failure or error
        elif not self._exit_renderables:  # what follows from the first bug would only be counted
            from tui_app.ui.crash import crash_report

            log = self._note_crash(error) if self._note_crash is not None else ""
            self._exit_renderables.append(Text(crash_report(error, log), overflow="fold"))
        self._close_messages_no_wait()


def _last_filters(letters: Letters) -> Iterator[LineFilter]:
    yield ControlFilter()
    if letters is not Letters.ALL:
        from tui_app.ui.plain_filter import PlainFilter

        yield PlainFilter(letters)


def _class_of(size: int, breakpoints: Sequence[tuple[int, str]]) -> str:
    return max((least, name) for least, name in breakpoints if least <= size)[1]
