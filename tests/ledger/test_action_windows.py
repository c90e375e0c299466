"""Windows of the journal: all actions, newest first, read a window at a time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.offers import NOW, an_instruction
from tui_app.ledger.action_states import ActionState
from tui_app.ledger.action_windows import ActionWindows
from tui_app.ledger.journal import Journal
from tui_app.ledger.store import Ledger
from tui_app.ledger.windows import Windows


@pytest.fixture
def actions(windows: Windows) -> ActionWindows:
    """Windows of the journal."""
    return windows.actions


def test_the_newest_action_comes_first_however_the_clock_was_set(
    ledger: Ledger, actions: ActionWindows
) -> None:
    first = Journal(ledger, lambda: NOW).plan(an_instruction(offer_id="A"))
    second = Journal(ledger, lambda: NOW - timedelta(days=3)).plan(an_instruction(offer_id="B"))

    rows = actions.rows(actions.row_ids())

    assert [row.entry.action_id for row in rows] == [second, first]


def test_rows_come_in_the_order_asked_without_those_that_are_not_there(
    journal: Journal, actions: ActionWindows
) -> None:
    for name in "ABC":
        journal.plan(an_instruction(offer_id=name))
    newest, middle, oldest = actions.row_ids()

    rows = actions.rows([oldest, 999, newest, middle])

    assert [row.entry.instruction.target for row in rows] == ["A", "C", "B"]


def test_a_row_says_whether_a_person_should_look(journal: Journal, actions: ActionWindows) -> None:
    action_id = journal.plan(an_instruction())
    journal.advance(action_id, ActionState.NOT_DONE, words="Not sent.")
    (before,) = actions.rows(actions.row_ids())
    journal.mark_seen(action_id)
    (after,) = actions.rows(actions.row_ids())

    assert (before.entry.attention, before.entry.seen) == (True, False)
    assert (after.entry.attention, after.entry.seen) == (False, True)


def test_more_than_a_window_is_not_read_at_once(actions: ActionWindows) -> None:
    with pytest.raises(ValueError, match="at most 500"):
        actions.rows(range(501))
