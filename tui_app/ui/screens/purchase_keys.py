"""The keys of the Purchases screen, as declarations: help, key line, palette and README come from them."""

from __future__ import annotations

from typing import Final

from textual.binding import Binding, BindingType

PURCHASE_KEYS: Final[list[BindingType]] = [
    Binding(
        "plus,N",
        "search",
        "Search",
        id="purchases.search",
        tooltip="List what a user bought, of one token or of all; the search stays here",
        key_display="+",
    ),
    Binding(
        "minus",
        "take_off",
        "Take off",
        id="purchases.take_off",
        tooltip="Take this search off the list, with what it showed",
        key_display="-",
    ),
    Binding(
        "left_square_bracket",
        "other_search(-1)",
        "Search ←",
        id="purchases.search_before",
        tooltip="Go to the search before",
        show=False,
        key_display="[",
    ),
    Binding(
        "right_square_bracket",
        "other_search(1)",
        "Next",
        id="purchases.search_after",
        tooltip="Go to the next search",
        key_display="]",
    ),
    Binding(
        "t",
        "by_token",
        "By token",
        id="purchases.by_token",
        tooltip="Show what was bought of each token; again shows every purchase",
    ),
    Binding(
        "h",
        "holding",
        "Holding",
        id="purchases.holding",
        tooltip="Ask how many of the token under the cursor the user has",
    ),
    Binding(
        "r",
        "refresh",
        "Refresh",
        id="purchases.refresh",
        tooltip="Go on where reading ended early, or read again from the first page",
    ),
    Binding(
        "R",
        "read_all",
        "Read all",
        id="purchases.read_all",
        tooltip="Read every page that is left; again stops it",
    ),
    Binding(
        "e",
        "export",
        "Export",
        id="purchases.export",
        tooltip="Write what is shown into files: a table (CSV), and everything as JSON",
    ),
    Binding(
        "tab,shift+tab",
        "other_pane",
        "List / details",
        id="purchases.pane",
        tooltip="Go between list and details",
        show=False,
    ),
    Binding("escape", "back", "Back", id="purchases.back", tooltip="Leave or close the details", show=False),
]
