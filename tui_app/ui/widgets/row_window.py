"""The rows that can be seen right now, and those that may be seen next; no others are held in memory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar

_AT_ONCE = 400


class Keyed(Protocol):
    """What a list shows one of: it has the id of its row."""

    @property
    def row_id(self) -> int:
        """The row it stands in."""
        ...


Row = TypeVar("Row", bound=Keyed)


class RowSource(Protocol[Row]):
    """Where what stands behind row ids is read: windows of the ledger."""

    def rows(self, row_ids: Sequence[int]) -> list[Row]:
        """What these rows hold, as far as they still exist; at most 500 at a time."""
        ...


class RowWindow(Generic[Row]):
    """What stands behind the row ids in sight."""

    def __init__(self, source: RowSource[Row]) -> None:
        self._source = source
        self._rows: dict[int, Row] = {}
        self._near: dict[int, Row] = {}

    @property
    def rows(self) -> list[Row]:
        """What is in sight and still exists, in order."""
        return list(self._rows.values())

    @property
    def held(self) -> list[Row]:
        """What is in sight, and what is held of what is near."""
        return [*self._rows.values(), *self._near.values()]

    def row(self, row_id: int | None) -> Row | None:
        """What a row holds, None if it is gone or out of sight."""
        return None if row_id is None else self._rows.get(row_id)

    def move(self, row_ids: Sequence[int], near: Sequence[int] = ()) -> None:
        """Hold these rows, reading those not held yet; of those near them keep what is held."""
        held = self._rows | self._near
        held |= self._read([row_id for row_id in row_ids if row_id not in held])
        self._rows = {row_id: held.pop(row_id) for row_id in row_ids if row_id in held}
        self._near = {row_id: held[row_id] for row_id in near if row_id in held}

    def look_around(self, near: Sequence[int]) -> list[Row]:
        """Hold these too, and return those that were not."""
        held = self._rows | self._near
        found = self._read([row_id for row_id in near if row_id not in held])
        self._near |= found
        return list(found.values())

    def read_again(self, row_ids: Sequence[int]) -> None:
        """Hold these rows as they are now."""
        self._rows, self._near = self._read(row_ids), {}

    def _read(self, row_ids: Sequence[int]) -> dict[int, Row]:
        found: dict[int, Row] = {}
        for first in range(0, len(row_ids), _AT_ONCE):
            rows = self._source.rows(row_ids[first : first + _AT_ONCE])
            found |= {row.row_id: row for row in rows}
        return found
