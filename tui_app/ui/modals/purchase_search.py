"""Whose purchases of which token are to be listed; checked as typed, before anything is sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Select, Static

from tui_app.desk.purchases import Purchases
from tui_app.domain.errors import UsageError
from tui_app.domain.purchase import Search
from tui_app.domain.text import clean
from tui_app.ui.handing_off import sentence_of
from tui_app.ui.purchase_words import search_words

_LONGEST: Final = 200
_FULL, _SHORT = "full", "short"
_WORDS_LIMIT: Final = 300


class PurchaseSearch(ModalScreen[Search | None]):
    """Answers with a search. Search stays dim until the fields can be read; nothing is sent from here."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "give_up", "Cancel", id="search.cancel", tooltip="Go back without a search"),
        Binding("ctrl+s", "search", "Search", id="search.search", tooltip="List these purchases"),
    ]

    def __init__(self, purchases: Purchases, accounts: Mapping[str, str], account: str) -> None:
        """`accounts` gives each account that can be asked its marketplace's name; `account` comes first."""
        super().__init__()
        self._purchases = purchases
        self._accounts = accounts
        self._account = account
        self._search: Search | None = None

    def compose(self) -> ComposeResult:
        """Lay out the account, user and token with what each is, which rows, and the buttons."""
        with Vertical(id="search"):
            yield Static(Content.styled("Whose purchases?", "bold"), id="search-title")
            with Horizontal(classes="field"):
                yield Static("account", classes="label")
                named = [(f"{name}  {title}", name) for name, title in self._accounts.items()]
                yield _select("search-account", named, self._account)
            with Horizontal(classes="field"):
                yield Static("user", classes="label")
                yield Input(id="user", max_length=_LONGEST, compact=True)
            with Horizontal(classes="field"):
                yield Static("token", classes="label")
                yield Input(id="token", max_length=_LONGEST, compact=True)
            with Horizontal(classes="field"):
                yield Static("rows", classes="label")
                kinds = [("in full, with fees", _FULL), ("short ones, of every token", _SHORT)]
                yield _select("search-rows", kinds, _FULL)
            yield Static(id="search-said")
            with Horizontal(id="search-buttons"):
                yield Button("Cancel", id="cancel", compact=True)
                yield Button("Search", id="go", compact=True)

    def on_mount(self) -> None:
        """Begin with the user."""
        self._read()
        self.query_one("#user", Input).focus()

    def on_input_changed(self) -> None:
        """Say at once what is wrong, or what was understood."""
        self._read()

    def on_select_changed(self) -> None:
        """As for a field."""
        self._read()

    def on_input_submitted(self) -> None:
        """Enter goes from the user to the token, and from there on."""
        if self.focused is self.query_one("#token", Input):
            self.action_search()
        else:
            self.query_one("#token", Input).focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Go on, or back."""
        event.stop()
        self.dismiss(self._search if event.button.id == "go" else None)

    def action_search(self) -> None:
        """Answer, if the fields can be read."""
        if self._search is not None:
            self.dismiss(self._search)

    def action_give_up(self) -> None:
        """Go back without a search."""
        self.dismiss(None)

    def _read(self) -> None:
        account = str(self.query_one("#search-account", Select).value)
        grouped = self.query_one("#search-rows", Select).value == _SHORT
        user, token = (self.query_one(f"#{name}", Input) for name in ("user", "token"))
        form = self._purchases.form_of(account)
        user.placeholder, token.placeholder = (clean(look.hint) for look in (form.user, form.token))
        self._search = self._named(
            lambda: self._purchases.name(account, user.value, token.value, grouped=grouped)
        )
        self.query_one("#go", Button).disabled = self._search is None

    def _named(self, name: Callable[[], Search]) -> Search | None:
        """The search that the fields name; what is wrong with them, or what they mean, is said."""
        try:
            found = name()
        except UsageError as error:
            self._say(sentence_of(error), "$warning")
            return None
        self._say(f"Enter lists purchases of {search_words(found)}.", "$ink-dim")
        return found

    def _say(self, sentence: str, ink: str) -> None:
        words = Content.styled(clean(sentence, limit=_WORDS_LIMIT), ink)
        self.query_one("#search-said", Static).update(words)


def _select(name: str, options: list[tuple[str, str]], value: str) -> Select[str]:
    shown = [(Content(words), each) for words, each in options]
    return Select(shown, value=value, allow_blank=False, id=name, compact=True)
