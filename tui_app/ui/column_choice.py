"""Choosing columns: which are shown, in what order, how wide; every step gives a new choice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from tui_app.settings.views import WIDTH_LIMIT, ColumnSetting
from tui_app.ui.widgets.column_layout import Column

Columns = Sequence[Column[Any]]

ALWAYS: Final = "Always shown: a row without it would not say what is offered for what."


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One column of the choice. Without a `width` it takes what it needs."""

    column: Column[Any]
    shown: bool
    width: int | None = None

    @property
    def vital(self) -> bool:
        """Whether it cannot be hidden."""
        return not self.column.drop


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnChoice:
    """Every column there is, in the order chosen so far; those that are hidden keep their place."""

    columns: Columns
    entries: tuple[Entry, ...]

    @classmethod
    def of(cls, columns: Columns, settings: Sequence[ColumnSetting]) -> ColumnChoice:
        """The choice that these settings are; without any, the one that a list has anyway."""
        if not settings:
            anyway = (Entry(column=column, shown=not column.extra) for column in columns)
            return cls(columns=columns, entries=tuple(anyway))
        known = {column.id: column for column in columns}
        set_down = [each for each in settings if each.name in known]
        named = {each.name for each in set_down}
        others = [Entry(column=each, shown=not each.drop) for each in columns if each.id not in named]
        shown = (Entry(column=known[each.name], shown=True, width=each.width) for each in set_down)
        vital = (each for each in others if each.shown)
        return cls(columns=columns, entries=(*vital, *shown, *(each for each in others if not each.shown)))

    @property
    def settings(self) -> tuple[ColumnSetting, ...]:
        """What is kept of it; nothing where it is what a list has anyway."""
        if self == self.default():
            return ()
        return tuple(
            ColumnSetting(name=each.column.id, width=each.width) for each in self.entries if each.shown
        )

    def default(self) -> ColumnChoice:
        """What a list has anyway."""
        return ColumnChoice.of(self.columns, ())

    def turned(self, place: int) -> ColumnChoice:
        """With the column at this place hidden, or shown again; nothing else where it cannot be hidden."""
        entry = self.entries[place]
        return self if entry.vital else self._with(place, replace(entry, shown=not entry.shown))

    def moved(self, place: int, step: int) -> ColumnChoice:
        """With the column at this place so many places further, as far as there are any."""
        there = max(0, min(place + step, len(self.entries) - 1))
        others = [*self.entries[:place], *self.entries[place + 1 :]]
        entries = (*others[:there], self.entries[place], *others[there:])
        return replace(self, entries=entries)

    def widened(self, place: int, now: int | None, step: int) -> ColumnChoice:
        """With the column at this place wider by `step` than it is `now`; brought in where it has no room."""
        entry = self.entries[place]
        least, before = entry.column.narrowest, now or entry.column.minimal
        width = max(least, min(before + step if now else before, WIDTH_LIMIT))
        return self._with(place, replace(entry, shown=True, width=width))

    def by_itself(self, place: int) -> ColumnChoice:
        """With the column at this place as wide as it needs to be."""
        return self._with(place, replace(self.entries[place], width=None))

    def _with(self, place: int, entry: Entry) -> ColumnChoice:
        return replace(self, entries=(*self.entries[:place], entry, *self.entries[place + 1 :]))
