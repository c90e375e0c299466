"""A believable tokenizationtr from a seed: what the account bought, and deals of every place and status."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from tui_app.sandbox.options import SandboxOptions
from tui_app.sandbox.sizes import a_tenth
from tui_app.sandbox.tokenizationtr.documents import RET, SELLER, USDT, USER, add_documented
from tui_app.sandbox.tokenizationtr.market import Market
from tui_app.sandbox.tokenizationtr.names import GOLD, LIRA, PEOPLE, TOKENS
from tui_app.sandbox.tokenizationtr.records import (
    DONE,
    FAILED,
    Deal,
    DealStatus,
    Form,
    MarketType,
    Place,
    Purchase,
    Transaction,
)

_FEWEST_PURCHASES, _FEWEST_DEALS = 36, 64
_FIRST_DEAL = 100


def seeded_market(options: SandboxOptions, now: datetime) -> Market:
    """The market of `options.seed` as it stands at `now`, with what the pages print.

    It has a tenth of `options.offers` purchases and deals each, but never so few that a case is missing.
    Of the printed token the account has bought nothing but what is printed.
    """
    rng = Random(f"tokenizationtr {options.seed}")  # noqa: S311 - a pretend market has to be repeatable
    market = Market(rng)
    add_documented(market)
    market.people |= {one.id: one for one in PEOPLE}
    market.tokens |= {one.id: one for one in TOKENS}
    market.currencies |= {one.id: one for one in (USDT, LIRA, GOLD)}
    seeding = _Seeding(market, rng, now.replace(microsecond=0))
    seeding.grant()
    for number in range(a_tenth(options.offers, _FEWEST_PURCHASES)):
        seeding.add_purchase(number)
    for number in range(a_tenth(options.offers, _FEWEST_DEALS)):
        seeding.add_deal(number)
    seeding.add_transactions()
    return market


class _Seeding:
    def __init__(self, market: Market, rng: Random, now: datetime) -> None:
        self._market = market
        self._rng = rng
        self._now = now

    def grant(self) -> None:
        """Let the account, and everybody who sells, have something to sell."""
        for token_id in self._market.tokens:
            for user_id in self._market.people:
                self._market.granted.setdefault((user_id, token_id), 5000)

    def add_purchase(self, number: int) -> None:
        """One purchase; its market, its status and its form follow from the number."""
        rng = self._rng
        token = TOKENS[number % len(TOKENS)]
        kinds: tuple[MarketType, ...] = ("primary", "secondary", "otc", "secondary")
        kind = kinds[number % len(kinds)]
        status = {5: "pending", 6: "failed", 7: "refunded"}.get(number, "completed")
        forms: dict[int, Form] = {2: "quoted", 9: "quoted", 12: "placeholder"}
        self._market.purchases.append(
            Purchase(
                id=f"purchase_{1000 + number}",
                user_id=USER,
                token_id=token.id,
                quantity=Decimal("7.5") if number in (2, 3) else Decimal(rng.randint(1, 40)),
                price=_near(rng, token.price, token.currency.decimal),
                currency=token.currency,
                market_type=kind,
                date=self._before(days=200),
                status=status,
                hash=None if status == "pending" else self._market.new_hash(),
                deal_id=None if kind == "primary" else 20 + number,
                seller_id=None if kind == "primary" else SELLER,
                form=forms.get(number, "plain"),
            )
        )

    def add_deal(self, number: int) -> None:
        """One deal; every second is the account's, every other two stand on the same place."""
        places: tuple[Place, ...] = ("otc", "otc", "secondary", "secondary")
        place = places[number % len(places)]
        deal = self._deal(_FIRST_DEAL + number, place, mine=number % 2 == 0)
        over: DealStatus = "cancelled" if place == "otc" else "delisted"
        stories: tuple[DealStatus, ...] = ("active", "active", "completed", over, "expired", "active")
        self._market.deals[deal.id] = self._as(deal, stories[number // 4 % len(stories)])

    def _deal(self, number: int, place: Place, *, mine: bool) -> Deal:
        rng = self._rng
        token = (RET, *TOKENS)[number // 4 % (len(TOKENS) + 1)]
        others = [one for one in self._market.people if one != USER]
        created = self._before(days=25)
        quantity = rng.randint(2, 60)
        return Deal(
            id=number,
            object_id=self._market.new_id(),
            place=place,
            token_id=token.id,
            seller_id=USER if mine else rng.choice(others),
            quantity=quantity,
            available=quantity if rng.random() < 0.6 else rng.randint(1, quantity),
            price=_near(rng, token.price, token.currency.decimal),
            currency=token.currency,
            status="active",
            created=created,
            updated=created,
            expires=self._now + timedelta(minutes=rng.randint(90, 30000)),
            negotiable=rng.random() < 0.4,
        )

    def _as(self, deal: Deal, status: DealStatus) -> Deal:
        if status == "active":
            return deal
        buyer = SELLER if deal.seller_id == USER else USER
        if status == "completed":
            return replace(deal, status=status, available=0, buyer_id=buyer, hash=self._market.new_hash())
        if status == "expired":
            ended = min(deal.created + timedelta(hours=9), self._now - timedelta(seconds=30))
            return replace(deal, status=status, expires=ended, updated=ended)
        return replace(deal, status=status, updated=deal.created + timedelta(hours=3))

    def add_transactions(self) -> None:
        """Some that are over: most done, one failed."""
        for number in range(6):
            failed = number == 4
            found = Transaction(
                id=self._market.new_id(),
                token_id=RET.id,
                user_id=USER,
                kind=1 + number,
                created=self._before(days=90),
                status=FAILED if failed else DONE,
                hash=None if failed else self._market.new_hash(),
                error="insufficient allowance" if failed else None,
            )
            self._market.transactions[found.id] = found

    def _before(self, *, days: int) -> datetime:
        return self._now - timedelta(milliseconds=self._rng.randint(60_000, days * 24 * 3600 * 1000))


def _near(rng: Random, price: Decimal, places: int) -> Decimal:
    """A price somewhat below or above, in steps that the currency has."""
    return round(price * Decimal(round(0.85 + 0.3 * rng.random(), 3)), places)
