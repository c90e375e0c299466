"""What an instance of license.rocks holds: users with billing addresses, NFTs, their listings, and orders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Literal

ListingType = Literal["auction", "regular"]
Payload = Mapping[str, object]
"""What the creator typed in, as free JSON. A `publicUrl` or `preview` that begins with a slash is here."""


def at(text: str) -> datetime:
    """A time as the page prints it."""
    return datetime.fromisoformat(text)


def written(time: datetime | None) -> str | None:
    """A time as the page prints it: RFC 3339 in UTC with three digits of a second."""
    if time is None:
        return None
    return time.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Somebody registered. Nearly all of it is personal; `addresses` are ids, the first one first."""

    id: int
    email: str
    wallet: str
    provider: str
    ip: str
    created: datetime
    updated: datetime
    name: str | None = None
    username: str | None = None
    discord_id: str | None = None
    wallet_nonce: str | None = None
    stripe_id: str | None = None
    company: bool = False
    newsletter: bool = False
    locale: str = "en"
    last_access: datetime | None = None
    addresses: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Nft:
    """An NFT with `available` of `amount` left. `cents` and `eths` are its own price, not its listing's."""

    id: int
    amount: int
    available: int
    arweave: str
    creator_id: int
    creator_wallet: str
    contract: str
    contract_name: str
    secret_phrase: str | None
    payload: Payload
    cents: int
    eths: str
    title: str
    use_case_id: int
    released: datetime
    created: datetime
    updated: datetime
    downloadable: bool = False
    bidding: bool = False
    fractionalized: bool = False
    redeemable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A sale of an NFT. `eths` is the price of one in the network's own coin, exact."""

    id: int
    nft_id: int
    seller_id: int
    cents: int
    eths: str
    amount: int | None
    active: bool
    active_till: datetime | None
    type: ListingType
    tx_hash: str | None
    created: datetime
    updated: datetime

    @property
    def wei(self) -> str:
        """The same in the coin's smallest unit."""
        return str(int(Decimal(self.eths).scaleb(18)))

    def sells(self, now: datetime) -> bool:
        """Whether anything can be bought by it."""
        return self.active and (self.active_till is None or self.active_till > now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of an order, at the listing's price."""

    id: int
    listing_id: int
    quantity: int
    updated: datetime
    tx_id: str | None = None
    status: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What somebody bought. `status` is null wherever the page shows one."""

    id: int
    buyer_id: int
    billing_address_id: int
    webhook_token: str
    created: datetime
    updated: datetime
    items: tuple[Item, ...]
    status: str | None = None
    fail_reason: str | None = None
    fees_collected: datetime | None = None
