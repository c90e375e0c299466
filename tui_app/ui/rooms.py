"""What is only drawn once there is a desk: imported as one, in a thread, so that no key waits for it."""

from __future__ import annotations

from tui_app.ui import describe, facts, keeping_up, source_views
from tui_app.ui.came import Came
from tui_app.ui.errands import Errands
from tui_app.ui.screens.accounts import AccountsScreen
from tui_app.ui.screens.activity import ActivityScreen
from tui_app.ui.screens.orders import OrdersScreen
from tui_app.ui.screens.purchases import PurchasesScreen

__all__ = [
    "AccountsScreen",
    "ActivityScreen",
    "Came",
    "Errands",
    "OrdersScreen",
    "PurchasesScreen",
    "describe",
    "facts",
    "keeping_up",
    "source_views",
]
