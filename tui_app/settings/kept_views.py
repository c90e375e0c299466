"""What was saved in the lists, at hand while the program runs."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_app.settings.reading import Problem
    from tui_app.settings.saved_views import SavedViews
    from tui_app.settings.views import ColumnSetting, ViewSetting


class KeptViews:
    """views.toml, read once. The first paint asks for it, so nothing is imported where there is no file."""

    def __init__(self, file: Path, own: tuple[ViewSetting, ...] = ()) -> None:
        """`own` are the person's views, which stand in settings.toml and are not changed."""
        self._file = file
        self._saved: SavedViews | None
        self.problems: tuple[Problem, ...]
        self.own = own
        self.read()

    def read(self) -> None:
        """Read the file again: another window may have written it."""
        self._saved, self.problems = None, ()
        if os.path.lexists(self._file):
            from tui_app.settings.saved_views import load_views

            self._saved, self.problems = load_views(self._file)

    @property
    def saved(self) -> SavedViews:
        """All of it."""
        from tui_app.settings.saved_views import SavedViews

        return self._saved or SavedViews()

    def columns_of(self, side: str) -> tuple[ColumnSetting, ...]:
        """The columns that were chosen for the list of this side; none for those it has anyway."""
        return self._saved.columns.get(side, ()) if self._saved is not None else ()

    def keep_columns(self, side: str, columns: tuple[ColumnSetting, ...]) -> None:
        """Keep these for the list of this side. Raises SettingsError."""
        from tui_app.settings.saved_views import with_columns

        self.change(partial(with_columns, side=side, columns=columns))

    def change(self, change: Callable[[SavedViews], SavedViews]) -> None:
        """Change what the file holds, and what is known here. Raises SettingsError."""
        from tui_app.settings.saved_views import change_views

        self._saved = change_views(self._file, change)
