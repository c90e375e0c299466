"""A table as a new file for spreadsheets, which run nothing that is in it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from tui_app.domain.data import harmless
from tui_app.ledger.export_file import new_export


def write_table(
    what: str, folder: Path, now: datetime, head: Sequence[str], lines: Iterable[Sequence[str]]
) -> Path:
    """Write titles and lines as CSV; the file. Raises UsageError where it cannot be written."""
    with new_export(what, folder, now, "csv") as (sink, file):
        writer = csv.writer(sink)
        writer.writerow(head)
        writer.writerows(map(harmless, lines))
    return file
