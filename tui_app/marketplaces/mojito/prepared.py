"""What Mojito hands out for a wallet, checked against what was asked before anybody signs it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

from tui_app.domain.errors import UnreadableReply, UsageError
from tui_app.domain.hand_off import HandOff, Proof
from tui_app.domain.instruction import Instruction
from tui_app.domain.money import parse_amount
from tui_app.domain.verdicts import Action
from tui_app.gateway.decode import write_json
from tui_app.marketplaces.mojito.account import Account
from tui_app.marketplaces.mojito.addresses import same
from tui_app.marketplaces.mojito.steps import answer_for, buyer_for, order_id, wanted
from tui_app.marketplaces.mojito.values import SOURCE, number_text_of, order_id_of
from tui_app.marketplaces.mojito.wire import BUYER, OWNER, said_in

_TODO: Final = {
    (Action.ACCEPT, Proof.EVM_HASH): (
        "Let the owner's wallet approve the NFT for the marketplace's contract if it has not yet, and send "
        "the sale with proofOfApproval. Bring back the hash of that transaction."
    ),
    (Action.ACCEPT, Proof.SOLANA_SIGNATURE): (
        "Let the owner's wallet send the sale with these parameters. Bring back that transaction's signature."
    ),
    (Action.REJECT, Proof.SOLANA_SIGNATURE): (
        "Let the owner's wallet send one instruction to the program offerEscrow, with the eight bytes of "
        "descriminator as data and the accounts owner, buyer, mintAccount, offer and systemProgram. Bring "
        "back that transaction's signature."
    ),
    (Action.CANCEL, Proof.SOLANA_SIGNATURE): (
        "Let the buyer's wallet send one instruction to the program offerEscrow, with the eight bytes of "
        "descriminator as data and the accounts buyer, seller, mintAccount, offer and systemProgram. Bring "
        "back that transaction's signature."
    ),
    (Action.PLACE, Proof.EVM_SIGNATURE): (
        "Let the buyer's wallet sign messageToSign, as the bytes that its hexadecimal digits stand for. The "
        "marketplace's contract needs an allowance for the price. Bring back the signature."
    ),
    (Action.PLACE, Proof.SOLANA_SIGNATURE): (
        "Let the buyer's wallet send the offer with these parameters. "
        "Bring back that transaction's signature."
    ),
}


def hand_off_of(instruction: Instruction, account: Account, value: object) -> HandOff:
    """The hand-off in the answer that prepared it. Raises UnreadableReply where it is not about that."""
    answer = answer_for(instruction, account)
    if not isinstance(value, Mapping):
        raise _unusable("it is no set of parameters")
    match instruction.action:
        case Action.ACCEPT:
            _check_approval(instruction, value, answer)
        case Action.PLACE:
            _check_new(instruction, account, value, answer)
        case _:
            _check_ending(instruction, value)
    try:
        parameters = write_json(value)
    except RecursionError:
        raise _unusable("it is nested without end") from None
    return HandOff(answer=answer, todo=_TODO[instruction.action, answer], parameters=parameters)


def made_by(instruction: Instruction, hand_off: HandOff) -> str:
    """The id of the order that is confirmed: for a new offer, the one in what was handed out.

    Raises UsageError where it does not name one.
    """
    if instruction.action is not Action.PLACE:
        return order_id(instruction)
    try:
        return order_id_of(json.loads(hand_off.parameters)["order"]["id"])
    except (ValueError, KeyError, TypeError, RecursionError):
        raise UsageError("What was handed to the wallet names no offer.", "Place the offer anew.") from None


def _check_approval(instruction: Instruction, value: Mapping[str, object], answer: Proof) -> None:
    if _order(value).get("id") != order_id(instruction):
        raise _unusable("it is about another offer")
    if answer is Proof.EVM_HASH:
        _check_text(value, "proofOfApproval")
    elif not isinstance(value.get("bubblegumParams"), Mapping):
        raise _unusable("it has no bubblegumParams")


def _check_ending(instruction: Instruction, value: Mapping[str, object]) -> None:
    for name in ("offer", "offerEscrow", "mintAccount", "systemProgram"):
        _check_text(value, name)
    code = value.get("descriminator")
    octets = isinstance(code, list) and all(type(each) is int and 0 <= each <= 255 for each in code)
    if not octets or not isinstance(code, list) or len(code) != 8:
        raise _unusable("its descriminator is not eight bytes")
    ends = {OWNER: value.get("seller"), BUYER: value.get("buyer")}
    if instruction.offer and any(said_in(instruction.offer, end) != said for end, said in ends.items()):
        raise _unusable("it is about other wallets than this offer's")


def _check_new(
    instruction: Instruction, account: Account, value: Mapping[str, object], answer: Proof
) -> None:
    order, asked = _order(value), wanted(instruction)
    try:
        order_id_of(order.get("id"))
        price = parse_amount(number_text_of(order.get("fixedPrice")))
    except ValueError:
        raise _unusable("it names no offer and price") from None
    if price != asked.price.amount:
        raise _unusable("it is for another price")
    if str(order.get("nftTokenId")).lower() != instruction.subject.nft_id.lower():
        raise _unusable("it is about another NFT")
    buyer = order.get("buyerAddress")
    if not isinstance(buyer, str) or not same(buyer, buyer_for(instruction, account)):
        raise _unusable("it is for another wallet")
    if answer is Proof.EVM_SIGNATURE:
        _check_text(value, "messageToSign")
    elif value.get("isNonEVM") is False:
        raise _unusable("it is for an EVM chain")


def _order(value: Mapping[str, object]) -> Mapping[str, object]:
    order = value.get("order")
    return order if isinstance(order, Mapping) else {}


def _check_text(value: Mapping[str, object], name: str) -> None:
    said = value.get(name)
    if not isinstance(said, str) or not said.strip():
        raise _unusable(f"it has no {name}")


def _unusable(why: str) -> UnreadableReply:
    return UnreadableReply(
        f"What {SOURCE} prepared cannot be handed to a wallet: {why}. Nothing was signed; refresh first."
    )
