"""Orders that were looked up as rows of a list: few enough to be held, each with a row of its own."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import NamedTuple

from tui_app.domain.order import OrderKey
from tui_app.ledger.orders import KeptOrder
from tui_app.ui.order_words import matches


class OrderRow(NamedTuple):
    """An order of the list, and the row it stands in."""

    row_id: int
    kept: KeptOrder


class OrderRows:
    """The list as last read. An order keeps its row for as long as the program runs."""

    def __init__(self) -> None:
        self._rows: dict[OrderKey, int] = {}
        self._held: dict[int, OrderRow] = {}

    def __len__(self) -> int:
        """How many there are, whatever the filter."""
        return len(self._held)

    def hold(self, kept: Sequence[KeptOrder]) -> None:
        """Hold these from now on: what came onto the list last first, of one look-up in its order."""
        newest = sorted(kept, key=lambda each: each.since, reverse=True)
        rows = (OrderRow(self._row_of(each.key), each) for each in newest)
        self._held = {row.row_id: row for row in rows}

    def matching(self, typed: str) -> array[int]:
        """The rows of orders that match a filter, in their order."""
        return array("q", [row_id for row_id, row in self._held.items() if matches(row.kept, typed)])

    def rows(self, row_ids: Sequence[int]) -> list[OrderRow]:
        """The orders in these rows, as far as they are there."""
        return [self._held[each] for each in row_ids if each in self._held]

    def at(self, row_id: int | None) -> KeptOrder | None:
        """The order in this row."""
        row = self._held.get(row_id) if row_id is not None else None
        return row.kept if row else None

    def row_of(self, key: OrderKey) -> int | None:
        """The row of an order that is on the list."""
        row_id = self._rows.get(key)
        return row_id if row_id in self._held else None

    def _row_of(self, key: OrderKey) -> int:
        return self._rows.setdefault(key, len(self._rows))
