"""What is watched: the screen of its offers, the list, pasting, taking off."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from textual import events

from tests.desk.seat import ACCOUNT
from tests.desk.wallet_market import NFT, WalletMarket, a_bid
from tests.hostile import SAMPLE
from tests.ui.bazaar import at_the_bazaar
from tests.ui.dashboard import Seat, dashboard
from tests.ui.market import a_market
from tui_app.domain.offer import Side
from tui_app.domain.text import UntrustedText
from tui_app.domain.watch import Watched
from tui_app.ui.modals.watch_list import LONGEST, WatchListView
from tui_app.ui.widgets.paste_line import PasteLine

pytestmark = pytest.mark.anyio


@pytest.fixture
def market() -> WalletMarket:
    """A market with an offer to us, and one on an NFT of somebody else's."""
    found = WalletMarket()
    found.hold(a_bid(name="Decent Narwhal"), a_bid("W-1", name="Vast Heron", side=Side.WATCHED))
    return found


async def open_list(seat: Seat) -> None:
    """Open the list."""
    await seat.press("plus")
    await seat.when(lambda: isinstance(seat.app.screen, WatchListView), "the list of what is watched")


async def paste(seat: Seat, text: str) -> None:
    """Paste a text, as a terminal does."""
    seat.app.post_message(events.Paste(text))
    await seat.when(lambda: bool(seat.app.screen.query_one(PasteLine).value), "the pasted text")


async def watch(seat: Seat, *refs: str) -> None:
    """Have these watched already."""
    await seat.desk.watching.add(ACCOUNT, [Watched(NFT, ref) for ref in refs])


def refs(seat: Seat) -> list[str]:
    """The ids that are watched."""
    return [each.ref for each in seat.desk.watching.of(ACCOUNT)]


def said(seat: Seat) -> str:
    """The screen in one line, without frames."""
    return " ".join(seat.text.replace("│", " ").split())


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 15)])
async def test_the_screen_of_watched_offers_says_how_to_begin(
    market: WalletMarket, size: tuple[int, int]
) -> None:
    async with at_the_bazaar(market, size=size) as seat:
        await seat.press("3")

        await seat.until("Nothing is watched yet: + adds an NFT.", "3 Watched 0")


async def test_what_is_pasted_is_watched_and_read_at_once(market: WalletMarket) -> None:
    async with at_the_bazaar(market) as seat:
        await seat.press("3")
        await seat.until("Nothing is watched yet")
        await open_list(seat)
        await paste(seat, "NT-W-1\r\nNT-2, NT-3\n\n  NT-W-1")
        await seat.until("Enter adds 3.")
        await seat.press("enter")
        await seat.until("3 added.")
        await seat.press("escape")

        await seat.until("Vast Heron", "3 Watched 1", "You watch")
        assert refs(seat) == ["NT-W-1", "NT-2", "NT-3"]


async def test_wrong_ones_are_named_and_right_ones_added(market: WalletMarket) -> None:
    async with at_the_bazaar(market) as seat:
        await open_list(seat)
        await paste(seat, "NT-1 foo NT-2 [@click=app.quit]x[/]")
        await seat.when(
            lambda: "Enter adds 2. 2 wrong: “foo”: NFT ids begin with NT-." in said(seat), "right and wrong"
        )
        await seat.press("enter")
        await seat.when(lambda: "2 added. 2 left out: “foo”" in said(seat), "what was added")

        assert refs(seat) == ["NT-1", "NT-2"]


async def test_only_wrong_ones_add_nothing(market: WalletMarket) -> None:
    async with at_the_bazaar(market) as seat:
        await open_list(seat)
        await paste(seat, "foo")
        await seat.press("enter", "enter")

        assert refs(seat) == []
        assert "1 wrong" in said(seat)


async def test_what_is_watched_already_is_said(market: WalletMarket) -> None:
    async with at_the_bazaar(market) as seat:
        await watch(seat, "NT-1")
        await open_list(seat)
        await paste(seat, "NT-1 NT-2")
        await seat.press("enter")

        await seat.until("1 added. 1 watched already.")


async def test_ids_typed_letter_by_letter_are_judged_too(market: WalletMarket) -> None:
    async with at_the_bazaar(market) as seat:
        await open_list(seat)
        await seat.type("NT")
        await seat.until("1 wrong")
        await seat.type("-7")
        await seat.until("Enter adds 1.")
        await seat.press("enter")

        await seat.when(lambda: refs(seat) == ["NT-7"], "the id on the list")


async def test_the_list_shows_names_and_the_whole_id_of_the_chosen_one(market: WalletMarket) -> None:
    long = "NT-" + "0123456789" * 4
    thing = Watched(NFT, long, UntrustedText("Quiet Otter"), UntrustedText("Night Garden"))
    async with at_the_bazaar(market, size=(80, 24)) as seat:
        await seat.desk.watching.keep_found(ACCOUNT, [thing])
        await open_list(seat)
        await seat.until("Quiet Otter", "Night Garden")

        assert seat.text.count(long) == 1
        assert f"NFT id          {long}" in seat.text


@pytest.mark.parametrize("size", [(60, 15), (80, 24), (80, 30), (120, 40)])
async def test_each_has_a_line_and_the_line_to_paste_into_stays(
    market: WalletMarket, size: tuple[int, int]
) -> None:
    names = [f"A Name That Takes Its Room {number:02d}" for number in range(40)]
    things = [Watched(NFT, f"NT-{name}", UntrustedText(name), UntrustedText("Long " * 9)) for name in names]
    async with at_the_bazaar(market, size=size) as seat:
        await seat.desk.watching.keep_found(ACCOUNT, things)
        await open_list(seat)
        await seat.until("as many as you like", "esc Close", "NT-A Name That Takes Its Room 00")
        lines = [line for line in seat.text.splitlines() if "A Name That Takes" in line]

        assert len(lines) >= 3
        assert all("Long" in line for line in lines[:-2])


async def test_the_chosen_one_is_taken_off(market: WalletMarket) -> None:
    async with at_the_bazaar(market) as seat:
        await watch(seat, "NT-1", "NT-2", "NT-3")
        await open_list(seat)
        await seat.press("down", "minus")
        await seat.until("NT-2 is watched no more.")
        await seat.press("delete")
        await seat.until("NT-3 is watched no more.")

        assert refs(seat) == ["NT-1"]


async def test_what_the_settings_name_is_taken_off_there(market: WalletMarket) -> None:
    async with at_the_bazaar(market, desk={"watched": {ACCOUNT: ["NT-5"]}}) as seat:
        await open_list(seat)
        await seat.until("NT-5")
        await seat.press("minus")
        await seat.until("because settings.toml says so")

        assert refs(seat) == ["NT-5"]


async def test_a_minus_in_the_line_is_a_letter(market: WalletMarket) -> None:
    async with at_the_bazaar(market) as seat:
        await watch(seat, "NT-1")
        await open_list(seat)
        await seat.press("tab", "minus")

        assert seat.app.screen.query_one(PasteLine).value == "-"
        assert refs(seat) == ["NT-1"]


async def test_hundreds_of_ids_are_taken_in_one_go(market: WalletMarket) -> None:
    ids = [f"NT-{number:036d}" for number in range(500)]
    async with at_the_bazaar(market) as seat:
        await open_list(seat)
        await paste(seat, "\n".join(ids))
        await seat.press("enter")
        await seat.until("500 added.")

        assert refs(seat) == ids
    assert len("\n".join(ids)) <= LONGEST


@pytest.mark.parametrize("answer", [("enter",), ("right", "enter")])
async def test_minus_on_an_offer_asks_and_watches_its_nft_no_more(
    market: WalletMarket, answer: Iterable[str]
) -> None:
    async with at_the_bazaar(market) as seat:
        await watch(seat, "NT-W-1")
        await seat.press("3", "r")
        await seat.until("Vast Heron")
        await seat.press("R")
        await seat.until("You watch")
        await seat.press("minus")
        await seat.until("Watch Vast Heron no more?")
        await seat.press(*answer)
        gone = "right" in answer
        await seat.when(lambda: len(seat.app.screen_stack) == 1, "the list")
        if gone:
            await seat.until("is watched no more.", "[Open 0]")

        assert refs(seat) == ([] if gone else ["NT-W-1"])


async def test_an_nft_that_is_not_on_the_list_is_not_taken_off(market: WalletMarket) -> None:
    async with at_the_bazaar(market) as seat:
        await seat.press("minus")

        await seat.until("does not watch this NFT")


async def test_with_several_accounts_one_is_chosen(market: WalletMarket) -> None:
    async with at_the_bazaar(market, accounts=(ACCOUNT, "second")) as seat:
        await seat.press("3")
        await seat.until("Nothing is watched yet")
        await seat.press("plus")
        await seat.until("Watch through which account?", "The Bazaar")
        await seat.press("down", "enter")

        await seat.until("Watched through second on The Bazaar")


async def test_the_account_of_the_offer_under_the_cursor_is_meant(market: WalletMarket) -> None:
    async with at_the_bazaar(market, accounts=("second", ACCOUNT)) as seat:
        await seat.until("Decent Narwhal")
        await seat.press("plus")

        await seat.until(f"Watched through {ACCOUNT} on The Bazaar")


async def test_where_everything_is_listed_anyway_nothing_has_to_be_watched() -> None:
    with a_market(offers=10) as kraken:
        async with dashboard(kraken.line) as seat:
            await seat.press("plus")
            await seat.until("list everything by themselves")
            await seat.press("minus", "3")
            await seat.until("Nothing has to be watched here")

            assert len(seat.app.screen_stack) == 1


@pytest.mark.parametrize("hostile", SAMPLE[::12], ids=lambda hostile: hostile.kind)
async def test_what_strangers_wrote_is_only_text(market: WalletMarket, hostile: Any) -> None:
    thing = Watched(NFT, "NT-1", UntrustedText(hostile.text), UntrustedText(hostile.text))
    async with at_the_bazaar(market) as seat:
        await seat.desk.watching.keep_found(ACCOUNT, [thing])
        await open_list(seat)
        await paste(seat, f"x {hostile.text}")
        await seat.press("tab", "minus")

        await seat.until("is watched no more.")
