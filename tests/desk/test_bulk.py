"""Several answers after one yes: each its own row and request, none after an unknown outcome."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.desk.proxy import Proxy, act_then_close
from tests.desk.seat import Market, Seat, accept, cancel, seated
from tui_app.desk.bulk import AFTER_UNKNOWN, BUSY, Answered
from tui_app.desk.rivals import RIVALS
from tui_app.domain.instruction import Instruction
from tui_app.domain.offer import Side
from tui_app.ledger.action_states import ActionState

pytestmark = pytest.mark.anyio


async def agree(drafts: tuple[Instruction, ...]) -> tuple[Instruction, ...] | None:
    """A person who agrees to all."""
    return drafts


async def refuse(_drafts: tuple[Instruction, ...]) -> tuple[Instruction, ...] | None:
    """A person who agrees to none."""
    return None


def several(market: Market, count: int) -> list[Instruction]:
    """Bids of ours to take back."""
    return [cancel(market.offer(Side.PLACED).offer) for _ in range(count)]


def states(answers: list[Answered] | None) -> list[ActionState | None]:
    """How they ended."""
    assert answers is not None
    return [each.report.state for each in answers]


async def test_each_has_a_row_and_an_effect_of_its_own(market: Market, seat: Seat) -> None:
    drafts = several(market, 3)
    heard: list[Answered] = []

    answers = await seat.desk.perform_all(drafts, agree, heard.append)

    assert states(answers) == [ActionState.DONE] * 3
    assert answers == heard
    assert len(seat.journal.latest()) == 3
    assert [market.effects(draft.target) for draft in drafts] == [["cancel"]] * 3


async def test_a_no_sends_nothing_and_lets_others_in(market: Market, seat: Seat, proxy: Proxy) -> None:
    drafts = several(market, 2)

    assert await seat.desk.perform_all(drafts, refuse) is None

    assert not proxy.asked
    assert seat.desk.take(drafts[0]) is not None


async def test_after_an_unknown_outcome_nothing_more_is_sent(
    market: Market, seat: Seat, proxy: Proxy
) -> None:
    drafts = several(market, 3)
    proxy.next("NftCancelOffer", act_then_close)

    answers = await seat.desk.perform_all(drafts, agree)

    assert states(answers) == [ActionState.UNKNOWN, None, None]
    assert answers is not None
    assert AFTER_UNKNOWN in answers[1].report.sentence
    assert [market.effects(draft.target) for draft in drafts] == [["cancel"], [], []]


async def test_of_several_bids_for_one_nft_none_is_accepted_unasked(market: Market, seat: Seat) -> None:
    first, second, other = (market.offer().offer for _ in range(3))
    drafts = [accept(first), accept(replace(second, nft=first.nft)), accept(other)]
    asked: list[Instruction] = []

    async def hear(drafts: tuple[Instruction, ...]) -> tuple[Instruction, ...]:
        asked.extend(drafts)
        return drafts

    answers = await seat.desk.perform_all(drafts, hear)

    assert asked == drafts[2:]
    assert states(answers) == [None, None, ActionState.DONE]
    assert answers is not None
    assert all(RIVALS in each.report.sentence for each in answers[:2])
    assert [market.effects(draft.target) for draft in drafts] == [[], [], ["accept"]]


async def test_one_that_is_under_way_is_left_out_and_the_others_go_on(market: Market, seat: Seat) -> None:
    drafts = several(market, 2)
    ticket = seat.desk.take(drafts[0])

    answers = await seat.desk.perform_all(drafts, agree)

    assert ticket is not None
    assert answers is not None
    assert states(answers) == [None, ActionState.DONE]
    assert BUSY in answers[0].report.sentence


async def test_only_what_the_marketplace_refused_may_be_retried(market: Market, seat: Seat) -> None:
    drafts = several(market, 2)
    await seat.desk.perform_all(drafts[:1], agree)

    answers = await seat.desk.perform_all(drafts, agree)

    assert answers is not None
    assert [each.may_be_retried for each in answers] == [False, False]
    assert states(answers) == [ActionState.NOT_DONE, ActionState.DONE]


async def test_nothing_is_sent_where_acting_is_closed(market: Market, proxy: Proxy, tmp_path: Path) -> None:
    async with seated(market.info, tmp_path, at=proxy, closed_to_acting="it is closed") as seat:
        answers = await seat.desk.perform_all([cancel(market.spare(Side.PLACED).offer)], agree)

    assert states(answers) == [None]
    assert not proxy.asked
