"""What every list has that is not of offers: a desk behind it whose news it follows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from textual.timer import Timer

from tui_app.desk.desk import Desk
from tui_app.desk.news import News
from tui_app.domain.offer import Side
from tui_app.ui.hearing import listen
from tui_app.ui.screens.panes import PanesScreen
from tui_app.ui.widgets.alarm import Alarm
from tui_app.ui.widgets.banner import follow_banner
from tui_app.ui.widgets.title_bar import TitleBar

# What a desk tells follows one another faster than anybody reads.
FOLLOW_SECONDS = 0.1


class DeskScreen(PanesScreen):
    """A list that catches up with a desk whenever that tells something it FOLLOWS, or is looked at again.

    Subclasses draw everything in `show_all`, and in `pass_time` what changes by the mere passing of time.
    """

    MODE: ClassVar[str]
    """What the title calls it."""
    FOLLOWS: ClassVar[tuple[type[News], ...]] = ()

    def __init__(self, desk: Desk, clock: Callable[[], datetime], *, title: str, exports: Path) -> None:
        """`title` names the profile or the demo; `exports` is the folder that exports go to."""
        super().__init__()
        self.desk = desk
        self.clock = clock
        self.exports = exports
        self.alarm = Alarm(self, clock, self._ring)
        self._title = title
        self._following: Timer | None = None

    def on_mount(self) -> None:
        """Show what is known, and follow it."""
        follow_banner(self)
        listen(self, self.desk.notices, self._heard)
        self.show_all()

    def on_screen_resume(self) -> None:
        """Catch up with what happened while another screen was on top."""
        if self.is_mounted:
            self.show_all()

    @property
    def stands(self) -> bool:
        """Whether its widgets are there: a worker may come back while it is taken away, they first."""
        return self.is_attached and self.display

    def show_all(self) -> None:
        """Draw everything as it is now."""
        raise NotImplementedError

    def catch_up(self) -> None:
        """Draw what the news are about."""
        self.show_all()

    def pass_time(self) -> None:
        """Draw what the passing of time changed."""
        raise NotImplementedError

    def show_title(self) -> None:
        """Draw the title with the counts that stand in it."""
        counts = {side.value: self.desk.windows.open_count(side) for side in Side}
        title = self.query_one(TitleBar)
        title.draw(self.MODE, counts, self._title, attention=self.desk.activity.attention)

    def _heard(self, news: News) -> None:
        if isinstance(news, self.FOLLOWS) and self._following is None:
            self._following = self.set_timer(FOLLOW_SECONDS, self._follow)

    def _follow(self) -> None:
        self._following = None
        if self.is_active:
            self.catch_up()

    def _ring(self) -> None:
        if self.is_active:
            self.pass_time()
