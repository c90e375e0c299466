"""A market on which others trade, read again by itself: what is new comes without a key."""

from __future__ import annotations

import json

import pytest

from tests.sandbox_process import running_sandbox
from tests.ui.dashboard import dashboard
from tests.ui.market import a_market
from tui_app.assembly import accounts_from_line
from tui_app.settings import Settings

pytestmark = pytest.mark.anyio


async def test_what_others_do_comes_by_itself_and_is_told() -> None:
    with a_market(offers=40, live=1) as market:
        async with dashboard(market.line, settings=Settings(refresh_every=1)) as seat:
            await seat.until(" new offer")


def test_a_line_says_whether_others_trade_there() -> None:
    with running_sandbox("--offers", "2", "--live") as running:
        said = running.said

    assert said["live"] == 5
    assert accounts_from_line(json.dumps(said)).live
    assert not accounts_from_line(json.dumps({**said, "live": 0})).live
