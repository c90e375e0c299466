"""What a list of offers does with the desk's news: it follows them, and says how fresh each account is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui_app.domain.offer import Side
from tui_app.ui.hearing import listen
from tui_app.ui.widgets.source_bar import SourceBar
from tui_app.ui.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from textual.timer import Timer

    from tui_app.desk.desk import Desk
    from tui_app.desk.news import News
    from tui_app.ledger.windows import Windows
    from tui_app.ui.screens.offer_list import OfferListScreen

# Pages of a refresh arrive faster than anybody reads; the list follows at this pace.
FOLLOW_SECONDS = 0.2


class ListNews:
    """Hears for one list, from `follow` on, and draws the two lines on its top."""

    def __init__(self, screen: OfferListScreen, windows: Windows, title: str) -> None:
        """`title` names the profile or the demo."""
        self._screen = screen
        self._windows = windows
        self._title = title
        self._due: Timer | None = None
        self._stop: Callable[[], None] | None = None

    @property
    def is_heard(self) -> bool:
        """Whether there is a desk that tells."""
        return self._stop is not None

    @property
    def awaits_first_rows(self) -> bool:
        """Whether an account is being read that never was before."""
        desk = self._screen.desk
        return desk is not None and any(source.awaited for source in desk.sources)

    def follow(self, desk: Desk) -> None:
        """Begin to hear."""
        self._stop = listen(self._screen, desk.notices, self._heard)
        self.show_sources()

    def stop(self) -> None:
        """Hear no more."""
        if self._stop is not None:
            self._stop()

    def show_sources(self) -> None:
        """Say how fresh each account is, and which one a row is of where that is not plain."""
        if (desk := self._screen.desk) is not None:
            from tui_app.ui.source_views import source_views

            self._screen.query_one(SourceBar).show(source_views(desk))
            self._screen.table.by_account = desk.accounts.share_a_marketplace

    def show_title(self) -> None:
        """Say how many offers are open on each side, and what wants to be looked at."""
        desk = self._screen.desk
        counts = {side.value: self._windows.open_count(side) for side in Side}
        attention = desk.activity.attention if desk is not None else 0
        title = self._screen.query_one(TitleBar)
        title.draw(self._screen.side.value, counts, self._title, attention=attention)

    def _heard(self, news: News) -> None:
        from tui_app.desk.news import SourceChanged

        if isinstance(news, SourceChanged):
            self.show_sources()
        elif self._due is None:
            self._due = self._screen.set_timer(FOLLOW_SECONDS, self._catch_up)

    def _catch_up(self) -> None:
        self._due = None
        if self._screen.is_active:
            self._screen.show_list()
