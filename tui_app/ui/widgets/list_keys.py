"""The keys of the list of offers and of the line that filters it."""

from __future__ import annotations

from textual.binding import Binding, BindingType


def _key(keys: str, action: str, name: str, description: str, tooltip: str, *, show: bool = False) -> Binding:
    return Binding(keys, action, description, id=name, tooltip=tooltip, show=show)


def _first(keys: str, action: str, name: str, description: str, tooltip: str) -> Binding:
    """A key that takes effect before what was typed in one go with it."""
    return Binding(keys, action, description, id=name, tooltip=tooltip, priority=True)


MOVING_KEYS: list[BindingType] = [
    _key("down,j", "move(1)", "list.down", "Down", "Go to the next offer"),
    _key("up,k", "move(-1)", "list.up", "Up", "Go to the offer before"),
    _key("pagedown", "page(1)", "list.page_down", "Page down", "Go down one page"),
    _key("pageup", "page(-1)", "list.page_up", "Page up", "Go up one page"),
    _key("home,g", "first", "list.first", "First", "Go to the first offer"),
    _key("end,G", "last", "list.last", "Last", "Go to the last offer"),
]
"""Moving the cursor."""

LIST_KEYS: list[BindingType] = [
    _key("enter", "open", "list.open", "Open", "Open the details of this offer"),
    _key("space", "mark", "list.mark", "Mark", "Mark this offer, or take its mark away", show=True),
    _key("v", "range", "list.range", "Range", "Mark from here to where the cursor goes; again ends it"),
    _key("A", "mark_all", "list.mark_all", "Mark all", "Mark every offer shown, or none if all are"),
    _key("escape", "unmark", "list.unmark", "Unmark", "Take every mark away"),
]
"""Opening and marking."""

FILTER_KEYS: list[BindingType] = [
    _first("enter,down", "leave", "filter.leave", "To the list", "Go to the filtered list"),
    _first("escape", "back", "filter.back", "Clear", "Clear the filter; leave it when empty"),
    _key("left", "to(-1)", "filter.left", "Left", "Go one letter to the left"),
    _key("right", "to(1)", "filter.right", "Right", "Go one letter to the right"),
    _key("home,ctrl+a", "start", "filter.start", "Start", "Go to the start of the filter"),
    _key("end,ctrl+e", "end", "filter.end", "End", "Go to the end of the filter"),
    _key("backspace", "rub_out", "filter.rub_out", "Rub out", "Delete the letter before the cursor"),
    _key("delete", "delete", "filter.delete", "Delete", "Delete the letter under the cursor"),
    _key("ctrl+w", "rub_out_word", "filter.rub_out_word", "Rub out word", "Delete the word before it"),
    _key("ctrl+u", "rub_out_all", "filter.rub_out_all", "Rub out all", "Delete all before the cursor"),
]
"""Editing the filter."""
