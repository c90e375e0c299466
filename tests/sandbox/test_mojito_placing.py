"""New offers at Mojito's part of the sandbox: prepared, signed by the pretend wallet, and then there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.sandbox.mojito_caller import CANCEL, CREATE, OFFERS, SUBMIT, MojitoCaller, serving, signed
from tests.sandbox_client import Clock
from tui_app.sandbox.mojito.networks import ETHEREUM

EVM, SOLANA = "ERC721", "NonFungible"
ANSWERS = {EVM: "evm message signature", SOLANA: "solana signature"}
EXPIRY = "2026-03-20T12:00:00Z"


@pytest.fixture
def mojito(clock: Clock) -> Iterator[MojitoCaller]:
    """A caller of a fresh market."""
    with serving(clock) as caller:
        yield caller


def _told(mojito: MojitoCaller, token_type: str = EVM, **other: object) -> dict[str, Any]:
    """An offer on an NFT that somebody else owns."""
    nft = mojito.pending("buyer", token_type)["nftTokenId"]
    (wallet, *_) = [one for one in mojito.wallets if one.startswith("0x") is (token_type == EVM)]
    usual = {"nft": nft, "buyer": wallet, "price": 0.0394, "expiry": EXPIRY, "token": ETHEREUM.weth_address}
    return {**usual, **other}


@pytest.mark.parametrize("token_type", [EVM, SOLANA])
def test_an_offer_is_there_when_its_signature_is(mojito: MojitoCaller, token_type: str) -> None:
    told = _told(mojito, token_type)
    before = mojito.field(OFFERS, nft=told["nft"])
    made = mojito.field(CREATE, **told)

    assert mojito.effects() == []
    assert mojito.field(OFFERS, nft=told["nft"]) == before
    mojito.field(SUBMIT, id=made["order"]["id"], signature=signed(ANSWERS[token_type], made))

    (effect,) = mojito.effects()
    assert (effect["action"], effect["target"]) == ("place", told["nft"])
    (listed,) = [one for one in mojito.field(OFFERS, nft=told["nft"]) if one not in before]
    assert (listed["id"], listed["orderStatus"]) == (made["order"]["id"], "PENDING")
    assert (listed["buyerAddress"], listed["offerExpiryDate"]) == (told["buyer"], EXPIRY)
    assert made["isNonEVM"] is (token_type == SOLANA)


@pytest.mark.parametrize("price", [0.0394, 1, 1.5, 123456.789, 0.1, 1e-05])
def test_the_price_that_was_sent_is_the_price_that_is_read(mojito: MojitoCaller, price: float) -> None:
    made = mojito.field(CREATE, **_told(mojito, price=price))

    assert repr(made["order"]["fixedPrice"]) == repr(price)
    assert [one["value"] for one in made["order"]["price"] if one["type"] == "CRYPTO"] == [price]


def test_another_signature_lists_nothing(mojito: MojitoCaller) -> None:
    told = _told(mojito)
    made = mojito.field(CREATE, **told)

    assert (
        mojito.refusal(SUBMIT, id=made["order"]["id"], signature="0x" + "0" * 130) == "signature is invalid"
    )
    assert mojito.effects() == []


def test_an_offer_is_placed_once(mojito: MojitoCaller) -> None:
    made = mojito.field(CREATE, **_told(mojito))
    proof = {"id": made["order"]["id"], "signature": signed(ANSWERS[EVM], made)}
    mojito.field(SUBMIT, **proof)

    assert mojito.refusal(SUBMIT, **proof) == "proof of this offer was submitted before"
    assert len(mojito.effects()) == 1


def test_each_offer_has_an_id_of_its_own(mojito: MojitoCaller) -> None:
    told = _told(mojito)

    assert mojito.field(CREATE, **told)["order"]["id"] != mojito.field(CREATE, **told)["order"]["id"]


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"price": 0}, "offer price must be greater than zero"),
        ({"price": -1}, "offer price must be greater than zero"),
        ({"expiry": "2026-03-14T15:09:26Z"}, "expiry date must be in the future"),
        ({"buyer": "0x" + "1" * 40}, "wallet is not connected to this user"),
        ({"nft": "11111111-2222-4333-8444-555555555555"}, "token not found"),
    ],
)
def test_what_cannot_be_offered_is_refused(mojito: MojitoCaller, other: dict[str, Any], words: str) -> None:
    assert mojito.refusal(CREATE, **_told(mojito, **other)) == words


@pytest.mark.parametrize("expiry", ["tomorrow", "2026-03-20", "2026-03-20T12:00:00", 1, ""])
def test_an_expiry_that_is_no_time_is_an_error_of_the_scalar(mojito: MojitoCaller, expiry: object) -> None:
    assert "RFC3339" in mojito.refusal(CREATE, **_told(mojito, expiry=expiry))


def test_a_wallet_of_the_other_chain_is_refused(mojito: MojitoCaller) -> None:
    solana = next(one for one in mojito.wallets if not one.startswith("0x"))

    said = mojito.refusal(CREATE, **_told(mojito, buyer=solana))
    assert said == "wallet is of another chain than the token"


def test_nobody_bids_on_their_own(mojito: MojitoCaller) -> None:
    order = mojito.pending("owner", EVM)
    told = _told(mojito, nft=order["nftTokenId"], buyer=order["nftOwnerAddress"])

    assert mojito.refusal(CREATE, **told) == "owner cannot make an offer on own token"


def test_an_offer_that_nobody_signed_cannot_be_cancelled(mojito: MojitoCaller) -> None:
    made = mojito.field(CREATE, **_told(mojito))

    assert mojito.refusal(CANCEL, id=made["order"]["id"]) == "order not found"


def test_a_proof_that_comes_too_late_is_refused(clock: Clock, mojito: MojitoCaller) -> None:
    made = mojito.field(CREATE, **_told(mojito, expiry="2026-03-14T16:00:00Z"))
    clock.go(hours=1)

    said = mojito.refusal(SUBMIT, id=made["order"]["id"], signature=signed(ANSWERS[EVM], made))
    assert said == "offer is expired"
