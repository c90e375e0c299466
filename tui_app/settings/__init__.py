"""Everything that is set and not secret: where files are, the person's settings, the accounts.

settings.toml belongs to the person and is only ever read. accounts.toml belongs to the program. This room
imports nothing else of the program, and of its own only what is asked for: it is on the way to the first
paint, which wants to know where files are and nothing of TOML.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui_app.settings.accounts import AccountConfig, load_accounts, save_accounts, wrong_account_name
    from tui_app.settings.places import Places, SettingsError, places_for, temporary_places
    from tui_app.settings.preferences import Settings, load_settings
    from tui_app.settings.reading import Problem

_MODULES = {
    "AccountConfig": "accounts",
    "Places": "places",
    "Problem": "reading",
    "Settings": "preferences",
    "SettingsError": "places",
    "load_accounts": "accounts",
    "load_settings": "preferences",
    "places_for": "places",
    "save_accounts": "accounts",
    "temporary_places": "places",
    "wrong_account_name": "accounts",
}

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


def __getattr__(name: str) -> object:
    if (module := _MODULES.get(name)) is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{module}"), name)
