"""What a person says was done must not be taken for what is lost next."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desk.proxy import act_then_reset, proxy_before, reset_unread
from tests.desk.seat import ACCOUNT, Market, counter, seated
from tui_app.ledger.action_states import ActionState

pytestmark = pytest.mark.anyio


async def test_the_same_counter_lost_right_after_one_that_a_person_told_is_not_found_done(
    market: Market, tmp_path: Path
) -> None:
    draft = counter(market.offer().offer)
    async with (
        proxy_before(market.info.base_url) as proxy,
        seated(market.info, tmp_path, at=proxy, refresh_limit=1) as seat,
    ):
        proxy.next("NftCounterOffer", act_then_reset, reset_unread)
        first = await seat.reported(draft)
        assert first.state is ActionState.UNKNOWN
        await seat.desk.activity.tell(first.action_id or "", happened=True)

        second = await seat.reported(draft)
        assert second.state is ActionState.UNKNOWN
        await seat.desk.refresh(ACCOUNT)
        found = await seat.until_settled()

    assert market.effects(draft.target) == ["counter"]
    assert found.state is not ActionState.DONE
