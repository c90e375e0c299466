"""Choosing columns: what each key makes of them, and what is kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot

from tests.ui.dashboard import dashboard
from tests.ui.list_app import ListApp
from tests.ui.market import a_market
from tests.ui.rows import Stock, until
from tests.ui.screen import screen_text
from tui_app.settings import temporary_places
from tui_app.settings.views import ColumnSetting, columns_of
from tui_app.ui.column_choice import ALWAYS, ColumnChoice
from tui_app.ui.modals.column_chooser import NO_ROOM, ColumnChooser, Settings
from tui_app.ui.widgets.columns import COLUMNS
from tui_app.ui.widgets.offer_table import OfferTable


def choice(*texts: str) -> ColumnChoice:
    """The choice that a file describes."""
    return ColumnChoice.of(COLUMNS, columns_of(list(texts))[0])


def place_of(chosen: ColumnChoice, name: str) -> int:
    """Where a column stands among all."""
    return [entry.column.id for entry in chosen.entries].index(name)


def names(chosen: ColumnChoice) -> list[str]:
    """What is kept, as it stands in a file."""
    return [each.name + (f":{each.width}" if each.width else "") for each in chosen.settings]


def test_what_a_list_has_anyway_is_kept_as_nothing() -> None:
    hidden = choice().turned(place_of(choice(), "market"))

    assert choice().settings == ()
    assert "market" not in names(hidden)
    assert hidden.turned(place_of(hidden, "market")).settings == ()
    assert hidden.default() == choice()


def test_every_column_can_be_chosen_and_keeps_its_place_while_hidden() -> None:
    shown = choice("price", "nft", "ends:9")
    hidden = shown.turned(place_of(shown, "ends"))

    assert len(shown.entries) == len(COLUMNS)
    assert names(shown) == ["price", "nft", "ends:9"]
    assert names(hidden) == ["price", "nft"]
    assert names(hidden.turned(2)) == ["price", "nft", "ends:9"]


@pytest.mark.parametrize("vital", ["price", "nft"])
def test_what_an_offer_is_for_and_what_it_is_cannot_be_hidden(vital: str) -> None:
    assert choice().turned(place_of(choice(), vital)) == choice()
    assert vital in names(choice("ends"))


def test_columns_move_as_far_as_there_are_places() -> None:
    shown = choice("price", "nft", "ends")

    assert names(shown.moved(2, -1)) == ["price", "ends", "nft"]
    assert names(shown.moved(0, -1)) == names(shown)
    assert names(shown.moved(0, 99))[-1] == "price"


def test_a_width_starts_from_what_it_is_now_and_stays_sensible() -> None:
    shown = choice("nft", "price", "ends")

    assert names(shown.widened(0, 20, 1))[0] == "nft:21"
    assert names(shown.widened(0, 8, -1))[0] == "nft:8"
    assert names(shown.widened(1, 14, -1))[1] == "price:14"
    assert names(shown.widened(2, 200, 1))[2] == "ends:200"
    assert names(shown.widened(2, 1, -1))[2] == "ends:1"
    assert names(shown.widened(0, 20, 1).by_itself(0))[0] == "nft"


def test_a_column_without_room_is_brought_in_by_a_width() -> None:
    assert "from:12" in names(choice().widened(place_of(choice(), "from"), None, 1))


def header(app: App[None]) -> list[str]:
    """The titles of the list; nothing where it is not drawn."""
    return next((line.split() for line in screen_text(app) if "NFT" in line and "Price" in line), [])


def stand(titles: list[str], first: str, second: str) -> bool:
    """Whether both titles are there, in this order."""
    return {first, second} <= set(titles) and titles.index(first) < titles.index(second)


def written(file: Path) -> str:
    """What stands in a file; nothing where there is none."""
    return file.read_text(encoding="utf-8") if file.exists() else ""


async def drawn(app: App[None], pilot: Pilot[None]) -> None:
    """Wait until the dialog stands and the list is drawn behind it."""
    await until(pilot, lambda: bool(header(app)) and "Columns" in "\n".join(screen_text(app)))


@pytest.mark.anyio
@pytest.mark.parametrize("size", [(60, 15), (80, 24), (200, 60)])
async def test_the_list_behind_follows_every_key_and_is_as_before_when_left(
    size: tuple[int, int], stock: Stock
) -> None:
    app = ListApp(stock.windows, stock.rows(), dialogs=True)
    kept: list[Settings | None] = []
    async with app.run_test(size=size) as pilot:
        before = header(app)
        app.push_screen(ColumnChooser(app.table, COLUMNS, title="Received"), kept.append)
        await drawn(app, pilot)

        await pilot.press("space")
        await until(pilot, lambda: bool(header(app)) and "Market" not in header(app))
        assert app.table.widths.keys() >= {"nft", "price"}
        await pilot.press("down", "space")
        await until(pilot, lambda: "NFT" in header(app) and ALWAYS[:40] in "\n".join(screen_text(app)))
        await pilot.press("J", "J")
        await until(pilot, lambda: stand(header(app), "Price", "NFT"))
        await pilot.press("left", "left")
        narrow = app.table.widths["nft"]
        await pilot.press("right")
        await until(pilot, lambda: app.table.widths["nft"] == narrow + 1)
        await pilot.resize_terminal(size[0] - 1, size[1])
        await pilot.press("escape")
        await pilot.resize_terminal(*size)
        await until(pilot, lambda: header(app) == before)

        app.push_screen(ColumnChooser(app.table, COLUMNS, title="Received"), kept.append)
        await drawn(app, pilot)
        await pilot.press("space", "end", "space", "enter")
        await until(pilot, lambda: header(app)[:1] == ["NFT"])

    assert kept[0] is None
    assert kept[1] is not None
    assert (kept[1][0], kept[1][-1]) == (ColumnSetting(name="nft"), ColumnSetting(name="offer_id"))


@pytest.mark.anyio
async def test_a_column_that_has_no_room_says_how_it_gets_some(stock: Stock) -> None:
    app = ListApp(stock.windows, stock.rows(), dialogs=True)
    async with app.run_test(size=(60, 24)) as pilot:
        app.push_screen(ColumnChooser(app.table, COLUMNS, title="Received"))
        await drawn(app, pilot)
        await pilot.press("j", "j", "k", "down")
        await until(pilot, lambda: NO_ROOM[:40] in "\n".join(screen_text(app)))
        await pilot.press("right")
        await until(pilot, lambda: "collection" in app.table.widths)
        await pilot.press("d")
        await until(pilot, lambda: app.table.columns == ())
        await pilot.click("#columns-list", offset=(2, 0))
        await until(pilot, lambda: "market" not in app.table.widths)


@pytest.mark.anyio
async def test_columns_are_kept_for_each_side_over_a_restart_and_nonsense_in_their_file_is_harmless(
    tmp_path: Path,
) -> None:
    file = temporary_places(tmp_path).views_file
    with a_market(offers=12) as market:
        async with dashboard(market.line, folder=tmp_path) as seat:
            await seat.when(lambda: "Market" in header(seat.app))
            await seat.press("|", "space", "down", "K", "right", "enter")
            await seat.when(lambda: header(seat.app)[:1] == ["NFT"] and "nft:" in written(file))
            await seat.press("2")
            await seat.until("You placed")
            await seat.when(lambda: "Market" in header(seat.app))
        async with dashboard(market.line, folder=tmp_path) as seat:
            await seat.when(lambda: header(seat.app)[:1] == ["NFT"])
            await seat.press("|", "d", "enter")
            await seat.when(lambda: "Market" in header(seat.app) and "nft" not in written(file))

        file.write_text(
            "[columns]\nreceived = ['colour', 'ends:1', 7, 'ends:9', 'from:999', '\U0001f468:3']\n"
        )
        async with dashboard(market.line, folder=tmp_path, size=(60, 15)) as seat:
            await seat.when(lambda: header(seat.app)[:2] == ["NFT", "Price"])
            assert seat.app.screen.query_one(OfferTable).widths["ends"] == 1
