"""What Dew holds: orders, which are listings or offers, with the NFTs and collections they are about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

Status = Literal[-1, 0, 1, 2, 3]
"""As the order page counts: invalid, listed, sold, cancelled, expired."""

INVALID: Status = -1
LISTED: Status = 0
SOLD: Status = 1
CANCELLED: Status = 2
EXPIRED: Status = 3

DEW_ITSELF = -2
"""The source that is Dew's own market."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Currency:
    """A token that is paid with. Its `decimals` never stand in an answer; `usd` is what one is worth."""

    address: str
    symbol: str
    decimals: int
    usd: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Nft:
    """One token, as it stands in an answer. `token_id` is a decimal number of any length."""

    owner: str | None
    contract: str
    token_id: str
    name: str | None
    rank: int | None
    status: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """A contract, as it stands in an answer. `icon_url` has no host, as in the page's example."""

    contract: str
    name: str
    symbol: str
    icon_url: str
    slug: str | None
    verified: bool
    show_rarity: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A listing or an offer. `price` in the currency's smallest unit, times in unix seconds.

    `of` is the contract it is found under. `left_out` names the fields that its answers do not have at
    all. One that is not `swept` reads listed for ever.
    """

    id: int
    hash: str
    source: int
    price: int
    currency: str
    price_usd: str | int | float | None
    of: str
    nft: Nft | None
    collection: Collection | None
    maker: str
    taker: str | None
    status: Status
    created_at: int
    listed_at: int | None
    expired_at: int | None
    updated_at: int
    is_offer: bool
    amount: int | None = None
    remain: int | None = None
    left_out: frozenset[str] = frozenset()
    swept: bool = True

    def at(self, now: int) -> Order:
        """The order as it stands at `now`: one that has run out reads expired."""
        if self.status != LISTED or not self.swept or self.expired_at is None or self.expired_at > now:
            return self
        return replace(self, status=EXPIRED, updated_at=self.expired_at)
