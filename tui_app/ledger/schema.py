"""Bringing a ledger's file to the newest version."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from tui_app.domain.errors import LedgerForeign, LedgerTooNew
from tui_app.ledger.offer_indexes import make_first_if_few

NEWEST = 9
"""How many versions there are. What each of them changed is only imported where a file is older."""
_INDEXED = 7  # the first version whose offers have all the columns that are indexed
_ALWAYS_THERE = frozenset({"offers", "actions", "action_events", "nonces"})


def migrate(connection: sqlite3.Connection, migrations: Sequence[Sequence[str]] | None = None) -> None:
    """Bring the file to the newest version in one transaction, or leave it as it was.

    `migrations` are what each version changed, statement by statement; all there are unless others are given.

    Raises LedgerTooNew where a newer program wrote the file, LedgerForeign where it is no ledger at all.
    """
    newest = NEWEST if migrations is None else len(migrations)
    with _transaction(connection, "BEGIN"):
        version = _checked_version(connection, newest)
    if version == newest:
        return
    from tui_app.ledger.migrations import MIGRATIONS

    with _transaction(connection, "BEGIN EXCLUSIVE"):
        version = _checked_version(connection, newest)  # another process may have been faster
        for statement in (each for migration in (migrations or MIGRATIONS)[version:] for each in migration):
            connection.execute(statement)
        if version < _INDEXED <= newest:
            make_first_if_few(connection)
        connection.execute(f"PRAGMA user_version = {newest}")


@contextmanager
def _transaction(connection: sqlite3.Connection, begin: str) -> Iterator[None]:
    connection.execute(begin)
    try:
        yield
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _checked_version(connection: sqlite3.Connection, newest: int) -> int:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not (tables >= _ALWAYS_THERE if version else not tables):
        raise LedgerForeign("The ledger's file belongs to another program; move it aside and start again.")
    if version > newest:
        raise LedgerTooNew(
            "The ledger was written by a newer offerdesk; start that version, or use another profile.",
            f"Its format is {version}; this program knows up to {newest}.",
        )
    return version
