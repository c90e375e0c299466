"""What goes to a wallet and what comes back is kept with its action, and the chain vouches for both."""

from __future__ import annotations

import pytest

from tests.offers import an_instruction
from tui_app.domain.hand_off import HandOff, Proof
from tui_app.ledger.action_states import ActionState
from tui_app.ledger.chain import verify
from tui_app.ledger.journal import Journal
from tui_app.ledger.store import Ledger

GIVEN = HandOff(answer=Proof.SOLANA_SIGNATURE, todo="Sign it.", parameters='{"lamports":1.10}')
SIGNATURE = "5" * 87


def awaiting(journal: Journal) -> str:
    """An action that waits for a wallet."""
    action_id = journal.plan(an_instruction())
    journal.advance(action_id, ActionState.CHECKED)
    journal.advance(action_id, ActionState.AWAITING_WALLET, words=GIVEN.todo, hand_off=GIVEN)
    return action_id


def signed(journal: Journal) -> str:
    """An action whose wallet has answered."""
    action_id = awaiting(journal)
    journal.advance(action_id, ActionState.CONFIRMATION_PENDING, proof=SIGNATURE)
    return action_id


def test_what_a_wallet_was_given_reads_back_as_it_was(journal: Journal) -> None:
    entry = journal.entry(awaiting(journal))
    assert (entry.hand_off, entry.proof) == (GIVEN, "")
    assert entry.attention


def test_what_a_wallet_gave_back_stays_through_every_later_step(journal: Journal) -> None:
    action_id = signed(journal)
    for state in (ActionState.CONFIRMING, ActionState.UNKNOWN, ActionState.CONFIRMATION_PENDING):
        journal.advance(action_id, state)
        assert (journal.entry(action_id).hand_off, journal.entry(action_id).proof) == (GIVEN, SIGNATURE)


def test_an_action_without_a_wallet_has_neither(journal: Journal) -> None:
    entry = journal.entry(journal.plan(an_instruction()))
    assert (entry.hand_off, entry.proof) == (None, "")


def test_confirming_twice_breaks_no_chain(ledger: Ledger, journal: Journal) -> None:
    action_id = signed(journal)
    for body in ("ab", "cd"):
        journal.advance(action_id, ActionState.CONFIRMING, body_sha256=body * 32, proof=SIGNATURE)
        journal.advance(action_id, ActionState.CONFIRMATION_PENDING)
    assert verify(ledger.connection).broken == ""


@pytest.mark.parametrize("column", ["answer", "todo", "parameters", "proof"])
def test_a_hand_off_that_was_altered_is_noticed(column: str, ledger: Ledger, journal: Journal) -> None:
    journal.advance(signed(journal), ActionState.CONFIRMING, proof=SIGNATURE)
    assert verify(ledger.connection).broken == ""
    ledger.connection.execute(f"UPDATE hand_offs SET {column} = 'other'")  # noqa: S608 - a column of the table
    assert "is not what entry" in verify(ledger.connection).broken


def test_a_hand_off_that_was_removed_is_noticed(ledger: Ledger, journal: Journal) -> None:
    awaiting(journal)
    ledger.connection.execute("DELETE FROM hand_offs")
    assert "is not what entry" in verify(ledger.connection).broken
