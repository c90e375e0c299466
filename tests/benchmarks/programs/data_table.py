"""Textual's own table with so many rows of eight columns, and a filter above it if asked for.

python data_table.py ROWS [filter|tick]

`tick` counts every row down once a second.
"""

from __future__ import annotations

import sys

from textual.app import App, ComposeResult
from textual.widgets import DataTable, Footer, Header, Input

COLUMNS = 8


class Table(App[None]):
    """The list that one would write without thinking."""

    BINDINGS = [("q", "quit", "Quit")]  # noqa: RUF012 - as Textual declares it

    def __init__(self, count: int, manner: str) -> None:
        super().__init__()
        self._count = count
        self._manner = manner
        self._left = 3_600

    def compose(self) -> ComposeResult:
        """Title, filter, table, keys."""
        yield Header()
        if self._manner == "filter":
            yield Input()
        yield DataTable(cursor_type="row")
        yield Footer()

    def on_mount(self) -> None:
        """Fill it."""
        for place in range(COLUMNS):
            self.table.add_column(f"column {place}", key=str(place))
        self.fill("")
        if self._manner == "tick":
            self.set_interval(1, self.tick)

    @property
    def table(self) -> DataTable[str]:
        """The table."""
        found: DataTable[str] = self.query_one(DataTable)
        return found

    def fill(self, text: str) -> None:
        """Show the rows that have this text, and the text in each."""
        names = (f"{'Golden' if row % 15 == 0 else 'Quiet'} Otter {row}" for row in range(self._count))
        self.table.clear()
        for place, name in enumerate(each for each in names if text in each.lower()):
            self.table.add_row(name, f"={text}=", *["some text"] * (COLUMNS - 2), key=str(place))

    def tick(self) -> None:
        """Count every row down."""
        self._left -= 1
        for row in range(self._count):
            self.table.update_cell(str(row), "2", f"{self._left + row} s")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter."""
        self.fill(event.value)


if __name__ == "__main__":
    sys.exit(Table(int(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "").run())
