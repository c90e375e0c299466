"""What prices at Dew are in: integers in the smallest unit of a token that is named by its contract.

How many decimals a token has stands in none of Dew's answers. Those of Polygon's own coin and of its common
tokens are known here; of any other the integer itself is the amount, and its name says so.
"""

from __future__ import annotations

from decimal import Decimal, localcontext
from typing import Final, NamedTuple

from tui_app.domain.money import EXACT, Currency, Money
from tui_app.domain.text import UntrustedText
from tui_app.marketplaces.dew.fields import ISSUER, NOBODY

_USD: Final = Currency(issuer=ISSUER, code="USD", symbol=UntrustedText("USD"))


class _Token(NamedTuple):
    symbol: str
    decimals: int


_KNOWN: Final = {
    NOBODY: _Token("POL", 18),
    "0x0d500b1d8e8ef31e21c99d1db9a6444d3adf1270": _Token("WMATIC", 18),
    "0x7ceb23fd6bc0add59e62ac25578270cff1b9f619": _Token("WETH", 18),
    "0x8f3cf7ad23cd3cadbd9735aff958023239c6a063": _Token("DAI", 18),
    "0x2791bca1f2de4661ed88a30c99a7a9449aa84174": _Token("USDC.e", 6),
    "0x3c499c542cef5e3811e1192ce70d8cc03d5c3359": _Token("USDC", 6),
    "0xc2132d05d31c914a87c6611c10748aeb04b58e8f": _Token("USDT", 6),
}


def price_of(smallest: int, address: str) -> Money:
    """A price as it is spoken of, from its integer and its token. Raises ValueError for a huge one."""
    code = address.lower()
    if (token := _KNOWN.get(code)) is None:
        symbol = UntrustedText(f"{shortened(code)} (decimals unknown)")
        return Money.parse(str(smallest), Currency(issuer=ISSUER, code=code, symbol=symbol))
    with localcontext(EXACT):
        amount = Decimal(smallest).scaleb(-token.decimals)
    currency = Currency(issuer=ISSUER, code=code, symbol=UntrustedText(token.symbol))
    return Money.parse(format(amount, "f"), currency)


def dollars_of(amount: Decimal) -> Money:
    """What Dew takes a price to be in dollars. Raises ValueError for a huge one."""
    return Money.parse(format(amount, "f"), _USD)


def shortened(address: str) -> str:
    """The two ends of a long address or hash: enough to tell it by."""
    return address if len(address) <= len("0x1234…5678") else f"{address[:6]}…{address[-4:]}"
