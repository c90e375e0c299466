"""What is said of an action in each state."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from tui_app.ledger.action_states import ActionState
from tui_app.ui.action_words import outcome, state_sentence, state_shape, state_word, told
from tui_app.ui.glyphs import ASCII, UNICODE, Glyphs


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (ActionState.UNKNOWN, "sent, outcome not known, checking"),
        (ActionState.NEEDS_PERSON, "sent, outcome not known; reading cannot tell"),
        (ActionState.NOT_DONE, "not done: nothing changed"),
        (ActionState.REFUSED, "refused by the marketplace"),
        (ActionState.DONE, "done"),
    ],
)
def test_a_state_is_always_said_in_the_same_words(state: ActionState, words: str) -> None:
    assert state_sentence(state) == words
    assert outcome(state, "") == f"{words}."


@pytest.mark.parametrize("state", ActionState)
def test_no_state_is_called_failed(state: ActionState) -> None:
    assert "fail" not in f"{state_word(state)} {state_sentence(state)} {outcome(state, '')}".casefold()


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
@pytest.mark.parametrize("state", ActionState)
def test_a_state_has_a_shape_of_one_column(state: ActionState, glyphs: Glyphs) -> None:
    assert cell_len(state_shape(state, glyphs)) == 1


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
def test_how_an_action_ended_can_be_told_by_its_shape(glyphs: Glyphs) -> None:
    ends = (
        *(ActionState.DONE, ActionState.REFUSED, ActionState.NOT_DONE),
        *(ActionState.UNKNOWN, ActionState.NEEDS_PERSON, ActionState.SENDING),
    )
    assert len({state_shape(state, glyphs) for state in ends}) == len(ends)


def test_what_the_marketplace_said_follows_its_no() -> None:
    assert (
        outcome(ActionState.REFUSED, "EAPI:Bid has gone") == "refused by the marketplace: EAPI:Bid has gone"
    )


def test_what_was_done_speaks_for_itself() -> None:
    assert outcome(ActionState.DONE, "Accepted the offer for Vinyl.") == "Accepted the offer for Vinyl."


def test_words_of_strangers_are_cleaned() -> None:
    assert "\x1b" not in outcome(ActionState.REFUSED, "no\x1b[2J\nno")


def test_a_toast_begins_with_the_state() -> None:
    assert told(ActionState.UNKNOWN, "No answer came.").startswith("Sent, outcome not known, checking. No ")
    assert told(ActionState.NOT_DONE, "Not sent: x.") == "Not done: nothing changed. Not sent: x."


def test_what_was_not_begun_has_no_state() -> None:
    assert told(None, "Not sent: read-only.") == "Not sent: read-only."
