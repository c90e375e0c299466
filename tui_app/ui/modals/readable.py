"""Whether what a last question is about can be read in full: without that nobody may say yes to it."""

from __future__ import annotations

from typing import ClassVar, Final, Generic

from textual.errors import NoWidget
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input

from tui_app.ui.deafness import Answer, Deaf
from tui_app.ui.keys_now import privacy_key
from tui_app.ui.privacy import follow_privacy

TOO_SMALL: Final = "This window is too small: enlarge it to say yes."
PRIVATE: Final = "What is at stake is hidden: {key} shows it, then you can say yes."
TOO_LONG: Final = "Its unit is longer than can be shown, so there is no yes to it here."
_TIGHT: Final = "-tight"


class Readable(Deaf[Answer], Generic[Answer]):
    """A dialog that finds out at each layout whether what must be seen can be read; sheets hide its yes.

    `-tight` is its class where that takes more lines than usual, `-withheld` where there are too few.
    """

    MUST_BE_SEEN: ClassVar[tuple[str, ...]] = ()
    """The ids of what must be seen."""

    too_small: reactive[bool] = reactive(False, init=False, toggle_class="-withheld")

    private: reactive[bool] = reactive(False, init=False, toggle_class="-private")
    """Whether it is hidden by the person's own wish."""

    def on_mount(self) -> None:
        """Follow the layouts, and what may be shown."""
        self.screen_layout_refresh_signal.subscribe(self, self._measure)
        follow_privacy(self, self._follow_privacy)

    def on_resize(self) -> None:
        """Begin anew."""
        self._begin_anew()

    @property
    def withheld(self) -> bool:
        """Whether there is no yes now, since it cannot be read."""
        return self.too_small or self.private

    @property
    def why_withheld(self) -> str:
        """Why there is no yes now, and what gives it back; empty where there is one."""
        if self.private:
            return PRIVATE.format(key=privacy_key(self.app))
        return TOO_SMALL if self.too_small else ""

    @property
    def is_read(self) -> bool:
        """Whether each of them is shown on the screen now, with every line that it has."""
        return not self.private and self._can_be_read

    @property
    def _can_be_read(self) -> bool:
        return all(self._is_read(self.query_one(f"#{name}")) for name in self.MUST_BE_SEEN)

    def _follow_privacy(self, private: bool) -> None:
        self.private = private
        self._begin_anew()
        for field in self.query(Input):
            field.password = private  # what is typed here is the amount

    def _begin_anew(self) -> None:
        self.remove_class(_TIGHT)
        self.too_small = False

    def _measure(self, _screen: object) -> None:
        if self.private or self._can_be_read:
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
