"""How far an action can come, and by which steps."""

from __future__ import annotations

from enum import StrEnum


class ActionState(StrEnum):
    """How far an action has come."""

    PLANNED = "planned"
    CHECKED = "checked"
    AWAITING_WALLET = "awaiting wallet"
    CONFIRMATION_PENDING = "confirmation pending"
    CONFIRMING = "confirming"
    SENDING = "sending"
    UNKNOWN = "unknown"
    NEEDS_PERSON = "needs a person"
    DONE = "done"
    REFUSED = "refused"
    NOT_DONE = "not done"


SETTLED = frozenset({ActionState.DONE, ActionState.REFUSED, ActionState.NOT_DONE})
"""Nothing more will happen to the action."""

UNSETTLED = frozenset(ActionState) - SETTLED
"""The action keeps others off its target."""

ON_THE_WIRE = frozenset({ActionState.SENDING, ActionState.CONFIRMING})
"""Bytes may have left, and their answer is not in."""

IN_HAND = ON_THE_WIRE | {ActionState.PLANNED, ActionState.CHECKED}
"""A process is at it; what it leaves behind in such a state was cut off."""

UNDECIDED = frozenset({ActionState.UNKNOWN, ActionState.NEEDS_PERSON})
"""The request left, and what became of it is to be found out."""

TO_FIND_OUT = UNDECIDED | {ActionState.CONFIRMATION_PENDING}
"""Reading, or a person who knows, can tell that the action is done, or is not."""

WITH_PERSON = frozenset({ActionState.AWAITING_WALLET, ActionState.CONFIRMATION_PENDING})
"""A wallet has the next step, or has taken it and the marketplace does not know yet."""

NEXT: dict[ActionState, frozenset[ActionState]] = {
    ActionState.PLANNED: frozenset({ActionState.CHECKED, ActionState.REFUSED, ActionState.NOT_DONE}),
    ActionState.CHECKED: frozenset(
        {ActionState.SENDING, ActionState.AWAITING_WALLET, ActionState.REFUSED, ActionState.NOT_DONE}
    ),
    ActionState.AWAITING_WALLET: frozenset({ActionState.CONFIRMATION_PENDING, ActionState.NOT_DONE}),
    # What a wallet did stays done whatever the marketplace says to it: only reading or a person settles that.
    ActionState.CONFIRMATION_PENDING: frozenset(
        {ActionState.CONFIRMING, ActionState.DONE, ActionState.NOT_DONE}
    ),
    ActionState.CONFIRMING: frozenset(
        {ActionState.DONE, ActionState.UNKNOWN, ActionState.CONFIRMATION_PENDING}
    ),
    ActionState.SENDING: SETTLED | {ActionState.UNKNOWN},
    ActionState.UNKNOWN: frozenset(
        {
            ActionState.DONE,
            ActionState.NOT_DONE,
            ActionState.NEEDS_PERSON,
            ActionState.CONFIRMATION_PENDING,
        }
    ),
    ActionState.NEEDS_PERSON: frozenset({ActionState.DONE, ActionState.NOT_DONE}),
}
"""From each state, the steps that are allowed; a settled one has none."""
