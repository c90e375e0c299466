"""What the pages of tokenizationtr print in their examples, always there."""

from __future__ import annotations

from decimal import Decimal

from tui_app.sandbox.tokenizationtr.market import Market
from tui_app.sandbox.tokenizationtr.records import Currency, Deal, Person, Purchase, Token, at

USER = "680c02896d91ca0145cfeb81"
"""The account's own user: whose purchases the page of purchases prints."""
SELLER = "680c02896d91ca0145cfeb82"
NODE = "6810a8e5b45680e7d2f95bad"
"""The node whose OTC deals an admin sees."""

USDT = Currency(
    id="6913307ec95e268b239b2d8b",
    symbol="USDT",
    decimal=6,
    address="0xdb2e8354c2a2a0f9c7c889ec27cdd424d49c8fd1",
)
RET = Token(
    id="68ae06cfcccf4e8fc19362d1",
    name="Real Estate Token",
    symbol="RET",
    description="Tokenized real estate investment opportunity",
    category=("667e9251ca818a2138ed4885", "Real Estate"),
    price=Decimal("12.4"),
    currency=USDT,
)
_HASH = "0x1234567890abcdef1234567890abcdef12345678"


def add_documented(market: Market) -> None:
    """Add the printed purchase, the deals that the pages name, and whom they are between."""
    market.people[USER] = Person(id=USER, name="John Doe", rating=4.6, ours=True)
    market.people[SELLER] = Person(id=SELLER, name="Jane Smith", rating=4.8)
    market.tokens[RET.id] = RET
    market.currencies[USDT.id] = USDT
    market.granted[USER, RET.id] = 485
    market.purchases.append(_PURCHASE)
    for deal in (_OPEN_FOR_EVER, _BOUGHT, _ADMINISTERED):
        market.deals[deal.id] = deal


_PURCHASE = Purchase(
    id="purchase_456",
    user_id=USER,
    token_id=RET.id,
    quantity=Decimal(15),
    price=Decimal(12),
    currency=USDT,
    market_type="secondary",
    date=at("2024-01-15T14:30:00Z"),
    status="completed",
    hash=_HASH,
    deal_id=13,
    seller_id=SELLER,
)

_OPEN_FOR_EVER = Deal(
    id=12,
    object_id="65a507a8c1b2d3e4f5061212",
    place="otc",
    token_id=RET.id,
    seller_id=USER,
    quantity=50,
    available=30,
    price=Decimal(12),
    currency=USDT,
    status="active",
    expires=at("2024-02-15T10:30:00Z"),
    created=at("2024-01-15T10:30:00Z"),
    updated=at("2024-01-15T10:30:00Z"),
    swept=False,
)

_BOUGHT = Deal(
    id=13,
    object_id="65a507a8c1b2d3e4f5061313",
    place="secondary",
    token_id=RET.id,
    seller_id=SELLER,
    buyer_id=USER,
    quantity=25,
    available=0,
    price=Decimal("12.5"),
    currency=USDT,
    status="completed",
    created=at("2024-01-15T10:30:00Z"),
    updated=at("2024-01-15T11:30:00Z"),
    hash=_HASH,
)

_ADMINISTERED = Deal(
    id=2,
    object_id="68bf5152932e6bcb90859816",
    place="otc",
    token_id=RET.id,
    seller_id=USER,
    quantity=1,
    available=1,
    price=Decimal(5),
    currency=USDT,
    status="active",
    created=at("2025-09-08T21:37:00Z"),
    updated=at("2025-09-08T21:37:00Z"),
)
