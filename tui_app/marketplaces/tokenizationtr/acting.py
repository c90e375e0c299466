"""What an instruction is on tokenizationtr's wire, and what its answer says.

Newer answers promise a change by the id of a transaction, older ones say what has become of the deal, and an
admin's calls say yes with no body at all (tokenizationtr's pages on OTC and the secondary market).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from tui_app.domain.errors import UsageError
from tui_app.domain.instruction import Instruction
from tui_app.domain.text import UntrustedText
from tui_app.domain.verdicts import Action
from tui_app.gateway.contract import Receipt
from tui_app.gateway.entry import whole_of
from tui_app.gateway.rest import Request, unsure
from tui_app.marketplaces.tokenizationtr import calls
from tui_app.marketplaces.tokenizationtr.fields import TITLE, Account, is_id
from tui_app.marketplaces.tokenizationtr.routes import Place, deal_of

_ENDED: Final = frozenset({"cancelled", "delisted"})


class Promise(NamedTuple):
    """A change that will be made by a transaction."""

    transaction_id: str


def request_of(instruction: Instruction, account: Account) -> Request:
    """The one call that an instruction is. Raises UsageError for what tokenizationtr cannot be asked."""
    offer = instruction.offer
    if offer is None or not is_id(offer.nft.nft_id):
        raise UsageError("This needs a deal.", "Choose one in the list first.")
    try:
        place, deal_id = deal_of(offer)
    except ValueError:
        raise UsageError(f"This is no deal of {TITLE}'s.") from None
    if place is not Place.NODE and instruction.action is Action.CANCEL:
        return calls.end(account, place, offer.nft.nft_id, deal_id)
    if place is Place.NODE and account.node_id and instruction.action in (Action.ACCEPT, Action.CANCEL):
        return calls.decide(account, offer.nft.nft_id, deal_id, instruction.action.value)
    raise UsageError(f"{TITLE} has no way to {instruction.action} this deal.")


def answer_of(instruction: Instruction, value: object) -> Receipt | Promise:
    """What an answer that refuses nothing says. Raises OutcomeUnknown where that is not yes, nor later."""
    place, deal_id = deal_of(instruction.offer) if instruction.offer else (Place.OTC, -1)
    fields = value if isinstance(value, Mapping) else {}
    if place is Place.NODE:
        return Receipt()
    if isinstance(promised := fields.get("transaction_id"), str) and promised:
        return Promise(promised)
    if fields.get("success") is True:
        _check_ended(fields.get("data"), deal_id)
        return Receipt(words=UntrustedText.of(fields.get("message")))
    raise unsure(TITLE, "It neither says that it was done nor names a transaction.")


def _check_ended(data: object, deal_id: int) -> None:
    """Raises OutcomeUnknown where what is told beside a success is of another deal, or of no end."""
    if not isinstance(data, Mapping):
        return
    status, named = data.get("status"), data.get("deal_id")
    try:
        other = named is not None and whole_of(named) != deal_id
    except ValueError:
        other = True
    if other or (isinstance(status, str) and status.casefold() not in _ENDED):
        raise unsure(TITLE, "It speaks of a success, but not of this deal's end.")
