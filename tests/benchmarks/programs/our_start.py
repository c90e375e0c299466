"""Our own start from inside: what is imported before the list is drawn, and how long it stalls then.

python our_start.py FILE

writes both into the file as JSON once the desk is open, and ends.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path

from textual import on

import tui_app.app
from tests.benchmarks.lag import Lag
from tui_app.last_frame import Standing
from tui_app.settings import places_for
from tui_app.ui.messages import ListShown
from tui_app.wiring import run_on_accounts

LATE = ("httpx", "pydantic", "keyring", "tui_app.assembly")
LOADING = 2.5
"""Seconds after which the desk is open on any machine."""


class Watching(tui_app.app.OffersApp):
    """The dashboard, and what it does behind the first list."""

    @on(ListShown)
    def watch_start(self) -> None:
        """From here on nothing may take long."""
        early = [name for name in LATE if name in sys.modules]
        self.run_worker(self._watch(early), group="benchmark")

    async def _watch(self, early: list[str]) -> None:
        lag = Lag()
        with lag.watched():
            await asyncio.sleep(LOADING)
        assert self.desk is not None
        report(early, lag.worst)


def report(early: list[str], stall: float) -> None:
    """Write down what was seen, and end without a word."""
    Path(sys.argv[1]).write_text(json.dumps({"early": early, "stall": stall}), encoding="utf-8")
    os._exit(0)


if __name__ == "__main__":
    tui_app.app.OffersApp = Watching  # type: ignore[misc]  # the one place that makes it imports it late
    sys.exit(run_on_accounts(places_for(), read_only=True, standing=Standing()))
