"""The hash chain over the journal: each event's digest covers the one before it.

Whoever alters, inserts or removes an event has to renew every digest behind it, and the newest one
is remembered outside the ledger. A program that holds the ledger can still do that: the chain
shows damage and clumsy hands, not a determined owner of the machine.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

_FIELDS = ("event_id", "action_id", "at", "state", "words", "said_by", "facts")
# Of an action's row, what each state's event vouches for.
_VOUCHED = {
    "planned": ("account", "marketplace", "action", "target", "amount", "currency"),
    "sending": ("body_sha256", "sent_at"),
    "confirming": ("body_sha256", "sent_at", "proof"),
    "done": ("made",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainReport:
    """How far the chain holds: `events` in all, of which `older` were written before there was one.

    `broken` says in one sentence where and how it is broken, or is empty.
    """

    events: int
    older: int
    broken: str


def digest_of(before: str, event: sqlite3.Row | dict[str, object]) -> str:
    """The digest of an event behind the one whose digest is `before`."""
    told = json.dumps([before, *(event[name] for name in _FIELDS)], separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()


def text_digest(text: str) -> str:
    """What stands in an event for a long text of the action's row."""
    return hashlib.sha256(text.encode()).hexdigest()


def verify(connection: sqlite3.Connection) -> ChainReport:
    """Hold every event against its digest, and every action against its events. Raises sqlite3.Error."""
    events = connection.execute("SELECT * FROM action_events ORDER BY event_id").fetchall()
    older = next((place for place, event in enumerate(events) if event["digest"]), len(events))
    broken = next(_breaks(events, older), "") or next(_contradictions(connection, events, older), "")
    return ChainReport(events=len(events), older=older, broken=broken)


def _breaks(events: list[sqlite3.Row], older: int) -> Iterator[str]:
    before = ""
    for place, event in enumerate(events):
        if event["event_id"] != place + 1:
            yield f"entry {place + 1} of the journal is missing"
        if place >= older:
            if event["digest"] != digest_of(before, event):
                yield f"entry {event['event_id']} of the journal was altered, or one before it was removed"
            before = event["digest"]


def _contradictions(connection: sqlite3.Connection, events: list[sqlite3.Row], older: int) -> Iterator[str]:
    actions = {
        row["action_id"]: row
        for row in connection.execute("SELECT * FROM actions LEFT JOIN hand_offs USING (action_id)")
    }
    last = {event["action_id"]: event["state"] for event in events}
    # A step that was taken again vouches for what it left the second time.
    newest = {(event["action_id"], event["state"]): event for event in events[older:]}
    for event in newest.values():
        if (action := actions.get(event["action_id"])) is None:
            yield f"action {event['action_id']} has entries in the journal, but is gone itself"
        elif not _agrees(action, event):
            yield f"action {event['action_id']} is not what entry {event['event_id']} of the journal says"
    for action_id, action in actions.items():
        if last.get(action_id) != action["state"]:
            yield f"action {action_id} is {action['state']}, which no entry of the journal says"


def _agrees(action: sqlite3.Row, event: sqlite3.Row) -> bool:
    facts = json.loads(event["facts"])
    if "instruction" in facts and facts["instruction"] != text_digest(action["instruction"]):
        return False
    if "hand_off" in facts:
        given = (action["answer"] or "", action["todo"] or "", action["parameters"] or "")
        if facts["hand_off"] != text_digest("\n".join(given)):
            return False
    vouched = _VOUCHED.get(event["state"], ())
    return all(facts[name] == action[name] for name in vouched if name in facts)
