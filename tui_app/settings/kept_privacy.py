"""Whether amounts and addresses are hidden at the next start: as the settings say, or as it ended."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

FILE: Final = "privacy.toml"

_TEXT: Final = (
    "# Written by offerdesk: amounts and addresses were hidden by a key, and are at the next start.\n"
    "# Your own file is settings.toml.\n\nprivacy = true\n"
)


class KeptPrivacy:
    """privacy.toml, which is there while privacy was last asked for by a key. Nothing is imported to look."""

    def __init__(self, folder: Path, *, wanted: bool, begins: Callable[[], None] | None = None) -> None:
        """`wanted` is what settings.toml says; `begins` is called before privacy is kept."""
        self._file = folder / FILE
        self._wanted = wanted
        self._begins = begins

    @property
    def holds(self) -> bool:
        """Whether to begin with everything hidden. Raises nothing."""
        return self._wanted or os.path.lexists(self._file)

    def keep(self, holds: bool) -> None:
        """Begin so from now on, or as the settings want it. Raises SettingsError."""
        if not holds:
            with suppress(OSError):  # then it is more private than was asked for, which the title says
                self._file.unlink(missing_ok=True)
            return
        if self._begins is not None:
            self._begins()
        from tui_app.settings.own_files import replace_own_file

        replace_own_file(self._file, _TEXT, holds="privacy", understood=True)
