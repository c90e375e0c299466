"""Which key a binding has now, for whatever names keys outside the bottom line and the help."""

from __future__ import annotations

from typing import Any

from textual.app import App
from textual.binding import Binding


def key_now(app: App[Any], name: str, otherwise: str) -> str:
    """The first key of a binding as the bottom line names it; `otherwise` where it was not remapped."""
    keys = app._keymap.get(name)  # noqa: SLF001 - Textual tells it to nobody
    return app.get_key_display(Binding(keys.split(",")[0], "")) if keys else otherwise
