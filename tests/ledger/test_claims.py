"""A created thing is evidence of one action only, and of none where two may have made it."""

from __future__ import annotations

import pytest

from tests.offers import an_instruction
from tui_app.ledger.action_states import ActionState
from tui_app.ledger.claims import Claims
from tui_app.ledger.journal import PERSON, Journal
from tui_app.ledger.store import Ledger


@pytest.fixture
def claims(ledger: Ledger) -> Claims:
    """Claims of the ledger."""
    return Claims(ledger)


def sent(journal: Journal, offer_id: str) -> str:
    """An action on an offer whose request has left."""
    action_id = journal.plan(an_instruction(offer_id=offer_id))
    for state in (ActionState.CHECKED, ActionState.SENDING):
        journal.advance(action_id, state)
    return action_id


def test_what_was_made_stays_known_and_is_told_to_others(journal: Journal, claims: Claims) -> None:
    made = sent(journal, "a")
    journal.advance(made, ActionState.UNKNOWN, made="AUCTION-1")
    journal.advance(made, ActionState.DONE, words="Accepted.")
    other = journal.plan(an_instruction(offer_id="a"))

    assert (journal.entry(made).made, journal.entry(made).words) == ("AUCTION-1", "Accepted.")
    assert claims.of_others(journal.entry(other)) == {"AUCTION-1"}
    assert claims.of_others(journal.entry(made)) == frozenset()


def test_what_may_have_made_something_unknown_is_a_rival_on_the_same_target(
    journal: Journal, claims: Claims
) -> None:
    named, unnamed, refuted, told, elsewhere = (sent(journal, offer_id) for offer_id in "abcde")
    journal.advance(named, ActionState.DONE, made="AUCTION-1")
    journal.advance(unnamed, ActionState.DONE)
    journal.advance(refuted, ActionState.NOT_DONE)
    for each in (told, elsewhere):
        journal.advance(each, ActionState.UNKNOWN)
        journal.advance(each, ActionState.NOT_DONE, said_by=PERSON)

    def rivals_of_the_next(offer_id: str) -> int:
        return len(claims.rivals(journal.entry(journal.plan(an_instruction(offer_id=offer_id)))))

    assert {offer_id: rivals_of_the_next(offer_id) for offer_id in "abcd"} == {"a": 0, "b": 1, "c": 0, "d": 1}
    assert claims.rivals(journal.entry(elsewhere)) == ()
