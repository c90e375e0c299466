"""The journal: what we are about to do, written down before anything leaves.

States: planned → checked → sending → done | refused | unknown, and unknown → done | not done |
needs a person. Before sending, and after it where provably no byte left, an action may also end as
not done. One unsettled action per account and target is all that the unique index lets in.
"""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tui_app.domain.instruction import Instruction
from tui_app.domain.verdicts import Action
from tui_app.ledger.holders import alive, new_holder
from tui_app.ledger.instants import from_micros, optional_moment, to_micros
from tui_app.ledger.records import instruction_from, instruction_text, storable
from tui_app.ledger.store import Ledger


class ActionState(StrEnum):
    """How far an action has come."""

    PLANNED = "planned"
    CHECKED = "checked"
    SENDING = "sending"
    UNKNOWN = "unknown"
    NEEDS_PERSON = "needs a person"
    DONE = "done"
    REFUSED = "refused"
    NOT_DONE = "not done"


UNSETTLED = frozenset(
    {
        ActionState.PLANNED,
        ActionState.CHECKED,
        ActionState.SENDING,
        ActionState.UNKNOWN,
        ActionState.NEEDS_PERSON,
    }
)
_IN_HAND = frozenset({ActionState.PLANNED, ActionState.CHECKED, ActionState.SENDING})
_NEXT: dict[ActionState, frozenset[ActionState]] = {
    ActionState.PLANNED: frozenset({ActionState.CHECKED, ActionState.REFUSED, ActionState.NOT_DONE}),
    ActionState.CHECKED: frozenset({ActionState.SENDING, ActionState.REFUSED, ActionState.NOT_DONE}),
    ActionState.SENDING: frozenset(
        {ActionState.DONE, ActionState.REFUSED, ActionState.UNKNOWN, ActionState.NOT_DONE}
    ),
    ActionState.UNKNOWN: frozenset({ActionState.DONE, ActionState.NOT_DONE, ActionState.NEEDS_PERSON}),
    ActionState.NEEDS_PERSON: frozenset({ActionState.DONE, ActionState.NOT_DONE}),
}
# What a settled action makes of the offer, whatever an old list still says of it.
_ANSWERED = {Action.ACCEPT: "accepted", Action.REJECT: "rejected", Action.CANCEL: "cancelled"}


class AlreadyUnderWay(Exception):
    """Another action on the same target is not settled; `action` names it."""

    def __init__(self, action: Action) -> None:
        super().__init__(action)
        self.action = action


class WrongStep(ValueError):
    """The state machine has no such step; another process may have settled the action already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One action in the journal.

    `sent_at` is the marketplace's time as well as it was known, None as long as no byte can have left.
    """

    action_id: str
    instruction: Instruction
    state: ActionState
    planned_at: datetime
    sent_at: datetime | None
    made: str | None
    words: str


class Journal:
    """Writes each step of an action in a transaction of its own, durably."""

    def __init__(self, ledger: Ledger, clock: Callable[[], datetime]) -> None:
        self._ledger = ledger
        self._clock = clock
        self._holder = new_holder()

    def plan(self, instruction: Instruction) -> str:
        """Open an action and mark its offer as in flight; returns the action's id.

        Raises AlreadyUnderWay where the target has an unsettled one, LedgerError where it
        cannot be written.
        """
        action_id = uuid.uuid4().hex
        try:
            with self._ledger.writing() as connection:
                self._insert(connection, action_id, instruction)
                self._event(connection, action_id, ActionState.PLANNED, "")
                _mark_offer(connection, instruction, pending=instruction.action)
        except sqlite3.IntegrityError as error:
            if error.sqlite_errorname != "SQLITE_CONSTRAINT_UNIQUE":
                raise
            raise AlreadyUnderWay(self._under_way(instruction)) from None
        return action_id

    def advance(
        self,
        action_id: str,
        state: ActionState,
        *,
        words: str = "",
        made: str | None = None,
        body_sha256: str | None = None,
        sent_at: datetime | None = None,
    ) -> None:
        """Move an action on; where that settles it, the offer's row settles in the same transaction.

        `sent_at` goes with sending: the marketplace's time, which no step of this machine's clock moves.
        Raises WrongStep for a step that the state machine does not have, LedgerError where it cannot be
        written.
        """
        now = to_micros(self._clock())
        with self._ledger.writing() as connection:
            entry = _entry(self._row(connection, action_id))
            if state not in _NEXT.get(entry.state, frozenset()):
                raise WrongStep(f"an action cannot go from {entry.state} to {state}")
            connection.execute(
                "UPDATE actions SET state = :state, words = :words, made = COALESCE(:made, made), "
                "body_sha256 = COALESCE(:body, body_sha256), "
                "sent_at = CASE WHEN :state = 'sending' THEN :sent_at ELSE sent_at END, "
                "settled_at = CASE WHEN :settled THEN :now ELSE settled_at END WHERE action_id = :id",
                {
                    "state": state,
                    "words": storable(words),
                    "made": made and storable(made),
                    "body": body_sha256,
                    "now": now,
                    "sent_at": to_micros(sent_at) if sent_at else now,
                    "settled": state not in UNSETTLED,
                    "id": action_id,
                },
            )
            self._event(connection, action_id, state, words)
            if state not in UNSETTLED:
                answered = _ANSWERED.get(entry.instruction.action, "") if state is ActionState.DONE else ""
                _mark_offer(connection, entry.instruction, pending="", answered=answered)

    def entry(self, action_id: str) -> Entry:
        """One action. Raises KeyError for an id that is not there."""
        with self._ledger.reading() as connection:
            return _entry(self._row(connection, action_id))

    def unsettled(self, account: str | None = None) -> list[Entry]:
        """Every action that is not settled, oldest first, of one account or of all."""
        marks = ",".join("?" * len(UNSETTLED))
        with self._ledger.reading() as connection:
            rows = connection.execute(
                f"SELECT * FROM actions WHERE state IN ({marks}) AND (? IS NULL OR account = ?) "  # noqa: S608 - only marks
                "ORDER BY planned_at, rowid",
                (*UNSETTLED, account, account),
            ).fetchall()
        return [_entry(row) for row in rows]

    def abandoned(self) -> list[Entry]:
        """Actions that a process which no longer runs left between two steps."""
        marks = ",".join("?" * len(_IN_HAND))
        with self._ledger.reading() as connection:
            rows = connection.execute(
                f"SELECT * FROM actions WHERE state IN ({marks})",  # noqa: S608 - only marks
                tuple(_IN_HAND),
            ).fetchall()
        return [_entry(row) for row in rows if row["holder"] != self._holder and not alive(row["holder"])]

    def latest(self, limit: int = 500) -> list[Entry]:
        """The newest actions first."""
        with self._ledger.reading() as connection:
            rows = connection.execute(
                "SELECT * FROM actions ORDER BY planned_at DESC, rowid DESC LIMIT ?", (limit,)
            ).fetchall()
        return [_entry(row) for row in rows]

    def pending_on(self, account: str, target: str) -> Entry | None:
        """The unsettled action on this target, if there is one."""
        marks = ",".join("?" * len(UNSETTLED))
        with self._ledger.reading() as connection:
            row = connection.execute(
                f"SELECT * FROM actions WHERE account = ? AND target = ? AND state IN ({marks})",  # noqa: S608 - only marks
                (account, storable(target), *UNSETTLED),
            ).fetchone()
        return _entry(row) if row else None

    def made_by_others(self, action_id: str) -> frozenset[str]:
        """Ids of created things that other actions already account for."""
        with self._ledger.reading() as connection:
            rows = connection.execute(
                "SELECT made FROM actions WHERE made IS NOT NULL AND action_id <> ?", (action_id,)
            ).fetchall()
        return frozenset(row[0] for row in rows)

    def _insert(self, connection: sqlite3.Connection, action_id: str, instruction: Instruction) -> None:
        amount = instruction.amount
        connection.execute(
            "INSERT INTO actions (action_id, account, marketplace, action, target, amount, currency, "
            "instruction, state, holder, planned_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(action_id, instruction.account, instruction.marketplace, instruction.action),
                *(storable(instruction.target), amount.source if amount else None),
                *(storable(amount.currency.code) if amount else None, instruction_text(instruction)),
                *(ActionState.PLANNED, self._holder, to_micros(self._clock())),
            ),
        )

    def _event(self, connection: sqlite3.Connection, action_id: str, state: ActionState, words: str) -> None:
        connection.execute(
            "INSERT INTO action_events (action_id, at, state, words) VALUES (?, ?, ?, ?)",
            (action_id, to_micros(self._clock()), state, storable(words)),
        )

    def _row(self, connection: sqlite3.Connection, action_id: str) -> sqlite3.Row:
        row: sqlite3.Row | None = connection.execute(
            "SELECT * FROM actions WHERE action_id = ?", (action_id,)
        ).fetchone()
        if row is None:
            raise KeyError(action_id)
        return row

    def _under_way(self, instruction: Instruction) -> Action:
        found = self.pending_on(instruction.account, instruction.target)
        return found.instruction.action if found else instruction.action


def _mark_offer(
    connection: sqlite3.Connection, instruction: Instruction, *, pending: str, answered: str = ""
) -> None:
    if instruction.offer is not None:
        key = instruction.offer.key
        connection.execute(
            "UPDATE offers SET pending = ?, answered = CASE WHEN ? <> '' THEN ? ELSE answered END "
            "WHERE account = ? AND offer_id = ?",
            (pending, answered, answered, key.account, storable(key.offer_id)),
        )


def _entry(row: sqlite3.Row) -> Entry:
    return Entry(
        action_id=row["action_id"],
        instruction=instruction_from(row["instruction"]),
        state=ActionState(row["state"]),
        planned_at=from_micros(row["planned_at"]),
        sent_at=optional_moment(row["sent_at"]),
        made=row["made"],
        words=row["words"],
    )
