"""The key that ends a refresh: what was read stays on the screen, and the bar says how far it came."""

from __future__ import annotations

from typing import Any

import pytest

from tests.ui.dashboard import dashboard
from tests.ui.market import a_market

pytestmark = pytest.mark.anyio


async def test_a_refresh_stops_at_a_key(tmp_path: Any) -> None:
    with a_market(offers=60) as market:
        async with dashboard(market.line, folder=tmp_path):
            pass
        market.gatekeeper.held.add("NftUserOffers")
        async with dashboard(market.line, folder=tmp_path, wait=False) as seat:
            await seat.until("kraken ◐ loading")
            await seat.press("full_stop")
            await seat.until("stopped after 0; refresh to read on", "● Open")
            market.gatekeeper.release()
