"""The keys of the actions, and in a few words why some of them do nothing now."""

from __future__ import annotations

from collections.abc import Mapping

from tui_app.domain.verdicts import Action, Blocked, Verdict

KEYS = {Action.ACCEPT: "a", Action.REJECT: "x", Action.COUNTER: "n", Action.CANCEL: "c"}
"""The key of each action on an offer, as it is unless it was remapped."""


def why_not(verdicts: Mapping[Action, Verdict], keys: Mapping[Action, str] = KEYS) -> str:
    """For every action that is not possible now its key and the reason; one reason is said once."""
    grouped: dict[str, list[str]] = {}
    for action, key in keys.items():
        if isinstance(verdict := verdicts.get(action), Blocked):
            grouped.setdefault(verdict.reason, []).append(f"{key} {action}")
    return "; ".join(f"{', '.join(actions)}: {reason}" for reason, actions in grouped.items())
