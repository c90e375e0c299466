"""The looks of offerdesk: its themes, and the variables that sheets may use in any theme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.theme import BUILTIN_THEMES, Theme

from tui_app.settings.nearest import nearest
from tui_app.settings.quoting import quoted
from tui_app.ui import palettes
from tui_app.ui.palettes import Palette

if TYPE_CHECKING:
    from pathlib import Path

    from tui_app.settings import Problem

_OF_TEXTUAL: Final = frozenset(
    {"accent", "warning", "error", "success", "foreground", "background", "surface", "panel"}
)

_NATIVE: Final = {
    "ansi-background": "ansi_default",
    "ansi-foreground": "ansi_default",
    "input-cursor-text-style": "reverse",
    "input-selection-background": "ansi_cyan",
    "input-selection-foreground": "ansi_black",
    "screen-selection-background": "ansi_cyan",
    "screen-selection-foreground": "ansi_black",
}
"""What Textual's sheets name in the themes of a terminal's own colours alone."""


def _theme(name: str, palette: Palette, *, dark: bool = True, ansi: bool = False) -> Theme:
    return Theme(
        name=name,
        primary=palette["accent"],
        secondary=palette["accent"],
        dark=dark,
        ansi=ansi,
        variables=_variables(palette) | (_NATIVE if ansi else {}),
        **{colour: palette[colour] for colour in _OF_TEXTUAL},  # type: ignore[arg-type]
    )


def _variables(palette: Palette) -> dict[str, str]:
    """What sheets name beside Textual's own, and those of Textual's that our widgets' frames show."""
    own = {name: colour for name, colour in palette.items() if name not in _OF_TEXTUAL}
    return {
        **own,
        "footer-key-foreground": palette["accent"],
        "text-muted": palette["ink-dim"],
        "text-disabled": palette["ink-dim"],
        "block-cursor-background": palette["lit-ground"],
        "block-cursor-foreground": palette["lit-ink"],
        "block-cursor-text-style": palette["lit-style"],
        "scrollbar-background": palette["background"],
        "scrollbar-active": palette["accent"],
        "scrollbar-background-hover": palette["background"],
        "scrollbar-background-active": palette["background"],
    }


DARK: Final = _theme("offerdesk-dark", palettes.DARK)
"""What opens by default."""

LIGHT: Final = _theme("offerdesk-light", palettes.LIGHT, dark=False)
"""For bright rooms."""

CONTRAST: Final = _theme("offerdesk-contrast", palettes.CONTRAST)
"""For eyes that need more of it."""

COLOUR_BLIND: Final = _theme("offerdesk-colourblind", palettes.COLOUR_BLIND)
"""Without red and green that mean different things."""

ANSI: Final = _theme("offerdesk-ansi", palettes.ANSI, ansi=True)
"""The terminal's own sixteen colours, and what is drawn without any where NO_COLOR is set."""

THEMES: tuple[Theme, ...] = (DARK, LIGHT, CONTRAST, COLOUR_BLIND, ANSI)
"""Ours, the default first."""


def variable_defaults(*, dark: bool, ansi: bool = False) -> dict[str, str]:
    """Our variables for a theme that is not ours: what `App.get_theme_variable_defaults` returns.

    Without them a sheet that names `$status-open` would not parse under such a theme.
    """
    palette = palettes.ANSI if ansi else palettes.DARK if dark else palettes.LIGHT
    named = ("ink-", "row-", "lit-", "status-")
    return {name: colour for name, colour in palette.items() if name.startswith(named)}


def theme_problems(file: Path, name: str) -> tuple[Problem, ...]:
    """That a settings file names a theme that is not there; nothing where it is."""
    if not (wrong := wrong_theme(name)):
        return ()
    from tui_app.settings.reading import read_document  # the first paint need not wait for it

    return (read_document(file).wrong(wrong, "theme"),)


def wrong_theme(name: str) -> str:
    """One sentence on why there is no such theme; empty if there is one, or none is named."""
    known = (*(theme.name for theme in THEMES), *BUILTIN_THEMES)
    if not name or name in known:
        return ""
    meant = nearest(name, known)
    told = f"did you mean {meant}?" if meant else f"write for example {LIGHT.name}; {DARK.name} is used."
    return f"there is no theme {quoted(name)}: {told}"
