"""The keys of the Activity screen, as declarations: help, key line, palette and README are made from them."""

from __future__ import annotations

from typing import Final

from textual.binding import Binding, BindingType

ACTIVITY_KEYS: Final[list[BindingType]] = [
    Binding(
        "g", "resume", "Go on", id="activity.resume", tooltip="Go on where an action waits for your wallet"
    ),
    Binding(
        "k",
        "look_again",
        "Check again",
        id="activity.look_again",
        tooltip="Find out now what became of an action whose outcome is not known",
    ),
    Binding(
        "t",
        "tell",
        "Tell",
        id="activity.tell",
        tooltip="Tell what became of an action where reading cannot find out",
    ),
    Binding(
        "m", "mark_seen", "Seen", id="activity.seen", tooltip="Take the ! away from an action you looked into"
    ),
    Binding(
        "e",
        "export",
        "Export",
        id="activity.export",
        tooltip="Write every action and every step of it into a file",
    ),
    Binding(
        "tab,shift+tab",
        "other_pane",
        "List / details",
        id="activity.pane",
        tooltip="Go between list and details",
        show=False,
    ),
    Binding("escape", "back", "Back", id="activity.back", tooltip="Leave or close the details", show=False),
]
