"""How an action ends: the state it is left in, and what the person is told of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from tui_app.domain.errors import (
    CredentialsError,
    MarketplaceError,
    OfferdeskError,
    OutcomeUnknown,
    Unreachable,
)
from tui_app.domain.hand_off import HandOff
from tui_app.domain.instruction import Instruction
from tui_app.domain.verdicts import Action
from tui_app.gateway.contract import Receipt
from tui_app.ledger.action_states import ActionState

_PAST = {
    Action.ACCEPT: "Accepted the offer for",
    Action.REJECT: "Rejected the offer for",
    Action.COUNTER: "Made a counter-offer for",
    Action.CANCEL: "Cancelled the offer for",
    Action.PLACE: "Placed an offer for",
    Action.CREATE_ORDER: "Created an order of",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """The state an action is left in, one sentence, what it made if that is known, and the cause.

    `hand_off` goes with an action that a wallet has the next step of. `otherwise`: it was done, but not as
    it was asked for.
    """

    state: ActionState
    words: str
    made: str | None = None
    otherwise: bool = False
    hand_off: HandOff | None = None
    cause: OfferdeskError | None = field(default=None, compare=False)


CUT_OFF_BEFORE = Ending(state=ActionState.NOT_DONE, words="Not sent: offerdesk was interrupted before.")
CUT_OFF_AFTER = Ending(
    state=ActionState.UNKNOWN, words="Sent, but offerdesk was interrupted before the answer came."
)
CUT_OFF_CONFIRMING = Ending(
    state=ActionState.UNKNOWN, words="Signed and sent, but offerdesk was interrupted before the answer came."
)


def told(error: OfferdeskError) -> str:
    """What happened, the remedy, and the details, as one text."""
    return f"{error.title} {error.detail}".strip()


def unsent(error: OfferdeskError) -> Ending:
    """The ending of an action that something stopped before a byte left."""
    return Ending(state=ActionState.NOT_DONE, words=f"Not sent: {told(error)}", cause=error)


def answered(error: OfferdeskError) -> Ending:
    """The ending of a request that was about to leave, by what `OfferActor.send` raised.

    Refused is only what a marketplace refused. An error of ours that came in between says nothing
    about the request.
    """
    match error:
        case OutcomeUnknown():
            return Ending(state=ActionState.UNKNOWN, words=told(error), cause=error)
        case Unreachable():
            return Ending(state=ActionState.NOT_DONE, words=told(error), cause=error)
        case MarketplaceError() | CredentialsError():
            return Ending(state=ActionState.REFUSED, words=told(error), cause=error)
        case _:
            return Ending(
                state=ActionState.UNKNOWN,
                words=f"Sent, but its answer was lost here. {told(error)}",
                cause=error,
            )


def prepared(hand_off: HandOff) -> Ending:
    """The ending of the first half of an action whose second half begins in a wallet."""
    return Ending(state=ActionState.AWAITING_WALLET, words=hand_off.todo, hand_off=hand_off)


def unprepared(error: OfferdeskError) -> Ending:
    """The ending of an action for which the marketplace gave a wallet nothing to do."""
    return Ending(state=ActionState.NOT_DONE, words=f"Nothing was signed: {told(error)}", cause=error)


def unconfirmed(error: OfferdeskError) -> Ending:
    """The ending of a confirming call that did not leave: what the wallet did is still to be told."""
    words = f"Signed, but not confirmed yet: {told(error)}"
    return Ending(state=ActionState.CONFIRMATION_PENDING, words=words, cause=error)


def confirmed_with(error: OfferdeskError) -> Ending:
    """The ending of a confirming call by what `WalletActor.confirm` raised.

    A refusal does not undo what the wallet did, so the action stays to be confirmed.
    """
    ending = answered(error)
    return ending if ending.state is ActionState.UNKNOWN else unconfirmed(error)


def done(instruction: Instruction, receipt: Receipt) -> Ending:
    """The ending of an action that the marketplace said yes to."""
    sentence = f"{_PAST[instruction.action]} {instruction.subject.name}.{_made(instruction, receipt)}"
    return Ending(state=ActionState.DONE, words=sentence, made=receipt.made, otherwise=receipt.otherwise)


def _made(instruction: Instruction, receipt: Receipt) -> str:
    if instruction.order is None:
        return f" It made {receipt.made}." if receipt.made else ""
    return " ".join((f" It is order {receipt.made}.", *([str(receipt.words)] if receipt.words else [])))
