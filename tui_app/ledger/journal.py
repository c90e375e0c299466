"""The journal: what we are about to do, written down before anything leaves.

States: planned → checked → sending → done | refused | unknown, and unknown → done | not done |
needs a person. Where a wallet has a part: checked → awaiting wallet → confirmation pending →
confirming → done | unknown | confirmation pending; what a wallet did only a person calls undone.
Before sending, and after it where provably no byte left, an action may also end as not done. One
unsettled action per account and target is all that the unique index lets in. Every step is an event
in a chain of digests, and events are never altered.
"""

from __future__ import annotations

import json
import sqlite3
import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Final

from tui_app.domain.hand_off import HandOff
from tui_app.domain.instruction import Instruction
from tui_app.domain.verdicts import Action
from tui_app.ledger.action_states import IN_HAND, NEXT, ON_THE_WIRE, SETTLED, UNSETTLED, ActionState
from tui_app.ledger.chain import digest_of, text_digest
from tui_app.ledger.entries import ATTENTION, SELECT_ACTIONS, Entry, Event, entry_from, event_from
from tui_app.ledger.holders import alive, new_holder
from tui_app.ledger.instants import to_micros
from tui_app.ledger.records import instruction_text, storable
from tui_app.ledger.store import Ledger

# What a settled action makes of the offer, whatever an old list still says of it.
_ANSWERED = {Action.ACCEPT: "accepted", Action.REJECT: "rejected", Action.CANCEL: "cancelled"}


OFFERDESK: Final = "offerdesk"
PERSON: Final = "a person"
"""Who said what an event says: the program, by what it was answered or read, or whoever sits at it."""


class AlreadyUnderWay(Exception):
    """Another action on the same target is not settled; `action` names it."""

    def __init__(self, action: Action) -> None:
        super().__init__(action)
        self.action = action


class WrongStep(ValueError):
    """The state machine has no such step; another process may have settled the action already."""


class Journal:
    """Writes each step of an action in a transaction of its own, durably.

    `witness` hears of the chain's newest event after each commit: its number and its digest.
    """

    def __init__(
        self,
        ledger: Ledger,
        clock: Callable[[], datetime],
        witness: Callable[[int, str], None] = lambda _number, _digest: None,
    ) -> None:
        self._ledger = ledger
        self._clock = clock
        self._witness = witness
        self._holder = new_holder()

    def plan(self, instruction: Instruction) -> str:
        """Open an action and mark its offer as in flight; returns the action's id.

        Raises AlreadyUnderWay where the target has an unsettled one, LedgerError where it
        cannot be written.
        """
        action_id = uuid.uuid4().hex
        try:
            with self._ledger.writing() as connection:
                facts = self._insert(connection, action_id, instruction)
                newest = self._event(connection, action_id, ActionState.PLANNED, facts=facts)
                _mark_offer(connection, instruction, pending=instruction.action)
        except sqlite3.IntegrityError as error:
            if error.sqlite_errorname != "SQLITE_CONSTRAINT_UNIQUE":
                raise
            raise AlreadyUnderWay(self._under_way(instruction)) from None
        self._witness(*newest)
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
        said_by: str = OFFERDESK,
        hand_off: HandOff | None = None,
        proof: str | None = None,
    ) -> None:
        """Move an action on; where that settles it, the offer's row settles in the same transaction.

        `hand_off` goes with waiting for a wallet; `proof` is what the wallet gave back.
        `sent_at` goes with sending: the marketplace's time, which no step of this machine's clock moves.
        Raises WrongStep for a step that the state machine does not have, LedgerError where it cannot be
        written.
        """
        now = self._clock()
        facts: dict[str, object] = {}
        if state in ON_THE_WIRE:
            facts = {"body_sha256": body_sha256, "sent_at": to_micros(sent_at or now)}
        if made:
            facts["made"] = storable(made)
        with self._ledger.writing() as connection:
            entry = entry_from(self._row(connection, action_id))
            if state not in NEXT.get(entry.state, frozenset()):
                raise WrongStep(f"an action cannot go from {entry.state} to {state}")
            changed = {**facts, "state": state, "words": storable(words)}
            if state in SETTLED:
                changed["settled_at"] = to_micros(now)
            connection.execute(
                f"UPDATE actions SET {', '.join(f'{name} = :{name}' for name in changed)} "  # noqa: S608 - our own names
                "WHERE action_id = :id",
                {**changed, "id": action_id},
            )
            facts |= _write_hand_off(connection, action_id, hand_off, proof)
            newest = self._event(connection, action_id, state, words=words, said_by=said_by, facts=facts)
            if state in SETTLED:
                answered = _ANSWERED.get(entry.instruction.action, "") if state is ActionState.DONE else ""
                _mark_offer(connection, entry.instruction, pending="", answered=answered)
        self._witness(*newest)

    def mark_seen(self, action_id: str) -> None:
        """Note that a person took note of how an action ended. Raises LedgerError."""
        with self._ledger.writing() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO seen_actions (action_id, at) VALUES (?, ?)",
                (action_id, to_micros(self._clock())),
            )

    def entry(self, action_id: str) -> Entry:
        """One action. Raises KeyError for an id that is not there."""
        with self._ledger.reading() as connection:
            return entry_from(self._row(connection, action_id))

    def events(self, action_id: str) -> list[Event]:
        """The steps of one action, oldest first."""
        with self._ledger.reading() as connection:
            rows = connection.execute(
                "SELECT at, state, words, said_by FROM action_events WHERE action_id = ? ORDER BY event_id",
                (action_id,),
            ).fetchall()
        return [event_from(row) for row in rows]

    def attention(self) -> int:
        """How many actions a person should look at."""
        with self._ledger.reading() as connection:
            return int(connection.execute(f"SELECT COUNT(*) FROM actions WHERE {ATTENTION}").fetchone()[0])  # noqa: S608 - our own words

    def unsettled(self, account: str | None = None) -> list[Entry]:
        """Every action that is not settled, oldest first, of one account or of all."""
        marks = ",".join("?" * len(UNSETTLED))
        with self._ledger.reading() as connection:
            rows = connection.execute(
                f"{SELECT_ACTIONS} WHERE state IN ({marks}) AND (? IS NULL OR account = ?) "
                "ORDER BY planned_at, actions.rowid",
                (*UNSETTLED, account, account),
            ).fetchall()
        return [entry_from(row) for row in rows]

    def abandoned(self) -> list[Entry]:
        """Actions that a process which no longer runs left between two steps."""
        marks = ",".join("?" * len(IN_HAND))
        with self._ledger.reading() as connection:
            rows = connection.execute(
                f"{SELECT_ACTIONS} WHERE state IN ({marks})",
                tuple(IN_HAND),
            ).fetchall()
        return [entry_from(row) for row in rows if row["holder"] != self._holder and not alive(row["holder"])]

    def latest(self, limit: int = 500) -> list[Entry]:
        """The newest actions first."""
        with self._ledger.reading() as connection:
            rows = connection.execute(
                f"{SELECT_ACTIONS} ORDER BY planned_at DESC, actions.rowid DESC LIMIT ?", (limit,)
            ).fetchall()
        return [entry_from(row) for row in rows]

    def pending_on(self, account: str, target: str) -> Entry | None:
        """The unsettled action on this target, if there is one."""
        marks = ",".join("?" * len(UNSETTLED))
        with self._ledger.reading() as connection:
            row = connection.execute(
                f"{SELECT_ACTIONS} WHERE account = ? AND target = ? AND state IN ({marks})",
                (account, storable(target), *UNSETTLED),
            ).fetchone()
        return entry_from(row) if row else None

    def _insert(
        self, connection: sqlite3.Connection, action_id: str, instruction: Instruction
    ) -> dict[str, object]:
        """Write the action's row; what its first event vouches for."""
        amount, text = instruction.amount, instruction_text(instruction)
        facts: dict[str, object] = {
            "account": instruction.account,
            "marketplace": instruction.marketplace,
            "action": instruction.action,
            "target": storable(instruction.target),
            "amount": amount.source if amount else None,
            "currency": storable(amount.currency.code) if amount else None,
        }
        row = facts | {
            "action_id": action_id,
            "instruction": text,
            "state": ActionState.PLANNED,
            "holder": self._holder,
            "planned_at": to_micros(self._clock()),
        }
        connection.execute(
            f"INSERT INTO actions ({', '.join(row)}) VALUES ({', '.join(f':{name}' for name in row)})",  # noqa: S608 - our own names
            row,
        )
        return facts | {"instruction": text_digest(text)}

    def _event(
        self,
        connection: sqlite3.Connection,
        action_id: str,
        state: ActionState,
        *,
        words: str = "",
        said_by: str = OFFERDESK,
        facts: dict[str, object],
    ) -> tuple[int, str]:
        """Write an event at the end of the chain; its number and its digest."""
        last = connection.execute(
            "SELECT event_id, digest FROM action_events ORDER BY event_id DESC LIMIT 1"
        ).fetchone()
        number, before = (last["event_id"], last["digest"]) if last else (0, "")
        event: dict[str, object] = {
            "event_id": number + 1,
            "action_id": action_id,
            "at": to_micros(self._clock()),
            "state": state,
            "words": storable(words),
            "said_by": said_by,
            "facts": json.dumps(facts, separators=(",", ":")),
        }
        event["digest"] = digest_of(before, event)
        connection.execute(
            f"INSERT INTO action_events ({', '.join(event)}) "  # noqa: S608 - our own names
            f"VALUES ({', '.join(f':{name}' for name in event)})",
            event,
        )
        return number + 1, str(event["digest"])

    def _row(self, connection: sqlite3.Connection, action_id: str) -> sqlite3.Row:
        row: sqlite3.Row | None = connection.execute(
            f"{SELECT_ACTIONS} WHERE action_id = ?", (action_id,)
        ).fetchone()
        if row is None:
            raise KeyError(action_id)
        return row

    def _under_way(self, instruction: Instruction) -> Action:
        found = self.pending_on(instruction.account, instruction.target)
        return found.instruction.action if found else instruction.action


def _write_hand_off(
    connection: sqlite3.Connection, action_id: str, hand_off: HandOff | None, proof: str | None
) -> dict[str, object]:
    """Keep what goes to a wallet, or what came back; what the event vouches for."""
    facts: dict[str, object] = {}
    if hand_off is not None:
        row = (action_id, hand_off.answer, storable(hand_off.todo), storable(hand_off.parameters))
        connection.execute(
            "INSERT INTO hand_offs (action_id, answer, todo, parameters) VALUES (?, ?, ?, ?)", row
        )
        facts["hand_off"] = text_digest("\n".join(row[1:]))
    if proof is not None:
        connection.execute("UPDATE hand_offs SET proof = ? WHERE action_id = ?", (proof, action_id))
        facts["proof"] = proof
    return facts


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
