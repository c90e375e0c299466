"""What a person can still do about an action that was taken, and why not."""

from __future__ import annotations

from collections.abc import Mapping

from tui_app.domain.verdicts import Action
from tui_app.ledger.action_states import SETTLED, TO_FIND_OUT, WITH_PERSON, ActionState
from tui_app.ledger.entries import Entry

KEYS: Mapping[str, str] = {"resume": "g", "look_again": "k", "tell": "t", "mark_seen": "m"}
"""Each verb's key, as it is unless it was remapped."""

IDS: Mapping[str, str] = {
    "resume": "activity.resume",
    "look_again": "activity.look_again",
    "tell": "activity.tell",
    "mark_seen": "activity.seen",
}
"""Each verb's binding."""

WORDS: Mapping[str, str] = {
    "resume": "go on",
    "look_again": "check again",
    "tell": "tell",
    "mark_seen": "seen",
}
"""Each verb's word."""

NAMES: Mapping[Action, str] = {
    Action.ACCEPT: "accept",
    Action.REJECT: "reject",
    Action.COUNTER: "counter-offer",
    Action.CANCEL: "cancel",
    Action.PLACE: "new offer",
    Action.CREATE_ORDER: "new order",
}
"""What was asked for, as a title."""


def reasons(entry: Entry) -> dict[str, str]:
    """For each verb why it does nothing to this action now, as a sentence part; empty where it does."""
    settled = "it is settled" if entry.state in SETTLED else ""
    undecided = entry.state in TO_FIND_OUT
    return {
        "resume": "" if entry.state in WITH_PERSON else settled or "it does not wait for your wallet",
        "look_again": "" if undecided else settled or _under_way(entry.state),
        "tell": "" if undecided else settled or _under_way(entry.state),
        "mark_seen": _not_to_be_seen(entry),
    }


def why_not(why: Mapping[str, str], keys: Mapping[str, str] = KEYS) -> list[tuple[str, str]]:
    """Keys that do nothing now, with their reason; those with the same reason together."""
    grouped: dict[str, list[str]] = {}
    for verb, reason in why.items():
        if reason:
            grouped.setdefault(reason, []).append(keys[verb])
    return [(" ".join(together), reason) for reason, together in grouped.items()]


def _under_way(state: ActionState) -> str:
    return "it waits for your wallet" if state is ActionState.AWAITING_WALLET else "it is under way"


def _not_to_be_seen(entry: Entry) -> str:
    if entry.state not in SETTLED:
        return "it is not settled yet"
    if entry.state is ActionState.DONE:
        return "it ended well"
    return "you have seen it" if entry.seen else ""
