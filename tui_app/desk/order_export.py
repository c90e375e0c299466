"""Public fields of orders as two new files: a table, and JSON as the command line prints it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from tui_app.desk.order_data import ORDER_COLUMNS, order_cells, order_record
from tui_app.domain.data import SCHEMA_VERSION
from tui_app.ledger.export_file import new_export
from tui_app.ledger.export_table import write_table
from tui_app.ledger.orders import KeptOrder


def write_orders(kept: Sequence[KeptOrder], folder: Path, now: datetime) -> tuple[Path, Path]:
    """Write these as CSV and as JSON; the files, which nobody else can read.

    A spreadsheet runs nothing in the table. Raises UsageError.
    """
    table = write_table("orders", folder, now, ORDER_COLUMNS, map(order_cells, kept))
    with new_export("orders", folder, now, "json") as (sink, whole):
        json.dump({"schema": SCHEMA_VERSION, "orders": list(map(order_record, kept))}, sink, indent=1)
        sink.write("\n")
    return table, whole
