"""The top line: where one is, where the digits lead, and whose ledger this is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, NamedTuple

from tui_app.ui.widgets.line import Line
from tui_app.ui.widgets.pieces import Piece


class Place(NamedTuple):
    """A screen that a digit leads to. `mode` is its name inside the program."""

    digit: str
    mode: str
    title: str


PLACES = (
    Place("1", "received", "Received"),
    Place("2", "placed", "Placed"),
    Place("6", "activity", "Activity"),
    Place("7", "accounts", "Accounts"),
)
ATTENDED = "activity"
"""The place that says how much there is to be looked at."""


class TitleBar(Line):
    """One line; `draw` replaces it."""

    PREFIX = "title-bar"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *("title-bar--name", "title-bar--here", "title-bar--attention", "title-bar--tail")
    }

    def draw(self, here: str, counts: Mapping[str, int], tail: str, *, attention: int = 0) -> None:
        """Show `here` as the current place, a count behind places that have one, and words at the end.

        `attention` is how many actions a person should look at: `6 Activity 2!`.
        """
        pieces = [Piece(" offerdesk ", "name")]
        for place in PLACES:
            count = f" {counts[place.mode]:,}" if place.mode in counts else ""
            ink = "here" if place.mode == here else ""
            pieces += [Piece(" "), Piece(f" {place.digit} {place.title}{count} ", ink)]
            if attention and place.mode == ATTENDED:
                pieces.append(Piece(f"{attention:,}! ", ink or "attention"))
        pieces.append(Piece(f"   {tail}", "tail"))
        self.put(tuple(pieces))
