"""Believable collections on Polygon, and the tokens that are paid with there."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from decimal import Decimal

from tui_app.sandbox.dew.records import Currency

POL = Currency(
    address="0x0000000000000000000000000000000000000000", symbol="POL", decimals=18, usd=Decimal("0.42")
)
WETH = Currency(
    address="0x7ceB23fD6bC0adD59E62ac25578270cFf1b9f619", symbol="WETH", decimals=18, usd=Decimal(3100)
)
USDC = Currency(
    address="0x2791Bca1f2de4661ED88A30C99A7a9449Aa84174", symbol="USDC", decimals=6, usd=Decimal(1)
)
NOBODY_KNOWS = Currency(
    address="0x5f1de0c0ffee00000000000000000000000c0154", symbol="LOST", decimals=9, usd=Decimal("0.07")
)
"""A token whose decimals no client can know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """What a collection is called and how its NFTs are: `floor` in dollars; `editions` where many own one."""

    name: str
    symbol: str
    slug: str | None
    title: str
    floor: str
    verified: bool = True
    show_rarity: bool = True
    editions: bool = False

    @property
    def contract(self) -> str:
        """Its address, the same in every sandbox."""
        return f"0x{hashlib.sha256(self.symbol.encode()).hexdigest()[:40]}"


SERIES = (
    Series(name="Lighthouse Keepers", symbol="KEEPER", slug="lighthouse-keepers", title="Keeper", floor="46"),
    Series(
        name="Paper Boats",
        symbol="BOAT",
        slug="paper-boats",
        title="Paper Boat",
        floor="7",
        show_rarity=False,
        editions=True,
    ),
    Series(name="Night Market Stalls", symbol="STALL", slug=None, title="Stall", floor="120"),
    Series(
        name="Gravel Rally Cars",
        symbol="GRAVEL",
        slug="gravel-rally-cars",
        title="Rally Car",
        floor="18",
        verified=False,
    ),
    Series(
        name="Hothouse Seeds",
        symbol="SEED",
        slug="hothouse-seeds",
        title="Seed",
        floor="3",
        verified=False,
        editions=True,
    ),
)
