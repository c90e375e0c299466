"""The colours of our themes, by the names that sheets use. Every palette has the same names.

Text has a contrast of 4.5 to whatever it stands on, of 7 in the one for high contrast (WCAG 2.1, 1.4.3 and
1.4.6). Those of a terminal's own sixteen colours are for the terminal to choose, so what must be seen there
is reversed instead of coloured.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

Palette = Mapping[str, str]

GROUNDS: Final = ("background", "surface", "panel", "row-cursor", "row-cursor-unfocused", "row-marked")
"""What text stands on; `lit-ground` is for `lit-ink` alone."""

DARK: Final[Palette] = MappingProxyType(
    {
        "accent": "#6ea8e0",
        "warning": "#e0b666",
        "error": "#e58a7b",
        "success": "#7fc8a0",
        "foreground": "#d5dae1",
        "background": "#14171c",
        "surface": "#191d23",
        "panel": "#20252d",
        "border": "#3a424e",
        "border-blurred": "#2a3039",
        "scrollbar": "#39424f",
        "scrollbar-hover": "#4a5666",
        "ink-dim": "#97a1ae",
        "ink-unit": "#a9b4c0",
        "row-cursor": "#263549",
        "row-cursor-style": "bold",
        "row-cursor-unfocused": "#20262f",
        "row-marked": "#1c2a2a",
        "lit-ground": "#6ea8e0",
        "lit-ink": "#14171c",
        "lit-style": "bold",
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
)

LIGHT: Final[Palette] = MappingProxyType(
    {
        "accent": "#1f62a8",
        "warning": "#8a5a00",
        "error": "#b3261e",
        "success": "#17683e",
        "foreground": "#1f2328",
        "background": "#fbfbfa",
        "surface": "#f3f4f4",
        "panel": "#e9ebec",
        "border": "#b8bfc7",
        "border-blurred": "#d5d9dd",
        "scrollbar": "#b8bfc7",
        "scrollbar-hover": "#9aa3ad",
        "ink-dim": "#57606a",
        "ink-unit": "#4d5660",
        "row-cursor": "#dae7f6",
        "row-cursor-style": "bold",
        "row-cursor-unfocused": "#ebedef",
        "row-marked": "#e8f3ee",
        "lit-ground": "#1f62a8",
        "lit-ink": "#fbfbfa",
        "lit-style": "bold",
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
)

CONTRAST: Final[Palette] = MappingProxyType(
    {
        "accent": "#8cd8ff",
        "warning": "#ffd75f",
        "error": "#ffb0a0",
        "success": "#7dffb0",
        "foreground": "#ffffff",
        "background": "#000000",
        "surface": "#000000",
        "panel": "#101010",
        "border": "#c0c0c0",
        "border-blurred": "#909090",
        "scrollbar": "#a0a0a0",
        "scrollbar-hover": "#d0d0d0",
        "ink-dim": "#d0d0d0",
        "ink-unit": "#e0e0e0",
        "row-cursor": "#0f2450",
        "row-cursor-style": "bold",
        "row-cursor-unfocused": "#202020",
        "row-marked": "#002a20",
        "lit-ground": "#8cd8ff",
        "lit-ink": "#000000",
        "lit-style": "bold",
        "status-open": "#7dffb0",
        "status-in-flight": "#8cd8ff",
        "status-accepted": "#b8ff90",
        "status-closed": "#d0d0d0",
        "status-rejected": "#ffb8b0",
        "status-cancelled": "#ead8b8",
        "status-expired": "#d0d0d0",
        "status-failed": "#ffb0a0",
        "status-unknown": "#e8c8ff",
    }
)

COLOUR_BLIND: Final[Palette] = MappingProxyType(
    {
        **DARK,
        "accent": "#9ec1ff",
        "warning": "#f0d050",
        "error": "#f0954a",
        "success": "#6cc4f5",
        "lit-ground": "#9ec1ff",
        "status-open": "#6cc4f5",
        "status-in-flight": "#f0e58a",
        "status-accepted": "#a9dcff",
        "status-rejected": "#e8a23c",
        "status-cancelled": "#c2b28f",
        "status-failed": "#f0954a",
        "status-unknown": "#e0b4d4",
    }
)
"""Blue for what is well and orange for what is not: few people confuse these two."""

ANSI: Final[Palette] = MappingProxyType(
    {
        "accent": "ansi_magenta",
        "warning": "ansi_red",
        "error": "ansi_red",
        "success": "ansi_green",
        "foreground": "ansi_default",
        "background": "ansi_default",
        "surface": "ansi_default",
        "panel": "ansi_default",
        "border": "ansi_default",
        "border-blurred": "ansi_default",
        "scrollbar": "ansi_blue",
        "scrollbar-hover": "ansi_cyan",
        "ink-dim": "ansi_default",
        "ink-unit": "ansi_default",
        "row-cursor": "ansi_default",
        "row-cursor-style": "bold reverse",
        "row-cursor-unfocused": "ansi_default",
        "row-marked": "ansi_default",
        "lit-ground": "ansi_default",
        "lit-ink": "ansi_default",
        "lit-style": "bold reverse",
        "status-open": "ansi_green",
        "status-in-flight": "ansi_cyan",
        "status-accepted": "ansi_green",
        "status-closed": "ansi_default",
        "status-rejected": "ansi_red",
        "status-cancelled": "ansi_default",
        "status-expired": "ansi_default",
        "status-failed": "ansi_red",
        "status-unknown": "ansi_magenta",
    }
)
