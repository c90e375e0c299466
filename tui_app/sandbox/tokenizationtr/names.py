"""Believable tokens and people for tokenizationtr; none of them exists."""

from __future__ import annotations

from decimal import Decimal

from tui_app.sandbox.hostile import HOSTILE_NAMES
from tui_app.sandbox.tokenizationtr.documents import USDT
from tui_app.sandbox.tokenizationtr.records import Currency, Person, Token

LIRA = Currency(
    id="6913307ec95e268b239b2d8c",
    symbol="TRYB",
    decimal=6,
    address="0x2c537e5624e4af88a7ae4060c022609376c8d0eb",
)
GOLD = Currency(
    id="6913307ec95e268b239b2d8d",
    symbol="GLD",
    decimal=8,
    address="0x6a1dc0ffee0000000000000000000000000090f1",
)

_ENERGY = ("667e9251ca818a2138ed4915", "Energy")
_ART = ("667e9251ca818a2138ed4916", "Art")
_FARMING = ("667e9251ca818a2138ed4917", "Agriculture")

PEOPLE = (
    Person(id="680c02896d91ca0145cfeb83", name="Ayşe Yıldırım", rating=4.9, ours=True),
    Person(id="680c02896d91ca0145cfeb84", name="Öykü Demirtaş", rating=3.1),
    Person(id="680c02896d91ca0145cfeb85", name=HOSTILE_NAMES[1], rating=0.0),
    Person(id="680c02896d91ca0145cfeb86", name="Kerem Bağcı", rating=4.2),
)


def _token(
    number: int,
    name: str,
    symbol: str,
    category: tuple[str, str],
    price: str,
    currency: Currency,
    description: str = "",
) -> Token:
    return Token(
        id=f"68ae06cfcccf4e8fc193{number:04x}",
        name=name,
        symbol=symbol,
        description=description,
        category=category,
        price=Decimal(price),
        currency=currency,
    )


TOKENS = (
    _token(0x71, "Aegean Wind Farm", "AWF", _ENERGY, "48.75", USDT, "Eleven turbines off Çeşme."),
    _token(0x72, "Galata Loft 4B", "GLT4B", _ART, "1250.123456", USDT, "A share of one flat."),
    _token(0x73, "Olive Harvest 2025", "OLV25", _FARMING, "0.000125", GOLD, "Forty tons from Ayvalık."),
    _token(0x74, "Bosphorus Ferry Bond", "FERRY", _ENERGY, "315.5", LIRA),
    *(
        _token(0x80 + number, name, f"HST{number}", _ART, "7.07", USDT, name)
        for number, name in enumerate(HOSTILE_NAMES)
    ),
)
