"""When the rows in sight say something else by the mere passing of time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Generic

from tui_app.ui.widgets.row_window import Row


class RowTimes(Generic[Row]):
    """The next instant of each row, asked for again when it has come or the row is another one."""

    def __init__(self, changes: Callable[[Row, datetime], datetime | None]) -> None:
        """`changes` is when a row says something else by itself, None for never."""
        self._changes = changes
        self._held: dict[int, tuple[Row, datetime | None]] = {}
        self._asked: datetime | None = None

    def forget(self) -> None:
        """Rows say other things from now on."""
        self._held = {}

    def next_change(self, rows: Iterable[Row], now: datetime) -> datetime | None:
        """When the first of these rows, which are in sight, says something else."""
        held = {} if self._is_back(now) else self._held
        self._asked = now
        self._held = {row.row_id: (row, self._instant(row, held.get(row.row_id), now)) for row in rows}
        return min((instant for _, instant in self._held.values() if instant is not None), default=None)

    def due(self, now: datetime) -> list[Row]:
        """Those that say something else now; all of them where the clock was put back."""
        back = self._is_back(now)
        return [row for row, instant in self._held.values() if back or (instant and instant <= now)]

    def _instant(self, row: Row, held: tuple[Row, datetime | None] | None, now: datetime) -> datetime | None:
        if held is not None and held[0] is row and (held[1] is None or held[1] > now):
            return held[1]
        return self._changes(row, now)

    def _is_back(self, now: datetime) -> bool:
        return self._asked is not None and now < self._asked
