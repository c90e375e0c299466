"""Cancelling at Dew: the maker's own wallet signs a message, and Dew is told the signature.

The message is the hexadecimal text of `order_hash:` and the hash, in small letters. Whether a wallet
signs it with the usual prefix, and with or without 0x before it, Dew's pages do not say; most wallets
sign the bytes that hexadecimal text with 0x stands for.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

from tui_app.domain.errors import UnreadableReply, UsageError
from tui_app.domain.hand_off import HandOff, Proof
from tui_app.domain.instruction import Instruction
from tui_app.domain.offer import Offer
from tui_app.domain.verdicts import Action
from tui_app.gateway.contract import Receipt
from tui_app.gateway.decode import write_json
from tui_app.gateway.rest import Request, unsure
from tui_app.marketplaces.dew import OFF_CHAIN, calls
from tui_app.marketplaces.dew.answers import data_in
from tui_app.marketplaces.dew.fields import TITLE, Account, is_address, is_hash
from tui_app.marketplaces.dew.offers import is_listing

ANSWER: Final = Proof.EVM_SIGNATURE


def hand_off_of(instruction: Instruction, account: Account) -> HandOff:
    """What the wallet has to sign. Raises UsageError for what cannot be cancelled by this account."""
    offer = _cancelled(instruction, account)
    text = f"order_hash:{offer.key.offer_id}".lower()
    parameters = {
        "message": f"0x{text.encode().hex()}",
        "text": text,
        "offerer": offer.maker.raw,
        "order_hash": offer.key.offer_id,
        "chain_id": account.network,
    }
    todo = f"Sign this message with the wallet {offer.maker}. {OFF_CHAIN}"
    return HandOff(answer=ANSWER, todo=todo, parameters=write_json(parameters))


def request_of(instruction: Instruction, account: Account, signature: str) -> Request:
    """The call that cancels. Raises UsageError as `hand_off_of`."""
    offer = _cancelled(instruction, account)
    return calls.cancel(
        account,
        listing=is_listing(offer),
        signature=signature,
        order_hash=offer.key.offer_id,
        offerer=offer.maker.raw,
    )


def check_given(instruction: Instruction, hand_off: HandOff) -> None:
    """Raises UsageError where what was handed out is not for this order."""
    try:
        given = json.loads(hand_off.parameters)
    except ValueError:
        given = None
    named = given.get("order_hash") if isinstance(given, dict) else None
    if hand_off.answer is not ANSWER or instruction.offer is None or named != instruction.offer.key.offer_id:
        raise UsageError("What the wallet was asked for is not what this needs.", "Begin it anew.")


def receipt_of(instruction: Instruction, value: object) -> Receipt:
    """The yes in an answer that refuses nothing. Raises OutcomeUnknown where it is none.

    What is beside the code of a cancelled listing is documented as something else, and not looked at.
    """
    try:
        data = data_in(value)
    except UnreadableReply as unreadable:
        raise unsure(TITLE, unreadable.title) from None
    offer = instruction.offer
    if offer is not None and not is_listing(offer) and isinstance(data, Mapping):
        named = data.get("order_hash")
        if named is not None and (not isinstance(named, str) or named.lower() != offer.key.offer_id):
            raise unsure(TITLE, "It names another order.")
    return Receipt()


def _cancelled(instruction: Instruction, account: Account) -> Offer:
    offer = instruction.offer
    if instruction.action is not Action.CANCEL:
        raise UsageError(f"{TITLE} has no way to {instruction.action} an offer.")
    if offer is None or not is_hash(offer.key.offer_id):
        raise UsageError("This needs an offer.", "Choose one in the list first.")
    if not is_address(offer.maker.raw) or not account.is_mine(offer.maker.raw):
        raise UsageError(
            "The wallet that made this is none of this account's.", "Check the wallets under Accounts."
        )
    return offer
