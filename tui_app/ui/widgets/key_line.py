"""The bottom line: the keys that work here, those that do not work now dim."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual import events
from textual.screen import Screen

from tui_app.ui.widgets.line import Line
from tui_app.ui.widgets.pieces import Piece, Pieces, width_of


class KeyLine(Line):
    """Keys and words from the bindings themselves. A click on one presses it.

    One line drawn by itself: Textual's footer makes a widget of every key, again at each change
    of what the cursor is on.
    """

    PREFIX = "key-line"
    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-line--key", "key-line--word", "key-line--dim"}

    def on_mount(self) -> None:
        """Follow the bindings."""
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)
        self._bindings_changed(self.screen)

    def on_click(self, event: events.Click) -> None:
        """Press the key that was clicked."""
        if (offset := event.get_content_offset(self)) is None:
            return
        right = 0
        for key, enabled, pieces in self._keys():
            right += width_of(pieces)
            if offset.x < right:
                if enabled:
                    self.app.simulate_key(key)
                return

    def _bindings_changed(self, _screen: Screen[object]) -> None:
        if self.is_attached:
            self.put(tuple(piece for _, _, pieces in self._keys() for piece in pieces))

    def _keys(self) -> Iterator[tuple[str, bool, Pieces]]:
        """Each shown key once: the key, whether it works now, and what is drawn for it."""
        seen = set[str]()
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.show and binding.action not in seen:
                seen.add(binding.action)
                ink = ("key", "word") if active.enabled else ("dim", "dim")
                shown = self.app.get_key_display(binding)
                yield (
                    binding.key,
                    active.enabled,
                    (Piece(f" {shown}", ink[0]), Piece(f" {binding.description} ", ink[1])),
                )
