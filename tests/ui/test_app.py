"""The app around its screens: palette, help, keys of one's own, themes, small windows, hostile names."""

from __future__ import annotations

import gc
import json
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.responses import Response
from textual.binding import Binding
from textual.command import Command, CommandList

from tests.hostile import CORPUS
from tests.ui.dashboard import Seat, dashboard
from tests.ui.market import Market, a_market
from tests.ui.screen import screen_strips
from tui_app.app import OffersApp
from tui_app.settings import Settings, temporary_places
from tui_app.settings.kept_theme import KeptTheme
from tui_app.settings.keymap import keymap
from tui_app.ui.messages import RefreshRequested
from tui_app.ui.modals.help_view import places_around
from tui_app.ui.screens.offers import OffersScreen
from tui_app.ui.telling import tell
from tui_app.ui.widgets.offer_table import OfferTable

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def market() -> Iterator[Market]:
    """A market that is only read."""
    with a_market(offers=60) as found:
        yield found


async def palette(seat: Seat, text: str) -> None:
    """Choose a command from the palette."""
    await seat.press("ctrl+p")
    await seat.when(lambda: len(seat.app.screen_stack) == 2, "the palette")
    await seat.type(text)
    await seat.when(lambda: text.casefold() in found(seat).casefold(), text)
    await seat.press("enter", "enter")


def found(seat: Seat) -> str:
    """What the palette would do, once it has searched everything."""
    searching = any(worker.node is seat.app.screen for worker in seat.app.workers)
    option = seat.app.screen.query_one(CommandList).highlighted_option
    return str(option.hit.text) if isinstance(option, Command) and not searching else ""


@pytest.mark.parametrize(
    ("command", "shows"),
    [
        ("Placed", "You placed this offer"),
        ("Accounts", "Kraken closed"),
        ("Reverse", "reversed"),
        ("Mark all", " marked"),
    ],
)
async def test_the_palette_does_what_the_keys_do(market: Market, command: str, shows: str) -> None:
    async with dashboard(market.line) as seat:
        await palette(seat, command)

        await seat.until(shows)


async def test_the_palette_offers_nothing_that_saves_the_screen(market: Market) -> None:
    async with dashboard(market.line) as seat:
        commands = [command.title for command in seat.app.get_system_commands(seat.app.screen)]

    assert commands
    assert not [title for title in commands if "screenshot" in title.casefold() or "svg" in title.casefold()]
    assert Counter(commands).most_common(1)[0][1] <= 2  # Up and Down stand for more than one place


async def test_help_lists_every_key_once(market: Market) -> None:
    async with dashboard(market.line) as seat:
        places = places_around(seat.app.screen)
        listed = [binding.id for place in places for binding in place.bindings]

    declared = {
        binding.id
        for owner in (OffersApp, OffersScreen, OfferTable)
        for kind in owner.__mro__
        for binding in vars(kind).get("BINDINGS", ())
        if isinstance(binding, Binding) and binding.id
    }
    assert Counter(listed).most_common(1)[0][1] == 1
    assert set(listed) == declared


async def test_every_key_of_ours_has_an_id_a_name_and_an_explanation(market: Market) -> None:
    async with dashboard(market.line) as seat:
        bindings = [binding for place in places_around(seat.app.screen) for binding in place.bindings]

    assert [
        binding for binding in bindings if not (binding.id and binding.description and binding.tooltip)
    ] == []


async def test_help_is_shown_and_closed(market: Market) -> None:
    async with dashboard(market.line, size=(80, 24)) as seat:
        await seat.press("question_mark")
        await seat.until("Keys", "Go to the next offer", "Esc closes")
        await seat.press("end")
        await seat.until("the service answers no more")
        await seat.press("escape")

        assert len(seat.app.screen_stack) == 1


async def test_help_on_the_accounts_is_about_accounts(market: Market) -> None:
    async with dashboard(market.line) as seat:
        await seat.press("7")
        await seat.until("Kraken closed")
        await seat.press("question_mark")

        await seat.until("Add an account", "Forget the account", "Offers on NFTs you own")


async def test_keys_of_ones_own_work_and_help_says_them(market: Market) -> None:
    keys, refused = keymap(
        {
            "offer.accept": "f5",
            "offer.counter": "x",
            "offer.reject": "n",
            "list.down": "m",
            "go.activity": "f6",
        }
    )
    assert refused == ()
    async with dashboard(market.line, size=(120, 90), keys=keys) as seat:
        await seat.press("m")
        await seat.until("2 of", "f5 Accept", "n Reject", "x Counter", "f5  accept", "f6 Activity")
        assert seat.line("? Help").split()[:8] == [
            "space",
            "Mark",
            "f5",
            "Accept",
            "n",
            "Reject",
            "x",
            "Counter",
        ]
        await seat.press("a")
        assert len(seat.app.screen_stack) == 1
        await seat.press("question_mark")
        await seat.until("f5  Accept the offer", "m  Go to the next offer")
        await seat.press("escape", "f5")

        await seat.until("Accept this offer?")


@pytest.mark.parametrize("theme", ["offerdesk-dark", "offerdesk-light"])
async def test_the_theme_of_the_settings_is_used(market: Market, theme: str) -> None:
    async with dashboard(market.line, settings=Settings(theme=theme)) as seat:
        wanted = seat.app.available_themes[theme].background
        grounds = Counter(
            segment.style.bgcolor.get_truecolor().hex
            for strip in screen_strips(seat.app)
            for segment in strip
            if segment.style and segment.style.bgcolor
        )

    assert grounds.most_common(1)[0][0].casefold() == (wanted or "").casefold()


async def test_an_unknown_theme_is_ours(market: Market) -> None:
    async with dashboard(market.line, settings=Settings(theme="no-such")) as seat:
        assert seat.app.theme == "offerdesk-dark"


async def test_a_theme_chosen_in_the_palette_is_remembered(market: Market, tmp_path: Path) -> None:
    file = temporary_places(tmp_path).theme_file
    async with dashboard(market.line, folder=tmp_path) as seat:
        assert "Theme" in [command.title for command in seat.app.get_system_commands(seat.app.screen)]
        seat.app.action_change_theme()
        await seat.until("Search for themes")
        await seat.type("offerdesk-contrast")
        await seat.until_gone("nord")
        await seat.press("enter", "enter")
        await seat.when(lambda: seat.app.theme == "offerdesk-contrast" and file.exists(), "the theme")

    assert KeptTheme(file, "").name == "offerdesk-contrast"
    assert KeptTheme(file, "nord").name == "nord"
    for broken in ("theme = 5", "theme", "\x00", 'theme = "\\u001b[2J"\ninstead_of = ""'):
        file.write_text(broken)
        assert KeptTheme(file, "").name == ""


async def test_other_themes_can_be_chosen_while_it_runs(market: Market) -> None:
    async with dashboard(market.line) as seat:
        for theme in sorted(seat.app.available_themes)[::4]:
            seat.app.theme = theme
            await seat.pilot.pause()
            assert "Market  NFT" in seat.text


async def test_the_introduction_stands_until_it_is_put_away(market: Market) -> None:
    async with dashboard(market.line, size=(80, 24), introduce=True) as seat:
        assert "This is a pretend market" in seat.text
        await seat.press("down")
        assert "This is a pretend market" in seat.text
        await seat.press("escape")

        assert "This is a pretend market" not in seat.text


@pytest.mark.parametrize("key", ["enter", "right", "escape", "tab"])
async def test_what_uses_the_details_ends_the_introduction(market: Market, key: str) -> None:
    async with dashboard(market.line, introduce=True) as seat:
        await seat.press(key)

        await seat.when(lambda: "You own this NFT" in seat.text or "[NFT]" in seat.text, "the details")


@pytest.mark.parametrize("size", [(60, 15), (80, 24), (120, 40), (200, 60)])
async def test_every_screen_fits_every_size(market: Market, size: tuple[int, int]) -> None:
    async with dashboard(market.line, size=size) as seat:
        for keys, shows in (
            ((), "Market"),
            (("enter",), "You own this NFT"),
            (("escape", "2"), "Placed"),
            (("7",), "kept in memory"),
            (("1", "n"), "price"),
        ):
            await seat.press(*keys)
            await seat.until(shows)
            assert "too small" not in seat.text


@pytest.mark.parametrize("key", ["1", "2", "7", "question_mark", "a"])
async def test_below_that_it_says_so_on_every_screen(market: Market, key: str) -> None:
    async with dashboard(market.line) as seat:

        def said() -> bool:
            return " ".join(seat.text.split()).startswith("This window"[: seat.app.size.width - 4])

        await seat.press(key)
        for size in ((59, 15), (60, 14), (10, 40), (200, 3)):
            await seat.pilot.resize_terminal(120, 40)
            await seat.when(lambda: not said(), "the screen")
            await seat.pilot.resize_terminal(*size)
            await seat.when(said, f"the sentence at {size}")


async def test_growing_again_shows_everything_as_it_was(market: Market) -> None:
    async with dashboard(market.line) as seat:
        await seat.press("down", "down")
        before = [line[:36] for line in seat.text.splitlines()[3:10]]
        await seat.pilot.resize_terminal(30, 5)
        await seat.pilot.resize_terminal(120, 40)
        await seat.pilot.pause()

        assert [line[:36] for line in seat.text.splitlines()[3:10]] == before


async def test_a_toast_is_never_read_as_markup(market: Market) -> None:
    async with dashboard(market.line) as seat:
        for hostile in ("[@click=app.bell]x[/]", "[/]", "[bold", "\x1b[2J", "a\u202eb"):
            tell(seat.app, hostile, "error")
        await seat.until("[@click=app.bell]x[/]")

        assert "\x1b" not in seat.text


def hostile_offers(count: int) -> dict[str, Any]:
    """An answer of Kraken's with a hostile string in every field that a stranger fills."""
    texts = [each.text for each in CORPUS[:: len(CORPUS) // count]][:count]
    offers = [
        {
            "id": f"ON{number:05d}-AAAAA-AAAAAA",
            "quote_id": "None",
            "time": 1_700_000_000,
            "status": "open",
            "status_detail": text,
            "amount": {"asset_name": "ETH", "asset_alt_name": "ETH", "amount": "1.50"},
            "expire_time": 4_000_000_000,
            "social_id": text,
            "item": {
                "nft_id": f"NT{number:05d}-AAAAA-AAAAAA",
                "nft_name": text,
                "nft_media": [{"kind": "Main", "media": {"media_type": text, "size": 1, "url": text}}],
                "creators": [text],
                "blockchain": {"id": text, "asset": text},
                "collection_id": "NC00000-AAAAA-AAAAAA",
                "collection_name": text,
            },
        }
        for number, text in enumerate(texts)
    ]
    return {"error": [], "result": {"offers": offers, "total": len(offers)}}


async def test_hostile_names_break_no_screen_and_become_no_button() -> None:
    with a_market(offers=2) as market:
        body = json.dumps(hostile_offers(30))
        market.gatekeeper.answers["NftUserOffers"] = Response(body, media_type="application/json")
        async with dashboard(market.line, size=(120, 40)) as seat:
            assert "could not be read" not in seat.text
            await seat.press("2")
            await seat.until("You placed this offer")
            for _ in range(30):
                assert_clean(seat)
                await seat.press("down", "right")
            await seat.press("c")
            await seat.until("Cancel this offer of yours?")
            assert_clean(seat)


def assert_clean(seat: Seat) -> None:
    """Nothing on the screen is a link, a button of a stranger's, or a control code."""
    for strip in screen_strips(seat.app):
        assert strip.cell_length == 120
        for text, style, _ in strip:
            assert text.isprintable()
            assert style is None or style.link is None
            assert style is None or not [key for key in style.meta if key.startswith("@")]


async def test_a_bug_in_a_thread_ends_it_loudly(market: Market) -> None:
    async def open_and_break() -> None:
        async with dashboard(market.line) as seat:
            threading.Thread(target=int, args=("of a thread",)).start()
            await seat.when(lambda: not seat.app.is_running, "the end")

    with pytest.raises(ValueError, match="of a thread"):
        await open_and_break()


async def test_rows_of_the_ledger_are_there_before_any_answer(market: Market, tmp_path: Any) -> None:
    async with dashboard(market.line, folder=tmp_path):
        pass
    with a_market(offers=60) as silent:
        silent.gatekeeper.held.add("NftUserOffers")
        silent.gatekeeper.held.add("Time")
        async with dashboard(silent.line, folder=tmp_path, wait=False) as seat:
            await seat.until("1 of", "● Open", "kraken ◐ loading")
            silent.gatekeeper.release()


@pytest.mark.parametrize("account", [None, "kraken"])
async def test_a_refresh_that_is_ended_before_it_begins_leaves_nothing_behind(
    market: Market, account: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[str] = []
    async with dashboard(market.line) as seat:
        with monkeypatch.context() as patch:
            patch.setattr(seat.app, "run_worker", lambda _work, group: begun.append(group))
            seat.app.post_message(RefreshRequested(account))
            await seat.when(lambda: begun != [], "the worker")
        gc.collect()  # a coroutine that was never awaited is a warning, and that an error

    assert begun == [f"refresh:{account or '*'}"]


async def test_refreshing_all_accounts_reads_them(market: Market) -> None:
    async with dashboard(market.line) as seat:
        before = market.calls["NftUserOffers"]
        seat.app.post_message(RefreshRequested())
        await seat.when(lambda: market.calls["NftUserOffers"] >= before + 2, "both sides")
