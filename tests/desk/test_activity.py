"""What a person may add to the journal, and what they may not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desk.proxy import Proxy, swallow
from tests.desk.seat import QUICK, Market, Seat, accept, counter, seated
from tui_app.domain.errors import UsageError
from tui_app.domain.offer import OfferStatus
from tui_app.ledger.action_states import ActionState
from tui_app.ledger.entries import Entry
from tui_app.ledger.journal import PERSON

pytestmark = pytest.mark.anyio


def left_to_a_person(seat: Seat, market: Market) -> Entry:
    """An action that reading could not decide."""
    seen = market.offer()
    seat.know(seen)
    action = seat.journal.plan(accept(seen.offer))
    for state in (ActionState.CHECKED, ActionState.SENDING, ActionState.UNKNOWN, ActionState.NEEDS_PERSON):
        seat.journal.advance(action, state)
    return seat.journal.entry(action)


@pytest.mark.parametrize(
    ("happened", "state", "shown"),
    [(True, ActionState.DONE, OfferStatus.ACCEPTED), (False, ActionState.NOT_DONE, OfferStatus.OPEN)],
)
async def test_what_a_person_tells_settles_it_and_is_marked_as_theirs(
    happened: bool, state: ActionState, shown: OfferStatus, seat: Seat, market: Market
) -> None:
    entry = left_to_a_person(seat, market)

    await seat.desk.activity.tell(entry.action_id, happened, "I saw it on\x1b[2J the site.")

    last = seat.desk.activity.events(entry.action_id)[-1]
    assert (last.state, last.said_by) == (state, PERSON)
    assert "I saw it on" in last.words
    assert last.words.isprintable()
    offer = entry.instruction.offer
    assert offer is not None
    assert seat.shown(offer) is shown


async def test_a_settled_action_is_not_told_again(seat: Seat, market: Market) -> None:
    entry = left_to_a_person(seat, market)
    await seat.desk.activity.tell(entry.action_id, True)

    with pytest.raises(UsageError, match="known already"):
        await seat.desk.activity.tell(entry.action_id, False)
    with pytest.raises(UsageError, match="known already"):
        await seat.desk.activity.look_again(entry.action_id)


async def test_looking_again_decides_what_reading_can_decide(
    market: Market, proxy: Proxy, tmp_path: Path
) -> None:
    proxy.next("NftCounterOffer", swallow)
    async with seated(market.info, tmp_path, at=proxy, limits=QUICK) as seat:
        report = await seat.reported(counter(market.offer().offer))
        assert report.action_id is not None
        entry = await seat.until_state(report.action_id, ActionState.NOT_DONE, ActionState.NEEDS_PERSON)

        assert entry.state is ActionState.NOT_DONE
        assert seat.desk.activity.attention == 1


async def test_an_end_that_was_seen_wants_no_attention(seat: Seat, market: Market) -> None:
    entry = left_to_a_person(seat, market)
    await seat.desk.activity.tell(entry.action_id, False)
    assert seat.desk.activity.attention == 1

    seat.desk.activity.mark_seen(entry.action_id)

    assert seat.desk.activity.attention == 0
    assert seat.desk.activity.entry(entry.action_id).seen
