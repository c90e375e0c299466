"""A believable market from a seed: drops on three chains, every role of the caller, odd offers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Literal

from tui_app.sandbox.hostile import HOSTILE_COLLECTION, HOSTILE_NAMES
from tui_app.sandbox.mojito.credentials import Caller
from tui_app.sandbox.mojito.documents import add_documented
from tui_app.sandbox.mojito.handoffs import sale_transaction
from tui_app.sandbox.mojito.ids import new_id
from tui_app.sandbox.mojito.instants import written
from tui_app.sandbox.mojito.market import Market
from tui_app.sandbox.mojito.names import DROPS, Drop, handle
from tui_app.sandbox.mojito.networks import DOLLARS, Network
from tui_app.sandbox.mojito.prices import FORMS, priced
from tui_app.sandbox.mojito.records import Nft, Order, User
from tui_app.sandbox.mojito.wallets import evm_address, is_evm, lookalike, other_case, solana_address
from tui_app.sandbox.options import SandboxOptions

Role = Literal["owner", "buyer", "both", "neither", "lookalike"]

LEAST = 34
"""However few offers are asked for: the five printed ones, and enough to meet everything once."""

_PLAN: Sequence[tuple[Role, int]] = (
    ("owner", 0),
    ("buyer", 1),
    ("owner", 2),
    ("lookalike", 3),
    ("buyer", 3),
    ("both", 0),
    ("neither", 2),
    ("owner", 1),
    ("buyer", 4),
    ("both", 1),
    ("owner", 3),
    ("buyer", 0),
    ("neither", 0),
    ("owner", 4),
)
"""Whose each NFT is, one after the other, and of which drop."""

_LATE = (1, 10)
"""Which NFTs have an offer that ran out and still reads PENDING: one from the caller, one to it."""

_TRAP = 5
"""Which NFT is of a collection with a hostile name."""

_LATER_STATUSES: Sequence[str | None] = (
    "REJECTED",
    "PROCESSING",
    "CANCELLED",
    "COMPLETED",
    "EXPIRED",
    "FAILED",
    "REMOVED",
    "ON_HOLD",
    None,
    "PENDING",
)
"""What became of the second and third offers on an NFT; the first one stands."""

_FRACTIONS = (1, 10, 1_000, 100_000, 1, 10_000_000, 1_000_000_000, 100, 1_000_000, 100_000_000)
"""What the nanoseconds of a time are a multiple of: 9 digits of a fraction down to none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bid:
    """What follows of one offer from how many there are before it: offers, NFTs, and offers on its NFT."""

    number: int
    nft: int
    place: int

    @property
    def late(self) -> bool:
        return self.nft in _LATE and self.place == 1

    @property
    def status(self) -> str | None:
        standing = self.late or self.place == 0
        return "PENDING" if standing else _LATER_STATUSES[(self.number - self.nft) % len(_LATER_STATUSES)]

    @property
    def form(self) -> str:
        """Half of all offers are printed as in the example."""
        forms = tuple(FORMS)
        return "both" if self.number % 2 else forms[self.number // 2 % len(forms)]


def seeded_market(options: SandboxOptions, now: datetime) -> Market:
    """The market of `options.seed` as it stands at `now`, with a quarter as many offers as Kraken's."""
    market = Market(options.mojito_sweep)
    add_documented(market)
    rng = Random(f"mojito {options.seed}")  # noqa: S311 - a pretend market has to be repeatable
    seeding = _Seeding(market, Caller.of(options), rng, now, options.mojito_sweep)
    seeding.fill(max(LEAST, options.offers // 4) - len(market.orders))
    return market


class _Seeding:
    def __init__(self, market: Market, caller: Caller, rng: Random, now: datetime, sweep: int) -> None:
        self._market = market
        self._caller = caller
        self._rng = rng
        self._now = now
        self._sweep = sweep
        self._made = 0
        self._nfts = 0

    def fill(self, offers: int) -> None:
        """Add NFTs, each with up to three offers, until `offers` more are there."""
        while self._made < offers:
            number = self._nfts
            role, index = _PLAN[number % len(_PLAN)]
            nft = self._nft(DROPS[index], role)
            for place in range(min(offers - self._made, 1 + number % 3)):
                bid = _Bid(number=self._made, nft=number, place=place)
                self._market.add_order(self._order(nft, DROPS[index], role, bid))
                self._made += 1

    def _nft(self, drop: Drop, role: Role) -> Nft:
        rng, number = self._rng, self._nfts
        self._nfts += 1
        hostile = _hostile_name(number)
        nft = Nft(
            id=new_id(rng),
            name=hostile or drop.nft_name(rng),
            collection=HOSTILE_COLLECTION if number == _TRAP else drop.name,
            contract=self._stranger(drop.network),
            on_chain_id=solana_address(rng) if drop.network.solana else str(rng.randint(1, 9999)),
            network=drop.network,
            owner=self._owner(drop.network, role),
        )
        self._market.add_nft(nft)
        return nft

    def _owner(self, network: Network, role: Role) -> str:
        if role in ("owner", "both"):
            return self._wallet(network)
        if role == "lookalike" and network.solana:
            return lookalike(self._wallet(network))
        return self._stranger(network)

    def _order(self, nft: Nft, drop: Drop, role: Role, bid: _Bid) -> Order:
        rng = self._rng
        mine = role in ("buyer", "both")
        unit = rng.choice(drop.network.units)
        amount = rounded_bid(Decimal(drop.floor) * Decimal(round(0.4 + rng.random(), 3)) / DOLLARS[unit])
        created, updated, expires = self._times(bid)
        order = Order(
            id=new_id(rng),
            nft_id=nft.id,
            owner=other_case(nft.owner, rng),
            buyer=self._wallet(drop.network) if mine else self._stranger(drop.network),
            status=bid.status,
            tax=None if bid.number % 7 == 6 else 0,
            fixed_price=float(amount),
            prices=priced(amount, unit, bid.form),
            paid_in=unit if drop.network.solana else drop.network.weth_address,
            expires=expires,
            created=created,
            updated=updated,
            user=self._maker(bid, mine=mine),
            organized=bid.number % 5 != 4,
            organization=handle(rng) if bid.number % 5 == 2 else None,
        )
        sold = order.status == "COMPLETED"
        return replace(order, transaction=sale_transaction(order, nft)) if sold else order

    def _times(self, bid: _Bid) -> tuple[str, str, str]:
        """Made, changed and running out; an offer that is over ran out or would have, long ago."""
        rng, now = self._rng, self._now
        if bid.late:
            expires = now - timedelta(seconds=self._sweep / 2)
        elif bid.status == "PENDING":
            expires = now + timedelta(minutes=rng.randint(90, 60 * 24 * 20))
        else:
            expires = now - timedelta(minutes=rng.randint(60 * 24, 60 * 24 * 90))
        made = min(now, expires) - timedelta(minutes=rng.randint(20, 60 * 24 * 6))
        created = updated = self._written(made)
        if bid.status == "EXPIRED":
            updated = self._written(expires + timedelta(seconds=self._sweep))
        elif bid.status != "PENDING":
            updated = self._written(made + timedelta(minutes=rng.randint(1, 19)))
        return created, updated, written(expires, 0)

    def _written(self, at: datetime) -> str:
        return written(at, self._rng.randrange(0, 1_000_000_000, self._rng.choice(_FRACTIONS)))

    def _maker(self, bid: _Bid, *, mine: bool) -> User | None:
        if bid.number % 9 == 8:
            return None
        if mine:
            return self._caller.user
        return User(id=new_id(self._rng), username=handle(self._rng))

    def _wallet(self, network: Network) -> str:
        own = [wallet for wallet in self._caller.wallets if is_evm(wallet) is not network.solana]
        return other_case(self._rng.choice(own), self._rng)

    def _stranger(self, network: Network) -> str:
        return solana_address(self._rng) if network.solana else evm_address(self._rng)


def _hostile_name(number: int) -> str | None:
    """Every fourth NFT has one, until each was there once."""
    index, place = divmod(number, 4)
    return HOSTILE_NAMES[index] if place == 1 and index < len(HOSTILE_NAMES) else None


def rounded_bid(amount: Decimal) -> Decimal:
    """What a person would bid: three digits, and whole where it is large."""
    return round(amount, max(0, 2 - math.floor(math.log10(amount))))
