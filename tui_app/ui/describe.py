"""Puts together what the detail pane shows from what the desk and the ledger know."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from tui_app.desk.desk import Desk
from tui_app.domain.verdicts import Action, Hidden, Verdict
from tui_app.ledger.journal import ActionState, Entry
from tui_app.ledger.offers import KeptOffer
from tui_app.ui.action_keys import KEYS
from tui_app.ui.facts import Shown

_UNSETTLED = {
    ActionState.PLANNED: "about to be sent",
    ActionState.CHECKED: "about to be sent",
    ActionState.SENDING: "being sent",
    ActionState.UNKNOWN: "sent, outcome not known, checking",
    ActionState.NEEDS_PERSON: "sent, outcome not known; reading cannot tell, so look at the marketplace",
}


def describe(desk: Desk, kept: KeptOffer, verdicts: Mapping[Action, Verdict], now: datetime) -> Shown:
    """Everything about one offer, at one moment."""
    entry = desk.pending_on(kept.offer)
    return Shown(
        offer=kept.offer,
        marketplace=desk.market_title(kept.offer),
        raw=kept.raw,
        seen_at=kept.seen_at,
        now=now,
        actions=[
            (KEYS[action], action, verdict)
            for action, verdict in verdicts.items()
            if action in KEYS and not isinstance(verdict, Hidden)
        ],
        unsettled=_sentence(entry) if entry else "",
    )


def _sentence(entry: Entry) -> str:
    return f"Your {entry.instruction.action}: {_UNSETTLED[entry.state]}. {entry.words}".strip()
