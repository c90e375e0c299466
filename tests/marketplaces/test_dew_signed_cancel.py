"""Cancelling at Dew: what the wallet is given, what Dew is told, and what reading shows afterwards."""

from __future__ import annotations

import hashlib
import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, datetime

import httpx
import pytest

from tests.dew_account import (
    HASH,
    KEY,
    PRINTED,
    SIGNATURE,
    SOMEBODY,
    WALLET,
    data,
    dew,
    entry,
    hash_of,
    instruction,
    order,
)
from tests.loopback import Act, answer, raw, reset
from tests.rest_account import NAME, Seals, changed, signed_in
from tests.sandbox.dew_caller import CONTRACTS
from tests.sandbox_client import Faults
from tests.sandbox_process import SandboxInfo, effects, running_sandbox
from tui_app.domain.errors import (
    ActionRefused,
    CredentialsRejected,
    OfferdeskError,
    OutcomeUnknown,
    UsageError,
)
from tui_app.domain.hand_off import HandOff, Proof
from tui_app.domain.instruction import Instruction
from tui_app.domain.offer import Offer, OfferStatus, Side
from tui_app.domain.verdicts import Action
from tui_app.domain.watch import Watched
from tui_app.gateway.contract import LostRequest, OfferQuery, Outcome
from tui_app.marketplaces.dew.client import DewConnection, connect
from tui_app.sandbox.wallet import SCHEMA, sign

pytestmark = pytest.mark.anyio

YES = data({"code": 0, "order_hash": HASH})


async def handed(told: Instruction) -> HandOff:
    """What a wallet is given for an instruction."""
    async with dew(answer(YES)) as (server, account):
        hand_off = await account.prepare(told)
    assert server.seen == []
    return hand_off


async def confirmed(act: Act, told: Instruction | None = None) -> int:
    """Tell a server that plays `act` about a signature; how often it was told."""
    told = told or instruction()
    async with dew(act) as (server, account):
        await account.confirm(told, await account.prepare(told), SIGNATURE, Seals())
    return len(server.seen)


async def test_the_wallet_is_given_the_message_of_the_page() -> None:
    hand_off = await handed(instruction())
    given = json.loads(hand_off.parameters)

    assert hand_off.answer is Proof.EVM_SIGNATURE
    assert given["text"] == f"order_hash:{HASH}"
    assert bytes.fromhex(given["message"].removeprefix("0x")).decode() == given["text"]
    assert (given["offerer"], given["order_hash"], given["chain_id"]) == (WALLET, HASH, 137)


async def test_the_wallet_is_told_that_this_is_off_the_chain() -> None:
    todo = (await handed(instruction())).todo

    assert todo.startswith(f"Sign this message with the wallet {WALLET}.")
    assert "whoever has fetched the order's signature already can still fill it" in todo


async def test_dew_is_told_once_as_its_page_has_it() -> None:
    seals, told = Seals(), instruction()
    async with dew(answer(YES)) as (server, account):
        await account.confirm(told, await account.prepare(told), f" {SIGNATURE}\n", seals)

    (seen,) = server.seen
    assert (seen.method, seen.target) == ("POST", "/open/v1/137/offers/cancel")
    assert json.loads(seen.body) == {"signature": SIGNATURE, "order_hash": HASH, "offerer": WALLET}
    assert [seal.body_sha256 for seal in seals] == [hashlib.sha256(seen.body).hexdigest()]
    assert KEY not in seals[0].masked


async def test_a_listing_is_cancelled_by_the_other_call_whatever_is_beside_its_code() -> None:
    sign_shape = data({"order_hash": hash_of(9), "data": None, "error": None})
    told = instruction(is_offer=False)
    async with dew(answer(sign_shape)) as (server, account):
        await account.confirm(told, await account.prepare(told), SIGNATURE, Seals())

    assert server.seen[0].target == "/open/v1/137/orders/cancel"


async def test_what_would_be_sent_is_shown_without_key_and_signature() -> None:
    async with dew(answer(YES)) as (server, account):
        shown = account.preview(instruction())

    assert server.seen == []
    assert KEY not in shown
    assert '"signature":"(the signature of your wallet)"' in shown


@pytest.mark.parametrize("proof", ["", "0x12", "ab" * 65, "0x" + "cd" * 32, SIGNATURE + "0"])
async def test_nothing_leaves_without_a_signature_of_the_right_form(proof: str) -> None:
    told = instruction()
    async with dew(answer(YES)) as (server, account):
        with pytest.raises(UsageError):
            await account.confirm(told, await account.prepare(told), proof, Seals())

    assert server.seen == []


@pytest.mark.parametrize(
    "told",
    [
        instruction(maker=SOMEBODY),
        instruction(Action.ACCEPT),
        instruction(Action.COUNTER),
        Instruction(account=NAME, marketplace="dew", action=Action.CANCEL),
    ],
)
async def test_what_cannot_be_cancelled_is_said_before_anything_is_handed_out(told: Instruction) -> None:
    async with dew(answer(YES)) as (_, account):
        with pytest.raises(UsageError):
            await account.prepare(told)
        with pytest.raises(UsageError):
            await account.send(told, Seals())


async def test_what_was_handed_out_for_another_order_confirms_nothing() -> None:
    other = await handed(instruction(order_hash=hash_of(7)))
    for hand_off in (other, replace(other, parameters="x"), replace(other, answer=Proof.EVM_HASH)):
        async with dew(answer(YES)) as (server, account):
            with pytest.raises(UsageError, match="is not what this needs"):
                await account.confirm(instruction(), hand_off, SIGNATURE, Seals())
        assert server.seen == []


NO: list[tuple[Act, type[OfferdeskError]]] = [
    (answer({"code": 3000, "error": "no", "errors": [{"signature": ["wrong"]}]}, 400), ActionRefused),
    (answer({"code": 3009, "error": "The order is not open any more."}), ActionRefused),
    (answer({"code": 1001, "error": "The API key is unknown."}, 401), CredentialsRejected),
]


@pytest.mark.parametrize(("act", "kind"), NO)
async def test_a_code_that_is_not_0_is_a_definite_no(act: Act, kind: type[OfferdeskError]) -> None:
    with pytest.raises(kind):
        await confirmed(act)


UNKNOWN = [
    answer(b""),
    answer({}),
    answer([]),
    answer({"code": "0"}),
    answer({"data": {"code": 0}}),
    answer(data({"code": 5, "order_hash": HASH})),
    answer(data({"code": 0, "order_hash": hash_of(9)})),
    answer(data({"code": 0, "order_hash": 5})),
    answer({"code": 3000, "error": "no"}, 500),
    answer(b"<html>", 400),
    reset(),
    raw(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"),
]


@pytest.mark.parametrize("act", UNKNOWN)
async def test_whatever_else_comes_back_is_unknown(act: Act) -> None:
    with pytest.raises(OutcomeUnknown):
        await confirmed(act)


@pytest.mark.parametrize("value", [data(None), data({}), {"code": 0}, YES])
async def test_a_code_of_0_is_a_yes(value: object) -> None:
    assert await confirmed(answer(value)) == 1


@pytest.mark.parametrize(
    ("act", "outcome", "because"),
    [
        (answer(data(changed(entry(), status=2))), Outcome.HAPPENED, "shows as cancelled"),
        (answer(data(entry())), Outcome.DID_NOT_HAPPEN, "shows as listed"),
        (answer(data(changed(entry(), status=1))), Outcome.DID_NOT_HAPPEN, "shows as sold"),
        (answer(data(changed(entry(), status=9))), Outcome.CANNOT_TELL, "shows as status 9"),
        (
            answer({"code": 3004, "error": "There is no such order."}, 400),
            Outcome.CANNOT_TELL,
            "no such order",
        ),
    ],
)
async def test_reading_tells_what_became_of_a_lost_request(act: Act, outcome: Outcome, because: str) -> None:
    async with dew(act) as (_, account):
        finding = await account.trace(LostRequest(instruction=instruction(), sent_at=datetime.now(UTC)))

    assert finding.outcome is outcome
    assert because in finding.because


async def test_ones_own_orders_can_be_acted_on_and_no_others() -> None:
    async with dew(answer(YES)) as (_, account):
        listing, bid = account.as_offer(order()), account.as_offer(order(is_offer=True))

        assert listing is not None
        assert bid is not None
        assert (listing.side, listing.nft.name.raw) == (Side.PLACED, "BAYC #1")
        assert account.as_offer(order(maker=SOMEBODY)) is None
        assert account.as_offer(order(is_offer=None)) is None
        assert account.as_offer(order(price=None)) is None


@pytest.fixture(scope="module")
def sandbox() -> Iterator[SandboxInfo]:
    """A sandbox in a process of its own."""
    with running_sandbox("--offers", "5") as running:
        yield running


@pytest.fixture
async def account(sandbox: SandboxInfo) -> AsyncIterator[DewConnection]:
    """An account at the sandbox."""
    said = sandbox.said["dew"]
    async with signed_in(connect, {**said, "wallets": WALLET}, said) as connection:
        yield connection


async def an_open_one(account: DewConnection) -> Offer:
    """An open offer of the account's own."""
    watched = tuple(Watched("contract", contract) for contract in CONTRACTS)
    async for page in account.pages(OfferQuery(watched=watched, side=Side.PLACED, status=OfferStatus.OPEN)):
        for seen in page.offers:
            if seen.offer.expires and seen.offer.expires > datetime.now(UTC):
                return seen.offer
    raise AssertionError("the sandbox has none")


def signed(hand_off: HandOff) -> str:
    """What the pretend wallet answers."""
    parameters = json.loads(hand_off.parameters)
    return sign(json.dumps({"schema": SCHEMA, "answer": hand_off.answer.value, "parameters": parameters}))


def on(offer: Offer) -> Instruction:
    """An instruction to cancel it."""
    return Instruction(account=NAME, marketplace="dew", action=Action.CANCEL, offer=offer)


def cancelled(sandbox: SandboxInfo) -> list[str]:
    """What was really cancelled so far."""
    return [effect["target"] for effect in effects(sandbox) if effect["action"] == "cancel"]


async def test_an_offer_of_the_sandbox_is_cancelled_with_the_wallets_signature(
    sandbox: SandboxInfo, account: DewConnection
) -> None:
    offer = await an_open_one(account)
    hand_off = await account.prepare(on(offer))
    await account.confirm(on(offer), hand_off, signed(hand_off), Seals())

    assert (await account.reread(offer)).status is OfferStatus.CANCELLED
    assert cancelled(sandbox).count(offer.key.offer_id) == 1


async def test_the_printed_listing_of_the_sandbox_is_cancelled_as_an_order(
    sandbox: SandboxInfo, account: DewConnection
) -> None:
    (seen,) = (await account.orders([HASH])).orders
    offer = account.as_offer(seen.order)
    assert offer is not None
    hand_off = await account.prepare(on(offer))
    await account.confirm(on(offer), hand_off, signed(hand_off), Seals())

    assert cancelled(sandbox).count(PRINTED["order_hash"]) == 1


async def test_a_signature_of_somebody_else_is_refused_and_no_effect(
    sandbox: SandboxInfo, account: DewConnection
) -> None:
    offer, before = await an_open_one(account), cancelled(sandbox)
    with pytest.raises(ActionRefused) as caught:
        await account.confirm(on(offer), await account.prepare(on(offer)), SIGNATURE, Seals())

    assert "signature: This is not the maker's signature." in caught.value.detail
    assert cancelled(sandbox) == before


async def test_a_lost_answer_is_unknown_and_found_out_by_reading(
    sandbox: SandboxInfo, account: DewConnection
) -> None:
    offer = await an_open_one(account)
    hand_off = await account.prepare(on(offer))
    sent_at = await account.server_time()
    with httpx.Client(base_url=sandbox.base_url, trust_env=False) as client:
        faults = Faults(client)
        faults.arm("reset", "dew.cancel_offer", act=True)
        with pytest.raises(OutcomeUnknown):
            await account.confirm(on(offer), hand_off, signed(hand_off), Seals())
        faults.clear()
    finding = await account.trace(LostRequest(instruction=on(offer), sent_at=sent_at, hand_off=hand_off))

    assert finding.outcome is Outcome.HAPPENED
    assert cancelled(sandbox).count(offer.key.offer_id) == 1
