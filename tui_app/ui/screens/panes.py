"""A list with the details of one of its rows: going from one to the other, and back."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.screen import Screen
from textual.timer import Timer

from tui_app.ui.keys_now import key_now
from tui_app.ui.narrow_frames import NarrowCompositor
from tui_app.ui.widgets.line import Line
from tui_app.ui.widgets.painted_list import PaintedList
from tui_app.ui.widgets.pieces import Piece

FLASH_SECONDS = 4.0


class PanesScreen(Screen[None]):
    """A list, and everything about the row under its cursor: beside it, or under it where that is opened.

    Subclasses yield a line "summary", and say which list is shown.
    """

    DETAILS: ClassVar[str] = "#detail-scroll"
    """What has the focus while one is in the details."""

    def __init__(self, *, classes: str | None = None) -> None:
        super().__init__(classes=classes)
        self._compositor = NarrowCompositor()
        self._asides: tuple[str, ...] = ()
        self._flashing: Timer | None = None
        self._flashed_at: int | None = None

    @property
    def list_shown(self) -> PaintedList[Any]:
        """The list that is on the screen."""
        raise NotImplementedError

    def on_resize(self) -> None:
        """A pane that has no room any more takes the focus with it."""
        self.call_after_refresh(self._keep_a_focus)

    def on_painted_list_opened(self, event: PaintedList.Opened) -> None:
        """Open the details, or go into them where they are open."""
        event.stop()
        if self.has_class("-wide") or self.has_class("-open"):
            self.enter_details()
        self.add_class("-open")

    def action_other_pane(self) -> None:
        """From the list into the details, opening them; from anywhere else to the list."""
        if self.list_shown.has_focus:
            self.enter_details()
        else:
            self.list_shown.focus()

    def action_back(self) -> None:
        """Leave the details, close them, then whatever `step_back` undoes: one at a time."""
        if not self.list_shown.has_focus:
            self.list_shown.focus()
        elif self.has_class("-open") and not self.has_class("-wide"):
            self.remove_class("-open")
        else:
            self.step_back()

    def step_back(self) -> None:
        """Nothing is left to close."""

    def enter_details(self) -> None:
        """Open the details and go into them."""
        self.add_class("-open")
        self.query_one(self.DETAILS).focus()

    def why_nothing(self, action: str) -> str:
        """Why the key of this action does nothing now, in a few words."""
        del action
        return "there is nothing to do it with"

    def key_did_nothing(self, key: str, shown: str) -> None:
        """Say for a moment why, in the line of counts; `shown` is what the key is called."""
        for _, bindings in self._binding_chain:
            for binding in bindings.key_to_bindings.get(key, ()):
                if binding.tooltip:
                    word = binding.description.casefold()
                    self.flash(f"{shown} {word}: {self.why_nothing(binding.action)}")
                    return
        self.flash(f"{shown}: no key here; {key_now(self.app, 'app.help', '?')} lists those that are")

    def flash(self, words: str) -> None:
        """Draw these words for a moment where the counts are."""
        self._end_flash()
        self._flashed_at = self.list_shown.cursor_row
        self.query_one("#summary", Line).put((Piece(f" ! {words}"),))
        self._flashing = self.set_timer(FLASH_SECONDS, self._draw_after_flash)

    @property
    def flashes(self) -> bool:
        """Whether such words stand there and still say something: the cursor is where it was."""
        if self._flashing is not None and self._flashed_at != self.list_shown.cursor_row:
            self._end_flash()
        return self._flashing is not None

    def draw_summary(self) -> None:
        """Draw the line of counts as it was drawn last."""
        self.say_where(*self._asides)

    def say_where(self, *asides: str) -> None:
        """Draw where the cursor is among how many, and the asides that are not empty."""
        self._asides = asides
        if self.flashes:
            return
        listed = self.list_shown
        count = len(listed.row_ids)
        where = f"{listed.cursor_index + 1:,} of {count:,}" if count else "none"
        self.query_one("#summary", Line).put((Piece(" " + " · ".join(filter(None, (where, *asides)))),))

    def _end_flash(self) -> None:
        if self._flashing is not None:
            self._flashing.stop()
            self._flashing = None

    def _draw_after_flash(self) -> None:
        self._end_flash()
        self.draw_summary()

    def _keep_a_focus(self) -> None:
        if self.focused is None:
            self.list_shown.focus()
