"""What became of a lost request is read from the NFT's offers, and said to be unclear where it is."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.loopback import answer
from tests.mojito_account import (
    EVM_OTHER,
    account_at,
    data,
    instruction,
    market,
    new_offer,
    on_evm,
    order,
    placed,
    refused,
)
from tui_app.domain.errors import ActionRefused, MarketplaceError, Unreachable, UnreadableReply
from tui_app.domain.hand_off import HandOff, Proof
from tui_app.domain.instruction import Instruction
from tui_app.domain.verdicts import Action
from tui_app.gateway.contract import Finding, LostRequest, Outcome

pytestmark = pytest.mark.anyio

SENT = datetime(2026, 10, 21, 7, 28, tzinfo=UTC)
MADE = "c960711f-4478-4048-aadb-61aab3426be0"
HAPPENED, DID_NOT, CANNOT_TELL = Outcome.HAPPENED, Outcome.DID_NOT_HAPPEN, Outcome.CANNOT_TELL
OURS = {Action.ACCEPT: order(), Action.REJECT: on_evm(), Action.CANCEL: placed(on_evm())}
HANDED = HandOff(
    answer=Proof.SOLANA_SIGNATURE, todo="Sign it.", parameters=json.dumps({"order": {"id": MADE}})
)


async def traced(
    told: Instruction, *listed: object, lost: dict[str, Any] | None = None, **options: str
) -> Finding:
    """What tracing finds where these orders are listed."""
    async with account_at(by=market(*listed), **options) as (_server, account):
        finding = await account.trace(LostRequest(instruction=told, sent_at=SENT, **(lost or {})))
    assert finding.because.endswith(".")
    return finding


TABLE = {
    "PENDING": (DID_NOT, DID_NOT, DID_NOT),
    "PROCESSING": (CANNOT_TELL, CANNOT_TELL, CANNOT_TELL),
    "COMPLETED": (HAPPENED, DID_NOT, DID_NOT),
    "REJECTED": (DID_NOT, HAPPENED, DID_NOT),
    "CANCELLED": (DID_NOT, DID_NOT, HAPPENED),
    "REMOVED": (DID_NOT, DID_NOT, HAPPENED),
    "EXPIRED": (DID_NOT, DID_NOT, DID_NOT),
    "FAILED": (DID_NOT, DID_NOT, DID_NOT),
    "ON_HOLD": (CANNOT_TELL, CANNOT_TELL, CANNOT_TELL),
    None: (CANNOT_TELL, CANNOT_TELL, CANNOT_TELL),
}


@pytest.mark.parametrize("action", OURS)
@pytest.mark.parametrize("status", TABLE)
async def test_the_offer_s_own_status_tells(status: str | None, action: Action) -> None:
    expected = TABLE[status][list(OURS).index(action)]
    found = await traced(instruction(action, OURS[action]), {**OURS[action], "orderStatus": status})
    assert (found.outcome, found.made) == (expected, None)


@pytest.mark.parametrize("action", OURS)
async def test_an_offer_that_is_not_listed_any_more_tells_nothing(action: Action) -> None:
    found = await traced(instruction(action, OURS[action]), order(id="other"))
    assert found.outcome is CANNOT_TELL


@pytest.mark.parametrize("status", ["PENDING", "COMPLETED", "EXPIRED", "ON_HOLD"])
async def test_a_new_offer_that_is_listed_was_placed(status: str) -> None:
    mine = placed(order(id=MADE, orderStatus=status))
    found = await traced(new_offer(placed(order())), order(), mine, lost={"hand_off": HANDED})
    assert (found.outcome, found.made) == (HAPPENED, MADE)


async def test_a_new_offer_that_is_listed_unreadably_was_placed_all_the_same() -> None:
    found = await traced(
        new_offer(placed(order())), order(id=MADE, price="x", fixedPrice=None), lost={"hand_off": HANDED}
    )
    assert found.outcome is HAPPENED


async def test_a_new_offer_that_is_not_listed_was_not_placed() -> None:
    found = await traced(new_offer(placed(order())), order(), lost={"hand_off": HANDED})
    assert (found.outcome, found.made) == (DID_NOT, None)


async def test_a_list_that_the_account_narrows_proves_nothing_by_silence() -> None:
    found = await traced(
        new_offer(placed(order())), order(), lost={"hand_off": HANDED}, buyer_address=EVM_OTHER
    )
    assert found.outcome is CANNOT_TELL


@pytest.mark.parametrize("handed", [None, HandOff(answer=Proof.EVM_SIGNATURE, todo="", parameters="{}")])
async def test_a_new_offer_whose_order_is_not_known_cannot_be_traced(handed: HandOff | None) -> None:
    found = await traced(new_offer(placed(order())), order(), lost={"hand_off": handed})
    assert found.outcome is CANNOT_TELL


async def test_nothing_follows_from_a_part_of_the_offers() -> None:
    with pytest.raises(UnreadableReply):
        await traced(new_offer(placed(order())), order(), None, lost={"hand_off": HANDED})


@pytest.mark.parametrize(
    ("found", "error"),
    [
        (answer(refused("down")), ActionRefused),
        (answer(b"<html>"), UnreadableReply),
        (answer(b"", 500), Unreachable),
        (answer({**data(getOffers=[]), "errors": [{"message": "half"}]}), UnreadableReply),
    ],
)
@pytest.mark.parametrize("action", OURS)
async def test_what_cannot_be_read_decides_nothing(
    action: Action, found: Any, error: type[MarketplaceError]
) -> None:
    async with account_at(found) as (_server, account):
        with pytest.raises(error):
            await account.trace(LostRequest(instruction=instruction(action, OURS[action]), sent_at=SENT))


async def test_what_mojito_cannot_do_was_not_done() -> None:
    assert (await traced(instruction(Action.COUNTER, on_evm()))).outcome is DID_NOT
