"""What is said of an action in each of its states, in one place: lists, details and toasts say the same.

What became of a request is never called failed while it is not known.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from tui_app.domain.offer import OfferStatus
from tui_app.domain.text import clean
from tui_app.ledger.action_states import ActionState
from tui_app.ui.glyphs import UNICODE, Glyphs

_WORDS_LIMIT = 600


class _Look(NamedTuple):
    """A state in a word and in a sentence part, and the status of offers whose shape it has."""

    word: str
    sentence: str
    like: OfferStatus


_LOOKS: Mapping[ActionState, _Look] = {
    ActionState.PLANNED: _Look("planned", "about to be sent", OfferStatus.IN_FLIGHT),
    ActionState.CHECKED: _Look("checked", "about to be sent", OfferStatus.IN_FLIGHT),
    ActionState.AWAITING_WALLET: _Look("your wallet", "waiting for your wallet", OfferStatus.OPEN),
    ActionState.CONFIRMATION_PENDING: _Look(
        "to confirm", "signed; the marketplace has not recorded it yet", OfferStatus.OPEN
    ),
    ActionState.CONFIRMING: _Look("confirming", "signed, being confirmed", OfferStatus.IN_FLIGHT),
    ActionState.SENDING: _Look("sending", "being sent", OfferStatus.IN_FLIGHT),
    ActionState.UNKNOWN: _Look("not known", "sent, outcome not known, checking", OfferStatus.UNKNOWN),
    ActionState.NEEDS_PERSON: _Look(
        "needs you", "sent, outcome not known; reading cannot tell", OfferStatus.FAILED
    ),
    ActionState.DONE: _Look("done", "done", OfferStatus.ACCEPTED),
    ActionState.REFUSED: _Look("refused", "refused by the marketplace", OfferStatus.REJECTED),
    ActionState.NOT_DONE: _Look("not done", "not done: nothing changed", OfferStatus.CANCELLED),
}


def state_word(state: ActionState) -> str:
    """The state as a list shows it."""
    return _LOOKS[state].word


def state_shape(state: ActionState, glyphs: Glyphs = UNICODE) -> str:
    """The shape that stands for a state, so that colour is never needed to tell it."""
    return glyphs.status[_LOOKS[state].like]


def state_ink(state: ActionState) -> str:
    """The ink, and the end of the component class, that belongs to a state: `needs-a-person`."""
    return state.value.replace(" ", "-")


def state_colour(state: ActionState) -> str:
    """The theme variable of a state's colour."""
    return "$status-" + _LOOKS[state].like.value.replace(" ", "-")


def state_sentence(state: ActionState) -> str:
    """The state as a sentence part."""
    return _LOOKS[state].sentence


def outcome(state: ActionState, words: str) -> str:
    """How an action stands, as a sentence part, and what was said of that."""
    said = clean(words, limit=_WORDS_LIMIT)
    if not said:
        return f"{state_sentence(state)}."
    if state is ActionState.DONE:
        return said
    return f"{state_sentence(state)}{':' if state is ActionState.REFUSED else '.'} {said}"


def told(state: ActionState | None, sentence: str) -> str:
    """How an action ended, for a toast; None is one that was not begun."""
    if state is None:
        return sentence
    words = outcome(state, sentence)
    return words[:1].upper() + words[1:]
