"""The rows of a view that can be seen right now; the only offers that are held in memory."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Protocol

from tui_app.ledger.windows import OfferRow

_AT_ONCE = 400


class RowSource(Protocol):
    """Where the offers behind row ids are read: the ledger's windows."""

    def rows(self, row_ids: Sequence[int]) -> list[OfferRow]:
        """The offers of these rows, as far as they still exist; at most 500 at a time."""
        ...


class OfferWindow:
    """A stretch of a view: row ids in order, and the offers behind the visible ones."""

    def __init__(self, source: RowSource) -> None:
        self.row_ids: array[int] = array("q")
        self._source = source
        self._rows: dict[int, OfferRow] = {}

    def __len__(self) -> int:
        return len(self.row_ids)

    @property
    def rows(self) -> list[OfferRow]:
        """The offers in the window that still exist, in order."""
        return list(self._rows.values())

    def row(self, row_id: int) -> OfferRow | None:
        """The offer of a row in the window, None if it is gone or outside."""
        return self._rows.get(row_id)

    def move(self, first: int, count: int) -> bool:
        """Show `count` rows from index `first`, reading those not held yet. True if any was read."""
        wanted = self.row_ids[first : first + count]
        missing = [row_id for row_id in wanted if row_id not in self._rows]
        read = {row.row_id: row for row in self._read(missing)}
        held = self._rows
        self._rows = {
            row_id: found for row_id in wanted if (found := held.get(row_id) or read.get(row_id)) is not None
        }
        return bool(read)

    def forget(self) -> None:
        """Read everything anew at the next move."""
        self._rows = {}

    def index_of(self, row_id: int | None) -> int | None:
        """Where a row stands in the view, None if it does not."""
        try:
            return None if row_id is None else self.row_ids.index(row_id)
        except ValueError:
            return None

    def _read(self, row_ids: list[int]) -> list[OfferRow]:
        found: list[OfferRow] = []
        for first in range(0, len(row_ids), _AT_ONCE):
            found += self._source.rows(row_ids[first : first + _AT_ONCE])
        return found
