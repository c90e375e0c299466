"""What is remembered of the journal outside the ledger, and what follows where the journal was lost.

A ledger that was set aside, emptied or replaced by an older copy has forgotten which answers are
still unknown. Until an account's lists were read again to the end, nothing is sent through it.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from tui_app.ledger.instants import to_micros
from tui_app.ledger.store import Ledger


class Witness:
    """A small file beside the settings that knows the newest event of the journal.

    It is written after each commit, so it may lag behind the journal after a crash, but is never
    ahead of it: a journal that lacks the event it names has lost something.
    """

    def __init__(self, file: Path, ledger: Ledger) -> None:
        self._file = file
        self._ledger = ledger
        with ledger.reading() as connection:
            self._ledger_id = connection.execute(
                "SELECT value FROM about WHERE name = 'ledger_id'"
            ).fetchone()[0]

    def note(self, number: int, digest: str) -> None:
        """Remember the newest event. Where that cannot be written, the net is missing, nothing else."""
        draft = self._file.with_name(f"{self._file.name}.{os.getpid()}")
        text = json.dumps({"ledger": self._ledger_id, "entry": number, "digest": digest})
        with suppress(OSError):
            draft.touch(mode=0o600)
            draft.write_text(text, encoding="ascii")
            os.replace(draft, self._file)

    def look(self) -> None:
        """Remember the journal as it is now. Raises LedgerError."""
        with self._ledger.reading() as connection:
            newest = connection.execute(
                "SELECT event_id, digest FROM action_events ORDER BY event_id DESC LIMIT 1"
            ).fetchone()
        if newest is not None:
            self.note(newest["event_id"], newest["digest"])
        else:
            self._file.unlink(missing_ok=True)

    def misses(self) -> bool:
        """Whether the journal lacks what is remembered of it. Raises LedgerError."""
        try:
            said = json.loads(self._file.read_text(encoding="ascii"))
            ledger_id, number, digest = said["ledger"], int(said["entry"]), said["digest"]
        except (OSError, ValueError, KeyError, TypeError):
            return False  # nothing is remembered, or nothing that can be read
        if ledger_id != self._ledger_id:
            return True
        with self._ledger.reading() as connection:
            found = connection.execute(
                "SELECT digest FROM action_events WHERE event_id = ?", (number,)
            ).fetchone()
        return found is None or found["digest"] != digest


class Recovery:
    """Which accounts were read to the end since the journal was lost, if it ever was."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def begin(self, at: datetime) -> None:
        """The journal was lost: no account is reconciled any more. Raises LedgerError."""
        with self._ledger.writing() as connection:
            connection.execute("INSERT OR REPLACE INTO about VALUES ('journal_lost_at', ?)", (to_micros(at),))
            connection.execute("DELETE FROM reconciled_accounts")

    def is_due(self, account: str) -> bool:
        """Whether the account has still to be read before anything is sent. Raises LedgerError."""
        with self._ledger.reading() as connection:
            lost = connection.execute("SELECT 1 FROM about WHERE name = 'journal_lost_at'").fetchone()
            known = connection.execute("SELECT 1 FROM reconciled_accounts WHERE account = ?", (account,))
            return lost is not None and known.fetchone() is None

    def finish(self, account: str, at: datetime) -> None:
        """The account's lists were read to the end, late enough to show what was done before."""
        with self._ledger.writing() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO reconciled_accounts VALUES (?, ?)", (account, to_micros(at))
            )
