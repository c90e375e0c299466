"""One message, and one ring of the bell, for what a refresh brought: never one for each offer.

It waits while a dialog stands, whose answers it would cover, and goes before the next refresh brings another.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from tui_app.credentials.programs import told
from tui_app.desk.news import News, OffersCame
from tui_app.domain.errors import ProgramFailed
from tui_app.ui.desktop_message import show_on_desktop
from tui_app.ui.privacy import Hides
from tui_app.ui.telling import tell

if TYPE_CHECKING:
    from textual.app import App
    from textual.timer import Timer

    from tui_app.desk.desk import Desk
    from tui_app.settings.notices import NoticeSettings

TOGETHER_SECONDS: Final = 1.0
"""What several accounts bring in so long is told together."""
ENDS_SECONDS: Final = 60.0
"""How often what is about to end is looked for while nothing is read."""
SHOWN_SECONDS: Final = 4.0
COMMAND_SECONDS: Final = 10.0
"""How long the person's program may take."""
_HOUR: Final = timedelta(hours=1)


class Came:
    """Hears of what came, and tells it as the person's settings ask."""

    def __init__(self, app: App[None], desk: Desk, settings: NoticeSettings) -> None:
        self._app = app
        self._desk = desk
        self._settings = settings
        self._counts = [0, 0, 0]
        self._telling: Timer | None = None
        self._command = settings.command
        desk.notices.listen(self._heard)

    async def watch_ends(self) -> None:
        """Look now and then for what is about to end. Never returns."""
        while True:
            await asyncio.sleep(ENDS_SECONDS)
            await self._desk.noticing.look_at_ends()

    def _heard(self, news: News) -> None:
        if not isinstance(news, OffersCame):
            return
        for place, count in enumerate((news.new, news.changed, news.ending)):
            self._counts[place] += count
        if self._telling is None:
            self._telling = self._app.set_timer(TOGETHER_SECONDS, self._tell)

    def _tell(self) -> None:
        if self._app.screen.is_modal:
            self._telling = self._app.set_timer(TOGETHER_SECONDS, self._tell)
            return
        words = sentence(*self._counts, within=self._settings.ending_within)
        self._telling, self._counts = None, [0, 0, 0]
        if self._settings.toasts:
            tell(self._app, words, "information", seconds=SHOWN_SECONDS, hides=Hides.NOTHING)
        if self._settings.bell:
            self._app.bell()
        if self._settings.desktop:
            show_on_desktop(self._app, words)
        if self._command:
            self._app.run_worker(self._start(words), group="notify command")

    async def _start(self, words: str) -> None:
        """Start the person's program; one that cannot be used is told of once and left alone."""
        try:
            await told(self._command, words, seconds=COMMAND_SECONDS)
        except ProgramFailed as error:
            if self._command:
                self._command = ()
                tell(self._app, f"{error.title} It is not started again; see notices.command.", "warning")


def sentence(new: int, changed: int, ending: int, *, within: timedelta) -> str:
    """`3 new offers, 1 changed, 2 end within the hour.` The first of them names what is counted."""
    parts = [
        (new, "new{}", "new{}"),
        (changed, "{} changed", "{} changed"),
        (ending, "{} ends" + f" within {_span(within)}", "{} end" + f" within {_span(within)}"),
    ]
    said = [(count, one if count == 1 else many) for count, one, many in parts if count]
    nouns = [f" offer{'s' * (count != 1)}" if place == 0 else "" for place, (count, _) in enumerate(said)]
    words = (
        f"{count:,} {form.format(noun).strip()}" for (count, form), noun in zip(said, nouns, strict=True)
    )
    return f"{', '.join(words)}."


def _span(within: timedelta) -> str:
    if within == _HOUR:
        return "the hour"
    minutes = int(within.total_seconds()) // 60
    return f"{minutes // 60} h" if minutes % 60 == 0 else f"{minutes} min"
