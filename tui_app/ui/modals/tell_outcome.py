"""Asks a person what became of an action where reading could not find out. Its default is Cancel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Input, Static

from tui_app.ledger.entries import Entry
from tui_app.ui.action_facts import known_facts
from tui_app.ui.action_verbs import NAMES
from tui_app.ui.amounts import money_text
from tui_app.ui.deafness import Deaf
from tui_app.ui.widgets.fact_sheet import Fact, FactSheet
from tui_app.ui.widgets.private_text import PrivateText

_LONGEST = 300
_MEANINGS = (
    ("done", "It is recorded as done, the offer as answered. Nothing is sent."),
    ("not done", "It is recorded as not done, and can be asked for again: if it was done, then twice."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a person said: whether it was done, and a line of their own, if they wrote one."""

    happened: bool
    words: str


class TellOutcome(Deaf[Told | None]):
    """Shows what is known of an action; answers with what the person says, or None for Cancel."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "give_up", "Cancel", id="tell.cancel", tooltip="Say nothing"),
        Binding("right", "answer(1)", "Answers", id="tell.next", tooltip="Move to the next answer"),
        Binding(
            "left", "answer(-1)", "Answers", id="tell.before", tooltip="Move to the answer before", show=False
        ),
        Binding("down", "scroll(1)", "Down", id="tell.down", tooltip="Scroll what is known down"),
        Binding("up", "scroll(-1)", "Up", id="tell.up", tooltip="Scroll what is known up"),
    ]

    AHEAD: ClassVar[frozenset[str]] = frozenset({"give_up", "scroll"})

    def __init__(self, entry: Entry, marketplace: str) -> None:
        """`marketplace` is its name for people."""
        super().__init__()
        self._entry = entry
        self._marketplace = marketplace

    def compose(self) -> ComposeResult:
        """Lay out the question, what is known, what the answers mean, and the answers."""
        with Vertical(id="tell"):
            yield Static(self._title(), id="tell-title")
            yield PrivateText(self._amount(), id="tell-amount")
            with VerticalScroll(id="tell-facts", can_focus=False):
                yield FactSheet(id="tell-text")
            yield Input(
                placeholder="in your words, if you like: how do you know?",
                id="tell-words",
                max_length=_LONGEST,
                compact=True,
            )
            with Horizontal(id="tell-buttons"):
                yield Button("Cancel", id="cancel", compact=True)
                yield Button("It was not done", id="not-done", compact=True)
                yield Button("It was done", id="done", compact=True)

    def on_mount(self) -> None:
        """Write down what is known, and begin on Cancel."""
        meanings = [Fact(Content.styled(meaning, "$ink-dim"), answer) for answer, meaning in _MEANINGS]
        known = list(known_facts(self._entry, self._marketplace))
        self.query_one(FactSheet).show([*known, Fact(Content("")), *meanings])
        self.query_one("#cancel", Button).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes on to the answers; it never is one."""
        event.stop()
        self.query_one("#cancel", Button).focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Answer, unless the press came before the dialog could be read."""
        event.stop()
        if self.deaf:
            return
        words = self.query_one(Input).value.strip()
        answers = {"done": Told(happened=True, words=words), "not-done": Told(happened=False, words=words)}
        self.dismiss(answers.get(event.button.id or ""))

    def action_give_up(self) -> None:
        """Say nothing, which may be typed ahead."""
        self.dismiss(None)

    def action_answer(self, step: int) -> None:
        """Move the focus to another answer."""
        buttons = list(self.query(Button))
        at = buttons.index(self.focused) if isinstance(self.focused, Button) else 0
        self.set_focus(buttons[(at + step) % len(buttons)])

    def action_scroll(self, by: int) -> None:
        """Scroll what is known; question and answers stay."""
        self.query_one("#tell-facts").scroll_relative(y=by, animate=False)

    def _title(self) -> Content:
        return Content.styled(f"What became of this {NAMES[self._entry.instruction.action]}?", "bold")

    def _amount(self) -> Content:
        amount = self._entry.instruction.amount
        return Content.styled(money_text(amount) if amount else "no amount", "bold $accent")
