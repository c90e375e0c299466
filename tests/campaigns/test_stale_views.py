"""Twelve ways in which an offer really changes between the look and the yes: nothing is sent; the twin is.

A new offer (place) answers no other, so there is none that could have changed. What changes between the last
look and the arrival of the request, nobody can see; the marketplace decides that.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.campaigns.verbs import VERBS, Verb
from tests.campaigns.wire import CountingWire
from tests.desk.seat import Market, seated
from tests.sandbox_client import Faults
from tui_app.domain.instruction import Instruction
from tui_app.domain.offer import Offer, Side
from tui_app.ledger.action_states import ActionState

pytestmark = pytest.mark.anyio

OFFERS = 2000
"""How large a market this takes."""

Change = Callable[[Offer, Offer], Mapping[str, Any]]
"""What becomes of an offer; the second one is another of the same side."""


def other_side(offer: Offer, _other: Offer) -> dict[str, Any]:
    """The account's other end of it."""
    return {"side": "placed" if offer.side is Side.RECEIVED else "received"}


def one_more(amount: Decimal) -> Decimal:
    """The next amount with as many decimals."""
    return amount + Decimal((0, (1,), int(amount.as_tuple().exponent)))


CHANGES: dict[str, Change] = {
    "less money": lambda offer, _: {"amount": format(offer.price.amount / 2, "f")[:20]},
    "more money": lambda offer, _: {"amount": format(offer.price.amount * 10, "f")},
    "one more in the last digit": lambda offer, _: {"amount": format(one_more(offer.price.amount), "f")},
    "another currency": lambda offer, _: {
        "currency": "USDC" if offer.price.currency.code == "ETH" else "ETH"
    },
    "a later end": lambda _offer, _: {"expires": int(time.time()) + 40 * 86_400},
    "an end just past": lambda _offer, _: {"expires": int(time.time()) - 5},
    "cancelled": lambda _offer, _: {"status": "closed"},
    "expired": lambda _offer, _: {"status": "expired"},
    "another maker": lambda _offer, _: {"maker": "somebody-else-entirely"},
    "another NFT": lambda _offer, other: {"nft": other.nft.nft_id},
    "the other side": other_side,
    "gone": lambda _offer, _: {"gone": True},
}
ANSWERS = [verb for verb in VERBS.values() if verb.looks_at_offer]


@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
@pytest.mark.parametrize("verb", ANSWERS, ids=lambda verb: verb.name)
async def test_what_changed_before_the_yes_is_not_sent_and_its_twin_is(
    verb: Verb, change: Change, market: Market, faults: Faults, wire: CountingWire, tmp_path: Path
) -> None:
    offer, twin = market.offer(verb.side).offer, market.offer(verb.side).offer

    async def changing(draft: Instruction) -> Instruction | None:
        faults.arm("change_offer", None, offer=offer.key.offer_id, **change(offer, twin))
        return replace(draft, typed=draft.amount)

    async with seated(market.info, tmp_path, at=wire.base_url) as seat:
        stopped = await seat.reported(verb.draft(offer), changing)
        assert stopped.state is ActionState.NOT_DONE
        assert stopped.sentence.startswith("Not sent: ")
        assert wire.asked[verb.method] == 0

        sent = await seat.reported(verb.draft(twin))
        assert sent.state is ActionState.DONE
    assert wire.asked[verb.method] == 1
    assert market.effects(offer.key.offer_id) == []
    assert market.effects(twin.key.offer_id) == [verb.name]
