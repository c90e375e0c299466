"""Which folders belong to a profile."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tui_app.settings.quoting import quoted

APP: Final = "offerdesk"
DEFAULT_PROFILE: Final = "default"

_PROFILE: Final = re.compile(r"[a-z0-9_-]{1,32}")


class SettingsError(Exception):
    """What was asked of the settings cannot be done; `title` is one sentence that names the remedy."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.title = title


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The folders of one profile. They need not exist until `create`."""

    profile: str
    config: Path
    data: Path
    cache: Path
    log: Path

    @property
    def settings_file(self) -> Path:
        """The person's settings."""
        return self.config / "settings.toml"

    @property
    def accounts_file(self) -> Path:
        """The program's list of accounts."""
        return self.config / "accounts.toml"

    @property
    def views_file(self) -> Path:
        """The program's list of saved views."""
        return self.config / "views.toml"

    @property
    def theme_file(self) -> Path:
        """The program's note of the theme that was chosen in the palette."""
        return self.config / "theme.toml"

    def create(self) -> None:
        """Make the folders, for their owner alone; that of the log is made with its first line.

        Raises SettingsError, naming the first that cannot be, after all others.
        """
        failed: SettingsError | None = None
        for folder in (self.config, self.data, self.cache):
            try:
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            except OSError as failure:
                failed = failed or SettingsError(
                    f"The folder {folder} cannot be made ({failure.strerror}), and what belongs in it is not "
                    "kept: make it writable, or set HOME."
                )
        if failed is not None:
            raise failed


def places_for(profile: str = DEFAULT_PROFILE) -> Places:
    """Where the operating system wants a profile's files. Raises SettingsError for a name that cannot be."""
    import platformdirs

    if not _PROFILE.fullmatch(profile):
        raise SettingsError(
            f"{quoted(profile)} cannot name a profile: use up to 32 of a-z, 0-9, - and _, such as trading."
        )
    inside = Path() if profile == DEFAULT_PROFILE else Path("profiles", profile)
    return Places(
        profile=profile,
        config=platformdirs.user_config_path(APP, appauthor=False) / inside,
        data=platformdirs.user_data_path(APP, appauthor=False) / inside,
        cache=platformdirs.user_cache_path(APP, appauthor=False) / inside,
        log=platformdirs.user_log_path(APP, appauthor=False) / inside,
    )


def temporary_places(folder: Path) -> Places:
    """Places inside a folder that will be thrown away: for the demo."""
    return Places(
        profile="demo",
        config=folder / "config",
        data=folder / "data",
        cache=folder / "cache",
        log=folder / "log",
    )
