"""Going on with an action that waits for a wallet, or for the marketplace to hear of what the wallet did."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from textual.app import App

from tui_app.desk.carrying import Report
from tui_app.desk.desk import Desk
from tui_app.domain.errors import UsageError
from tui_app.ui.describe_action import marketplace_of
from tui_app.ui.handing_off import HandingOff, sentence_of
from tui_app.ui.modals.wallet_handoff import WalletHandOff
from tui_app.ui.telling import tell

LATER = "It waits for your wallet: 6 Activity, g goes on."


class GoingOn:
    """Opens the dialog about one action. `report` hears how it ended."""

    def __init__(self, app: App[None], desk: Desk, exports: Path, report: Callable[[Report], None]) -> None:
        """`exports` is the folder that files for wallets go to."""
        self._app = app
        self._desk = desk
        self._exports = exports
        self._report = report

    def open(self, action_id: str) -> None:
        """Show where the action stands; where another dialog is open, that has to be answered first."""
        if len(self._app.screen_stack) > 1:
            tell(self._app, LATER, "warning")
            return
        try:
            marketplace = marketplace_of(self._desk, self._desk.activity.entry(action_id))
            work = HandingOff(self._desk, action_id, marketplace=marketplace, exports=self._exports)
        except UsageError as error:
            tell(self._app, sentence_of(error), "warning")
            return
        self._app.push_screen(WalletHandOff(work, self._desk.notices, self._report))
