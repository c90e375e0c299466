"""Whether what a last question is about can be read in full: without that nobody may say yes to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from textual.errors import NoWidget
from textual.screen import ModalScreen
from textual.widget import Widget

TIGHT: Final = "-tight"
"""The class of a dialog that has few lines for what it has to show."""

TOO_SMALL: Final = "This window is too small: enlarge it to say yes."
TOO_LONG: Final = "Its unit is longer than can be shown, so there is no yes to it here."


def all_is_read(dialog: ModalScreen[Any], names: Iterable[str]) -> bool:
    """Whether each of these widgets is on the screen with every line that it has."""
    return all(_is_read(dialog, dialog.query_one(f"#{name}")) for name in names)


def _is_read(dialog: ModalScreen[Any], widget: Widget) -> bool:
    try:
        place = dialog.find_widget(widget)
    except NoWidget:
        return False
    if not place.region or place.visible_region != place.region:
        return False
    inside = widget.content_region
    return widget.get_content_height(dialog.size, dialog.size, inside.width) <= inside.height
