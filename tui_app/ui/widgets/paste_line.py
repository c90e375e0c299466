"""A line of input that takes a paste of many lines as words with blanks between."""

from __future__ import annotations

from textual import events
from textual.widgets import Input

from tui_app.domain.text import clean


class PasteLine(Input):
    """As Textual's input, but for what is pasted: that one would take the first line alone."""

    def __init__(
        self,
        *,
        longest: int,
        placeholder: str = "",
        value: str = "",
        password: bool = False,
        id: str | None = None,  # noqa: A002
    ) -> None:
        """`longest` is how many letters it holds. A `password` is not shown, and not cleaned."""
        super().__init__(*(value, placeholder), password=password, max_length=longest, compact=True, id=id)
        self._longest = longest

    def take(self, text: str) -> None:
        """Put a pasted text where the cursor is, in place of what is selected."""
        words = " ".join(text[: 2 * self._longest].split())
        kept = words[: self._longest] if self.password else clean(words, limit=self._longest)
        self.replace(kept, *self.selection)

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.take(event.text)
