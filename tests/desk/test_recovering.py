"""After the journal was lost: closed, then open again by itself once everything was read late enough."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.desk.seat import ACCOUNT, HASTY, Market, seated
from tui_app.desk.sources import SourceState
from tui_app.ledger.recovery import Recovery
from tui_app.ledger.store import Ledger

pytestmark = pytest.mark.anyio

SLOW = replace(HASTY, settle=timedelta(hours=1))


def after_a_loss(folder: Path) -> Ledger:
    """A ledger whose journal lost something."""
    ledger = Ledger(folder / "ledger.sqlite3")
    Recovery(ledger).begin(datetime.now(UTC))
    return ledger


async def test_an_account_opens_again_once_it_was_read_late_enough(market: Market, tmp_path: Path) -> None:
    async with seated(market.info, tmp_path, ledger=after_a_loss(tmp_path)) as seat:
        assert "the journal was lost" in seat.desk.closed(ACCOUNT)

        await seat.desk.refresh(ACCOUNT)

        await seat.until(lambda: seat.desk.closed(ACCOUNT) == "")


async def test_a_refresh_within_the_settle_time_opens_nothing(market: Market, tmp_path: Path) -> None:
    ledger = after_a_loss(tmp_path)
    async with seated(market.info, tmp_path, ledger=ledger, marketplace=SLOW) as seat:
        await seat.desk.refresh(ACCOUNT)

        assert seat.desk.source(ACCOUNT).state is SourceState.FRESH
        assert "the journal was lost" in seat.desk.closed(ACCOUNT)


async def test_a_refresh_that_was_cut_short_opens_nothing(market: Market, tmp_path: Path) -> None:
    ledger = after_a_loss(tmp_path)
    async with seated(market.info, tmp_path, ledger=ledger, refresh_limit=1) as seat:
        await seat.desk.refresh(ACCOUNT)
        await seat.desk.refresh(ACCOUNT)

        assert "the journal was lost" in seat.desk.closed(ACCOUNT)
