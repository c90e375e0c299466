"""Pictures of many offers, opened over a list and read from the screen."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.hostile import SAMPLE, Hostile
from tests.offers import an_offer, money
from tests.ui.dialog_app import Shown, opened
from tests.ui.rows import START, StandingClock, Stock, coin, until
from tui_app.domain.money import Money
from tui_app.domain.offer import Offer, OfferStatus, Side
from tui_app.domain.spans import days_until
from tui_app.ledger.insights import Insights, Subject
from tui_app.ledger.store import Ledger
from tui_app.ui.glyphs import ASCII
from tui_app.ui.insight_pictures import Canvas, by_amount, by_day
from tui_app.ui.modals.insights import COUNTING, NO_OFFER, InsightsView

pytestmark = pytest.mark.anyio

SIZES = [(80, 24), (120, 40)]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
USDC, ETH = coin("USDC"), coin("ETH")


class Chosen:
    """A list of offers with a cursor, and floors."""

    def __init__(self, offers: Sequence[Offer], *floors: Money) -> None:
        self.offers = offers
        self.place = 0
        self._floors = floors

    def selected(self) -> Offer | None:
        """The offer under the cursor."""
        return self.offers[self.place] if self.offers else None

    def select(self, step: int) -> None:
        """Put the cursor so many offers further."""
        self.place = max(0, min(self.place + step, len(self.offers) - 1))

    def floors(self, offer: Offer, *, collection: bool) -> Sequence[Money]:
        """The same for any NFT."""
        del offer, collection
        return self._floors


OFFERS = (
    an_offer(offer_id="A", nft_id="N1", name="Quiet Otter", amount="5.00", currency=USDC, placed_at=START),
    an_offer(
        offer_id="B",
        nft_id="N1",
        name="Quiet Otter",
        amount="10.5",
        currency=USDC,
        placed_at=START - 3 * DAY,
        status=OfferStatus.EXPIRED,
    ),
    an_offer(
        offer_id="C",
        nft_id="N1",
        name="Quiet Otter",
        amount="0.3",
        currency=ETH,
        placed_at=START - 2 * DAY,
        expires=START + 90 * timedelta(minutes=1),
    ),
    an_offer(
        offer_id="D",
        nft_id="N2",
        name="Loud Heron",
        amount="7",
        currency=USDC,
        placed_at=START - 40 * DAY,
        expires=START + 20 * HOUR,
    ),
)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """A ledger without an offer."""
    found = Ledger(tmp_path / "empty.sqlite3")
    yield found
    found.close()


@pytest.fixture
def chest(stock: Stock) -> Stock:
    """A ledger of four offers."""
    stock.shelf.forget_account("main")
    stock.keep(OFFERS)
    return stock


def view(stock: Stock, *floors: Money, insights: Insights | None = None) -> InsightsView:
    """The pictures of a ledger, its four offers in the list beneath."""
    held = insights or stock.windows.insights
    return InsightsView(Side.RECEIVED, held, StandingClock(), Chosen(OFFERS, *floors))


async def shows(shown: Shown, *texts: str) -> None:
    """Wait until all of these are on the screen."""
    await until(shown.pilot, lambda: all(text in shown.text for text in texts))


def fits(shown: Shown, width: int) -> bool:
    """Whether nothing was cut."""
    return "…" not in shown.text and all(len(line) <= width for line in shown.text.splitlines())


@pytest.mark.parametrize("size", SIZES)
async def test_days_are_told_in_numbers_beside_the_picture(chest: Stock, size: tuple[int, int]) -> None:
    async with opened(view(chest), size) as shown:
        await shows(shown, "3 placed in 30 days, 1 of them today", "14 Mar")

        assert "█" in shown.text
        assert [line.split()[-1] for line in shown.text.splitlines() if "Expired" in line] == ["1"]
        assert [line.split()[-1] for line in shown.text.splitlines() if "● Open" in line] == ["2"]
        assert fits(shown, size[0])


@pytest.mark.parametrize("size", SIZES)
async def test_amounts_stand_against_best_and_floor_each_currency_by_itself(
    chest: Stock, size: tuple[int, int]
) -> None:
    async with opened(view(chest, money("4.5", USDC), money("9", coin("DOGE"))), size) as shown:
        await shown.press("right")
        await shows(shown, "Bids for Quiet Otter", "USDC  2 bids", "ETH  1 bid")

        assert "best that stands 5.00, your floor 4.5, highest 10.5 on 11 Mar" in shown.text
        assert "best that stands 0.3, highest 0.3 on 12 Mar" in shown.text
        assert "DOGE" not in shown.text
        assert fits(shown, size[0])


@pytest.mark.parametrize("size", SIZES)
async def test_what_ends_is_told_by_the_hour_with_its_amounts(chest: Stock, size: tuple[int, int]) -> None:
    async with opened(view(chest), size) as shown:
        await shown.press("left")
        await shows(shown, "2 offers end within a day", "0.3 ETH", "7 USDC", "nothing for")

        began = (START + HOUR).astimezone()
        assert f"{began:%H}:00-" in next(line for line in shown.text.splitlines() if "0.3 ETH" in line)
        assert fits(shown, size[0])


async def test_moving_on_shows_the_amounts_of_the_next_offer(chest: Stock) -> None:
    async with opened(view(chest)) as shown:
        await shown.press("down", "down", "down")
        await shows(shown, "Bids for Loud Heron", "USDC  1 bid, older than 30 days")

        assert "nothing in the last 30 days" in shown.text
        await shown.press("k")
        await shows(shown, "Bids for Quiet Otter")


async def test_a_collection_has_the_bids_of_all_its_nfts(chest: Stock) -> None:
    async with opened(view(chest)) as shown:
        await shown.press("right", "c")
        await shows(shown, "Bids for the collection Bored Apes", "USDC  3 bids, 1 of them older than 30 days")
        await shown.press("c")
        await shows(shown, "Bids for Quiet Otter", "USDC  2 bids")


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ((), "No offer was placed in the last 30 days."),
        (("right",), NO_OFFER),
        (("left",), "Nothing that is open here ends within a day."),
    ],
)
async def test_nothing_is_said_in_a_sentence(ledger: Ledger, keys: tuple[str, ...], said: str) -> None:
    empty = InsightsView(Side.WATCHED, Insights(ledger), StandingClock(), Chosen(()))
    async with opened(empty) as shown:
        await shown.press(*keys)
        await shows(shown, said)


async def test_an_nft_that_nobody_names_has_no_amounts(ledger: Ledger) -> None:
    nameless = Chosen([an_offer(nft_id="", collection_id="")])
    async with opened(InsightsView(Side.WATCHED, Insights(ledger), StandingClock(), nameless)) as shown:
        await shown.press("right")
        await shows(shown, "does not tell which NFT")


@pytest.mark.parametrize("hostile", SAMPLE[::40], ids=lambda hostile: hostile.kind)
async def test_hostile_names_are_only_text(ledger: Ledger, hostile: Hostile) -> None:
    named = Chosen([an_offer(name=hostile.text, collection=hostile.text)])
    async with opened(InsightsView(Side.WATCHED, Insights(ledger), StandingClock(), named)) as shown:
        await shown.press("right")
        await shows(shown, "No bid for it is known here.")

        assert len(shown.text.splitlines()) <= 30
        assert not any(ord(letter) < 32 for letter in shown.text.replace("\n", ""))


def test_plain_letters_draw_the_same(chest: Stock) -> None:
    days, canvas = days_until(START, 30), Canvas(width=80, height=24, glyphs=ASCII)
    counts = chest.windows.insights.placed(Side.RECEIVED, days, lambda: False) or []
    subject = Subject(marketplace=OFFERS[0].marketplace, nft=OFFERS[0].nft)
    found = chest.windows.insights.amounts(subject, days, START, lambda: False) or []

    drawn = "\n".join(
        line.plain for line in (*by_day(counts, days, canvas), *by_amount(found, (), days[:30], canvas))
    )
    assert "placed in 30 days" in drawn
    assert "best that stands" in drawn
    assert drawn.isascii()


class Slow(Insights):
    """Counts no day before it may, or before nobody waits any more."""

    def __init__(self, ledger: Ledger) -> None:
        super().__init__(ledger)
        self.may = threading.Event()
        self.given_up = threading.Event()

    def placed(
        self, side: Side, days: tuple[datetime, ...], enough: Callable[[], bool]
    ) -> list[Counter[OfferStatus]] | None:
        """As ever, but late."""
        while not self.may.wait(0.01):
            if enough():
                self.given_up.set()
                return None
        return super().placed(side, days, enough)


@pytest.mark.usefixtures("held_threads")
async def test_what_takes_long_says_so_and_is_given_up_for_another_picture(chest: Stock) -> None:
    slow = Slow(chest.ledger)
    async with opened(view(chest, insights=slow)) as shown:
        await shows(shown, COUNTING)
        await shown.press("left")
        await shows(shown, "2 offers end")
        await until(shown.pilot, slow.given_up.is_set)

        assert COUNTING not in shown.text


@pytest.mark.usefixtures("held_threads")
async def test_leaving_gives_up_too(chest: Stock) -> None:
    slow = Slow(chest.ledger)
    async with opened(view(chest, insights=slow)) as shown:
        await shows(shown, COUNTING)
        await shown.press("escape")
        await until(shown.pilot, slow.given_up.is_set)

        assert len(shown.app.screen_stack) == 1


@pytest.mark.parametrize("total", [0, 1, 5_000_000])
@pytest.mark.parametrize("width", [40, 78, 118, 198])
def test_no_line_is_wider_than_its_room(width: int, total: int) -> None:
    days = days_until(START, 30)
    counts = [Counter({OfferStatus.OPEN: total})] * 30
    lines = list(by_day(counts, days, Canvas(width=max(width, 70), height=20)))

    assert max(line.cell_length for line in lines[2:] or lines) <= max(width, 70)
