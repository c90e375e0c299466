"""The net under every widget: no control code, invisible letter, link or click of a stranger is drawn.

Text is cleaned where it comes in. This filter stands at the one place that every widget's lines pass, for
the widget somebody adds later and forgets about.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from tui_app.domain.text import neutralise

_PRINTABLE_BUT_INVISIBLE: Final = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)


class ControlFilter(LineFilter):
    """Draws control codes as pictures and drops links and actions; a row keeps its width.

    Make one per app and append it in `App.get_line_filters()`: strips remember what a filter made of them by
    the filter's identity.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same list when nothing is wrong with it, else a harmless one of the same width."""
        if all(_is_harmless(text, style) for text, style, _ in segments):
            return segments
        return [
            Segment(_harmless_text(text), style and _harmless_style(style)) for text, style, _ in segments
        ]


def _is_harmless(text: str, style: Style | None) -> bool:
    return _is_harmless_text(text) and (style is None or _harmless_style(style) is style)


def _is_harmless_text(text: str) -> bool:
    return text.isprintable() and (text.isascii() or not _PRINTABLE_BUT_INVISIBLE.search(text))


def _harmless_text(text: str) -> str:
    if _is_harmless_text(text):
        return text
    return set_cell_size(neutralise(text).replace("\n", " "), cell_len(text))


@lru_cache(maxsize=4_096)
def _harmless_style(style: Style) -> Style:
    """The style itself, or without its link and without metas that markup can bring.

    Textual's own metas say where in a widget a cell is and are numbers; markup makes text and handlers.
    """
    meta = style.meta
    kept = {key: value for key, value in meta.items() if key[:1] != "@" and not isinstance(value, str)}
    if style.link is None and len(kept) == len(meta):
        return style
    return style.clear_meta_and_links() + Style.from_meta(kept)
