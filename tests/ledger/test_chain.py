"""The chain: it holds for what the journal wrote, and shows every way of tampering with it."""

from __future__ import annotations

import sqlite3

import pytest

from tests.offers import an_instruction
from tui_app.domain.verdicts import Action
from tui_app.ledger.action_states import ActionState
from tui_app.ledger.chain import ChainReport, verify
from tui_app.ledger.journal import PERSON, Journal
from tui_app.ledger.store import Ledger


@pytest.fixture
def filled(journal: Journal, ledger: Ledger) -> Ledger:
    """A ledger with two actions: one done, one of which a person told the end."""
    first = journal.plan(an_instruction())
    for state in (ActionState.CHECKED, ActionState.SENDING, ActionState.DONE):
        made = "AUCTION" if state is ActionState.DONE else None
        sha = "5e" * 32 if state is ActionState.SENDING else None
        journal.advance(first, state, made=made, body_sha256=sha)
    second = journal.plan(an_instruction(Action.CANCEL, offer_id="O2"))
    for state in (ActionState.CHECKED, ActionState.SENDING, ActionState.UNKNOWN, ActionState.NEEDS_PERSON):
        journal.advance(second, state)
    journal.advance(second, ActionState.NOT_DONE, words="I looked.", said_by=PERSON)
    return ledger


def report(ledger: Ledger) -> ChainReport:
    """What the chain shows."""
    with ledger.reading() as connection:
        return verify(connection)


def tamper(ledger: Ledger, *statements: str) -> None:
    """Change the file as somebody who has it open and takes the triggers away."""
    for statement in (
        "PRAGMA foreign_keys = OFF",
        "DROP TRIGGER an_event_is_not_altered",
        "DROP TRIGGER an_event_is_not_removed",
        *statements,
    ):
        ledger.connection.execute(statement)


def test_what_the_journal_wrote_holds(filled: Ledger) -> None:
    assert report(filled) == ChainReport(events=10, older=0, broken="")


def test_an_empty_journal_holds(ledger: Ledger) -> None:
    assert report(ledger) == ChainReport(events=0, older=0, broken="")


@pytest.mark.parametrize("statement", ["UPDATE action_events SET words = ''", "DELETE FROM action_events"])
def test_events_can_be_neither_altered_nor_removed(statement: str, filled: Ledger) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="only ever grows"):
        filled.connection.execute(statement)


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE action_events SET words = 'x' WHERE event_id = 3", "entry 3 of the journal was altered"),
        ("UPDATE action_events SET at = at + 1 WHERE event_id = 4", "entry 4 of the journal was altered"),
        ("UPDATE action_events SET said_by = 'offerdesk' WHERE event_id = 10", "entry 10 of"),
        (
            "UPDATE action_events SET state = 'done' WHERE event_id = 10",
            "entry 10 of the journal was altered",
        ),
        ("DELETE FROM action_events WHERE event_id = 5", "entry 5 of the journal is missing"),
        ("DELETE FROM action_events WHERE event_id = 10", "which no entry of the journal says"),
        ("UPDATE actions SET state = 'refused' WHERE made = 'AUCTION'", "which no entry of the journal says"),
        ("UPDATE actions SET amount = '1' WHERE made = 'AUCTION'", "is not what entry 1 of the journal says"),
        ("UPDATE actions SET target = 'O9' WHERE action = 'cancel'", "is not what entry 5 of the journal"),
        ("UPDATE actions SET instruction = '{}' WHERE action = 'cancel'", "is not what entry 5"),
        ("UPDATE actions SET body_sha256 = 'x' WHERE made = 'AUCTION'", "is not what entry 3"),
        ("UPDATE actions SET made = 'OTHER' WHERE made = 'AUCTION'", "is not what entry 4"),
        ("DELETE FROM actions WHERE made = 'AUCTION'", "but is gone itself"),
    ],
)
def test_tampering_shows(statement: str, told: str, filled: Ledger) -> None:
    tamper(filled, statement)

    assert told in report(filled).broken


def test_events_from_before_the_chain_are_counted_and_may_only_come_first(filled: Ledger) -> None:
    tamper(filled, "UPDATE action_events SET digest = ''")
    assert report(filled).older == 10

    tamper_again = "UPDATE action_events SET digest = 'x' WHERE event_id = 2"
    filled.connection.execute(tamper_again)
    assert "entry 2" in report(filled).broken
