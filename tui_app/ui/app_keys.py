"""The keys that work on every screen, each with what it is called and what it does."""

from __future__ import annotations

from typing import Final

from textual.binding import Binding, BindingType

APP_KEYS: Final[list[BindingType]] = [
    Binding(
        "1", "go('received')", "Received", id="go.received", tooltip="Offers on NFTs you own", show=False
    ),
    Binding("2", "go('placed')", "Placed", id="go.placed", tooltip="Offers you made", show=False),
    Binding(
        "3",
        "go('watched')",
        "Watched",
        id="go.watched",
        tooltip="Offers of others on what you watch",
        show=False,
    ),
    Binding(
        "4",
        "go('orders')",
        "Orders",
        id="go.orders",
        tooltip="Orders by number or hash, and creating one",
        show=False,
    ),
    Binding(
        "5",
        "go('purchases')",
        "Purchases",
        id="go.purchases",
        tooltip="What users bought, with fees and totals",
        show=False,
    ),
    Binding(
        "6",
        "go('activity')",
        "Activity",
        id="go.activity",
        tooltip="Everything that was done from here, and how it stands",
        show=False,
    ),
    Binding("7", "go('accounts')", "Accounts", id="go.accounts", tooltip="Your accounts", show=False),
    # A priority: a dialog asks what cannot be read, or a field has the focus, and it must be shown.
    Binding(
        "ctrl+g",
        "privacy",
        "Hide / show",
        id="app.privacy",
        tooltip="Hide amounts, addresses and the names of others on the whole screen, or show them",
        show=False,
        priority=True,
    ),
    Binding(
        "question_mark",
        "keys",
        "Help",
        id="app.help",
        tooltip="Every key that works here",
        key_display="?",
    ),
    Binding("q", "leave", "Quit", id="app.quit", tooltip="Wait for answers that are due, then end"),
    Binding(
        "ctrl+c,ctrl+q",
        "leave",
        "Quit",
        id="app.interrupt",
        tooltip="Quit, from inside a dialog or a filter too",
        show=False,
        priority=True,
    ),
    Binding(
        "ctrl+z",
        "to_background",
        "Background",
        id="app.background",
        tooltip="Back to the shell; fg there brings it back",
        show=False,
        priority=True,
    ),
]
