"""The keys of the Orders screen, as declarations: help, key line, palette and README are made from them."""

from __future__ import annotations

from typing import Final

from textual.binding import Binding, BindingType

ORDER_KEYS: Final[list[BindingType]] = [
    Binding(
        "plus",
        "look_up",
        "Look up",
        id="orders.look_up",
        tooltip="Look orders up by number or hash; they stay on the list",
        key_display="+",
    ),
    Binding(
        "minus",
        "take_off",
        "Take off",
        id="orders.take_off",
        tooltip="Take this order off the list",
        show=False,
        key_display="-",
    ),
    Binding(
        "N",
        "create",
        "New order",
        id="orders.create",
        tooltip="Create an order that counts as paid",
    ),
    Binding("c", "cancel", "Cancel", id="orders.cancel", tooltip="Cancel an order of yours"),
    Binding(
        "u",
        "unmask",
        "Private",
        id="orders.unmask",
        tooltip="Show what is private of this order, for as long as the cursor is on it; again masks it",
    ),
    Binding(
        "o",
        "open_link",
        "Open link",
        id="orders.open_link",
        tooltip="Open a link of this order's files in your browser, after a question that names its host",
        show=False,
    ),
    # A priority, so that letters typed in one go with it reach the filter and act on nothing.
    Binding(
        "slash",
        "filter",
        "Filter",
        id="orders.filter",
        tooltip="Filter as you type",
        key_display="/",
        priority=True,
    ),
    Binding("r", "refresh", "Refresh", id="orders.refresh", tooltip="Read the orders of this account again"),
    Binding(
        "R",
        "refresh_all",
        "Refresh all",
        id="orders.refresh_all",
        tooltip="Read the orders of all accounts again",
        show=False,
    ),
    Binding(
        "e",
        "export",
        "Export",
        id="orders.export",
        tooltip="Write what is shown into files, without anything private: a table (CSV), and JSON",
        show=False,
    ),
    Binding(
        "left", "tab(-1)", "Tab ←", id="orders.tab_before", tooltip="The detail tab to the left", show=False
    ),
    Binding(
        "right", "tab(1)", "Tab →", id="orders.tab_after", tooltip="The detail tab to the right", show=False
    ),
    Binding(
        "tab,shift+tab",
        "other_pane",
        "List / details",
        id="orders.pane",
        tooltip="Go between list and details",
        show=False,
    ),
    Binding(
        "escape",
        "back",
        "Back",
        id="orders.back",
        tooltip="Leave or close the details, or clear the filter",
        show=False,
    ),
]
