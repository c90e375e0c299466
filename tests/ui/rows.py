"""Rows for the list: a ledger filled with offers, and a clock that stands until it is set."""

from __future__ import annotations

import asyncio
from array import array
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from textual.pilot import Pilot

from tests.new_ledger import put_new_ledger
from tests.offers import an_offer
from tui_app.domain.filter_terms import Filter
from tui_app.domain.money import Currency
from tui_app.domain.offer import Offer, OfferStatus, SeenOffer, Side
from tui_app.domain.text import UntrustedText
from tui_app.ledger.offers import OfferShelf
from tui_app.ledger.store import Ledger
from tui_app.ledger.windows import OfferRow, Sort, View, Windows

START: Final = datetime(2026, 3, 14, 12, 0, 0, tzinfo=UTC)
"""When `StandingClock` starts."""

_ADJECTIVES: Final = ("Decent", "Quiet", "Vast", "Brisk", "Mellow", "Sturdy", "Amber", "Lucid")
_ANIMALS: Final = ("Narwhal", "Otter", "Heron", "Lynx", "Puffin", "Badger", "Wombat", "Gecko")
_COLLECTIONS: Final = ("Aqua Friends", "Pixel Menagerie", "Night Garden", "Vinyl Club")
_MAKERS: Final = ("disagree-solve-wait", "calm-lake", "thoughtful-violet-heron", "zed")
_PRICES: Final = ("5.00000000", "1", "0.5", "1250.75", "0.012", "17")
_SYMBOLS: Final = ("USDC", "ETH", "SOL")


async def until(pilot: Pilot[Any], holds: Callable[[], bool], seconds: float = 60.0) -> None:
    """Let the app run until this holds and it rests. Raises TimeoutError if it does not within `seconds`."""
    async with asyncio.timeout(seconds):
        while not holds():
            await pilot.pause(0.01)
    await pilot.pause()


class StandingClock:
    """A clock that shows one time until it is told another."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **by: float) -> None:
        """Let time pass: `advance(minutes=5)`."""
        self.now += timedelta(**by)


def coin(code: str) -> Currency:
    """A currency whose symbol is its identity."""
    return Currency(issuer="kraken", code=code, symbol=UntrustedText(code))


def offers(count: int, *, start: datetime = START) -> Iterator[Offer]:
    """So many different open offers, of believable names, prices and ends."""
    for number in range(count):
        name = f"{_ADJECTIVES[number % 8]} {_ANIMALS[number // 8 % 8]} {number}"
        yield an_offer(
            offer_id=f"ON{number:05d}-CDFOB-VSYE6D",
            name=name,
            collection=_COLLECTIONS[number % 4],
            maker=_MAKERS[number % 4],
            amount=_PRICES[number % 6],
            currency=coin(_SYMBOLS[number % 3]),
            expires=start + timedelta(minutes=4 + 37 * number),
        )


def a_row(**changes: Any) -> OfferRow:
    """What the list knows of one open offer of 5.00 USDC that ends in three hours."""
    offer = an_offer(amount="5.00", currency=coin("USDC"), name="Quiet Otter")
    row = OfferRow(
        row_id=1,
        key=offer.key,
        marketplace=offer.marketplace,
        side=offer.side,
        status=offer.status,
        price=offer.price,
        placed_at=offer.placed_at,
        expires=START + timedelta(hours=3),
        maker=offer.maker,
        nft=offer.nft.name,
        collection=offer.nft.collection,
        chain=offer.nft.chain,
        hides=False,
        pending="",
        seen_at=START,
    )
    return row._replace(**changes)


class Stock:
    """Offers in a ledger of their own, and the rows of one side of them."""

    def __init__(self, folder: Path) -> None:
        self.ledger = Ledger(put_new_ledger(folder / "ledger.sqlite3"))
        self.shelf = OfferShelf(self.ledger)
        self.windows = Windows(self.ledger)

    def keep(self, given: Iterable[Offer]) -> None:
        """Put offers in, or change those already there."""
        self.shelf.keep((SeenOffer(offer=offer, raw="{}") for offer in given), 1, START)

    def keep_one(self, **changes: Any) -> int:
        """Put one offer in and return its row."""
        offer = an_offer(**{"currency": coin("USDC"), **changes})
        self.keep([offer])
        kept = self.shelf.find(offer.key)
        assert kept is not None
        return kept.row_id

    def rows(
        self, *, sort: Sort = Sort.ENDS, status: OfferStatus | None = None, wanted: Filter | None = None
    ) -> array[int]:
        """The rows of the received offers, in order."""
        view = View(side=Side.RECEIVED, status=status, wanted=wanted or Filter(), sort=sort)
        return self.windows.row_ids(view, START)
