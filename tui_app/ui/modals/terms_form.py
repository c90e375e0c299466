"""Price, currency and end of a counter-offer or a new offer, checked as typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Select, Static

from tui_app.domain.instruction import Terms
from tui_app.domain.terms import read_terms
from tui_app.ui.widgets.key_line import KeyLine
from tui_app.ui.widgets.private_text import PrivateText

_LONGEST = 130


class TermsForm(ModalScreen[Terms | None]):
    """Asks for terms. Continue stays dim until they can be read; nothing is sent from here."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "give_up", "Cancel", id="terms.cancel", tooltip="Go back without an offer"),
        Binding("ctrl+s", "go_on", "Continue", id="terms.continue", tooltip="Go on to the last question"),
    ]

    def __init__(
        self,
        *,
        title: str,
        subject: str,
        issuer: str,
        currencies: Sequence[str],
        clock: Callable[[], datetime],
    ) -> None:
        """`currencies` are suggestions, the likeliest first; `clock` is the marketplace's."""
        super().__init__()
        self._title = title
        self._subject = subject
        self._issuer = issuer
        self._currencies = currencies
        self._clock = clock
        self._terms: Terms | None = None

    def compose(self) -> ComposeResult:
        """Lay out three fields, what they mean together, and the buttons."""
        with Vertical(id="terms"):
            yield Static(Content.styled(self._title, "bold"), id="terms-title")
            yield PrivateText(Content(self._subject), id="terms-subject")
            with Horizontal(classes="field"):
                yield Static("price", classes="label")
                yield Input(placeholder="for example 0.5", id="price", max_length=_LONGEST, compact=True)
            with Horizontal(classes="field"):
                yield Static("currency", classes="label")
                yield Select(
                    [(Content(code), code) for code in self._currencies],
                    value=self._currencies[0],
                    allow_blank=False,
                    id="currency",
                    compact=True,
                )
            with Horizontal(classes="field"):
                yield Static("ends", classes="label")
                yield Input(
                    placeholder="in 2h, 3d, 1w; empty: the marketplace decides",
                    id="ends",
                    max_length=20,
                    compact=True,
                )
            yield Static("", id="terms-problem")
            with Horizontal(id="terms-buttons"):
                yield Button("Cancel", id="cancel", compact=True)
                yield Button("Continue", id="continue", disabled=True, compact=True)
            yield KeyLine(id="terms-keys")

    def on_mount(self) -> None:
        """Begin with the price."""
        self.query_one("#price", Input).focus()

    def on_input_changed(self) -> None:
        """Say at once what is wrong, or what was understood."""
        self._read()

    def on_select_changed(self) -> None:
        """As for a field."""
        self._read()

    def on_input_submitted(self) -> None:
        """Enter goes to the next field, and from the last one on."""
        if self.focused is self.query_one("#ends") and self._terms is not None:
            self.action_go_on()
        else:
            self.focus_next()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Go on, or back."""
        event.stop()
        if event.button.id == "continue":
            self.action_go_on()
        else:
            self.dismiss(None)

    def action_give_up(self) -> None:
        """Go back without an offer."""
        self.dismiss(None)

    def action_go_on(self) -> None:
        """Go on with the terms as they are meant now: `3h` counts from here, however long the form stood."""
        self._read()
        if self._terms is not None:
            self.dismiss(self._terms)

    def _read(self) -> None:
        code = str(self.query_one("#currency", Select).value)
        price, ends = (self.query_one(f"#{name}", Input).value for name in ("price", "ends"))
        try:
            self._terms = read_terms(price, code, ends, issuer=self._issuer, now=self._clock())
            words = ""
        except ValueError as error:
            self._terms, words = None, str(error) if price else ""
        self.query_one("#terms-problem", Static).update(Content.styled(words, "$warning"))
        self.query_one("#continue", Button).disabled = self._terms is None
