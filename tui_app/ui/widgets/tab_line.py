"""The names of a detail pane's tabs in one line, the chosen one in brackets."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content


def tab_line(names: Sequence[str], chosen: int) -> Content:
    """All of them; `chosen` is the place of one."""
    drawn = [
        Content.styled(f"[{name}]", "bold $accent")
        if place == chosen
        else Content.styled(f" {name} ", "$ink-dim")
        for place, name in enumerate(names)
    ]
    return Content(" ").join(drawn)
