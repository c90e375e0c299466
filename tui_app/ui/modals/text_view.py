"""A text to read, in full, that sends nothing and changes nothing."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui_app.domain.text import clean
from tui_app.ui.privacy import Hides
from tui_app.ui.widgets.private_text import PrivateText

_LONGEST, _MOST_LINES = 50_000, 2_000


class TextView(ModalScreen[None]):
    """Shows a cleaned text under a title until it is closed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "dismiss", "Close", id="text.close", tooltip="Go back"),
    ]

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title = title
        self._text = clean(text, limit=_LONGEST, lines=_MOST_LINES)

    def compose(self) -> ComposeResult:
        """Lay out title and text."""
        with Vertical(id="text-view"):
            yield Static(Content.styled(self._title, "bold"), id="text-title")
            with VerticalScroll():
                yield PrivateText(Content(self._text), hides=Hides.ALL)
            yield Static(Content.styled("Esc closes", "$ink-dim"), id="text-hint")
