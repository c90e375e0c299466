"""Whether what a last question is about can be read in full: without that nobody may say yes to it."""

from __future__ import annotations

from typing import ClassVar, Final, Generic, TypeVar

from textual.errors import NoWidget
from textual.reactive import reactive
from textual.screen import ModalScreen
from textual.widget import Widget

TOO_SMALL: Final = "This window is too small: enlarge it to say yes."
TOO_LONG: Final = "Its unit is longer than can be shown, so there is no yes to it here."
_TIGHT: Final = "-tight"

Answer = TypeVar("Answer")


class Readable(ModalScreen[Answer], Generic[Answer]):
    """A dialog that finds out at each layout whether what must be seen can be read; sheets hide its yes.

    `-tight` is its class where that takes more lines than usual, `-withheld` where there are too few.
    """

    MUST_BE_SEEN: ClassVar[tuple[str, ...]] = ()
    """The ids of what must be seen."""

    too_small: reactive[bool] = reactive(False, init=False, toggle_class="-withheld")

    def on_mount(self) -> None:
        """Follow the layouts."""
        self.screen_layout_refresh_signal.subscribe(self, self._measure)

    def on_resize(self) -> None:
        """Begin anew."""
        self.remove_class(_TIGHT)
        self.too_small = False

    @property
    def is_read(self) -> bool:
        """Whether each of them is on the screen now, with every line that it has."""
        return all(self._is_read(self.query_one(f"#{name}")) for name in self.MUST_BE_SEEN)

    def _measure(self, _screen: object) -> None:
        if self.is_read:
            self.too_small = False
        elif self.has_class(_TIGHT):
            self.too_small = True
        else:
            self.add_class(_TIGHT)  # what scrolls gives its lines to what must be seen

    def _is_read(self, widget: Widget) -> bool:
        try:
            place = self.find_widget(widget)
        except NoWidget:
            return False
        if not place.region or place.visible_region != place.region:
            return False
        inside = widget.content_region
        return widget.get_content_height(self.size, self.size, inside.width) <= inside.height
