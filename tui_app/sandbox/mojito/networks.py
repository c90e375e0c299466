"""The chains of the pretend market, and the money that offers on them are made in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Standard = Literal["NonFungible", "ERC721", "ERC1155"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """One chain; a Solana one where `solana`. `units` are what bids on it are made in."""

    id: str
    name: str
    chain_id: int
    rpc_url: str
    weth_address: str
    standard: Standard
    units: tuple[str, ...]

    @property
    def solana(self) -> bool:
        """Whether its actions end in a transaction of a Solana wallet."""
        return self.standard == "NonFungible"


SOLANA = Network(
    id="4f7cbb0a-9b0e-4c0f-a0a4-5b3b8e0f4d01",
    name="Solana Mainnet Beta",
    chain_id=900,
    rpc_url="http://127.0.0.1:1/solana",
    weth_address="So11111111111111111111111111111111111111112",
    standard="NonFungible",
    units=("VIN", "SOL", "USDC"),
)
ETHEREUM = Network(
    id="8a0f0c35-2f11-4f3f-8c85-17c1a9f63d02",
    name="Ethereum Mainnet",
    chain_id=1,
    rpc_url="http://127.0.0.1:1/ethereum",
    weth_address="0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2",
    standard="ERC721",
    units=("WETH", "USDC"),
)
POLYGON = Network(
    id="c2b96f0e-6a5d-49f0-9c67-2f2f0b7a5c03",
    name="Polygon",
    chain_id=137,
    rpc_url="http://127.0.0.1:1/polygon",
    weth_address="0x7ceB23fD6bC0adD59E62ac25578270cFf1b9f619",
    standard="ERC721",
    units=("WETH", "MATIC", "USDC"),
)

DOLLARS: Mapping[str, Decimal] = {
    "VIN": Decimal("0.0394"),
    "SOL": Decimal("148.2"),
    "WETH": Decimal("2514.07"),
    "MATIC": Decimal("0.4321"),
    "USDC": Decimal(1),
}
"""What one of each is worth; VIN as in the example of getOffers."""

EUROS_FOR_A_DOLLAR = Decimal("0.92")
