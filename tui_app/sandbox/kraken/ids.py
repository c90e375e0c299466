"""Kraken's identifiers: a prefix and letters in groups of five, five and six."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

OFFER = "ON"
NFT = "NT"
COLLECTION = "NC"
TRADE = "TN"
QUOTE = "QN"
AUCTION = "A"

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_PAIRS = tuple(first + second for first in _LETTERS for second in _LETTERS)
_SHIFTS = range(0, 80, 10)


def new_id(prefix: str, rng: Random) -> str:
    """An id such as ON65F7C-CDFOB-VSYE6D; those of auctions, AYXTZ3-LE64M-LGTI6D, have no second letter."""
    bits = rng.getrandbits(80)
    letters = "".join([_PAIRS[bits >> shift & 1023] for shift in _SHIFTS])
    return f"{prefix}{letters[:5]}-{letters[5:10]}-{letters[10:]}"


class Mint:
    """Ids for what is made while the sandbox runs.

    `printed` gives, by the action that makes it, the id its example has in the documents: the first
    of each action gets it, so that the examples can be had exactly.
    """

    def __init__(self, rng: Random, printed: Mapping[str, str]) -> None:
        self._rng = rng
        self._printed = dict(printed)

    def new(self, prefix: str, action: str) -> str:
        """An id for what `action` makes."""
        return self._printed.pop(action, None) or new_id(prefix, self._rng)
