"""What the journal holds: actions, each with the state it is in, and the steps that led there."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from tui_app.domain.hand_off import HandOff, Proof
from tui_app.domain.instruction import Instruction
from tui_app.ledger.action_states import ActionState
from tui_app.ledger.instants import from_micros, optional_moment
from tui_app.ledger.records import instruction_from

_SEEN: Final = "EXISTS (SELECT 1 FROM seen_actions WHERE action_id = actions.action_id)"
ATTENTION: Final = (
    "(state IN ('unknown', 'needs a person', 'awaiting wallet', 'confirmation pending') "
    f"OR state IN ('refused', 'not done') AND NOT {_SEEN})"
)
"""Of an action's row: a person should look at it."""

SELECT_ACTIONS: Final = (
    "SELECT actions.*, actions.rowid AS row_id, answer, todo, parameters, proof, "  # noqa: S608 - our own words
    f"{_SEEN} AS seen, {ATTENTION} AS attention FROM actions LEFT JOIN hand_offs USING (action_id)"
)
"""Rows from which entries are made; conditions and an order may follow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One action in the journal.

    `sent_at` is the marketplace's time as well as it was known, None as long as no byte can have left.
    `body_sha256` is of the exact bytes of the request. `seen` says that a person took note of its end,
    `attention` that one should look: it waits for something, or did not end well unseen. `hand_off` is
    what a wallet was given where it has a part in the action, `proof` what it gave back, or empty.
    """

    action_id: str
    instruction: Instruction
    state: ActionState
    planned_at: datetime
    sent_at: datetime | None
    settled_at: datetime | None
    made: str | None
    words: str
    body_sha256: str | None
    seen: bool
    attention: bool
    hand_off: HandOff | None = None
    proof: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One step of an action: when, to which state, with which words, and who said so."""

    at: datetime
    state: ActionState
    words: str
    said_by: str


def entry_from(row: sqlite3.Row) -> Entry:
    """The action in a row of `SELECT_ACTIONS`."""
    return Entry(
        action_id=row["action_id"],
        instruction=instruction_from(row["instruction"]),
        state=ActionState(row["state"]),
        planned_at=from_micros(row["planned_at"]),
        sent_at=optional_moment(row["sent_at"]),
        settled_at=optional_moment(row["settled_at"]),
        made=row["made"],
        words=row["words"],
        body_sha256=row["body_sha256"],
        seen=bool(row["seen"]),
        attention=bool(row["attention"]),
        hand_off=_hand_off(row),
        proof=row["proof"] or "",
    )


def _hand_off(row: sqlite3.Row) -> HandOff | None:
    if row["answer"] is None:
        return None
    return HandOff(answer=Proof(row["answer"]), todo=row["todo"], parameters=row["parameters"])


def event_from(row: sqlite3.Row) -> Event:
    """The step in a row of the events."""
    return Event(
        at=from_micros(row["at"]),
        state=ActionState(row["state"]),
        words=row["words"],
        said_by=row["said_by"],
    )
