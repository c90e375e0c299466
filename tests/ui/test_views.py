"""Saved views: going to one, leaving it, keeping the list as one; driven by keys, read from the screen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.ui.dashboard import Seat, dashboard
from tests.ui.dialog_app import opened
from tests.ui.market import Market, a_market
from tui_app.desk.news import OffersCame
from tui_app.ledger.store import Ledger
from tui_app.settings import Settings
from tui_app.settings.kept_views import KeptViews
from tui_app.settings.notices import MinimumSetting
from tui_app.settings.saved_views import SavedViews, load_views, save_views
from tui_app.settings.views import ViewSetting
from tui_app.ui.modals.views import AGAIN, OF_THE_PERSON, OF_THE_PROGRAM, ViewsDialog
from tui_app.ui.screens.looking import REST_SECONDS
from tui_app.ui.widgets.offer_table import OfferTable
from tui_app.wiring import LEDGER_FILE

pytestmark = pytest.mark.anyio

HERE = ViewSetting(name="", side="received", status="open", filter="otter")
MINE = ViewSetting(name="[b]Mine[/b]", side="placed", account="gone", sort="price")
SAVED = ViewSetting(name="Otters", side="received", filter="otter", reverse=True)


@pytest.fixture(scope="module")
def market() -> Iterator[Market]:
    """A market that no test here changes."""
    with a_market(offers=60) as found:
        yield found


def summary(seat: Seat) -> str:
    """The line of counts above the keys."""
    return seat.text.splitlines()[-2]


def kept(folder: Path, *views: ViewSetting) -> KeptViews:
    """A file with these views."""
    file = folder / "views.toml"
    save_views(file, SavedViews(views=views))
    return KeptViews(file, (MINE,))


async def test_a_view_shows_all_of_itself_at_once_and_is_left_again(market: Market, tmp_path: Path) -> None:
    house = {"folder": tmp_path, "settings": Settings(views=(MINE,))}
    async with dashboard(market.line, **house) as seat:
        before = summary(seat)
        await seat.press("w")
        await seat.until("1   Needs an answer", "5   [b]Mine[/b]")
        await seat.press("3")
        await seat.until("view “Changed since yesterday” ·", "by placed, reversed", "changed<1d")
        await seat.press("escape")
        assert summary(seat) == before

        await seat.press("slash")
        await seat.type("postcard")
        await seat.press("enter", "s")
        await seat.press("w", "s")
        await seat.type("Postcards")
        await seat.until("Enter saves it under this name.")
        await seat.press("enter")
        await seat.until("view “Postcards” ·", "by price")
        (saved,) = load_views(tmp_path / "config" / "views.toml")[0].views
        assert saved == ViewSetting(
            name="Postcards", side="received", status="open", filter="postcard", sort="price"
        )
        await seat.press("S")
        assert "view “Postcards”, changed ·" in summary(seat)
        await seat.press("w", "enter")
        await seat.until("view “Postcards” ·")

        await seat.press("w", "5")
        await seat.until("view “[b]Mine[/b]” · account gone", "The account of this view, gone, is gone.")
        assert seat.app.current_mode == "placed"


async def test_what_a_view_is_and_who_may_change_it_is_said(tmp_path: Path) -> None:
    async with opened(ViewsDialog(kept(tmp_path, SAVED), HERE), size=(80, 24)) as dialog:
        assert OF_THE_PROGRAM in dialog.text
        await dialog.press("d", "n", "o")
        assert dialog.answers == []
        await dialog.press("down", "down", "down", "down")
        assert OF_THE_PERSON in dialog.text
        await dialog.press("end")
        assert "6   Otters" in dialog.text
        assert "received · all · otter · by ends, reversed" in dialog.text
        await dialog.press("d")
        assert AGAIN in dialog.text
        await dialog.press("up", "down", "d")
        assert "Otters" in dialog.text
        await dialog.press("d")
        await dialog.pilot.pause()
        assert "Otters" not in dialog.text
        await dialog.press("9")
        assert dialog.answers == []
        await dialog.press("4")
        assert [view.name for view in dialog.answers] == ["Unread"]


async def test_a_name_is_judged_as_it_is_typed(tmp_path: Path) -> None:
    views = kept(tmp_path, SAVED)
    async with opened(ViewsDialog(views, HERE), size=(120, 40)) as dialog:
        await dialog.press("s", "enter")
        assert "cannot name a view" in dialog.text
        await dialog.press(*"[b]Mine[", "/", *"b]")
        assert "A view in settings.toml has this name" in dialog.text
        await dialog.press("enter", "ctrl+u", *"Otters")
        assert "Enter replaces “Otters”." in dialog.text
        await dialog.press("escape", "end", "n", "2", "enter")
        await dialog.pilot.pause()
        assert "6   Otters2" in dialog.text
        await dialog.press("o")
        await dialog.pilot.pause()
        assert dialog.answers == [ViewSetting(name="Otters2", side="received", status="open", filter="otter")]
        assert KeptViews(tmp_path / "views.toml").saved.views == tuple(dialog.answers)


async def test_what_another_window_saved_is_listed_and_a_full_disk_is_told(tmp_path: Path) -> None:
    views = kept(tmp_path)
    kept(tmp_path, SAVED)
    async with opened(ViewsDialog(views, HERE), size=(80, 24)) as dialog:
        await dialog.pilot.pause()
        assert "6   Otters" in dialog.text
        (tmp_path / "views.toml").unlink()
        (tmp_path / "views.toml").mkdir()
        await dialog.press("s", "x", "enter")
        await dialog.pilot.pause()
        assert "cannot be written" in dialog.text


async def test_looking_clears_what_is_unread_and_nothing_else_does(market: Market, tmp_path: Path) -> None:
    least = MinimumSetting(collection="*", amounts=(("1000000", "USDC"),))
    async with dashboard(market.line, folder=tmp_path, settings=Settings(minimum=(least,))) as seat:
        assert "unread" not in summary(seat)
        open_ones = seat.app.screen.query_one(OfferTable).row_ids[:4]
        ledger = Ledger(tmp_path / "data" / LEDGER_FILE)
        with closing(ledger), ledger.writing() as connection:
            rows = [(row_id, "received", "new") for row_id in open_ones]
            connection.executemany("INSERT INTO unread VALUES (?, ?, ?)", rows)
        seat.desk.notices.tell(OffersCame("kraken", 4, 0, 0))
        await seat.until("4 unread", "4 new offers.", " • ")

        await seat.press("w", "4")
        await seat.until("view “Unread” · 1 of 4")
        await seat.pilot.pause(REST_SECONDS + 0.3)  # nobody put the cursor there
        assert "4 unread" in summary(seat)
        await seat.press("enter")
        await seat.until("3 unread")
        await seat.press("escape", "down", "down")
        await seat.until("2 unread")
        assert "3 of 4" in summary(seat)  # the list stays as it was found
        await seat.press("M")
        await seat.until_gone(" unread ·")
        await seat.press("w", "1")
        await seat.until("muted left out")
        assert "USDC" not in "".join(line for line in seat.text.splitlines() if " ● " in line)
