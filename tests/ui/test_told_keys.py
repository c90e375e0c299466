"""What the program says of its keys: in palette, help and bottom line, and when one does nothing."""

from __future__ import annotations

from array import array
from collections.abc import Iterator

import pytest
from textual.events import Key
from textual.keys import key_to_character

from tests.ui.dashboard import dashboard
from tests.ui.market import Market, a_market
from tui_app.domain.offer import OfferStatus, Side
from tui_app.ledger.windows import Sort, View
from tui_app.ui.glyphs import ASCII, SourceMark
from tui_app.ui.legend import legend
from tui_app.ui.no_offers import why_no_offers
from tui_app.ui.screens.list_answers import Shown
from tui_app.ui.screens.offers import OffersScreen
from tui_app.ui.widgets.filter_line import FilterLine

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def market() -> Iterator[Market]:
    """A market that is only read."""
    with a_market() as found:
        yield found


def told(seat_text: str) -> str:
    """The line of counts."""
    return seat_text.split("\n")[-2]


async def test_a_key_that_does_nothing_says_why(market: Market) -> None:
    async with dashboard(market.line, size=(80, 24)) as seat:
        for key, words in (
            ("x", "! x reject: Kraken has no way to reject an offer"),
            ("c", "! c cancel: somebody else made this offer"),
            ("z", "! z: no key here; ? lists those that are"),
        ):
            await seat.press(key)
            await seat.until(words)
        await seat.press("down")
        await seat.until("2 of 8 · by ends")

        await seat.press("2")
        await seat.until("[Open 10]", "1 of 10")
        await seat.press("a")
        await seat.until("! a accept: you made this offer")
        await seat.press("6")
        await seat.until("Time")
        await seat.press("k")
        await seat.until("! k check again: there is nothing to do it with")


async def test_in_the_filter_only_its_own_keys_are_offered_and_all_letters_typed(market: Market) -> None:
    async with dashboard(market.line, size=(80, 24)) as seat:
        await seat.press("slash", "a")
        assert seat.text.split("\n")[-1].strip() == "⏎ To the list   esc Clear"
        await seat.press("plus", "minus")
        assert "/ a+-" in seat.text

        # A terminal sends Escape and a letter in one go as it sends Alt with the letter.
        seat.app.post_message(Key("alt+q", "q"))
        await seat.until("/ q")
        assert "a+-" not in seat.text
        for key in ("escape", "escape", "s"):
            seat.app.post_message(Key(key, key if key == "s" else "\x1b"))
        await seat.until("/ filter", "by price in each currency")  # the letter behind it was for the list


async def test_palette_help_and_hints_say_the_keys_that_are_in_force(market: Market) -> None:
    keys = {"offer.accept": "f5", "list.views": "W", "offer.preview": "P"}
    async with dashboard(market.line, keys=keys) as seat:
        await seat.press("slash", "z", "z", "z", "z", "enter")
        await seat.until("No offer matches this filter. Esc clears it.")
        await seat.press("escape")
        await seat.press("right", "right")
        await seat.until("P fetches and draws it")

        await seat.press("ctrl+p")
        await seat.when(lambda: len(seat.app.screen_stack) == 2, "the palette")
        await seat.type("accept")
        await seat.until("f5  Accept the offer under the cursor")
        await seat.press("escape")
        await seat.when(lambda: len(seat.app.screen_stack) == 1, "the list")

        await seat.press("question_mark", "end")
        await seat.until("not swept", "Unknown: a status that this program does not know", "Accounts, in")


async def test_sorting_goes_through_what_is_shown_and_says_of_money_how(market: Market) -> None:
    async with dashboard(market.line, size=(80, 24)) as seat:
        screen = seat.app.screen
        assert isinstance(screen, OffersScreen)
        seen = list[str]()
        for _press in Sort:
            await seat.press("s")
            seen.append(told(seat.text).split("·")[1].strip())

        assert "by price in each currency" in seen
        assert not {"by collection", "by from"} & set(seen)
        assert {"by ends", "by market", "by nft", "by status"} <= set(seen)


def test_the_legend_has_every_shape() -> None:
    labels = [str(fact.label).strip() for fact in legend(ASCII)]

    for shape in (
        *(ASCII.status[each] for each in OfferStatus),
        *(ASCII.source[each] for each in SourceMark),
    ):
        assert shape in labels
    assert {"not swept", "unknown unit", "best"} <= set(labels)


@pytest.mark.parametrize(
    "key", ["plus", "minus", "slash", "at", "underscore", "backslash", "question_mark", "x"]
)
def test_the_filter_consumes_every_key_that_is_a_letter(key: str) -> None:
    assert FilterLine().check_consume_key(key, key_to_character(key))
    assert not FilterLine().check_consume_key("ctrl+g", None)


def test_before_anything_was_opened_nobody_says_that_nothing_is_there() -> None:
    view = View(side=Side.RECEIVED, status=OfferStatus.OPEN, wanted=None)
    nothing = Shown(array("q"), {}, whole=True, exact=True)

    assert why_no_offers(None, view, nothing, filtered=False) == ""
    assert why_no_offers(None, view, nothing, filtered=True).startswith("No offer matches this filter.")
