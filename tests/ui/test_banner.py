"""The sentence of warning under the title of every screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.ui.dashboard import Seat, dashboard
from tests.ui.market import Market, a_market
from tui_app import assembly
from tui_app.app import OffersApp
from tui_app.marketplaces import MARKETPLACES
from tui_app.settings import temporary_places
from tui_app.ui.widgets.banner import Banner

pytestmark = pytest.mark.anyio

SENTENCE = "The ledger cannot be written: what is read now is not kept, and acting is off."
LONG = "The ledger was damaged [/] and set aside, [@click=app.quit]so[/] nothing is sent. " * 4


@pytest.fixture(scope="module")
def market() -> Iterator[Market]:
    """A market that is only read."""
    with a_market(offers=20) as found:
        yield found


def under_the_title(seat: Seat) -> str:
    """The line below the top line."""
    return seat.text.split("\n")[1].strip()


async def test_without_a_sentence_there_is_no_widget(market: Market) -> None:
    async with dashboard(market.line) as seat:
        assert not seat.app.screen.query(Banner)


@pytest.mark.parametrize("key", ["1", "2", "6", "7"])
async def test_it_stands_on_every_screen(market: Market, key: str) -> None:
    async with dashboard(market.line) as seat:
        seat.app.banner = SENTENCE
        await seat.press(key)

        await seat.when(lambda: under_the_title(seat) == f"! {SENTENCE}", "the banner")


async def test_it_goes_when_it_does_not_hold_any_more(market: Market) -> None:
    async with dashboard(market.line) as seat:
        seat.app.banner = SENTENCE
        await seat.until(f"! {SENTENCE}")
        seat.app.banner = ""

        await seat.until_gone(f"! {SENTENCE}")
        assert under_the_title(seat).startswith("kraken ●")


async def test_another_sentence_takes_its_place(market: Market) -> None:
    async with dashboard(market.line) as seat:
        seat.app.banner = SENTENCE
        await seat.until(f"! {SENTENCE}")
        seat.app.banner = "Another one."

        await seat.until("! Another one.")
        assert len(seat.app.screen.query(Banner)) == 1


async def test_it_takes_two_lines_at_most_and_a_toast_says_it_all(market: Market) -> None:
    async with dashboard(market.line, size=(80, 24)) as seat:
        seat.app.banner = LONG.strip()
        await seat.until("! The ledger was damaged [/]")
        lines = seat.text.split("\n")

        assert lines[3].startswith(" kraken ●")
        (toast,) = seat.app._notifications  # noqa: SLF001 - Textual keeps them nowhere else
        assert toast.message == LONG.strip()


async def test_a_lost_journal_is_said_until_every_account_was_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hasty = tuple(replace(each, settle=timedelta(seconds=0.2)) for each in MARKETPLACES)
    monkeypatch.setattr(assembly, "MARKETPLACES", hasty)
    places = temporary_places(tmp_path)
    places.create()
    (places.config / assembly.WITNESS).write_text('{"ledger": "another", "entry": 5, "digest": "x"}')
    banners: list[str] = []
    monkeypatch.setattr(OffersApp, "watch_banner", lambda _app, sentence: banners.append(sentence))

    with a_market(offers=20) as market:
        async with dashboard(market.line, folder=tmp_path) as seat:
            await seat.until("Every account was read again")
            assert not seat.app.banner

    assert any("lost entries" in sentence for sentence in banners)


async def test_before_that_the_keys_that_send_are_dim_and_say_why(tmp_path: Path) -> None:
    places = temporary_places(tmp_path)
    places.create()
    (places.config / assembly.WITNESS).write_text('{"ledger": "another", "entry": 5, "digest": "x"}')

    with a_market() as market:
        async with dashboard(market.line, folder=tmp_path) as seat:
            await seat.until("the journal was lost")
            await seat.press("a")
            assert len(seat.app.screen_stack) == 1
