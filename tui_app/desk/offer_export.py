"""Offers of a list as two new files: a table, and a line of JSON for each as the command line prints it."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final, TextIO

from tui_app.desk.offer_data import OFFER_COLUMNS, offer_cells, offer_record
from tui_app.desk.tasks import in_thread
from tui_app.domain.data import SCHEMA_VERSION, harmless
from tui_app.ledger.export_file import new_export
from tui_app.ledger.offers import OfferShelf
from tui_app.ledger.windows import OfferRow, Windows

_AT_ONCE: Final = 500
"""Offers that are written before the next thing may be done, such as to end."""


async def write_offers(
    windows: Windows, shelf: OfferShelf, row_ids: Sequence[int], folder: Path, now: datetime
) -> tuple[Path, Path]:
    """Write these as CSV and as JSON lines; the files, which nobody else can read. Both or none.

    A spreadsheet runs nothing in the table. Raises UsageError, LedgerError.
    """
    with (
        new_export("offers", folder, now, "csv") as (table, file),
        new_export("offers", folder, now, "jsonl") as (lines, whole),
    ):
        csv.writer(table).writerow(OFFER_COLUMNS)
        for start in range(0, len(row_ids), _AT_ONCE):
            rows = await in_thread(windows.rows, row_ids[start : start + _AT_ONCE])
            await in_thread(_write, rows, shelf, table, lines)
    return file, whole


def _write(rows: Sequence[OfferRow], shelf: OfferShelf, table: TextIO, lines: TextIO) -> None:
    csv.writer(table).writerows(harmless(offer_cells(row)) for row in rows)
    for row in rows:
        if (kept := shelf.at_row(row.row_id)) is not None:
            record = offer_record(kept, row.pending)
            lines.write(json.dumps({"schema": SCHEMA_VERSION, **record}) + "\n")
