"""A desk that is closed to acting sends nothing, whatever an interface asks for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.desk.proxy import Proxy
from tests.desk.seat import ACCOUNT, Market, accept, cancel, counter, place, seated
from tui_app.desk.desk import READ_ONLY
from tui_app.domain.instruction import Instruction
from tui_app.domain.offer import Offer, Side
from tui_app.domain.verdicts import Action, Blocked

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("draft", "side"),
    [(accept, Side.RECEIVED), (counter, Side.RECEIVED), (cancel, Side.PLACED), (place, Side.PLACED)],
)
async def test_nothing_is_asked_journaled_or_sent(
    draft: Callable[[Offer], Instruction], side: Side, market: Market, proxy: Proxy, tmp_path: Path
) -> None:
    asked: list[Instruction] = []

    async def confirm(draft: Instruction) -> Instruction | None:
        asked.append(draft)
        return draft

    async with seated(market.info, tmp_path, at=proxy, closed_to_acting=READ_ONLY) as seat:
        report = await seat.act(draft(market.spare(side).offer), confirm)

        assert report is not None
        assert report.refused_by_rule
        assert (report.state, report.sentence) == (None, "Not sent: offerdesk is in read-only mode.")
        assert asked == []
        assert seat.journal.latest() == []
    assert not proxy.asked


@pytest.mark.parametrize(
    ("action", "side"),
    [
        (Action.ACCEPT, Side.RECEIVED),
        (Action.COUNTER, Side.RECEIVED),
        (Action.CANCEL, Side.PLACED),
    ],
)
async def test_every_action_says_why_it_is_blocked(
    action: Action, side: Side, market: Market, tmp_path: Path
) -> None:
    async with seated(market.info, tmp_path, closed_to_acting=READ_ONLY) as seat:
        verdict = seat.desk.verdict(action, market.spare(side).offer)

    assert verdict == Blocked("offerdesk is in read-only mode")


async def test_reading_and_looking_at_a_request_go_on(market: Market, tmp_path: Path) -> None:
    async with seated(market.info, tmp_path, closed_to_acting=READ_ONLY, refresh_limit=1) as seat:
        await seat.desk.refresh(ACCOUNT)
        request = await seat.desk.preview(accept(market.spare().offer))

        assert seat.desk.windows.open_count(Side.RECEIVED) > 0
        assert "POST" in request
        assert "offer_id=" in request
