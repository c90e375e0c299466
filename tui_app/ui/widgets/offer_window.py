"""The offers that can be seen right now; the only ones that are held in memory."""

from __future__ import annotations

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
    """The offers behind the row ids in sight."""

    def __init__(self, source: RowSource) -> None:
        self._source = source
        self._rows: dict[int, OfferRow] = {}

    @property
    def rows(self) -> list[OfferRow]:
        """The offers in sight that still exist, in order."""
        return list(self._rows.values())

    def row(self, row_id: int | None) -> OfferRow | None:
        """The offer of a row, None if it is gone or out of sight."""
        return None if row_id is None else self._rows.get(row_id)

    def move(self, row_ids: Sequence[int]) -> None:
        """Hold the offers of these rows, reading those not held yet."""
        held = self._rows
        held |= self._read([row_id for row_id in row_ids if row_id not in held])
        self._rows = {row_id: held[row_id] for row_id in row_ids if row_id in held}

    def read_again(self, row_ids: Sequence[int]) -> None:
        """Hold the offers of these rows as they are now."""
        self._rows = self._read(row_ids)

    def _read(self, row_ids: Sequence[int]) -> dict[int, OfferRow]:
        found: dict[int, OfferRow] = {}
        for first in range(0, len(row_ids), _AT_ONCE):
            rows = self._source.rows(row_ids[first : first + _AT_ONCE])
            found |= {row.row_id: row for row in rows}
        return found
