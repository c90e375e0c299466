"""A plain question whose default is No."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Static


class YesNo(ModalScreen[bool]):
    """Asks; answers True only for Yes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "answer_no", "No", id="question.no", tooltip="Do nothing"),
        Binding(
            "left,right", "other_button", "Yes / No", id="question.move", tooltip="Move between Yes and No"
        ),
    ]

    def __init__(self, question: str, explanation: str) -> None:
        super().__init__()
        self._question = question
        self._explanation = explanation

    def compose(self) -> ComposeResult:
        """Lay out the question and the answers."""
        with Vertical(id="question"):
            yield Static(Content.styled(self._question, "bold"))
            yield Static(Content(self._explanation), id="question-text")
            with Horizontal(id="question-buttons"):
                yield Button("No", id="no", compact=True)
                yield Button("Yes", id="yes", compact=True)

    def on_mount(self) -> None:
        """Begin on No."""
        self.query_one("#no", Button).focus()

    def action_answer_no(self) -> None:
        """Do nothing."""
        self.dismiss(False)

    def action_other_button(self) -> None:
        """Move to the other answer."""
        self.focus_next()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Answer."""
        event.stop()
        self.dismiss(event.button.id == "yes")
