"""Which account is meant, or which marketplace, where several would do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

_NAME = 24


class ChooseAccount(ModalScreen[str | None]):
    """Answers with the name of one, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", "Close", id="choose.close", tooltip="Choose none"),
    ]

    def __init__(self, question: str, accounts: Mapping[str, str]) -> None:
        """`accounts` gives each name the marketplace's for people."""
        super().__init__()
        self._question = question
        self._accounts = accounts

    def compose(self) -> ComposeResult:
        """Lay out the question and the names."""
        with Vertical(id="choose"):
            yield Static(Content.styled(self._question, "bold"), id="choose-title")
            yield OptionList(
                *(Option(Content(f"{name:<{_NAME}} {title}")) for name, title in self._accounts.items()),
                id="choose-list",
                markup=False,
            )
            yield Static(Content.styled("↑ ↓ Enter choose   Esc closes", "$ink-dim"))

    def on_mount(self) -> None:
        """Begin on the first."""
        self.query_one(OptionList).focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answer."""
        event.stop()
        self.dismiss(list(self._accounts)[event.option_index])
