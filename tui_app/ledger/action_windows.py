"""Windows of the journal: every action by its row, newest first, and only the visible ones are read."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tui_app.ledger.entries import SELECT_ACTIONS, Entry, entry_from
from tui_app.ledger.export import write_activity
from tui_app.ledger.store import Ledger

_WINDOW = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionRow:
    """One action and the row it stands in."""

    row_id: int
    entry: Entry


class ActionWindows:
    """Answers the questions of a list of actions; every call sees the ledger as it is at one moment."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def row_ids(self) -> array[int]:
        """The rows of all actions, the newest first, whatever the clock showed when they were planned."""
        with self._ledger.reading() as connection:
            # Without an order SQLite reads an index, a tenth of what walking the rows would read.
            found = [row[0] for row in connection.execute("SELECT rowid FROM actions")]
        found.sort(reverse=True)
        return array("q", found)

    def rows(self, row_ids: Sequence[int]) -> list[ActionRow]:
        """The actions in these rows, in the order asked; at most a window's worth."""
        if len(row_ids) > _WINDOW:
            raise ValueError(f"a window holds at most {_WINDOW} rows")
        marks = ",".join("?" * len(row_ids))
        with self._ledger.reading() as connection:
            rows = connection.execute(
                f"{SELECT_ACTIONS} WHERE actions.rowid IN ({marks})",
                tuple(row_ids),
            ).fetchall()
        by_id = {row["row_id"]: ActionRow(row_id=row["row_id"], entry=entry_from(row)) for row in rows}
        return [by_id[row_id] for row_id in row_ids if row_id in by_id]

    def export(self, folder: Path, now: datetime) -> Path:
        """Write every action and event into a new file there; which one. Raises LedgerError, UsageError."""
        return write_activity(self._ledger, folder, now)
