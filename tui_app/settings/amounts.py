"""Amounts as they are written in a settings file: `5 USDC, 0.002 ETH`."""

from __future__ import annotations

import re
from typing import Final

Floor = tuple[str, str]
"""An amount as plain digits, and the code of its currency."""

# A word of small letters (dollars, usdc) is no marketplace's code: such a limit would hold for nothing.
_AMOUNT: Final = re.compile(
    r"\s*([0-9]{1,78}(?:\.[0-9]{1,36})?) (?![a-z]+\s*\Z)([!-+\--~]{1,64})\s*", re.ASCII
)


def amounts_in(value: object) -> tuple[Floor, ...]:
    """The amounts in a text such as `5 USDC, 0.002 ETH`; none where one of them cannot be read."""
    parts = value.split(",") if isinstance(value, str) else []
    found = [match.groups() for part in parts if (match := _AMOUNT.fullmatch(part))]
    return tuple((amount, code) for amount, code in found) if len(found) == len(parts) else ()
