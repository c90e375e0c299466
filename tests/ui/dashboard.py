"""The whole dashboard, headless: a real desk on a real ledger file, against a real server."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from textual.events import Key
from textual.pilot import Pilot

from tests.new_ledger import put_new_ledger
from tests.ui.screen import line_with, screen_text
from tui_app.app import OffersApp
from tui_app.assembly import Opened, SandboxAccounts, accounts_from_line, desk_on_accounts, desk_on_sandbox
from tui_app.desk.desk import Desk
from tui_app.desk.sources import SourceState
from tui_app.domain.offer import Side
from tui_app.ledger.opening import OpenedLedger, open_ledger
from tui_app.ledger.windows import Windows
from tui_app.settings import Places, Settings, temporary_places
from tui_app.settings.kept_privacy import KeptPrivacy
from tui_app.settings.kept_theme import KeptTheme
from tui_app.settings.kept_views import KeptViews
from tui_app.ui.widgets.offer_detail import OfferDetail
from tui_app.ui.widgets.offer_table import OfferTable
from tui_app.wiring import LEDGER_FILE

PATIENCE = 60.0
"""Seconds after which something that should have been shown is given up."""
STEP = 0.01


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a test sits: the running app, and the keyboard."""

    app: OffersApp
    pilot: Pilot[None]

    @property
    def desk(self) -> Desk:
        """The desk behind it. Raises AssertionError before it is opened."""
        assert self.app.desk is not None
        return self.app.desk

    @property
    def text(self) -> str:
        """Everything on the screen."""
        return "\n".join(screen_text(self.app))

    def line(self, text: str) -> str:
        """The first line that holds this text."""
        return line_with(self.app, text)

    async def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        await self.pilot.press(*keys)
        await self.when(lambda: details_drawn(self.app), "the details")

    async def type(self, text: str) -> None:
        """Type a text without resting between its letters."""
        for letter in text:
            self.app.post_message(Key(NAMES.get(letter, letter), letter))
        await self.pilot.pause()

    async def until(self, *texts: str) -> None:
        """Wait until every text is on the screen."""
        await self.when(lambda: all(text in self.text for text in texts), " and ".join(map(repr, texts)))

    async def until_gone(self, text: str) -> None:
        """Wait until the text is not on the screen."""
        await self.when(lambda: text not in self.text, f"the screen without {text!r}")

    async def when(self, holds: Callable[[], bool], what: str = "it") -> None:
        """Wait until a condition holds and what comes with it is drawn.

        Raises AssertionError with the whole screen if it never does.
        """
        await self.as_soon_as(holds, what)
        if self.app.is_running:
            await self.pilot.pause()

    async def as_soon_as(self, holds: Callable[[], bool], what: str = "it") -> None:
        """Wait until a condition holds, and not a moment longer; raises as `when` does."""
        deadline = time.monotonic() + PATIENCE
        while not holds():
            if time.monotonic() > deadline:
                raise AssertionError(f"{what} did not come; the screen says:\n{self.text}")
            await asyncio.sleep(STEP)

    async def past_deafness(self) -> None:
        """Wait until the dialog on top would listen to an answer."""
        await self.pilot.pause(0.45)


NAMES = {
    " ": "space",
    "/": "slash",
    ":": "colon",
    ">": "greater_than_sign",
    "<": "less_than_sign",
    ".": "full_stop",
    "-": "minus",
    "!": "exclamation_mark",
    "#": "number_sign",
    "_": "underscore",
    "=": "equals_sign",
}
"""What Textual calls the keys that are not letters or digits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """What a dashboard is opened in: its size, its files, its settings.

    `folder` keeps ledger and accounts from one dashboard to the next. `accounts` are those of the
    sandbox's line unless others are given. `opens` makes another desk than one on the sandbox.
    """

    size: tuple[int, int] = (120, 40)
    folder: Path | None = None
    settings: Settings = Settings()  # noqa: RUF009 - frozen
    accounts: SandboxAccounts | None = None
    from_file: bool = False
    read_only: bool = False
    introduce: bool = False
    keys: Mapping[str, str] | None = None
    opens: Callable[[OpenedLedger, Places], Opened] | None = None
    wait: bool = True


@asynccontextmanager
async def dashboard(line: str, **house: Any) -> AsyncIterator[Seat]:
    """The dashboard on the sandbox that printed `line`, once everything there was read.

    `house` as House takes it.
    """
    with TemporaryDirectory() as scratch:
        inside = House(**{"folder": Path(scratch), **house})
        places = temporary_places(inside.folder or Path(scratch))
        places.create()
        theme = KeptTheme(places.theme_file, inside.settings.theme)
        opened = open_ledger(put_new_ledger(places.data / LEDGER_FILE))
        try:
            app = OffersApp(
                Windows(opened.ledger),
                lambda: _open(inside, opened, places, line),
                title="demo",
                banner=opened.trouble,
                theme=theme.name,
                keep_theme=theme.keep,
                privacy=KeptPrivacy(places.config, wanted=inside.settings.privacy),
                keys=inside.keys,
                introduce=inside.introduce,
                views=KeptViews(places.views_file, inside.settings.views),
            )
            async with app.run_test(size=inside.size, notifications=True) as pilot:
                seat = Seat(app, pilot)
                if inside.wait:
                    await seat.when(lambda: _settled(app), "the first refresh")
                yield seat
        finally:
            opened.close()


def _open(house: House, opened: OpenedLedger, places: Places, line: str) -> Opened:
    if house.opens is not None:
        return house.opens(opened, places)
    if house.from_file:
        return desk_on_accounts(opened, places, house.settings, read_only=house.read_only)
    accounts = house.accounts or accounts_from_line(line)
    return desk_on_sandbox(opened, places, house.settings, accounts, read_only=house.read_only)


def details_drawn(app: OffersApp) -> bool:
    """Whether the details are of the offer under the cursor: they are drawn a frame behind it."""
    return all(each.is_drawn for each in app.screen.query(OfferDetail))


def _settled(app: OffersApp) -> bool:
    """Whether every account was read, or tried, and the list shows what there is."""
    waiting = {SourceState.NEVER_READ, SourceState.LOADING, SourceState.STALE}
    if app.desk is None or any(source.state in waiting for source in app.desk.sources):
        return False
    lists = app.screen.query(OfferTable)
    return details_drawn(app) and all(
        len(each.row_ids) == app.desk.windows.open_count(Side.RECEIVED) for each in lists
    )
