"""What the market holds: NFTs with their media, offers, auctions, trades and quotes."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from tui_app.sandbox.kraken.assets import Asset, Chain

Side = Literal["received", "placed", "elsewhere"]
Status = Literal["open", "closed", "expired"]
Outcome = Literal["", "Filled", "Cancelled", "Superceded", "Expired"]
AmountForm = Literal["string", "integer", "number"]

NANOSECONDS = 1_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """One file: an absolute `url`, or one that starts with a slash and is served here. `size` in bytes."""

    url: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaSlot:
    """A role a file plays for an NFT; the file is None while Kraken still processes it."""

    kind: str
    media: Media | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """What NFTs belong to. `floor` is the lowest ask, in dollars."""

    id: str
    name: str
    creators: tuple[str, ...]
    chain: Chain
    floor: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Nft:
    """One token. `image` is None where the NFT has no main image."""

    id: str
    name: str
    collection: Collection
    owned: bool
    thumbnail: str
    image: MediaSlot | None
    media: tuple[MediaSlot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One bid. `created` is unix nanoseconds, `expires` unix seconds; `side` is the account's end of it."""

    id: str
    nft_id: str
    side: Side
    amount: Decimal
    asset: Asset
    form: AmountForm
    created: int
    expires: int
    social_id: str
    quote_id: str
    bucket: str
    status: Status
    outcome: Outcome
    auction_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Auction:
    """A sale. `root_id` is the offer it answers, if any; times are unix seconds."""

    id: str
    nft_id: str
    price: Decimal
    asset: Asset
    started: int
    expires: int
    root_id: str
    seller: str
    status: Status
    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """A sale that happened; `time` is unix nanoseconds, as in the example of NftAuctionTrades."""

    id: str
    auction_id: str
    nft_id: str
    price: Decimal
    asset: Asset
    time: int
    buyer: str
    seller: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A market maker's standing price for one NFT; `expires` is unix seconds or None."""

    id: str
    nft_id: str
    amount: Decimal
    asset: Asset
    expires: int | None
