"""Words that may name amounts, addresses, or who somebody is: hidden while privacy holds."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from tui_app.ui.privacy import Hides, follow_privacy, hidden, is_private


class PrivateText(Static):
    """Draws its words as privacy allows, from the moment on that it does."""

    def __init__(
        self,
        words: Content | None = None,
        *,
        hides: Hides = Hides.FIGURES,
        id: str | None = None,  # noqa: A002 - every widget's argument
    ) -> None:
        """`hides` says what is hidden of them."""
        super().__init__(words or Content(""), id=id)
        self._words = words or Content("")
        self._hides = hides

    def on_mount(self) -> None:
        """Follow what may be shown."""
        follow_privacy(self, lambda _private: self.say(self._words))

    def say(self, words: Content, *, layout: bool = True) -> None:
        """Draw these words from now on."""
        self._words = words
        super().update(hidden(words, self._hides) if is_private(self) else words, layout=layout)
