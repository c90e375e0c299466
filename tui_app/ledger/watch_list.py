"""What is watched: per account, by whom it came there, and what a person does not want to see again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Final

from tui_app.domain.text import UntrustedText
from tui_app.domain.watch import Watched
from tui_app.ledger.instants import to_micros
from tui_app.ledger.records import storable
from tui_app.ledger.store import Ledger


class Origin(StrEnum):
    """Who put something on the list."""

    PERSON = "person"
    FOUND = "found"


# What a person took off the list stays off when a marketplace shows it again; names are kept fresh.
_FOUND: Final = """
    INSERT INTO watched (account, kind, ref, name, collection, origin, since) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (account, kind, ref) DO UPDATE SET
        name = CASE WHEN excluded.name <> '' THEN excluded.name ELSE name END,
        collection = CASE WHEN excluded.collection <> '' THEN excluded.collection ELSE collection END
"""
_ADDED: Final = """
    INSERT INTO watched (account, kind, ref, name, collection, origin, since) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (account, kind, ref) DO UPDATE SET origin = excluded.origin, muted = 0
"""


class WatchList:
    """Reading and writing what accounts watch."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def of(self, account: str) -> tuple[Watched, ...]:
        """What an account watches, the oldest first."""
        with self._ledger.reading() as connection:
            rows = connection.execute(
                "SELECT kind, ref, name, collection FROM watched WHERE account = ? AND NOT muted "
                "ORDER BY since, rowid",
                (account,),
            ).fetchall()
        return tuple(
            Watched(kind, ref, UntrustedText(name), UntrustedText(collection))
            for kind, ref, name, collection in rows
        )

    def add(self, account: str, things: Iterable[Watched], at: datetime) -> None:
        """Put on the list what a person named, also where it was taken off before. Raises LedgerError."""
        self._write(_ADDED, account, things, Origin.PERSON, at)

    def keep_found(self, account: str, things: Iterable[Watched], at: datetime) -> None:
        """Put on the list what a marketplace showed, unless a person took it off. Raises LedgerError."""
        self._write(_FOUND, account, things, Origin.FOUND, at)

    def remove(self, account: str, kind: str, ref: str) -> bool:
        """Take something off the list for good; whether it was there. Raises LedgerError."""
        with self._ledger.writing() as connection:
            changed = connection.execute(
                "UPDATE watched SET muted = 1 WHERE account = ? AND kind = ? AND ref = ? AND NOT muted",
                (account, kind, storable(ref)),
            )
        return changed.rowcount > 0

    def forget_account(self, account: str) -> None:
        """Drop what an account watched. Raises LedgerError."""
        with self._ledger.writing() as connection:
            connection.execute("DELETE FROM watched WHERE account = ?", (account,))

    def _write(
        self, statement: str, account: str, things: Iterable[Watched], origin: Origin, at: datetime
    ) -> None:
        since = to_micros(at)
        rows = [(account, *_texts(each), origin, since) for each in things]
        if rows:
            with self._ledger.writing() as connection:
                connection.executemany(statement, rows)


def _texts(thing: Watched) -> tuple[str, ...]:
    texts = (thing.kind, thing.ref, thing.name.raw, thing.collection.raw)
    return tuple(storable(text) for text in texts)
