"""The net under what is hidden: no address is drawn while privacy holds, whoever drew it.

What is private is left out where it would be drawn. This filter stands behind that, for the widget somebody
adds later and forgets about. It knows addresses alone: they are as long as each other, so that even their
width tells nothing, and no word looks like one.
"""

from __future__ import annotations

import re
from typing import Final

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_ADDRESS: Final = re.compile(r"0x[0-9a-fA-F…~]{6,}|\b(?=[A-Za-z]*\d)[1-9A-HJ-NP-Za-km-z]{32,}\b")


class PrivateFilter(LineFilter):
    """Draws dots for addresses; a row keeps its width. Make one per app, as of every filter."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same list where it holds none."""
        del background
        if not any(_ADDRESS.search(text) for text, _, _ in segments):
            return segments
        return [
            Segment(_ADDRESS.sub(lambda found: "•" * len(found[0]), text), style)
            for text, style, _ in segments
        ]
