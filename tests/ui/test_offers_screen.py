"""The screen of offers, driven by keys and read from the screen."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from tests.ui.dashboard import Seat, dashboard
from tests.ui.market import Market, a_market
from tui_app.settings import Settings
from tui_app.ui.widgets.offer_table import OfferTable

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def market() -> Iterator[Market]:
    """A market that no test here changes."""
    with a_market(offers=120) as found:
        yield found


@pytest.fixture
async def seat(market: Market) -> AsyncIterator[Seat]:
    """A wide dashboard."""
    async with dashboard(market.line) as taken:
        yield taken


@pytest.fixture
async def narrow(market: Market) -> AsyncIterator[Seat]:
    """A dashboard of 80 columns and 24 lines."""
    async with dashboard(market.line, size=(80, 24)) as taken:
        yield taken


def names(seat: Seat) -> list[str]:
    """The NFT under the cursor first, then nothing: what the detail pane is headed with."""
    return [line.partition("│")[2].strip() for line in seat.text.splitlines() if "Kraken NFT" in line]


def summary(seat: Seat) -> str:
    """The line of counts above the keys."""
    return seat.text.splitlines()[-2]


def table(seat: Seat) -> OfferTable:
    """The list."""
    return seat.app.screen.query_one(OfferTable)


async def test_every_count_of_the_statuses_adds_up(seat: Seat) -> None:
    words = seat.line("[Open").split("/")[0].replace("[", "").replace("]", "").split()
    counts = [int(word) for word in words if word.isdigit()]

    assert counts[0] == sum(counts[1:])


async def test_keys_move_the_cursor(seat: Seat) -> None:
    last = len(table(seat).row_ids)
    for key, place in (("j", 2), ("g", 1), ("down", 2), ("G", last), ("k", last - 1), ("end", last)):
        await seat.press(key)
        await seat.until(f" {place} of {last}")


async def test_the_details_follow_the_cursor(seat: Seat) -> None:
    before = names(seat)
    await seat.press("down", "down", "down")

    assert names(seat) != before


async def test_filtering_follows_each_letter(seat: Seat) -> None:
    await seat.press("slash")
    sizes = []
    for letter in "postcard":
        await seat.type(letter)
        sizes.append(len(table(seat).row_ids))

    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > sizes[-1] >= 1
    assert f"{sizes[-1]} match" in seat.line("postcard")


async def test_a_term_that_is_not_understood_is_explained_where_it_is_typed(seat: Seat) -> None:
    await seat.press("slash")
    for typed, said in (
        ("price>", "price"),
        ("ends<2x", "2h"),
        ("colection:x", "collection"),
        ("status:opne", "open"),
    ):
        await seat.press("ctrl+u")
        await seat.type(typed)
        await seat.until(typed)

        line = seat.line(typed)
        assert "!" in line.split(typed, 1)[1]
        assert said in line.split(typed, 1)[1] or "…" in line


async def test_letters_typed_into_the_filter_act_on_nothing(seat: Seat, market: Market) -> None:
    before = market.calls["NftAcceptOffer"]
    await seat.press("slash")
    await seat.type("axncqrN127")

    assert len(seat.app.screen_stack) == 1
    assert seat.line("axncqrN127")
    assert market.calls["NftAcceptOffer"] == before


async def test_escape_clears_the_filter_then_leaves_it(seat: Seat) -> None:
    total = len(table(seat).row_ids)
    await seat.press("slash")
    await seat.type("postcard")
    await seat.press("escape")
    assert len(table(seat).row_ids) == total
    await seat.press("escape")

    assert table(seat).has_focus


async def test_escape_in_the_list_clears_the_filter_and_says_how_to(seat: Seat) -> None:
    total = len(table(seat).row_ids)
    await seat.press("slash")
    await seat.type("nothing is called that")
    assert "Esc clears it" in seat.text
    await seat.press("enter", "escape")

    assert len(table(seat).row_ids) == total


async def test_a_filter_that_only_other_statuses_match_says_so(seat: Seat) -> None:
    await seat.press("slash")
    await seat.type("status:expired")

    assert "with another status" in seat.text


async def test_brackets_step_through_the_statuses_round_the_ends(seat: Seat) -> None:
    seen = []
    for _ in range(12):
        await seat.press("right_square_bracket")
        seen.append(seat.line("All").split("[")[1].split()[0])
    await seat.press("left_square_bracket")

    assert {"All", "Open", "Expired", "Accepted"} <= set(seen)
    assert seat.line("All").split("[")[1].split()[0] == seen[-2]


async def test_the_cursor_stays_on_its_offer_when_the_list_is_sorted(seat: Seat) -> None:
    await seat.press("down", "down", "down")
    offer = table(seat).cursor_row
    await seat.press("s", "s", "S")

    assert table(seat).cursor_row == offer
    assert "reversed" in summary(seat)


async def test_the_cursor_stays_on_its_offer_when_the_list_is_refreshed(seat: Seat, market: Market) -> None:
    await seat.press("down", "down")
    offer, before = table(seat).cursor_row, market.calls["NftUserOffers"]
    await seat.press("r")
    await seat.when(lambda: market.calls["NftUserOffers"] > before, "another reading")
    await seat.until("kraken ● 0 s")

    assert table(seat).cursor_row == offer


async def test_the_cursor_stays_on_its_offer_when_a_filter_leaves_it(seat: Seat) -> None:
    await seat.press("slash")
    await seat.type("postcard")
    await seat.press("enter", "down")
    offer = table(seat).cursor_row
    await seat.press("escape")

    assert table(seat).cursor_row == offer
    assert len(table(seat).row_ids) > 3


async def test_every_sorting_is_named(seat: Seat) -> None:
    said = set()
    for _ in range(8):
        await seat.press("s")
        said.add(summary(seat).split("·")[1].strip())

    assert len(said) >= 5
    assert all(words.startswith("by ") for words in said)


async def test_marks_are_counted_and_escape_takes_them_away(seat: Seat) -> None:
    await seat.press("space", "space")
    assert "2 marked" in seat.text
    await seat.press("A")
    assert f"{len(table(seat).row_ids)} marked" in seat.text
    await seat.press("escape")

    assert "marked" not in seat.text


async def test_arrows_turn_the_tabs_of_the_details(seat: Seat) -> None:
    for key, tab, says in (
        ("", "[Offer]", "offer id"),
        ("right", "[NFT]", "compare the ids"),
        ("right", "[Media]", "fetched"),
        ("right", "[Timeline]", "first seen here"),
        ("right", "[Raw]", '"id": "'),
        ("right", "[Offer]", "offer id"),
        ("left", "[Raw]", '"id": "'),
    ):
        await seat.press(*filter(None, [key]))
        await seat.until(tab, says)


async def test_arrows_turn_the_tabs_from_inside_the_details_too(seat: Seat) -> None:
    await seat.press("enter", "right")

    assert "[NFT]" in seat.text


async def test_tab_goes_between_list_and_details(seat: Seat) -> None:
    await seat.press("tab")
    assert not table(seat).has_focus
    await seat.press("tab")

    assert table(seat).has_focus


async def test_scrolling_the_details_leaves_the_list_alone(seat: Seat) -> None:
    await seat.press("enter", "right", "right", "right", "down", "j", "pagedown", "end")

    assert table(seat).cursor_index == 0


async def test_a_narrow_window_has_details_on_request(narrow: Seat) -> None:
    assert "offer id" not in narrow.text
    await narrow.press("enter")
    assert "You own this NFT" in narrow.text
    await narrow.press("escape")

    assert "You own this NFT" not in narrow.text


async def test_tab_opens_the_details_of_a_narrow_window(narrow: Seat) -> None:
    await narrow.press("tab")

    assert "You own this NFT" in narrow.text
    assert not table(narrow).has_focus


async def test_why_an_offer_cannot_be_rejected_is_said_without_the_details(narrow: Seat) -> None:
    assert "x reject: Kraken has no way to reject an offer" in summary(narrow)


async def test_a_dim_key_does_nothing(narrow: Seat, market: Market) -> None:
    await narrow.press("x")

    assert len(narrow.app.screen_stack) == 1


async def test_an_offer_past_its_end_says_why_it_cannot_be_accepted(seat: Seat) -> None:
    await seat.press("slash")
    await seat.type("decent aqua narwhal")
    await seat.press("enter")

    assert "a accept, n counter: it has expired" in summary(seat)
    await seat.press("a", "n")
    assert len(seat.app.screen_stack) == 1


async def test_a_placed_offer_can_be_cancelled_and_not_accepted(seat: Seat) -> None:
    await seat.press("2")
    await seat.until("You placed this offer")

    keys = seat.text.splitlines()[-1]
    assert "c Cancel" in keys
    assert "Accept" not in keys
    await seat.press("a", "x", "n")
    assert len(seat.app.screen_stack) == 1


async def test_digits_lead_from_screen_to_screen_and_keep_each_as_it_was(seat: Seat) -> None:
    await seat.press("down", "down", "2")
    await seat.until("You placed this offer")
    await seat.press("7")
    await seat.until("API address".casefold())
    await seat.press("1")

    await seat.when(lambda: "3 of" in summary(seat), "the third row")
    assert "You own this NFT" in seat.text


async def test_a_window_made_wide_and_narrow_again_keeps_its_keys(seat: Seat) -> None:
    await seat.press("enter")
    await seat.pilot.resize_terminal(80, 24)
    await seat.pilot.resize_terminal(70, 20)
    await seat.press("escape", "escape", "j")

    assert table(seat).cursor_index == 1


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_pictures_follow_the_list_and_the_list_follows_them(
    market: Market, size: tuple[int, int]
) -> None:
    floors = {"*": (("0.25", "ETH"), ("1", "USDC"))}
    async with dashboard(market.line, size=size, settings=Settings(floors=floors)) as seat:
        await seat.press("i")
        await seat.until("Received offers", "placed in 30 days")
        await seat.press("down", "right", "left")
        await seat.until("Bids for", "bid")
        assert table_beneath(seat).cursor_index == 1

        offer = seat.desk.shelf.at_row(table_beneath(seat).row_ids[1])
        assert offer is not None
        assert offer.offer.nft.name.shown in seat.text
        if offer.offer.price.currency.code in {"ETH", "USDC"}:
            assert "your floor" in seat.text
        await seat.press("escape")
        assert "2 of" in summary(seat)


def table_beneath(seat: Seat) -> OfferTable:
    """The list under what is on top."""
    return seat.app.screen_stack[-2].query_one(OfferTable)
