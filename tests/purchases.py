"""Purchases for tests: a plain one, changed by name, and the search that finds it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from tests.offers import NOW
from tui_app.domain.money import Currency, Money
from tui_app.domain.offer import OfferStatus
from tui_app.domain.purchase import Fee, Purchase, Search, Token
from tui_app.domain.text import UntrustedText

SEARCH: Final = Search("main")
"""Everything that the user of account "main" bought."""


def usdt(text: str, code: str = "USDT") -> Money:
    """An amount in the currency that most is paid in."""
    return Money.parse(text, Currency(issuer="tokenizationtr", code=code, symbol=UntrustedText(code)))


def a_purchase(number: int = 1, **changes: Any) -> Purchase:
    """Fifteen tokens for 180 USDT, with two fees."""
    plain = Purchase(
        account="main",
        marketplace="tokenizationtr",
        purchase_id=f"purchase_{number}",
        user_id="680c02896d91ca0145cfeb81",
        token=Token("68ae06cfcccf4e8fc19362d1", UntrustedText("Real Estate Token"), UntrustedText("RET")),
        status=OfferStatus.ACCEPTED,
        status_said=UntrustedText("completed"),
        quantity=Decimal(15),
        price=usdt("12.0"),
        cost=usdt("180.0"),
        fees=(Fee("platform fee", usdt("5.4")), Fee("node fee", usdt("3.6"))),
        sort=UntrustedText("market"),
        market=UntrustedText("secondary"),
        deal_id="13",
        seller_id="680c02896d91ca0145cfeb82",
        bought_at=NOW,
        transaction=UntrustedText("0x1234567890abcdef1234567890abcdef12345678"),
    )
    return replace(plain, **changes)
