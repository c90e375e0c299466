"""The looks of offerdesk: two themes, and the variables that sheets may use in any theme."""

from __future__ import annotations

from textual.theme import Theme

_DARK_INKS = {
    "ink-dim": "#97a1ae",
    "ink-unit": "#a9b4c0",
    "row-cursor": "#263549",
    "row-cursor-unfocused": "#20262f",
    "row-marked": "#1c2a2a",
    "status-open": "#7fc8a0",
    "status-in-flight": "#7fb4e6",
    "status-accepted": "#9cc48a",
    "status-closed": "#97a1ae",
    "status-rejected": "#d88c84",
    "status-cancelled": "#aba294",
    "status-expired": "#97a1ae",
    "status-failed": "#e58a7b",
    "status-unknown": "#c7a6d8",
}
_LIGHT_INKS = {
    "ink-dim": "#57606a",
    "ink-unit": "#4d5660",
    "row-cursor": "#dae7f6",
    "row-cursor-unfocused": "#ebedef",
    "row-marked": "#e8f3ee",
    "status-open": "#17683e",
    "status-in-flight": "#1f62a8",
    "status-accepted": "#3f7326",
    "status-closed": "#57606a",
    "status-rejected": "#a8392e",
    "status-cancelled": "#6f6654",
    "status-expired": "#57606a",
    "status-failed": "#b3261e",
    "status-unknown": "#7a4a96",
}

DARK = Theme(
    name="offerdesk-dark",
    primary="#6ea8e0",
    secondary="#6ea8e0",
    accent="#6ea8e0",
    warning="#e0b666",
    error="#e58a7b",
    success="#7fc8a0",
    foreground="#d5dae1",
    background="#14171c",
    surface="#191d23",
    panel="#20252d",
    dark=True,
    variables={
        **_DARK_INKS,
        "footer-key-foreground": "#6ea8e0",
        "border": "#3a424e",
        "border-blurred": "#2a3039",
        "scrollbar": "#39424f",
        "scrollbar-background": "#14171c",
        "scrollbar-hover": "#4a5666",
        "scrollbar-active": "#6ea8e0",
        "scrollbar-background-hover": "#14171c",
        "scrollbar-background-active": "#14171c",
    },
)
"""What opens by default."""

LIGHT = Theme(
    name="offerdesk-light",
    primary="#1f62a8",
    secondary="#1f62a8",
    accent="#1f62a8",
    warning="#8a5a00",
    error="#b3261e",
    success="#1d7a4a",
    foreground="#1f2328",
    background="#fbfbfa",
    surface="#f3f4f4",
    panel="#e9ebec",
    dark=False,
    variables={
        **_LIGHT_INKS,
        "footer-key-foreground": "#1f62a8",
        "border": "#b8bfc7",
        "border-blurred": "#d5d9dd",
        "scrollbar": "#b8bfc7",
        "scrollbar-background": "#fbfbfa",
        "scrollbar-hover": "#9aa3ad",
        "scrollbar-active": "#1f62a8",
        "scrollbar-background-hover": "#fbfbfa",
        "scrollbar-background-active": "#fbfbfa",
    },
)
"""For bright rooms."""

THEMES: tuple[Theme, ...] = (DARK, LIGHT)
"""Ours, the default first."""


def variable_defaults(*, dark: bool) -> dict[str, str]:
    """Our variables for a theme that is not ours: what `App.get_theme_variable_defaults` returns.

    Without them a sheet that names `$status-open` would not parse under such a theme.
    """
    return dict(_DARK_INKS if dark else _LIGHT_INKS)
