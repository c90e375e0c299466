"""Which orders are to be looked up, and through which account; checked as typed, before anything is sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Final, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Select, Static

from tui_app.desk.orders import Orders
from tui_app.domain.errors import UsageError
from tui_app.domain.text import clean
from tui_app.ui.handing_off import sentence_of
from tui_app.ui.widgets.paste_line import PasteLine

LONGEST: Final = 20_000
"""Letters that are taken at once: several hundred hashes."""

_WORDS_LIMIT: Final = 300


class Refs(NamedTuple):
    """What is to be looked up through which account."""

    account: str
    refs: tuple[str, ...]


class OrderLookUp(ModalScreen[Refs | None]):
    """Answers with what was named. Look up stays dim until that can be read; nothing is sent from here."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "give_up", "Cancel", id="lookup.cancel", tooltip="Go back without looking up"),
        Binding("ctrl+s", "look_up", "Look up", id="lookup.go", tooltip="Look these orders up"),
        Binding("down", "example", "Example", id="lookup.example", tooltip="Type the document's own example"),
    ]

    def __init__(self, orders: Orders, accounts: Mapping[str, str], account: str) -> None:
        """`accounts` gives each account that can be asked its marketplace's name; `account` comes first."""
        super().__init__()
        self._orders = orders
        self._accounts = accounts
        self._account = account
        self._refs: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out the account, the line, what it means, and the buttons."""
        options = [(Content(f"{name}  {title}"), name) for name, title in self._accounts.items()]
        with Vertical(id="lookup"):
            yield Static(Content.styled("Look up which orders?", "bold"), id="lookup-title")
            with Horizontal(classes="field"):
                yield Static("account", classes="label")
                yield Select(options, value=self._account, allow_blank=False, id="through", compact=True)
            with Horizontal(classes="field"):
                yield Static("orders", classes="label")
                yield PasteLine(longest=LONGEST, placeholder="", id="refs")
            yield Static(id="lookup-said")
            with Horizontal(id="lookup-buttons"):
                yield Static("↓ an example", id="lookup-hint")
                yield Button("Cancel", id="cancel", compact=True)
                yield Button("Look up", id="go", compact=True)

    def on_mount(self) -> None:
        """Begin with the line."""
        self._read()
        self._line.focus()

    def on_paste(self, event: events.Paste) -> None:
        """Wherever the focus is, there is one line to paste into."""
        event.stop()
        self._line.focus()
        self._line.take(event.text)

    def on_input_changed(self) -> None:
        """Say at once what is wrong, or what was understood, through the one account that it fits."""
        self._choose_fitting()
        self._read()

    def on_select_changed(self) -> None:
        """As for the line."""
        self._read()

    def on_input_submitted(self) -> None:
        """Enter looks up."""
        self.action_look_up()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Go on, or back."""
        event.stop()
        if event.button.id == "go":
            self.action_look_up()
        else:
            self.dismiss(None)

    def action_look_up(self) -> None:
        """Answer, if the line can be read."""
        if self._refs:
            self.dismiss(Refs(self._chosen, self._refs))

    def action_example(self) -> None:
        """Put the document's example into the line; again, that of the next account."""
        examples = [each for name in self._accounts if (each := self._orders.look_up_of(name).example)]
        here = self._orders.look_up_of(self._chosen).example
        if examples:
            at = examples.index(here) if here in examples else 0
            self._line.value = examples[(at + (self._line.value == here)) % len(examples)]
            self._line.focus()

    def action_give_up(self) -> None:
        """Go back without looking up."""
        self.dismiss(None)

    @property
    def _line(self) -> PasteLine:
        return self.query_one(PasteLine)

    @property
    def _chosen(self) -> str:
        return str(self.query_one(Select).value)

    def _choose_fitting(self) -> None:
        fitting = [name for name in self._accounts if self._fits(name)]
        if len(fitting) == 1:
            self.query_one(Select).value = fitting[0]

    def _fits(self, account: str) -> bool:
        """Whether what is typed begins with what names an order of this account."""
        first, *_ = [*self._line.value.replace(",", " ").split(), ""]
        try:
            return bool(first and self._orders.read(account, first))
        except UsageError:
            return False

    def _read(self) -> None:
        look, typed = self._orders.look_up_of(self._chosen), self._line.value
        self._line.placeholder = clean(look.hint)
        try:
            self._refs = self._orders.read(self._chosen, typed) if typed.strip() else ()
        except UsageError as error:
            self._refs = ()
            self._say(sentence_of(error), "$warning")
        else:
            self._say(_understood(self._refs) or f"{look.label}: {look.hint}.", "$ink-dim")
        self.query_one("#go", Button).disabled = not self._refs

    def _say(self, sentence: str, ink: str) -> None:
        words = Content.styled(clean(sentence, limit=_WORDS_LIMIT), ink)
        self.query_one("#lookup-said", Static).update(words)


def _understood(refs: tuple[str, ...]) -> str:
    if not refs:
        return ""
    return "Enter looks 1 order up." if len(refs) == 1 else f"Enter looks {len(refs):,} orders up."
