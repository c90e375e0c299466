"""The price guard is the desk's: whoever asks, a doubtful amount is not sent unless it was typed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.desk.proxy import Proxy
from tests.desk.seat import Market, accept, counter, seated, terms
from tui_app.domain.instruction import Instruction
from tui_app.ledger.action_states import ActionState

pytestmark = pytest.mark.anyio


async def careless(draft: Instruction) -> Instruction | None:
    """An interface that asks nothing and types nothing."""
    return draft


async def test_a_doubtful_amount_that_was_not_typed_is_not_sent(
    market: Market, proxy: Proxy, tmp_path: Path
) -> None:
    offer = market.spare().offer
    floors = {offer.nft.collection_id: [("1000000", offer.price.currency.code)]}
    async with seated(market.info, tmp_path, at=proxy, floors=floors) as seat:
        report = await seat.reported(accept(offer), careless)

        assert report.refused_by_rule
        assert "less than your own floor of 1000000" in report.sentence
        assert f"type the amount: {offer.price.canonical}." in report.sentence
        assert seat.journal.latest() == []
    assert not proxy.asked


async def test_the_amount_typed_has_to_be_the_same_money(
    market: Market, proxy: Proxy, tmp_path: Path
) -> None:
    offer = market.spare().offer
    floors = {"*": [("1000000", offer.price.currency.code)]}
    other = replace(offer.price, currency=replace(offer.price.currency, code="OTHER"))
    async with seated(market.info, tmp_path, at=proxy, floors=floors) as seat:
        report = await seat.reported(replace(accept(offer), typed=other), careless)

    assert report.state is None
    assert not proxy.asked


async def test_once_typed_it_is_sent_once(market: Market, proxy: Proxy, tmp_path: Path) -> None:
    offer = market.offer().offer
    floors = {offer.nft.nft_id: [("1000000", offer.price.currency.code)]}
    async with seated(market.info, tmp_path, at=proxy, floors=floors) as seat:
        report = await seat.reported(replace(accept(offer), typed=offer.price), careless)

    assert report.state is ActionState.DONE
    assert market.effects(offer.key.offer_id) == ["accept"]


async def test_a_floor_of_the_nft_stands_before_that_of_its_collection(
    market: Market, tmp_path: Path
) -> None:
    offer = market.spare().offer
    code = offer.price.currency.code
    floors = {offer.nft.nft_id: [("1", code)], offer.nft.collection_id: [("2", code)], "*": [("3", code)]}
    async with seated(market.info, tmp_path, floors=floors) as seat:
        found = seat.desk.floors(accept(offer))

    assert [floor.canonical for floor in found] == ["1"]


async def test_a_price_in_answer_is_held_against_the_price_it_answers(market: Market, tmp_path: Path) -> None:
    offer = market.spare().offer
    tiny = replace(counter(offer), terms=terms("0.00000001", offer.price.currency.code))
    async with seated(market.info, tmp_path) as seat:
        assert "less than half" in seat.desk.doubt(tiny)
