"""What an error in the moment of sending means for the action, one row each."""

from __future__ import annotations

import pytest

from tests.offers import an_instruction, an_nft, an_offer
from tui_app.desk.endings import Ending, answered, done, unsent
from tui_app.domain.errors import (
    ActionRefused,
    CredentialsRejected,
    LedgerBusy,
    OfferdeskError,
    OfferGone,
    OutcomeUnknown,
    RateLimited,
    ServiceGone,
    Unreachable,
    UsageError,
)
from tui_app.domain.verdicts import Action
from tui_app.gateway.contract import Receipt
from tui_app.ledger.action_states import ActionState


@pytest.mark.parametrize(
    ("error", "state", "words"),
    [
        (
            OutcomeUnknown("Sent, no answer.", "Nothing came."),
            ActionState.UNKNOWN,
            "Sent, no answer. Nothing came.",
        ),
        (Unreachable("Nothing was sent."), ActionState.NOT_DONE, "Nothing was sent."),
        (ActionRefused("No.", "They say: no"), ActionState.REFUSED, "No. They say: no"),
        (OfferGone("Gone."), ActionState.REFUSED, "Gone."),
        (RateLimited("Wait."), ActionState.REFUSED, "Wait."),
        (ServiceGone("Closed."), ActionState.REFUSED, "Closed."),
        (CredentialsRejected("Wrong key."), ActionState.REFUSED, "Wrong key."),
        (LedgerBusy("Busy."), ActionState.UNKNOWN, "Sent, but its answer was lost here. Busy."),
        (UsageError("Odd."), ActionState.UNKNOWN, "Sent, but its answer was lost here. Odd."),
    ],
    ids=lambda part: type(part).__name__ if isinstance(part, OfferdeskError) else "",
)
def test_only_what_a_marketplace_refused_is_refused(
    error: OfferdeskError, state: ActionState, words: str
) -> None:
    assert answered(error) == Ending(state=state, words=words)


def test_what_stops_an_action_before_is_told_with_its_details() -> None:
    assert unsent(ActionRefused("it changed.", "amount: 1 → 2")) == Ending(
        state=ActionState.NOT_DONE, words="Not sent: it changed. amount: 1 → 2"
    )


def test_a_yes_names_the_nft_and_what_was_made() -> None:
    ending = done(an_instruction(Action.ACCEPT), Receipt(made="AUCTION"))

    assert ending == Ending(
        state=ActionState.DONE,
        words="Accepted the offer for Bored Ape #8817. It made AUCTION.",
        made="AUCTION",
    )


@pytest.mark.parametrize("action", Action)
def test_every_action_has_words_that_are_safe_to_show(action: Action) -> None:
    named = an_offer(name="evil\x1b]52;c;x\x07‮name")
    instruction = an_instruction(action, offer=named if action is not Action.PLACE else None, nft=an_nft())

    words = done(instruction, Receipt()).words

    assert words.isprintable()
    assert "\x1b" not in words
