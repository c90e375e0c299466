"""The form of an order to be created: four numbers and a billing address or none, checked as typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.suggester import SuggestFromList
from textual.widgets import Button, Input, Static

from tui_app.desk.order_forms import Suggestion, Suggestions
from tui_app.domain.errors import UsageError
from tui_app.domain.instruction import Instruction
from tui_app.domain.new_order import ADDRESS_FIELDS
from tui_app.domain.text import clean
from tui_app.gateway.orders import OrderForm
from tui_app.ui.format import cut
from tui_app.ui.handing_off import sentence_of
from tui_app.ui.widgets.private_text import PrivateText

_LONGEST: Final = 200
_NUMBERS: Final = {
    "nft_id": "NFT id",
    "listing_id": "listing id",
    "buyer_id": "buyer's user id",
    "quantity": "quantity",
}
_FIELDS: Final = (*_NUMBERS, *ADDRESS_FIELDS)
_SHOWN: Final = 3
_NUMBER_WIDTH, _WORDS_WIDTH = 10, 50


class NewOrderForm(ModalScreen[Instruction | None]):
    """Asks for an order. Continue stays dim until it can be read; nothing is sent from here."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "give_up", "Cancel", id="neworder.cancel", tooltip="Go back without an order"),
        Binding(
            "ctrl+s", "go_on", "Continue", id="neworder.continue", tooltip="Go on to the question before it"
        ),
        # A priority, so that what is typed in one go with it goes into the next field.
        Binding(
            "enter,tab",
            "next_field",
            "Next field",
            id="neworder.next",
            tooltip="Go to the next field, from the last one on",
            priority=True,
        ),
        Binding(
            "down,up",
            "suggest",
            "Suggestion",
            id="neworder.suggest",
            tooltip="Put in the next number that was seen",
        ),
    ]

    def __init__(
        self,
        *,
        title: str,
        form: OrderForm,
        suggestions: Suggestions,
        draft: Callable[[Mapping[str, str]], Instruction],
        typed: Mapping[str, str],
    ) -> None:
        """`draft` makes an instruction of what was typed, or raises UsageError; `typed` was typed before."""
        super().__init__()
        self._title = title
        self._form = form
        self._known: Mapping[str, tuple[Suggestion, ...]] = {
            "nft_id": suggestions.nfts,
            "listing_id": suggestions.listings,
            "buyer_id": suggestions.buyers,
        }
        self._draft = draft
        self._typed = typed
        self._found: Instruction | None = None

    def compose(self) -> ComposeResult:
        """Lay out the fields, what was seen, what the bill comes to, and the buttons."""
        with Vertical(id="new-order"):
            yield Static(Content.styled(self._title, "bold"), id="new-order-title")
            with VerticalScroll(id="new-order-fields", can_focus=False):
                for name, label in _NUMBERS.items():
                    yield from self._field(
                        name, label, "for example 405" if name != "quantity" else "from 1 on"
                    )
                yield Static("Billing address: all four, or none", id="new-order-billing")
                for name in ADDRESS_FIELDS:
                    yield from self._field(name, name, "")
            yield PrivateText(id="new-order-known")
            yield Static(id="new-order-bill")
            yield Static(id="new-order-problem")
            with Horizontal(id="new-order-buttons"):
                yield Button("Cancel", id="cancel", compact=True)
                yield Button("Continue", id="continue", disabled=True, compact=True)

    def on_mount(self) -> None:
        """Begin with the NFT."""
        self._read()
        self.query_one("#nft_id", Input).focus()

    def on_descendant_focus(self) -> None:
        """Show what was seen that may be typed here."""
        self._show_known()

    def on_input_changed(self) -> None:
        """Say at once what is wrong, or what was understood."""
        self._read()
        self._show_known()

    def on_input_submitted(self) -> None:
        """Enter in the last field goes on, if all can be read."""
        if self._found is not None:
            self.dismiss(self._found)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Go on, or back."""
        event.stop()
        self.dismiss(self._found if event.button.id == "continue" else None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Suggestions are for numbers of which some were seen; Enter in the last field is its own."""
        if action == "next_field":
            return isinstance(self.focused, Input) and self.focused.id != _FIELDS[-1]
        return action != "suggest" or bool(self._suggested())

    def action_give_up(self) -> None:
        """Go back without an order."""
        self.dismiss(None)

    def action_go_on(self) -> None:
        """Answer, if the fields can be read."""
        if self._found is not None:
            self.dismiss(self._found)

    def action_next_field(self) -> None:
        """Go to the next field."""
        self.focus_next()

    def action_suggest(self) -> None:
        """Put in the number after the one that stands there, around the end."""
        numbers = [each.ref for each in self._suggested()]
        if isinstance(field := self.focused, Input) and numbers:
            at = numbers.index(field.value) + 1 if field.value in numbers else 0
            field.value = numbers[at % len(numbers)]

    def _field(self, name: str, label: str, placeholder: str) -> ComposeResult:
        seen = [each.ref for each in self._known.get(name, ())]
        with Horizontal(classes="field"):
            yield Static(Content(label), classes="label")
            yield Input(
                self._typed.get(name, ""),
                placeholder=placeholder,
                suggester=SuggestFromList(seen) if seen else None,
                max_length=_LONGEST,
                compact=True,
                id=name,
            )

    def _suggested(self) -> tuple[Suggestion, ...]:
        return self._known.get(self.focused.id or "", ()) if isinstance(self.focused, Input) else ()

    def _read(self) -> None:
        typed = {name: self.query_one(f"#{name}", Input).value for name in _FIELDS}
        begun = any(typed[name].strip() for name in _NUMBERS)
        try:
            self._found, problem = self._draft(typed), ""
        except UsageError as error:
            self._found, problem = None, sentence_of(error)
        own = any(typed[name].strip() for name in ADDRESS_FIELDS)
        self._say(
            "#new-order-bill", self._form.with_address if own else self._form.without_address, "$ink-dim"
        )
        self._say("#new-order-problem", problem if begun or own else "", "$warning")
        self.query_one("#continue", Button).disabled = self._found is None

    def _show_known(self) -> None:
        known = self._suggested()
        at = next((place for place, each in enumerate(known) if each.ref == self._here), 0)
        first = max(0, min(at, len(known) - _SHOWN))
        lines = [
            Content.styled(_line(each), "$accent" if each.ref == self._here else "$ink-dim")
            for each in known[first : first + _SHOWN]
        ]
        more = f"  {len(known):,} seen, ↓ puts one in" if known else ""
        title = [Content.styled(f"Seen in orders{more}", "$ink-dim")] if known else []
        words = Content("\n").join([*title, *lines])
        self.query_one("#new-order-known", PrivateText).say(words)

    @property
    def _here(self) -> str:
        return self.focused.value.strip() if isinstance(self.focused, Input) else ""

    def _say(self, selector: str, sentence: str, ink: str) -> None:
        self.query_one(selector, Static).update(Content.styled(clean(sentence, limit=600), ink))


def _line(known: Suggestion) -> str:
    return f"  {known.ref:<{_NUMBER_WIDTH}} {cut(clean(known.words), _WORDS_WIDTH)}"
