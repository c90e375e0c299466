"""What an instruction becomes on Kraken's wire: the endpoint and its fields, and what its answer says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from tui_app.domain.errors import ActionRefused, OfferdeskError, OfferGone, UsageError
from tui_app.domain.instruction import Instruction, Terms
from tui_app.domain.text import UntrustedText
from tui_app.domain.verdicts import Action
from tui_app.gateway.contract import Receipt
from tui_app.marketplaces.kraken.encoding import (
    ACCEPT_OFFER,
    CANCEL_OFFER,
    COUNTER_OFFER,
    PLACE_OFFER,
    Endpoint,
    Fields,
    FieldValue,
)
from tui_app.marketplaces.kraken.envelope import unsure
from tui_app.marketplaces.kraken.values import id_of
from tui_app.marketplaces.kraken.wire import ISSUER

_MADE = {Action.ACCEPT: "auction_id", Action.COUNTER: "auction_id", Action.PLACE: "offer_id"}
_CANCELLED = frozenset({"cancelled", "canceled"})
_LATEST = 2**32 - 1  # expire_time is a uint32 of unix seconds


def request_of(instruction: Instruction) -> tuple[Endpoint, Fields]:
    """Where an instruction goes and what it says. Raises UsageError for what Kraken cannot be asked."""
    match instruction.action:
        case Action.ACCEPT:
            return ACCEPT_OFFER, {"offer_id": _offer_id(instruction), **_creator_fee(instruction)}
        case Action.COUNTER:
            price = _price("ask_price", "currency", _terms(instruction))
            return COUNTER_OFFER, {"offer_id": _offer_id(instruction), **price}
        case Action.CANCEL:
            return CANCEL_OFFER, {"offer_ids": (_offer_id(instruction),)}
        case Action.PLACE:
            price = _price("offer_amount", "offer_currency", _terms(instruction))
            nft_id = _checked(instruction.subject.nft_id, "NFT")
            return PLACE_OFFER, {"nft_id": (nft_id,), **price, **_creator_fee(instruction)}
        case _:
            raise UsageError("Kraken has no way to reject an offer.", "Accept it, counter it, or let it end.")


def receipt_of(instruction: Instruction, result: object) -> Receipt:
    """The definite yes in the result of a write. Raises OutcomeUnknown, or the definite no of a cancel."""
    if instruction.action is Action.CANCEL:
        return _cancelled(result, _offer_id(instruction))
    made = result.get(_MADE[instruction.action]) if isinstance(result, Mapping) else None
    try:
        return Receipt(made=id_of(made))
    except ValueError:
        raise unsure("It named nothing that was made.") from None


def _cancelled(result: object, offer_id: str) -> Receipt:
    statuses = result.get("statuses") if isinstance(result, Mapping) else None
    entries = statuses if isinstance(statuses, list) else []
    ours = [each for each in entries if isinstance(each, Mapping) and each.get("id") == offer_id]
    said = {str(each.get("status")).strip().casefold() for each in ours}
    if said and said <= _CANCELLED:
        return Receipt()
    if said == {"failed"}:
        raise _not_cancelled(UntrustedText.of(ours[0].get("reason")))
    raise unsure("It did not name this offer, or not clearly.")


def _not_cancelled(reason: UntrustedText) -> OfferdeskError:
    if reason.folded.strip() == "not found":
        return OfferGone("Kraken no longer lists this offer. Refresh to see what became of it.")
    detail = f"Kraken says: {reason}" if reason else ""
    return ActionRefused("Kraken did not cancel this offer. Refresh to see its state.", detail, words=reason)


def _offer_id(instruction: Instruction) -> str:
    if instruction.offer is None:
        raise UsageError("This needs an offer.", "Choose an offer in the list first.")
    return _checked(instruction.offer.key.offer_id, "offer")


def _checked(text: str, what: str) -> str:
    try:
        return id_of(text)
    except ValueError:
        raise UsageError(
            f"This is not the id of an {what} at Kraken.", "For example NTF6XJ7-FK7UJ-STHZ2W"
        ) from None


def _terms(instruction: Instruction) -> Terms:
    if instruction.terms is None:
        raise UsageError("A price is missing.", "For example 1.5 ETH")
    if instruction.terms.price.currency.issuer != ISSUER:
        raise UsageError("The price is not in a currency of Kraken's.", "For example 1.5 ETH")
    return instruction.terms


def _price(amount: str, currency: str, terms: Terms) -> dict[str, FieldValue]:
    fields: dict[str, FieldValue] = {amount: terms.price.plain, currency: terms.price.currency.code}
    return fields | ({"expire_time": _unix(terms.expires)} if terms.expires else {})


def _unix(moment: datetime) -> int:
    if not 0 < (seconds := int(moment.timestamp())) <= _LATEST:
        raise UsageError("Kraken cannot take an end that far away.", "For example 7d")
    return seconds


def _creator_fee(instruction: Instruction) -> dict[str, FieldValue]:
    return {} if instruction.pay_creator_fee is None else {"pay_creator_fee": instruction.pay_creator_fee}
