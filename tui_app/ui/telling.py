"""Toasts: cleaned, never markup, long enough on the screen to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_app.domain.text import clean
from tui_app.ui.privacy import Hides, is_private, without_figures

if TYPE_CHECKING:
    from textual.app import App

_LIMIT, _SECONDS = 600, 10


def tell(
    app: App[None],
    sentence: str,
    severity: str,
    *,
    seconds: float = _SECONDS,
    hides: Hides = Hides.FIGURES,
) -> None:
    """Show a sentence as `information`, `warning` or `error`, for so many seconds.

    `hides` is what is hidden of it while privacy holds.
    """
    words = clean(sentence, limit=_LIMIT)
    if hides is not Hides.NOTHING and is_private(app):
        words = without_figures(words)
    level = severity if severity in {"information", "warning", "error"} else "error"
    app.notify(words, severity=level, markup=False, timeout=seconds)  # type: ignore[arg-type]
