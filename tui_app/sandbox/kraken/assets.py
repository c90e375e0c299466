"""The assets and blockchains offers are made in, with how Kraken writes their amounts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A currency: `places` decimals on the wire, worth `usd` dollars, offers from `minimum` up."""

    code: str
    places: int
    usd: Decimal
    minimum: Decimal

    def written(self, amount: Decimal) -> str:
        """`amount` with every decimal, as in Kraken's examples: 5.00000000 USDC, 0.5000000000 ETH."""
        return f"{amount:.{self.places}f}"

    def usd_equivalence(self, amount: Decimal) -> str:
        """Ten-thousandths of a dollar. The example of the NftOffers page makes 0.5 ETH 10338700."""
        return str(int(amount * self.usd * 10_000))


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """A blockchain as offers name it, with the asset its fees are paid in."""

    id: str
    asset: str


def _asset(code: str, places: int, usd: str, minimum: str) -> Asset:
    return Asset(code=code, places=places, usd=Decimal(usd), minimum=Decimal(minimum))


ASSETS: dict[str, Asset] = {
    asset.code: asset
    for asset in (
        _asset("ETH", 10, "2067.74", "0.0001"),
        _asset("SOL", 10, "102.35", "0.001"),
        _asset("MATIC", 10, "0.71", "0.5"),
        _asset("USDC", 8, "1", "0.5"),
        _asset("USD", 4, "1", "0.5"),
        _asset("EUR", 4, "1.08", "0.5"),
    )
}

ETHEREUM = Chain(id="ETHEREUM", asset="ETH")
SOLANA = Chain(id="SOLANA", asset="SOL")
POLYGON = Chain(id="MATIC", asset="MATIC")
CHAINS = (ETHEREUM, SOLANA, POLYGON)
