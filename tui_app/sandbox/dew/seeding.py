"""A believable Dew from a seed: listings and offers in a handful of collections, and every oddity once."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from tui_app.sandbox.dew.documents import EXAMPLE
from tui_app.sandbox.dew.market import Market
from tui_app.sandbox.dew.names import POL, SERIES, USDC, WETH, Series
from tui_app.sandbox.dew.oddities import mine, odd_orders
from tui_app.sandbox.dew.records import CANCELLED, DEW_ITSELF, EXPIRED, LISTED, SOLD, Collection, Nft, Order
from tui_app.sandbox.options import SandboxOptions
from tui_app.sandbox.sizes import a_tenth

_DAY = 24 * 3600
_FEWEST = 96
"""Enough for every oddity among the account's orders and among other people's."""


def seeded_market(options: SandboxOptions, now: int) -> Market:
    """The market of `options.seed` as it stands at `now`, unix seconds.

    It holds a tenth of `options.offers`, up to a limit, but never so few that an oddity is missing; every
    second order is the account's.
    """
    rng = Random(f"Dew {options.seed}")  # noqa: S311 - a pretend market has to be repeatable
    market = Market()
    market.add(EXAMPLE)
    seeding = _Seeding(rng, now)
    orders = [seeding.order(number) for number in range(2, a_tenth(options.offers, _FEWEST) + 1)]
    own = [mine(order, number) for number, order in enumerate(orders[::2])]
    others = orders[1::2]
    for group in (own, others):
        odd = odd_orders(group)
        for order in (*odd, *group[len(odd) :]):
            market.add(order)
    return market


class _Seeding:
    def __init__(self, rng: Random, now: int) -> None:
        self._rng = rng
        self._now = now
        self._collections = [_collection(one, rng) for one in SERIES]

    def order(self, number: int) -> Order:
        """One order with the id `number`, of a collection that follows from it."""
        rng = self._rng
        index = number // 2 % len(SERIES)
        series, collection = SERIES[index], self._collections[index]
        is_offer = rng.random() < 0.7
        maker = _address(rng)
        owner = _address(rng) if is_offer else maker
        created = self._now - int(rng.random() ** 2 * 40 * _DAY) - 120
        price, currency, price_usd = self._price(series)
        status = rng.choices((LISTED, SOLD, CANCELLED, EXPIRED), (70, 12, 9, 9))[0]
        expired = created + _DAY if status == EXPIRED else self._now + _DAY + int(rng.random() * 20 * _DAY)
        editions = rng.randint(1, 40) if series.editions else None
        return Order(
            id=number,
            hash=f"0x{rng.getrandbits(256):064x}",
            source=rng.choice((DEW_ITSELF, DEW_ITSELF, 1, 4, 5, 6, 8)),
            price=price,
            currency=currency,
            price_usd=price_usd,
            of=collection.contract,
            nft=_nft(rng, series, collection, owner),
            collection=collection,
            maker=maker,
            taker=None,
            status=status,
            created_at=created,
            listed_at=created + rng.randrange(4),
            expired_at=expired,
            updated_at=created if status == LISTED else min(expired, self._now - 60),
            is_offer=is_offer,
            amount=editions,
            remain=None if editions is None else rng.randint(1, editions),
        )

    def _price(self, series: Series) -> tuple[int, str, str]:
        """A price below or above the floor, its currency's address, and what it is in dollars."""
        rng = self._rng
        currency = rng.choices((POL, WETH, USDC), (5, 3, 3))[0]
        dollars = Decimal(series.floor) * Decimal(round(0.4 + rng.random(), 3))
        paid = round(dollars / currency.usd, 5 if currency is WETH else 2)
        return int(paid.scaleb(currency.decimals)), currency.address, str(round(dollars, 2))


def _collection(series: Series, rng: Random) -> Collection:
    return Collection(
        contract=series.contract,
        name=series.name,
        symbol=series.symbol,
        icon_url=f"nfts/{rng.getrandbits(70):x}.jpg",
        slug=series.slug,
        verified=series.verified,
        show_rarity=series.show_rarity,
    )


def _nft(rng: Random, series: Series, collection: Collection, owner: str) -> Nft:
    number = rng.randint(1, 4000)
    return Nft(
        owner=owner,
        contract=collection.contract,
        token_id=str(number),
        name=f"{series.title} #{number}",
        rank=None if series.editions else rng.randint(1, 4000),
        status=0,
    )


def _address(rng: Random) -> str:
    return f"0x{rng.getrandbits(160):040x}"
