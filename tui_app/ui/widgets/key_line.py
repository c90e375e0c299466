"""The bottom line: the keys that work here, those that do not work now dim."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from textual import events
from textual.screen import Screen

from tui_app.ui.keys_now import PRIVACY, as_declared
from tui_app.ui.privacy import follow_privacy, is_private
from tui_app.ui.widgets.line import Line
from tui_app.ui.widgets.pieces import Piece, Pieces, width_of

# Help and quit come last, and are what a lost person looks for.
_NEVER_LEFT_OUT = 2


class _Entry(NamedTuple):
    """A key, its word, and whether it works now."""

    key: str
    shown: str
    word: str
    enabled: bool

    def pieces(self, gap: str) -> Pieces:
        """What is drawn for it, the gap behind."""
        key, word = ("key", "word") if self.enabled else ("dim", "dim")
        return Piece(self.shown, key), Piece(f" {self.word}{gap}", word)


_NOTHING = _Entry("", "", "", enabled=False)


class KeyLine(Line):
    """Keys and words from the bindings themselves. A click on one presses it.

    One line drawn by itself: Textual's footer makes a widget of every key, again at each change
    of what the cursor is on. Where they do not all fit, they move together, then those before
    help and quit are left out.
    """

    PREFIX = "key-line"
    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-line--key", "key-line--word", "key-line--dim"}

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - every widget's argument
        super().__init__(id=id)
        self._entries: tuple[_Entry, ...] = ()

    def on_mount(self) -> None:
        """Follow the bindings."""
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)
        follow_privacy(self, lambda _private: self._bindings_changed(self.screen))
        self._bindings_changed(self.screen)

    def on_click(self, event: events.Click) -> None:
        """Press the key that was clicked."""
        if (offset := event.get_content_offset(self)) is None:
            return
        entries, gap = self._fitting(self.size.width)
        right = 0
        for entry in entries:
            right += width_of(entry.pieces(gap))
            if offset.x < right:
                if entry.enabled:
                    self.app.simulate_key(entry.key)
                return

    def pieces(self, width: int) -> Pieces:
        """As many keys as fit."""
        entries, gap = self._fitting(width)
        *others, last = entries or (_NOTHING,)
        return (*(piece for entry in others for piece in entry.pieces(gap)), *last.pieces(""))

    def _bindings_changed(self, _screen: Screen[object]) -> None:
        if self.is_attached and (entries := tuple(self._shown())) != self._entries:
            self._entries = entries
            self.refresh()

    def _fitting(self, width: int) -> tuple[tuple[_Entry, ...], str]:
        entries = self._entries
        for gap in ("   ", "  ", " "):
            if _width(entries, gap) <= width:
                return entries, gap
        while len(entries) > _NEVER_LEFT_OUT and _width(entries, gap) > width:
            entries = (*entries[: -_NEVER_LEFT_OUT - 1], *entries[-_NEVER_LEFT_OUT:])
        return entries, gap

    def _shown(self) -> list[_Entry]:
        """Each key that is shown, once."""
        entries = dict[str, _Entry]()
        for active in as_declared(self.app, self.screen.active_bindings.values()):
            # What brings amounts back is shown while they are hidden.
            if (binding := active.binding).show or (binding.id == PRIVACY and is_private(self)):
                shown = self.app.get_key_display(binding)
                entries.setdefault(
                    binding.action, _Entry(binding.key, shown, binding.description, active.enabled)
                )
        return list(entries.values())


def _width(entries: tuple[_Entry, ...], gap: str) -> int:
    return sum(width_of(entry.pieces(gap)) for entry in entries) - len(gap)
