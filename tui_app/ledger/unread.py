"""What a person has not looked at yet: offers that came, became others, or are about to end.

It is found out behind a refresh, not during it: rows and changes are numbered as they are written, and
what is behind the number noted last for an account is news. So keeping a page costs nothing more, each
thing is news once, and windows that share the ledger agree.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from tui_app.domain.offer import Side
from tui_app.ledger.instants import in_micros, to_micros
from tui_app.ledger.minimums import MUTED
from tui_app.ledger.offer_indexes import FEW
from tui_app.ledger.store import Ledger

COUNTED: Final = 1_000
"""As many are counted; beyond that it is many."""

_SLACK: Final = in_micros(timedelta(hours=1))
_AFTERWARDS: Final = in_micros(timedelta(minutes=15))
_PIECE: Final = 2_000
_BY_END: Final = "offers_by_end"
_AS_FAR = "SELECT COALESCE(MAX({number}), 0) FROM {table}"
_NOTED: Final = (
    "INSERT INTO noted_accounts VALUES (:account, :now - :slack, :row_id, :change_id) "
    "ON CONFLICT (account) DO UPDATE SET "
    "since = MIN(since, excluded.since), row_id = excluded.row_id, change_id = excluded.change_id"
)
# What was placed long before the account was first read is only new to us. A time of 0 is one not told.
_NEW: Final = f"""
    INSERT INTO unread SELECT row_id, side, 'new' FROM offers NOT INDEXED
    WHERE row_id > :row_id AND account = :account AND status = 'open'
        AND (placed_at > :since OR placed_at <= 0) AND NOT {MUTED}
        AND offer_id NOT IN (SELECT made FROM actions WHERE account = :account AND made IS NOT NULL)
    ON CONFLICT (row_id) DO NOTHING
"""  # noqa: S608 - our own words
# What the person did themselves, and what the marketplace made of it, is no news to them.
_CHANGED: Final = f"""
    INSERT INTO unread SELECT DISTINCT row_id, side, 'changed'
    FROM offer_changes AS change CROSS JOIN offers USING (account, offer_id)
    WHERE change_id > :change_id AND account = :account AND NOT {MUTED}
        AND NOT (field = 'status' AND answered <> '')
        AND NOT EXISTS (
            SELECT 1 FROM actions WHERE actions.account = change.account AND target = change.offer_id
                AND (settled_at IS NULL OR change.at <= settled_at + :afterwards)
        )
    ON CONFLICT (row_id) DO NOTHING
"""  # noqa: S608 - our own words
_ENDING: Final = """
    INSERT INTO unread SELECT row_id, side, 'ending' FROM offers {how}
    WHERE side = :side AND expires > :since AND expires <= :upto AND shown_status = 'open' AND NOT {muted}
    ON CONFLICT (row_id) DO NOTHING
"""


class Came(NamedTuple):
    """How many offers became unread, and why."""

    new: int = 0
    changed: int = 0
    ending: int = 0


class Unread:
    """Finds out what is news, and forgets what was looked at. All of it is for a thread but `count`."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def note(self, account: str, now: datetime) -> Came:
        """What came of an account since this was asked last; nothing the first time. Raises LedgerError."""
        with self._ledger.writing() as connection:
            upto = {
                "row_id": _last(connection, "row_id", "offers"),
                "change_id": _last(connection, "change_id", "offer_changes"),
            }
            noted = connection.execute(
                "SELECT * FROM noted_accounts WHERE account = ?", (account,)
            ).fetchone()
            came = Came() if noted is None else _news(connection, dict(noted))
            connection.execute(_NOTED, {"account": account, "now": to_micros(now), "slack": _SLACK, **upto})
        return came

    def note_endings(self, now: datetime, within: timedelta) -> int:
        """How many open offers came to end `within` so long since this was asked last. Raises LedgerError."""
        moment = to_micros(now)
        soon = moment + in_micros(within)
        with self._ledger.writing() as connection:
            if (how := _along_ends(connection)) is None:
                return 0
            noted = connection.execute("SELECT value FROM about WHERE name = 'endings_noted'").fetchone()
            connection.execute("INSERT OR REPLACE INTO about VALUES ('endings_noted', ?)", (str(soon),))
            since = soon if noted is None else max(moment, min(int(noted[0]), soon))
            if since == soon:
                return 0
            query = _ENDING.format(how=how, muted=MUTED)
            bounds = {"since": since, "upto": soon}
            return sum(connection.execute(query, {"side": side, **bounds}).rowcount for side in Side)

    def read(self, row_ids: Sequence[int]) -> int:
        """These were looked at; how many of them had not been. Raises LedgerError."""
        seen = 0
        for start in range(0, len(row_ids), _PIECE):
            among = f"FROM unread WHERE row_id IN ({','.join(map(str, row_ids[start : start + _PIECE]))})"
            with self._ledger.reading() as connection:
                found = connection.execute(f"SELECT 1 {among} LIMIT 1").fetchone()
            if found is not None:
                with self._ledger.writing() as connection:
                    seen += connection.execute(f"DELETE {among}").rowcount
        return seen

    def count(self, side: Side) -> int:
        """How many of one side are unread, counted up to COUNTED: never dear."""
        with self._ledger.reading() as connection:
            found = connection.execute(
                "SELECT COUNT(*) FROM (SELECT 1 FROM unread WHERE side = ? LIMIT ?)", (side, COUNTED)
            )
            return int(found.fetchone()[0])


def _news(connection: sqlite3.Connection, noted: dict[str, str | int]) -> Came:
    new = connection.execute(_NEW, noted).rowcount
    changed = connection.execute(_CHANGED, noted | {"afterwards": _AFTERWARDS}).rowcount
    return Came(new=new, changed=changed)


def _last(connection: sqlite3.Connection, number: str, table: str) -> int:
    return int(connection.execute(_AS_FAR.format(number=number, table=table)).fetchone()[0])


def _along_ends(connection: sqlite3.Connection) -> str | None:
    """How offers are sought by their end; None where that would be to go through very many."""
    there = connection.execute("SELECT 1 FROM sqlite_master WHERE type = 'index' AND name = ?", (_BY_END,))
    if there.fetchone():
        return f"INDEXED BY {_BY_END}"
    return (
        "" if connection.execute("SELECT 1 FROM offers LIMIT 1 OFFSET ?", (FEW,)).fetchone() is None else None
    )
