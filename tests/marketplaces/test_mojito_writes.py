"""Actions over real sockets: one call or a hand-off and a call, sent once, checked before and after."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest

from tests.kraken_account import ignore
from tests.loopback import Act, answer, reset
from tests.mojito_account import (
    CONTRACT,
    EVM_HASH,
    EVM_OTHER,
    EVM_SIGNATURE,
    EVM_WALLET,
    NFT,
    ORG,
    SOLANA_OTHER,
    SOLANA_SIGNATURE,
    SOLANA_WALLET,
    account_at,
    asked_field,
    data,
    instruction,
    new_offer,
    on_evm,
    order,
    placed,
    refused,
    told,
)
from tui_app.domain.errors import (
    ActionRefused,
    CredentialsRejected,
    OfferdeskError,
    OfferGone,
    OutcomeUnknown,
    Unreachable,
    UnreadableReply,
    UsageError,
)
from tui_app.domain.hand_off import HandOff, Proof
from tui_app.domain.instruction import Instruction
from tui_app.domain.money import Money
from tui_app.domain.verdicts import Action
from tui_app.gateway.contract import SealedRequest, WalletActor
from tui_app.marketplaces.mojito.client import MojitoConnection

pytestmark = pytest.mark.anyio

ID = order()["id"]
CURRENCY_ID = "c41db347-0ee3-4212-943a-ca213b8e0ea8"
ACCEPT, REJECT, CANCEL = Action.ACCEPT, Action.REJECT, Action.CANCEL

APPROVAL: dict[str, Any] = {
    "proofOfApproval": "0xabcd",
    "order": {"id": ID, "fixedPrice": 1},
    "Network": {"chainID": 137},
    "bubblegumParams": {"offer": "x", "acceptOfferDiscriminator": [1, 2, 3, 4, 5, 6, 7, 8]},
}
ENDING: dict[str, Any] = {
    "seller": SOLANA_WALLET,
    "sellerTokenAccount": "D5RsufniFeb1zEygWM1SZ4kg2oxnFS8A67dvhjtWvToD",
    "buyer": SOLANA_OTHER,
    "offer": "KPnBmvtFVaRyeFEPUWzUjqsj86zqt4qaFcKCDFbofrz",
    "offerEscrow": "4aRpxWDMLu9ZfYYFYPng2PnyUancWcZipkFhVHRxLREY",
    "systemProgram": "11111111111111111111111111111111",
    "descriminator": [154, 107, 238, 8, 171, 64, 222, 56],
    "mintAccount": "FytWTAobotGfihugTU8TEQzEgjfrttUVNWcRHv1GG2G3",
}
"""What initiateRejectOffer answers on Mojito's page."""
CANCELLING = {**ENDING, "seller": SOLANA_OTHER, "buyer": SOLANA_WALLET}
MADE = "c960711f-4478-4048-aadb-61aab3426be0"
CREATED: dict[str, Any] = {
    "messageToSign": "0x01dc827f13643991e213fc167b2f13b0ceefd9b69f79e78a6c122db83d1ac936",
    "order": {"id": MADE, "nftTokenId": NFT, "fixedPrice": 1.5, "buyerAddress": SOLANA_WALLET},
    "isSigningRequired": True,
    "isNonEVM": True,
    "bubblegumListParams": {"seller": SOLANA_OTHER, "index": 7},
}
CREATED_EVM = {
    "messageToSign": CREATED["messageToSign"],
    "order": {**CREATED["order"], "buyerAddress": EVM_WALLET.lower()},
}


def hand_off(answer_form: Proof, parameters: object) -> HandOff:
    """What an earlier preparation gave."""
    return HandOff(answer=answer_form, todo="Sign it.", parameters=json.dumps(parameters))


DIRECT = [
    (instruction(REJECT, on_evm()), "rejectOffer", "Offer rejected."),
    (instruction(CANCEL, placed(on_evm())), "cancelOffer", "Offer cancelled."),
]
WALLET: list[tuple[Instruction, str, dict[str, Any], dict[str, Any], Proof]] = [
    (
        instruction(ACCEPT, on_evm()),
        *("getSignatureForOfferApproval", {"orderId": ID, "orgId": ORG}, APPROVAL, Proof.EVM_HASH),
    ),
    (
        instruction(ACCEPT, order()),
        *("getSignatureForOfferApproval", {"orderId": ID, "orgId": ORG}, APPROVAL, Proof.SOLANA_SIGNATURE),
    ),
    (
        instruction(REJECT, order()),
        "initiateRejectOfferMutation",
        {"orderId": ID, "orgId": ORG, "walletAddress": SOLANA_WALLET},
        *(ENDING, Proof.SOLANA_SIGNATURE),
    ),
    (
        instruction(CANCEL, placed(order())),
        *("initiateCancelOfferMutation", {"orderId": ID, "orgId": ORG}, CANCELLING, Proof.SOLANA_SIGNATURE),
    ),
]
PROOFS = {
    Proof.EVM_HASH: EVM_HASH,
    Proof.EVM_SIGNATURE: EVM_SIGNATURE,
    Proof.SOLANA_SIGNATURE: SOLANA_SIGNATURE,
}
FIELDS = {
    "getSignatureForOfferApproval": "getSignatureForOfferApproval",
    "initiateRejectOfferMutation": "initiateRejectOffer",
    "initiateCancelOfferMutation": "initiateCancelOffer",
}


@pytest.mark.parametrize(("told_to", "operation", "words"), DIRECT)
async def test_on_evm_an_offer_is_ended_by_one_call(told_to: Instruction, operation: str, words: str) -> None:
    async with account_at(answer(data(**{operation: words}))) as (server, account):
        receipt = await account.send(told_to, ignore)
    (seen,) = server.seen
    assert asked_field(seen) == operation
    assert told(seen) == {"orderId": ID, "orgId": ORG}
    assert "signature" not in seen.body.decode()
    assert receipt.words is not None
    assert (receipt.words.raw, receipt.made) == (words, None)


@pytest.mark.parametrize(("told_to", "operation", "variables", "value", "form"), WALLET)
async def test_a_hand_off_is_prepared_with_what_the_marketplace_gave(
    told_to: Instruction, operation: str, variables: dict[str, Any], value: dict[str, Any], form: Proof
) -> None:
    async with account_at(answer(data(**{FIELDS[operation]: value}))) as (server, account):
        handed = await account.prepare(told_to)
    (seen,) = server.seen
    assert (asked_field(seen), told(seen)) == (operation, variables)
    assert (handed.answer, json.loads(handed.parameters)) == (form, value)
    assert handed.todo.endswith(".")


CONFIRMED: list[tuple[Instruction, Proof, str, object, dict[str, Any]]] = [
    (
        instruction(ACCEPT, on_evm()),
        *(Proof.EVM_HASH, "acceptOffer", {"success": True, "newNFTID": NFT}),
        {"transactionHash": EVM_HASH},
    ),
    (
        instruction(ACCEPT, order()),
        *(Proof.SOLANA_SIGNATURE, "acceptOffer", {"success": True, "newNFTID": None}),
        {"transactionHash": SOLANA_SIGNATURE},
    ),
    (
        instruction(REJECT, order()),
        *(Proof.SOLANA_SIGNATURE, "rejectOffer", "Offer rejected."),
        {"walletAddress": SOLANA_WALLET, "currency": "USD", "signature": SOLANA_SIGNATURE},
    ),
    (
        instruction(CANCEL, placed(order())),
        *(Proof.SOLANA_SIGNATURE, "cancelOffer", "Offer cancelled."),
        {"currency": "USD", "signature": SOLANA_SIGNATURE},
    ),
]


@pytest.mark.parametrize(("told_to", "form", "operation", "result", "variables"), CONFIRMED)
async def test_a_confirmation_brings_what_the_wallet_did(
    told_to: Instruction, form: Proof, operation: str, result: object, variables: dict[str, Any]
) -> None:
    sealed: list[SealedRequest] = []
    async with account_at(answer(data(**{operation: result}))) as (server, account):
        proof = f"  {PROOFS[form]}\n"
        receipt = await account.confirm(told_to, hand_off(form, {}), proof, sealed.append)
    (seen,) = server.seen
    assert (asked_field(seen), told(seen)) == (operation, {"orderId": ID, "orgId": ORG, **variables})
    assert sealed[0].body_sha256 == hashlib.sha256(seen.body).hexdigest()
    assert receipt.made is None


WRONG = ["", " ", "x", "0x", EVM_HASH, EVM_SIGNATURE, SOLANA_SIGNATURE, SOLANA_SIGNATURE[:-9], EVM_HASH + "0"]


@pytest.mark.parametrize("proof", WRONG)
@pytest.mark.parametrize(("told_to", "form"), [(row[0], row[1]) for row in CONFIRMED])
async def test_without_a_proof_of_the_right_form_nothing_leaves(
    told_to: Instruction, form: Proof, proof: str
) -> None:
    if proof == PROOFS[form]:
        return
    async with account_at(answer(data())) as (server, account):
        with pytest.raises(UsageError):
            await account.confirm(told_to, hand_off(form, {}), proof, _never)
    assert server.connections == 0


def _never(_request: SealedRequest) -> None:
    raise AssertionError("nothing was to be sealed")


@pytest.mark.parametrize("told_to", [row[0] for row in CONFIRMED])
async def test_what_needs_a_wallet_is_never_sent_without_one(told_to: Instruction) -> None:
    async with account_at(answer(data())) as (server, account):
        with pytest.raises(UsageError, match="your own wallet has to sign first"):
            await account.send(told_to, _never)
    assert server.connections == 0


@pytest.mark.parametrize("told_to", [row[0] for row in DIRECT])
async def test_what_needs_no_wallet_is_not_handed_to_one(told_to: Instruction) -> None:
    async with account_at(answer(data())) as (server, account):
        with pytest.raises(UsageError):
            await account.prepare(told_to)
        with pytest.raises(UsageError):
            await account.confirm(told_to, hand_off(Proof.EVM_HASH, {}), EVM_HASH, _never)
    assert server.connections == 0


async def test_a_hand_off_for_another_chain_is_not_confirmed() -> None:
    handed = hand_off(Proof.EVM_HASH, {})
    async with account_at(answer(data())) as (server, account):
        with pytest.raises(UsageError):
            await account.confirm(instruction(REJECT, order()), handed, EVM_HASH, _never)
    assert server.connections == 0


@pytest.mark.parametrize("action", [ACCEPT, REJECT, CANCEL])
async def test_on_a_chain_that_cannot_be_told_nothing_is_done(action: Action) -> None:
    unclear = instruction(action, on_evm(tokenType="NonFungible"))
    async with account_at(answer(data())) as (server, account):
        with pytest.raises(UsageError):
            await account.send(unclear, _never)
        with pytest.raises(UsageError):
            await account.prepare(unclear)
    assert server.connections == 0


async def test_counter_offers_are_not_made() -> None:
    countered = instruction(Action.COUNTER, on_evm())
    async with account_at(answer(data())) as (server, account):
        with pytest.raises(UsageError):
            await account.prepare(countered)
    assert server.connections == 0


async def test_a_rejection_needs_the_owner_s_wallet_to_be_one_of_ours() -> None:
    foreign = instruction(REJECT, order(nftOwnerAddress=SOLANA_OTHER))
    async with account_at(answer(data())) as (server, account):
        with pytest.raises(UsageError, match="none of this account's"):
            await account.prepare(foreign)
    assert server.connections == 0


def changed(value: dict[str, Any], path: str, to: object) -> dict[str, Any]:
    """A prepared answer with one field changed; `order.id` names one further in."""
    copy = deepcopy(value)
    *outer, last = path.split(".")
    inner = copy
    for step in outer:
        inner = inner[step]
    inner[last] = to
    return copy


ENDING_TURNED = ("offer", "offerEscrow", "mintAccount", "systemProgram", "buyer", "seller")
TURNED: list[tuple[Instruction, str, dict[str, Any], str, object]] = [
    *((WALLET[2][0], "initiateRejectOffer", ENDING, name, None) for name in ENDING_TURNED),
    *((WALLET[2][0], "initiateRejectOffer", ENDING, name, "") for name in ENDING_TURNED),
    (WALLET[2][0], "initiateRejectOffer", ENDING, "buyer", SOLANA_OTHER.swapcase()),
    (WALLET[2][0], "initiateRejectOffer", ENDING, "descriminator", [1, 2]),
    (WALLET[2][0], "initiateRejectOffer", ENDING, "descriminator", [256] * 8),
    (WALLET[2][0], "initiateRejectOffer", ENDING, "descriminator", [True] * 8),
    (WALLET[2][0], "initiateRejectOffer", ENDING, "descriminator", "12345678"),
    (WALLET[3][0], "initiateCancelOffer", CANCELLING, "seller", SOLANA_WALLET),
    (WALLET[0][0], "getSignatureForOfferApproval", APPROVAL, "order.id", MADE),
    (WALLET[0][0], "getSignatureForOfferApproval", APPROVAL, "order", None),
    (WALLET[0][0], "getSignatureForOfferApproval", APPROVAL, "proofOfApproval", ""),
    (WALLET[1][0], "getSignatureForOfferApproval", APPROVAL, "order.id", None),
    (WALLET[1][0], "getSignatureForOfferApproval", APPROVAL, "bubblegumParams", None),
    (new_offer(placed(order())), "createOffer", CREATED, "order.id", None),
    (new_offer(placed(order())), "createOffer", CREATED, "order.fixedPrice", 15),
    (new_offer(placed(order())), "createOffer", CREATED, "order.fixedPrice", None),
    (new_offer(placed(order())), "createOffer", CREATED, "order.nftTokenId", MADE),
    (new_offer(placed(order())), "createOffer", CREATED, "order.buyerAddress", SOLANA_OTHER),
    (new_offer(placed(order())), "createOffer", CREATED, "isNonEVM", False),
    (new_offer(placed(on_evm())), "createOffer", CREATED_EVM, "messageToSign", ""),
    (new_offer(placed(on_evm())), "createOffer", CREATED_EVM, "order.buyerAddress", EVM_OTHER),
]


@pytest.mark.parametrize(("told_to", "field", "value", "path", "to"), TURNED)
async def test_what_was_not_asked_for_is_not_handed_to_a_wallet(
    told_to: Instruction, field: str, value: dict[str, Any], path: str, to: object
) -> None:
    async with account_at(answer(data(**{field: changed(value, path, to)}))) as (_server, account):
        with pytest.raises(UnreadableReply, match="cannot be handed to a wallet"):
            await account.prepare(told_to)


@pytest.mark.parametrize("value", ["x", 5, [], True])
async def test_a_preparation_that_is_no_set_of_parameters_is_refused(value: object) -> None:
    async with account_at(answer(data(initiateRejectOffer=value))) as (_server, account):
        with pytest.raises(UnreadableReply):
            await account.prepare(instruction(REJECT, order()))


async def test_parameters_nested_without_end_are_refused() -> None:
    deep = b"[" * 900 + b"0.5" + b"]" * 900
    body = json.dumps(data(initiateRejectOffer={**ENDING, "deep": "HERE"})).encode().replace(b'"HERE"', deep)
    async with account_at(answer(body)) as (_server, account):
        with pytest.raises((UnreadableReply, Unreachable)):
            await account.prepare(instruction(REJECT, order()))


@pytest.mark.parametrize(
    ("act", "error"),
    [
        (answer(refused("offer is not pending")), ActionRefused),
        (answer(refused("order not found")), OfferGone),
        (answer(refused("jwt expired")), CredentialsRejected),
        (answer(b"<html>"), Unreachable),
        (answer(b"", 500), Unreachable),
        (reset(), Unreachable),
    ],
)
async def test_a_preparation_that_fails_is_never_unknown_and_asked_once(
    act: Act, error: type[OfferdeskError]
) -> None:
    async with account_at(act) as (server, account):
        with pytest.raises(error):
            await account.prepare(instruction(REJECT, order()))
    assert server.connections == 1


UNKNOWN: dict[str, Callable[[str], Act]] = {
    "null": lambda field: answer(data(**{field: None})),
    "a number": lambda field: answer(data(**{field: 5})),
    "an object without a yes": lambda field: answer(data(**{field: {"success": None}})),
    "an object that says no": lambda field: answer(data(**{field: {"success": False}})),
    "errors beside a yes": lambda field: answer(
        {**refused("no"), **data(**{field: {"success": True} if field == "acceptOffer" else "Done."})}
    ),
    "a page": lambda _field: answer(b"<html>"),
    "reset": lambda _field: reset(),
}


@pytest.mark.parametrize("make", UNKNOWN.values(), ids=UNKNOWN)
@pytest.mark.parametrize(("told_to", "form", "operation"), [row[:3] for row in CONFIRMED])
async def test_a_confirmation_that_is_not_answered_definitely_is_unknown(
    told_to: Instruction, form: Proof, operation: str, make: Callable[[str], Act]
) -> None:
    async with account_at(make(operation)) as (server, account):
        with pytest.raises(OutcomeUnknown):
            await account.confirm(told_to, hand_off(form, {}), PROOFS[form], ignore)
    assert server.connections == 1


@pytest.mark.parametrize(
    ("words", "error"), [("offer is not pending", ActionRefused), ("order not found", OfferGone)]
)
async def test_a_refusal_in_words_is_definite(words: str, error: type[OfferdeskError]) -> None:
    async with account_at(answer(refused(words))) as (server, account):
        with pytest.raises(error):
            await account.send(instruction(REJECT, on_evm()), ignore)
    assert len(server.seen) == 1


async def placing(
    told_to: Instruction, created: object, **options: Any
) -> tuple[dict[str, Any], HandOff, str]:
    """The variables that a new offer is prepared with, what came of it, and the body."""
    async with account_at(answer(data(createOffer=created)), **options) as (server, account):
        handed = await account.prepare(told_to)
    (seen,) = server.seen
    assert asked_field(seen) == "createOffer"
    return told(seen), handed, seen.body.decode()


async def test_a_new_offer_on_solana_is_prepared_from_the_wallet_there() -> None:
    variables, handed, body = await placing(new_offer(placed(order())), CREATED)
    assert variables == {
        "nftTokenId": NFT,
        "orgId": ORG,
        "buyerAddress": SOLANA_WALLET,
        "offerPrice": 1.5,
        "expiryDate": "2031-05-04T03:02:01Z",
        "paymentToken": "VIN",
        "currency": "USD",
    }
    assert '"offerPrice":1.50,' in body
    assert handed.answer is Proof.SOLANA_SIGNATURE
    assert json.loads(handed.parameters) == CREATED


async def test_a_new_offer_on_evm_names_the_token_that_is_set() -> None:
    bid = new_offer(placed(on_evm()), code="WETH")
    tokens = f"WETH={CONTRACT}:{CURRENCY_ID}"
    variables, handed, body = await placing(bid, CREATED_EVM, payment_tokens=tokens)
    assert (variables["paymentToken"], variables["currencyId"]) == (CONTRACT, CURRENCY_ID)
    assert variables["buyerAddress"] == EVM_WALLET
    assert "bubblegum" not in body
    assert handed.answer is Proof.EVM_SIGNATURE


@pytest.mark.parametrize("digits", ["0.1", "0.04", "1.50", "123456789012345", "0.000000000000000001"])
async def test_a_price_is_written_with_its_very_digits(digits: str) -> None:
    bid = new_offer(placed(order()), amount=digits)
    created = changed(CREATED, "order.fixedPrice", float(digits))
    _variables, _handed, body = await placing(bid, created)
    assert f'"offerPrice":{digits},' in body


@pytest.mark.parametrize("digits", ["0.12345678901234567890", "12345678901234567890.5", "0", "1" * 70])
async def test_a_price_that_a_float_cannot_keep_is_not_sent(digits: str) -> None:
    async with account_at(answer(data())) as (server, account):
        with pytest.raises(UsageError, match="about 15 digits"):
            await account.prepare(new_offer(placed(order()), amount=digits))
    assert server.connections == 0


def without_an_end(told_to: Instruction) -> Instruction:
    """The same offer, for ever."""
    assert told_to.terms is not None
    return replace(told_to, terms=replace(told_to.terms, expires=None))


def in_krakens(told_to: Instruction) -> Instruction:
    """The same offer in another marketplace's money."""
    assert told_to.terms is not None
    price = told_to.terms.price
    foreign = Money.parse("1", replace(price.currency, issuer="kraken"))
    return replace(told_to, terms=replace(told_to.terms, price=foreign))


def of_no_nft(told_to: Instruction) -> Instruction:
    """The same offer on something that is no NFT of Mojito's."""
    return replace(told_to, nft=replace(told_to.subject, nft_id="NTF-1"))


@pytest.mark.parametrize(
    "spoil", [without_an_end, in_krakens, of_no_nft, lambda bid: replace(bid, terms=None)]
)
async def test_a_new_offer_that_cannot_be_asked_is_not_sent(
    spoil: Callable[[Instruction], Instruction],
) -> None:
    async with account_at(answer(data())) as (server, account):
        with pytest.raises(UsageError):
            await account.prepare(spoil(new_offer(placed(order()))))
    assert server.connections == 0


async def test_an_account_without_a_wallet_on_the_chain_cannot_bid_there() -> None:
    async with account_at(answer(data()), wallets=EVM_WALLET) as (server, account):
        with pytest.raises(UsageError, match="no wallet on Solana"):
            await account.prepare(new_offer(placed(order())))
    assert server.connections == 0


@pytest.mark.parametrize(
    ("entry", "form", "created", "buyer"),
    [
        (placed(order()), Proof.SOLANA_SIGNATURE, CREATED, SOLANA_WALLET),
        (placed(on_evm()), Proof.EVM_SIGNATURE, CREATED_EVM, EVM_WALLET),
    ],
)
async def test_a_new_offer_is_confirmed_for_the_order_that_was_prepared(
    entry: dict[str, Any], form: Proof, created: object, buyer: str
) -> None:
    async with account_at(answer(data(submitProofOfOffer="Signature updated."))) as (server, account):
        receipt = await account.confirm(new_offer(entry), hand_off(form, created), PROOFS[form], ignore)
    assert told(server.seen[0]) == {
        "orderId": MADE,
        "orgId": ORG,
        "signature": PROOFS[form],
        "buyerAddress": buyer,
        "currency": "USD",
    }
    assert receipt.made == MADE


@pytest.mark.parametrize(
    "parameters", [{}, {"order": None}, {"order": {"id": None}}, {"order": {"id": "a b"}}, []]
)
async def test_a_new_offer_whose_order_is_not_named_is_not_confirmed(parameters: object) -> None:
    handed = hand_off(Proof.SOLANA_SIGNATURE, parameters)
    async with account_at(answer(data())) as (server, account):
        with pytest.raises(UsageError, match="names no offer"):
            await account.confirm(new_offer(placed(order())), handed, SOLANA_SIGNATURE, _never)
    assert server.connections == 0


@pytest.mark.parametrize(
    ("told_to", "operation"),
    [
        *((row[0], row[1]) for row in DIRECT),
        *((row[0], row[1]) for row in WALLET),
        (new_offer(placed(order())), "createOffer"),
    ],
)
async def test_a_preview_shows_the_first_request_and_sends_nothing(
    told_to: Instruction, operation: str
) -> None:
    async with account_at(answer(data())) as (server, account):
        shown = account.preview(told_to)
    assert server.connections == 0
    assert shown.startswith(f"POST {server.base_url}\nAuthorization: Bearer ***\n")
    assert f'"operationName":"{operation}"' in shown
    assert ORG in shown


async def test_a_connection_is_one_that_wallets_have_a_part_in() -> None:
    async with account_at(answer(data())) as (_server, account):
        actor: WalletActor = account
        assert isinstance(actor, MojitoConnection)
        assert isinstance(account, WalletActor)
