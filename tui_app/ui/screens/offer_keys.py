"""The keys of the offers screens, as declarations: help, key line, palette and README are made from them."""

from __future__ import annotations

from typing import Final

from textual.binding import Binding, BindingType

OFFER_KEYS: Final[list[BindingType]] = [
    Binding("a", "accept", "Accept", id="offer.accept", tooltip="Accept the offer under the cursor"),
    Binding("x", "reject", "Reject", id="offer.reject", tooltip="Reject the offer under the cursor"),
    Binding("n", "counter", "Counter", id="offer.counter", tooltip="Answer with another price"),
    Binding("c", "cancel", "Cancel", id="offer.cancel", tooltip="Cancel an offer of yours"),
    Binding(
        "N",
        "place",
        "New offer",
        id="offer.place",
        tooltip="Bid for the NFT under the cursor",
        show=False,
    ),
    Binding(
        "p",
        "preview",
        "Preview",
        id="offer.preview",
        tooltip="Fetch the NFT's picture and draw it",
        show=False,
    ),
    Binding(
        "o",
        "open_link",
        "Open link",
        id="offer.open_link",
        tooltip="Open a link of the NFT's media in your browser, after a question that names its host",
        show=False,
    ),
    # A priority, so that letters typed in one go with it reach the filter and act on nothing.
    Binding(
        "slash",
        "filter",
        "Filter",
        id="list.filter",
        tooltip="Filter as you type",
        key_display="/",
        priority=True,
    ),
    Binding(
        "left_square_bracket",
        "status(-1)",
        "Status ←",
        id="list.status_before",
        show=False,
        tooltip="Show the status before",
        key_display="[",
    ),
    Binding(
        "right_square_bracket",
        "status(1)",
        "Status",
        id="list.status_after",
        tooltip="Show the next status",
        key_display="]",
    ),
    Binding("s", "sort", "Sort", id="list.sort", tooltip="Sort by the next column", show=False),
    Binding("S", "reverse", "Reverse", id="list.reverse", tooltip="Turn the order round", show=False),
    Binding(
        "vertical_line",
        "columns",
        "Columns",
        id="list.columns",
        tooltip="Choose which columns are shown, in what order and how wide",
        show=False,
        key_display="|",
    ),
    Binding(
        "M",
        "read_all",
        "Mark all read",
        id="list.read_all",
        tooltip="Mark every offer listed as read",
        show=False,
    ),
    Binding(
        "y",
        "copy",
        "Copy",
        id="offer.copy",
        tooltip="Copy an id, the amount, a link, or all of it as JSON",
        show=False,
    ),
    Binding(
        "e",
        "export",
        "Export",
        id="offers.export",
        tooltip="Write what is marked, or all that is listed, into files: a table (CSV), and JSON lines",
        show=False,
    ),
    Binding("r", "refresh", "Refresh", id="list.refresh", tooltip="Read this offer's account again"),
    Binding(
        "i",
        "insights",
        "Insights",
        id="offers.insights",
        tooltip="Draw what came in by day, what was bid, and what ends",
    ),
    Binding(
        "plus",
        "watch",
        "Watch",
        id="offer.watch",
        tooltip="Show what is watched, and watch more",
        key_display="+",
    ),
    Binding(
        "w",
        "views",
        "Views",
        id="list.views",
        tooltip="Go to a saved view, or save the list as one",
    ),
    Binding(
        "minus",
        "unwatch",
        "Unwatch",
        id="offer.unwatch",
        tooltip="Watch the NFT under the cursor no more",
        show=False,
        key_display="-",
    ),
    Binding(
        "R", "refresh_all", "Refresh all", id="list.refresh_all", tooltip="Read all accounts", show=False
    ),
    Binding(
        ".",
        "stop_refresh",
        "Stop reading",
        id="list.stop_refresh",
        show=False,
        tooltip="Stop reading offers; what was read stays, and the next refresh goes on there",
        key_display=".",
    ),
    Binding(
        "left", "tab(-1)", "Tab ←", id="detail.previous", tooltip="The detail tab to the left", show=False
    ),
    Binding("right", "tab(1)", "Tab →", id="detail.next", tooltip="The detail tab to the right", show=False),
    Binding(
        "tab,shift+tab",
        "other_pane",
        "List / details",
        id="list.pane",
        tooltip="Go between list and details",
        show=False,
    ),
    Binding(
        "escape",
        "back",
        "Back",
        id="list.back",
        tooltip="Close the details, leave the view, or clear the filter",
        show=False,
    ),
]
