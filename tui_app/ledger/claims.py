"""What actions are known to have made, or may have: a thing is evidence of one action only."""

from __future__ import annotations

from datetime import datetime
from typing import Final, NamedTuple

from tui_app.ledger.action_states import ActionState
from tui_app.ledger.entries import Entry
from tui_app.ledger.instants import from_micros
from tui_app.ledger.journal import PERSON
from tui_app.ledger.records import storable
from tui_app.ledger.store import Ledger

_RIVALS: Final = """
    SELECT sent_at FROM actions
    WHERE account = ? AND target = ? AND action_id <> ? AND made IS NULL AND sent_at IS NOT NULL
        AND (state = ? OR EXISTS (
            SELECT 1 FROM action_events WHERE action_events.action_id = actions.action_id AND said_by = ?
        ))
"""


class Made(NamedTuple):
    """What an action made, None where that is not known, and when it was settled."""

    made: str | None
    at: datetime


class Claims:
    """Reads from the journal what cannot be evidence of an action any more."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def of_others(self, entry: Entry) -> frozenset[str]:
        """Ids of created things that other actions already account for."""
        with self._ledger.reading() as connection:
            rows = connection.execute(
                "SELECT made FROM actions WHERE made IS NOT NULL AND action_id <> ?", (entry.action_id,)
            ).fetchall()
        return frozenset(row[0] for row in rows)

    def made_on(self, account: str, target: str) -> tuple[Made, ...]:
        """What was done on a target before, the oldest first."""
        with self._ledger.reading() as connection:
            rows = connection.execute(
                "SELECT made, settled_at FROM actions WHERE account = ? AND target = ? AND state = ? "
                "ORDER BY settled_at",
                (account, storable(target), ActionState.DONE),
            ).fetchall()
        return tuple(Made(made, from_micros(at)) for made, at in rows)

    def rivals(self, entry: Entry) -> tuple[datetime, ...]:
        """When other actions on the same target left that made something unknown, or may have.

        These are the done ones without an id, and those of which only a person said how they ended.
        """
        about = entry.instruction
        found = (about.account, storable(about.target), entry.action_id, ActionState.DONE, PERSON)
        with self._ledger.reading() as connection:
            rows = connection.execute(_RIVALS, found).fetchall()
        return tuple(from_micros(row[0]) for row in rows)
