"""What a search of purchases shows as two new files: a table, and JSON as the command line prints it."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from tui_app.desk.purchase_data import (
    GROUP_COLUMNS,
    PURCHASE_COLUMNS,
    group_cells,
    purchase_cells,
    purchase_record,
    search_record,
)
from tui_app.desk.purchase_readings import Reading
from tui_app.domain.data import SCHEMA_VERSION
from tui_app.domain.purchase import Search
from tui_app.ledger.export_file import new_export
from tui_app.ledger.export_table import write_table
from tui_app.ledger.purchases import PurchaseShelf


def write_purchases(
    shelf: PurchaseShelf, search: Search, reading: Reading, folder: Path, now: datetime, *, by_token: bool
) -> tuple[Path, Path]:
    """Write the rows, or the groups, as CSV, and all of it as JSON; the files. Nobody else can read them.

    A spreadsheet runs nothing in the table. Raises LedgerError, UsageError.
    """
    rows = list(shelf.all_of(search))
    if by_token:
        cells = [line for group in reading.groups for line in group_cells(group)]
        table = write_table("purchases-by-token", folder, now, GROUP_COLUMNS, cells)
    else:
        lines = (purchase_cells(row.purchase, row.seen_at) for row in rows)
        table = write_table("purchases", folder, now, PURCHASE_COLUMNS, lines)
    records = (purchase_record(row.purchase, row.seen_at) for row in rows)
    with new_export("purchases", folder, now, "json") as (sink, whole):
        json.dump({"schema": SCHEMA_VERSION, **search_record(search, reading, records)}, sink, indent=1)
        sink.write("\n")
    return table, whole
