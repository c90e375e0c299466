"""The whole journal as JSON Lines: what was done, every step of it, and the chain that vouches for both.

The first line says what the file is. Then come the actions, oldest first, and then the events in the
order of the chain. With them alone, and no program of ours, the chain can be verified: an event's
`digest` is the SHA-256, in hexadecimal, of the compact JSON array (ASCII, no blanks) of the digest
before it and the event's own `event_id`, `action_id`, `at`, `state`, `words`, `said_by`, `facts`.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from tui_app.ledger.entries import SELECT_ACTIONS
from tui_app.ledger.export_file import new_export
from tui_app.ledger.instants import from_micros, optional_moment
from tui_app.ledger.store import Ledger

SCHEMA: Final = 1
"""The version of the lines' form."""

_DIGEST: Final = "sha256 of [digest before, event_id, action_id, at, state, words, said_by, facts]"
_ACTION: Final = (
    *("action_id", "account", "marketplace", "action", "target", "amount", "currency", "state"),
    *("planned_at", "sent_at", "settled_at", "made", "words", "body_sha256", "instruction", "seen"),
)
_EVENT: Final = (*("event_id", "action_id", "at", "state", "words", "said_by", "facts", "digest"),)
_MOMENTS: Final = frozenset({"planned_at", "sent_at", "settled_at"})


def activity_lines(ledger: Ledger) -> Iterator[str]:
    """The lines, without line ends, all of one moment. Raises LedgerError.

    `at` is in microseconds since 1970, as the digest covers it; `time` says the same for people. The
    other instants are texts in UTC. `instruction` is the text whose digest the first event vouches for.
    """
    with ledger.reading() as connection:
        ledger_id = connection.execute("SELECT value FROM about WHERE name = 'ledger_id'").fetchone()[0]
        about = {"kind": "offerdesk activity", "schema": SCHEMA, "ledger": ledger_id, "digest": _DIGEST}
        yield json.dumps(about)
        for row in connection.execute(f"{SELECT_ACTIONS} ORDER BY actions.rowid"):
            yield json.dumps({"kind": "action", **_action(row)})
        for row in connection.execute("SELECT * FROM action_events ORDER BY event_id"):
            moment = from_micros(row["at"]).isoformat()
            yield json.dumps({"kind": "event", "time": moment, **{name: row[name] for name in _EVENT}})


def write_activity(ledger: Ledger, folder: Path, now: datetime) -> Path:
    """Write the lines into a new file of this folder, for its owner alone; never over another.

    Raises LedgerError where they cannot be read, UsageError where they cannot be written.
    """
    with new_export("activity", folder, now, "jsonl") as (sink, file):
        sink.writelines(f"{line}\n" for line in activity_lines(ledger))
    return file


def _action(row: sqlite3.Row) -> dict[str, object]:
    values = {name: row[name] for name in _ACTION}
    moments = {name: optional_moment(row[name]) for name in _MOMENTS}
    told = {name: moment.isoformat() if moment else None for name, moment in moments.items()}
    return {**values, **told, "seen": bool(row["seen"])}
