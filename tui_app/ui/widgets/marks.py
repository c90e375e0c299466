"""Which rows are marked, one by one or as a range that follows the cursor."""

from __future__ import annotations

from array import array
from collections.abc import Iterable


class Marks:
    """Marked rows by row id, so that they survive sorting, filtering and refreshing.

    Marks on rows that a view does not show are set aside: they come back with their row, and
    until then nothing can be done through them.
    """

    def __init__(self) -> None:
        self._shown: set[int] = set()
        self._aside: set[int] = set()
        self._range: set[int] = set()
        self._anchor: int | None = None

    def __contains__(self, row_id: int) -> bool:
        return row_id in self._shown or row_id in self._range

    def __len__(self) -> int:
        return len(self._shown | self._range)

    @property
    def any_anywhere(self) -> bool:
        """Whether any row is marked, also out of sight."""
        return bool(self._shown or self._range or self._aside)

    @property
    def ranging(self) -> bool:
        """Whether a range follows the cursor."""
        return self._anchor is not None

    def among(self, row_ids: Iterable[int]) -> list[int]:
        """The marked ones of these rows, in their order."""
        return [row_id for row_id in row_ids if row_id in self] if self else []

    def view(self, row_ids: Iterable[int]) -> None:
        """These rows are shown from now on; a range is kept and no longer follows."""
        self.settle()
        if self.any_anywhere:
            marked = self._shown | self._aside
            self._shown = marked.intersection(row_ids)
            self._aside = marked - self._shown

    def turn(self, row_id: int) -> None:
        """Mark a row that is not marked, unmark one that is."""
        self.settle()
        self._shown ^= {row_id}

    def turn_all(self, row_ids: Iterable[int]) -> None:
        """Mark all the rows shown; unmark them if they all are marked already."""
        self.settle()
        rows = set(row_ids)
        self._shown = set() if rows == self._shown else rows

    def begin_range(self, index: int, row_id: int) -> None:
        """Let a range follow the cursor from here."""
        self._anchor = index
        self._range = {row_id}

    def stretch(self, row_ids: array[int], index: int) -> bool:
        """The cursor went to `index`: the range reaches from its anchor to there. False without one."""
        if self._anchor is None:
            return False
        first, last = sorted((self._anchor, index))
        self._range = set(row_ids[first : last + 1])
        return True

    def settle(self) -> None:
        """Keep what the range covers, and let it no longer follow."""
        self._shown |= self._range
        self._range = set()
        self._anchor = None

    def clear(self) -> None:
        """Unmark everything, also out of sight."""
        for marked in (self._shown, self._aside, self._range):
            marked.clear()
        self._anchor = None
