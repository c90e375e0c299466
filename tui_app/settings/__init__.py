"""Everything that is set and not secret: where files are, the person's settings, the accounts.

settings.toml belongs to the person and is only ever read. accounts.toml belongs to the program. This room
imports nothing else of the program and nothing heavy: it is on the way to the first paint.
"""

from __future__ import annotations

from tui_app.settings.accounts import AccountConfig, load_accounts, save_accounts, wrong_account_name
from tui_app.settings.places import Places, SettingsError, places_for, temporary_places
from tui_app.settings.preferences import Settings, load_settings
from tui_app.settings.reading import Problem

__all__ = [
    "AccountConfig",
    "Places",
    "Problem",
    "Settings",
    "SettingsError",
    "load_accounts",
    "load_settings",
    "places_for",
    "save_accounts",
    "temporary_places",
    "wrong_account_name",
]
