"""What the market holds: NFTs, and orders with their prices and makers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tui_app.sandbox.mojito.networks import Network

PriceType = Literal["FIAT", "CRYPTO"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """An amount of `unit`; dollars where it is FIAT. A binary fraction, as GraphQL's Float is one."""

    value: float
    unit: str
    type: PriceType


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Who made an order."""

    id: str
    username: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Nft:
    """One token. `owner` is the address that has it now."""

    id: str
    name: str
    collection: str
    contract: str
    on_chain_id: str
    network: Network
    owner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One offer. Times are texts as they are printed; `owner` and `buyer` are addresses as printed.

    `organization` is the username of the maker's organization, if `organized`; an order that is not
    `listed` waits for its buyer's signature. `transaction` is what sold the NFT.
    """

    id: str
    nft_id: str
    owner: str
    buyer: str
    status: str | None
    tax: float | None
    fixed_price: float
    prices: tuple[Price | None, ...]
    paid_in: str
    expires: str
    created: str
    updated: str
    user: User | None
    organized: bool = True
    organization: str | None = None
    listed: bool = True
    transaction: str | None = None
