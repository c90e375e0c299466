"""The theme that was chosen in the palette, until the person's own settings name another one than then."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

_HEADER: Final = (
    "# Written by offerdesk: the theme chosen in its palette. Your own file is settings.toml.\n\n"
)
_LONGEST: Final = 64


class KeptTheme:
    """theme.toml. The first paint asks for it, so nothing is imported where there is no file."""

    def __init__(self, file: Path, own: str) -> None:
        """`own` is the theme that settings.toml names, empty for none."""
        self._file = file
        self._own = own

    @property
    def name(self) -> str:
        """The theme to open with; empty for the program's own choice. Raises nothing for any file."""
        if not os.path.lexists(self._file):
            return self._own
        from tui_app.settings.reading import read_document

        kept = read_document(self._file).table
        chosen = kept.get("theme")
        known = isinstance(chosen, str) and chosen.isprintable() and len(chosen) <= _LONGEST
        return str(chosen) if known and kept.get("instead_of") == self._own else self._own

    def keep(self, name: str) -> None:
        """Open with this theme from now on. Raises SettingsError."""
        import tomli_w  # needed only when a theme is chosen

        from tui_app.settings.own_files import replace_own_file

        text = _HEADER + tomli_w.dumps({"theme": name, "instead_of": self._own})
        replace_own_file(self._file, text, holds="theme", understood=True)
