"""Toasts: cleaned, never markup, long enough on the screen to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_app.domain.text import clean

if TYPE_CHECKING:
    from textual.app import App

_LIMIT, _SECONDS = 600, 10


def tell(app: App[None], sentence: str, severity: str, *, seconds: float = _SECONDS) -> None:
    """Show a sentence as `information`, `warning` or `error`, for so many seconds."""
    level = severity if severity in {"information", "warning", "error"} else "error"
    app.notify(clean(sentence, limit=_LIMIT), severity=level, markup=False, timeout=seconds)  # type: ignore[arg-type]
