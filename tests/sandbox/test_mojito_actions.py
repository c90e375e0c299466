"""Accept, reject and cancel at Mojito's part of the sandbox: by role, by chain, against ground truth."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.sandbox.mojito_caller import (
    ACCEPT,
    APPROVE,
    CANCEL,
    OFFERS,
    REJECT,
    START_CANCEL,
    START_REJECT,
    MojitoCaller,
    serving,
    signed,
)
from tests.sandbox_client import Clock

EVM, SOLANA = "ERC721", "NonFungible"
ANSWERS = {EVM: "evm transaction hash", SOLANA: "solana signature"}
UNKNOWN = "11111111-2222-4333-8444-555555555555"


@pytest.fixture
def mojito(clock: Clock) -> Iterator[MojitoCaller]:
    """A caller of a fresh market."""
    with serving(clock) as caller:
        yield caller


def _only_effect(mojito: MojitoCaller) -> dict[str, Any]:
    (effect,) = mojito.effects()
    assert effect["marketplace"] == "mojito"
    return effect


def _sold(mojito: MojitoCaller, order: dict[str, Any]) -> str:
    """The hash of the sale that the pretend wallet makes."""
    return signed(ANSWERS[order["tokenType"]], mojito.field(APPROVE, id=order["id"]))


@pytest.mark.parametrize(
    ("query", "end", "action", "status", "words"),
    [
        (REJECT, "owner", "reject", "REJECTED", "Offer rejected."),
        (CANCEL, "buyer", "cancel", "CANCELLED", "Offer cancelled."),
    ],
)
def test_on_evm_an_offer_is_ended_directly(
    mojito: MojitoCaller, query: str, end: str, action: str, status: str, words: str
) -> None:
    order = mojito.pending(end, EVM)

    assert mojito.field(query, id=order["id"]) == words

    effect = _only_effect(mojito)
    assert (effect["action"], effect["target"]) == (action, order["id"])
    assert effect["request"]["variables"]["id"] == order["id"]
    assert "unsigned" not in effect["request"]
    assert mojito.status(order) == status


@pytest.mark.parametrize(
    ("start", "query", "end"), [(START_REJECT, REJECT, "owner"), (START_CANCEL, CANCEL, "buyer")]
)
def test_on_solana_an_offer_is_ended_with_the_wallet_s_transaction(
    mojito: MojitoCaller, start: str, query: str, end: str
) -> None:
    order = mojito.pending(end, SOLANA)
    wallet = {"wallet": order["nftOwnerAddress"]} if end == "owner" else {}
    parameters = mojito.field(start, id=order["id"], **wallet)

    assert mojito.effects() == []
    mojito.field(query, id=order["id"], signature=signed("solana signature", parameters))

    assert _only_effect(mojito)["target"] == order["id"]
    assert len(parameters["descriminator"]) == 8
    assert parameters["mintAccount"] == order["tokenId"]
    assert (parameters["seller"], parameters["buyer"]) == (order["nftOwnerAddress"], order["buyerAddress"])


@pytest.mark.parametrize("token_type", [EVM, SOLANA])
def test_an_offer_is_accepted_with_the_hash_of_the_sale(mojito: MojitoCaller, token_type: str) -> None:
    order = mojito.pending("owner", token_type)

    answer = mojito.field(ACCEPT, id=order["id"], hash=_sold(mojito, order))

    assert answer == {"success": True, "newNFTID": order["nftTokenId"]}
    assert (_only_effect(mojito)["action"], _only_effect(mojito)["target"]) == ("accept", order["id"])
    others = [one for one in mojito.field(OFFERS, nft=order["nftTokenId"]) if one["id"] != order["id"]]
    assert "PENDING" not in [one["orderStatus"] for one in others]
    assert mojito.status(order) == "COMPLETED"


def test_what_a_sale_needs_says_its_chain(mojito: MojitoCaller) -> None:
    evm, solana = (mojito.field(APPROVE, id=mojito.pending("owner", kind)["id"]) for kind in (EVM, SOLANA))

    assert evm["Network"]["chainID"] in (1, 137)
    assert solana["Network"]["chainID"] == 900
    assert evm["bubblegumParams"] is None
    assert len(solana["bubblegumParams"]["acceptOfferDiscriminator"]) == 8


@pytest.mark.parametrize("brought", ["", "0x", "0x" + "0" * 64, "1" * 88])
@pytest.mark.parametrize("token_type", [EVM, SOLANA])
def test_another_hash_accepts_nothing(mojito: MojitoCaller, token_type: str, brought: str) -> None:
    order = mojito.pending("owner", token_type)

    assert mojito.refusal(ACCEPT, id=order["id"], hash=brought) == "transaction not found"
    assert mojito.effects() == []
    assert mojito.status(order) == "PENDING"


def test_a_hash_for_another_offer_accepts_nothing(mojito: MojitoCaller) -> None:
    order, other = mojito.pending("owner", EVM), mojito.pending("owner", SOLANA)

    assert mojito.refusal(ACCEPT, id=order["id"], hash=_sold(mojito, other)) == "transaction not found"


@pytest.mark.parametrize("again", [ACCEPT, REJECT])
def test_nothing_happens_twice(mojito: MojitoCaller, again: str) -> None:
    order = mojito.pending("owner", EVM)
    brought = _sold(mojito, order)
    mojito.field(ACCEPT, id=order["id"], hash=brought)

    told = {"hash": brought} if again == ACCEPT else {}
    assert mojito.refusal(again, id=order["id"], **told) == "offer is not pending"
    assert len(mojito.effects()) == 1


@pytest.mark.parametrize("token_type", [EVM, SOLANA])
def test_roles_are_kept(mojito: MojitoCaller, token_type: str) -> None:
    bid, received = mojito.pending("buyer", token_type), mojito.pending("owner", token_type)
    owner, buyer = "only the owner of the token may do this", "only the buyer may do this"

    assert mojito.refusal(APPROVE, id=bid["id"]) == owner
    assert mojito.refusal(ACCEPT, id=bid["id"], hash="0x") == owner
    assert mojito.refusal(REJECT, id=bid["id"], signature="x") == owner
    assert mojito.refusal(START_REJECT, id=bid["id"], wallet=bid["nftOwnerAddress"]) == owner
    assert mojito.refusal(CANCEL, id=received["id"], signature="x") == buyer
    assert mojito.refusal(START_CANCEL, id=received["id"]) == buyer
    assert mojito.effects() == []


def test_who_is_both_may_do_either(mojito: MojitoCaller) -> None:
    first = mojito.pending("owner", EVM, both=True)
    mojito.field(CANCEL, id=first["id"])
    second = mojito.pending("owner", SOLANA, both=True)
    mojito.field(REJECT, id=second["id"])

    assert [one["action"] for one in mojito.effects()] == ["cancel", "reject"]


def test_a_rejection_is_started_with_the_owner_s_wallet_only(mojito: MojitoCaller) -> None:
    order = mojito.pending("owner", SOLANA)
    others = [wallet for wallet in mojito.wallets if wallet != order["nftOwnerAddress"]]

    for wallet in [*others, order["nftOwnerAddress"].swapcase()]:
        refusal = mojito.refusal(START_REJECT, id=order["id"], wallet=wallet)
        assert refusal == "wallet is not the owner of the token"


@pytest.mark.parametrize(("start", "end"), [(START_REJECT, "owner"), (START_CANCEL, "buyer")])
def test_on_evm_there_is_nothing_to_start(mojito: MojitoCaller, start: str, end: str) -> None:
    order = mojito.pending(end, EVM)
    wallet = {"wallet": order["nftOwnerAddress"]} if end == "owner" else {}

    assert mojito.refusal(start, id=order["id"], **wallet) == "offer is not on Solana"


def test_an_order_that_is_not_there_is_not_found(mojito: MojitoCaller) -> None:
    assert mojito.refusal(REJECT, id=UNKNOWN) == "order not found"


@pytest.mark.parametrize(("query", "end"), [(REJECT, "owner"), (CANCEL, "buyer")])
def test_without_its_signature_a_solana_offer_ends_and_ground_truth_tells(
    mojito: MojitoCaller, query: str, end: str
) -> None:
    mojito.field(query, id=mojito.pending(end, SOLANA)["id"])

    assert _only_effect(mojito)["request"]["unsigned"] is True


@pytest.mark.parametrize(("query", "end"), [(REJECT, "owner"), (CANCEL, "buyer")])
def test_unsigned_endings_are_refused_where_that_is_asked_for(clock: Clock, query: str, end: str) -> None:
    with serving(clock, mojito_unsigned="refuse") as mojito:
        order = mojito.pending(end, SOLANA)

        assert mojito.refusal(query, id=order["id"]) == "signature is required"
        assert mojito.refusal(query, id=order["id"], signature="") == "signature is required"
        assert mojito.effects() == []


@pytest.mark.parametrize(("query", "end"), [(REJECT, "owner"), (CANCEL, "buyer")])
def test_a_wrong_signature_ends_nothing(mojito: MojitoCaller, query: str, end: str) -> None:
    order = mojito.pending(end, SOLANA)

    assert mojito.refusal(query, id=order["id"], signature="1" * 88) == "transaction not found"
    assert mojito.effects() == []


def test_a_cancellation_s_signature_is_not_a_rejection_s(mojito: MojitoCaller) -> None:
    order = mojito.pending("owner", SOLANA, both=True)
    parameters = mojito.field(START_CANCEL, id=order["id"])

    said = mojito.refusal(REJECT, id=order["id"], signature=signed("solana signature", parameters))
    assert said == "transaction not found"


def _late(mojito: MojitoCaller, end: str) -> dict[str, Any]:
    """The offer of the usual market that ran out and still reads PENDING."""
    expired = [
        one
        for one in mojito.offers()
        if one["orderStatus"] == "PENDING" and one["offerExpiryDate"] < "2026-03-14T15:09:26Z"
    ]
    name = {"owner": "nftOwnerAddress", "buyer": "buyerAddress"}[end]
    return next(one for one in expired if mojito.holds(one[name]))


def test_an_expired_offer_cannot_be_accepted_but_can_be_ended(mojito: MojitoCaller) -> None:
    received, bid = _late(mojito, "owner"), _late(mojito, "buyer")

    assert mojito.refusal(APPROVE, id=received["id"]) == "offer is expired"
    assert mojito.refusal(ACCEPT, id=received["id"], hash="0x") == "offer is expired"
    mojito.field(REJECT, id=received["id"])
    mojito.field(CANCEL, id=bid["id"])
    assert [one["action"] for one in mojito.effects()] == ["reject", "cancel"]


def test_a_swept_offer_is_over(clock: Clock) -> None:
    with serving(clock, mojito_sweep=600) as mojito:
        received = _late(mojito, "owner")
        clock.go(seconds=299)
        before = mojito.status(received)
        clock.go(seconds=2)

        assert (before, mojito.status(received)) == ("PENDING", "EXPIRED")
        assert mojito.refusal(REJECT, id=received["id"]) == "offer is not pending"


def test_what_was_done_shows_in_the_feed(mojito: MojitoCaller) -> None:
    order = mojito.pending("owner", EVM)
    brought = _sold(mojito, order)
    mojito.field(ACCEPT, id=order["id"], hash=brought)
    latest = mojito.activity()[0]

    assert (latest["OrderID"], latest["ActivityName"], latest["Status"]) == (
        order["id"],
        "Sold_Item",
        "COMPLETED",
    )
    assert latest["TransactionHash"] == brought
