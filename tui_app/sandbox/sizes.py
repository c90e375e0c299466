"""How big the markets besides Kraken's are made."""

from __future__ import annotations

_MOST = 2000
"""More would make a big sandbox slow to start, and show nothing that fewer do not."""


def a_tenth(offers: int, fewest: int) -> int:
    """A tenth of the offers asked for, within bounds."""
    return max(fewest, min(offers // 10, _MOST))
