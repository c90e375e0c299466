"""The columns of a list as a person chose them: which, in what order, how wide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui_app.ui.widgets.column_layout import Column, Row

if TYPE_CHECKING:
    from tui_app.settings.views import ColumnSetting

_LAST = 100


def chosen(columns: Sequence[Column[Row]], settings: Sequence[ColumnSetting]) -> tuple[Column[Row], ...]:
    """These columns as they were chosen; without a choice, those that a list has anyway.

    What cannot go is there in any case, and a name that is none of theirs is left out. A column that a list
    has anyway, and that was given no width, still gives way as it always does, and before all others.
    """
    if not settings:
        return tuple(column for column in columns if not column.extra)
    known = {column.id: column for column in columns}
    wanted = {setting.name: setting for setting in settings if setting.name in known}
    missing = [column for column in columns if not column.drop and column.id not in wanted]
    return (*missing, *(_chosen(known[name], setting.width) for name, setting in wanted.items()))


def _chosen(column: Column[Row], width: int | None) -> Column[Row]:
    if width is None:
        gives_way = not column.extra and column.drop > 0
        return column._replace(drop=column.drop + _LAST) if gives_way else column
    width = max(width, column.narrowest)
    if column.firm and not column.drop:
        return column._replace(rounds_above=width)
    return column._replace(
        minimal=min(column.minimal, width),
        ideal=width,
        comfort=width,
        pinched=min(column.pinched, width),
        firm=False,
        luxury=False,
        wanted=lambda _row, _look: width,
    )
