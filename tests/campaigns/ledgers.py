"""The ledger file of an acting process, seen and held up from outside as any other program could."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from tests.desk.seat import secrets_of
from tests.sandbox_process import SandboxInfo
from tui_app.ledger.chain import verify
from tui_app.ledger.entries import Entry
from tui_app.ledger.holders import new_holder
from tui_app.ledger.instants import utc_now
from tui_app.ledger.journal import Journal
from tui_app.ledger.store import Ledger
from tui_app.marketplaces.kraken.signing import KeyPair

FILE = "ledger.sqlite3"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Nobody else can write the ledger inside the block."""
    with _opened(folder) as connection:
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            connection.execute("ROLLBACK")


@contextmanager
def turn_seized(folder: Path, info: SandboxInfo) -> Iterator[None]:
    """The turn of the API key is ours inside the block, so that nobody else signs another request.

    Who is signing one just now finishes it; its giving back does not free what is ours.
    """
    key_id, holder = KeyPair.of(secrets_of(info)).fingerprint, new_holder()
    with _opened(folder) as connection:
        connection.execute(
            "INSERT INTO nonces (key_id, last, holder, held_since) VALUES (?, 0, ?, ?) "
            "ON CONFLICT (key_id) DO UPDATE SET holder = excluded.holder, held_since = excluded.held_since",
            (key_id, holder, int(time.monotonic() * 1_000_000)),
        )
        try:
            yield
        finally:
            connection.execute("UPDATE nonces SET holder = '' WHERE holder = ?", (holder,))


def state(folder: Path) -> str:
    """How far the newest action is; empty while there is none."""
    with suppress(sqlite3.OperationalError), _opened(folder) as connection:
        row = connection.execute("SELECT state FROM actions ORDER BY rowid DESC LIMIT 1").fetchone()
        return str(row[0]) if row else ""
    return ""


def entries(folder: Path) -> list[Entry]:
    """What the journal says, oldest first. Raises AssertionError where its chain is broken."""
    with closing(Ledger(folder / FILE)) as ledger:
        with ledger.reading() as connection:
            report = verify(connection)
        assert report.broken == ""
        return Journal(ledger, utc_now).latest()[::-1]


@contextmanager
def _opened(folder: Path) -> Iterator[sqlite3.Connection]:
    path = folder / FILE
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True, isolation_level=None)) as connection:
        yield connection
