"""An offer's story: when it was placed and first seen, what changed of it, what was done about it here."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from tui_app.domain.offer import OfferKey, OfferStatus
from tui_app.domain.text import clean
from tui_app.domain.verdicts import Action
from tui_app.ledger.action_states import ActionState
from tui_app.ledger.instants import from_micros, optional_moment
from tui_app.ledger.records import storable
from tui_app.ledger.store import Ledger

_STEPS = {
    ActionState.PLANNED: "asked for",
    ActionState.CHECKED: "offer checked again",
    ActionState.AWAITING_WALLET: "waiting for your wallet",
    ActionState.CONFIRMATION_PENDING: "signed, but not recorded by the marketplace yet",
    ActionState.CONFIRMING: "confirming",
    ActionState.SENDING: "sent",
    ActionState.UNKNOWN: "outcome not known, checking",
    ActionState.NEEDS_PERSON: "outcome not known, reading cannot tell",
    ActionState.DONE: "done",
    ActionState.REFUSED: "refused by the marketplace",
    ActionState.NOT_DONE: "not done, nothing changed",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One thing that happened to an offer, as a sentence part; `ours` says that this desk did it."""

    at: datetime
    what: str
    ours: bool = False


class History:
    """Tells stories from the ledger. What happened between two refreshes is told when it was noticed."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def of(self, key: OfferKey) -> list[Happening]:
        """Everything known to have happened to an offer, oldest first. Raises LedgerError."""
        asked = (key.account, storable(key.offer_id))
        with self._ledger.reading() as connection:
            found = [
                *_beginning(connection, asked),
                *_changes(connection, asked),
                *_answers(connection, asked),
            ]
        return sorted(found, key=lambda each: each.at)


def _beginning(connection: sqlite3.Connection, asked: tuple[str, str]) -> Iterator[Happening]:
    row = connection.execute(
        "SELECT placed_at, first_seen, maker FROM offers WHERE account = ? AND offer_id = ?", asked
    ).fetchone()
    if row is not None:
        yield Happening(at=from_micros(row["placed_at"]), what=f"placed by {row['maker'] or 'nobody named'}")
        yield Happening(at=from_micros(row["first_seen"]), what="first seen here")


def _changes(connection: sqlite3.Connection, asked: tuple[str, str]) -> Iterator[Happening]:
    rows = connection.execute(
        "SELECT at, field, old, new FROM offer_changes WHERE account = ? AND offer_id = ? ORDER BY change_id",
        asked,
    )
    for row in rows:
        yield Happening(at=from_micros(row["at"]), what=_change(row["field"], row["old"], row["new"]))


def _change(field: str, old: str | None, new: str | None) -> str:
    if field == "expires":
        return f"end: {_moment(old)} → {_moment(new)}"
    if field == "status" and new == OfferStatus.UNKNOWN:
        return f"status: {old} → not in the marketplace's list any more"
    return f"{field}: {clean(str(old))} → {clean(str(new))}"


def _moment(micros: str | None) -> str:
    moment = optional_moment(None if micros is None else int(micros))
    return f"{moment:%Y-%m-%d %H:%M} UTC" if moment else "none"


def _answers(connection: sqlite3.Connection, asked: tuple[str, str]) -> Iterator[Happening]:
    rows = connection.execute(
        "SELECT at, action, action_events.state, said_by, action_events.words FROM action_events "
        "JOIN actions USING (action_id) WHERE account = ? AND target = ? ORDER BY event_id",
        asked,
    )
    for row in rows:
        step = _STEPS[ActionState(row["state"])]
        who = "" if row["said_by"] == "offerdesk" else f", as {row['said_by']} said"
        what = f"your {Action(row['action'])}: {step}{who}"
        yield Happening(at=from_micros(row["at"]), what=what, ours=True)
