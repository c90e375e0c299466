"""Taking the last frame: the received list in the letters and colours of the terminal.

Only what is named here is taken, and only of a list that shows what a start shows. The details of an offer,
what stands over the list, and how fresh the accounts are is left out: the first is for who asked to see it,
the rest would not be true any more.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from textual.geometry import Region
from textual.strip import Strip

from tui_app.last_frame.kept import Frame
from tui_app.ui.widgets.source_bar import SourceBar

if TYPE_CHECKING:
    from rich.console import Console
    from textual.widget import Widget

    from tui_app.ui.screens.offers import OffersScreen

# Each without what is in it.
_TAKEN = ("#filters", "#panes", "#title-bar", "#statuses", "#filter", "#offers", "#detail", "#summary")


def frame_of(screen: OffersScreen, console: Console, now: datetime) -> Frame | None:
    """The frame of a list as it is now, or None where it does not show what a start shows."""
    if not screen.is_mounted or screen.size != screen.app.size or not screen.shows_a_start:
        return None
    rows = [Strip.blank(screen.size.width, screen.rich_style)] * screen.size.height
    for widget in (screen.query_one(name) for name in _TAKEN):
        rows = list(_over(rows, widget))
    return Frame(
        [row.render(console) for row in rows],
        said_in=screen.query_one(SourceBar).region.y,
        seen_at=now.timestamp(),
    )


def _over(rows: Iterable[Strip], widget: Widget) -> Iterable[Strip]:
    """The rows with a widget drawn where it stands."""
    region = widget.region
    drawn = widget.render_lines(Region(0, 0, region.width, region.height)) if region.area else []
    for y, row in enumerate(rows):
        if region.y <= y < region.bottom and drawn:
            left, right = row.crop(0, region.x), row.crop(region.right)
            yield Strip.join([left, drawn[y - region.y], right])
        else:
            yield row
