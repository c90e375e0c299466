"""A disk that gets full, for ledgers: SQLite itself refuses to let the file grow."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.desk.seat import Clock
from tui_app.ledger.action_states import ActionState
from tui_app.ledger.journal import Journal
from tui_app.ledger.store import BUSY_SECONDS, Ledger


class Disk(Ledger):
    """A ledger whose file cannot grow while `full`: SQLite itself refuses, as on a full disk."""

    full = False

    @contextmanager
    def writing(
        self, *, patience: float = BUSY_SECONDS, lasting: bool = True
    ) -> Iterator[sqlite3.Connection]:
        """A transaction that needs more room than there was before it."""
        with self.reading() as connection:
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count = {pages if self.full else 1 << 30}")
        with super().writing(patience=patience, lasting=lasting) as connection:
            if self.full:
                connection.execute("CREATE TABLE filler AS SELECT zeroblob(1 << 20)")
            yield connection


class Filling(Journal):
    """A journal whose disk gets full directly before the next time that `step` is written."""

    def __init__(self, disk: Disk, clock: Clock, step: ActionState | None = None) -> None:
        super().__init__(disk, clock)
        self._disk = disk
        self.step = step

    def advance(self, action_id: str, state: ActionState, **details: Any) -> None:
        """Advance, perhaps on a full disk."""
        if state is self.step:
            self._disk.full, self.step = True, None
        super().advance(action_id, state, **details)
