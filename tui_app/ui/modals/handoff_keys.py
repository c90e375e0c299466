"""The keys of the hand-off dialog, as declarations: its key line and the README are made from them."""

from __future__ import annotations

from typing import Final

from textual.binding import Binding, BindingType


def _key(keys: str, action: str, description: str, tooltip: str, *, name: str = "") -> Binding:
    return Binding(keys, action, description, id=f"handoff.{name or action}", tooltip=tooltip)


HANDOFF_KEYS: Final[list[BindingType]] = [
    _key(
        "enter", "go_on", "Confirm", "Tell the marketplace what your wallet gave back, once", name="confirm"
    ),
    _key("s", "sign", "Sign", "Let the program that your settings name sign"),
    _key("tab,shift+tab", "other", "Line / keys", "Go to the line to paste into, and back", name="pane"),
    _key("y", "copy", "Copy", "Copy what your wallet has to know, as JSON"),
    _key("w", "write", "Write", "Write the same into a file of your own"),
    _key("r", "look", "Look again", "Look whether the offer is still what you confirmed"),
    _key("X", "give_up", "Give up", "Let the action go, as long as no wallet has signed"),
    _key("escape", "leave", "Later", "Leave it to be gone on with later; end a program that signs"),
]
