"""A line of input that takes a paste of many lines as words with blanks between."""

from __future__ import annotations

from textual import events
from textual.widgets import Input

from tui_app.domain.text import clean


class PasteLine(Input):
    """As Textual's input, but for what is pasted: that one would take the first line alone."""

    def __init__(self, *, longest: int, placeholder: str, id: str | None = None) -> None:  # noqa: A002
        """`longest` is how many letters it holds."""
        super().__init__(placeholder=placeholder, max_length=longest, compact=True, id=id)
        self._longest = longest

    def take(self, text: str) -> None:
        """Put a pasted text where the cursor is."""
        words = " ".join(text[: 2 * self._longest].split())
        self.insert_text_at_cursor(clean(words, limit=self._longest))

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.take(event.text)
