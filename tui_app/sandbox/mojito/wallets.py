"""Addresses on both kinds of chain: made from a seed, and told apart as each chain does."""

from __future__ import annotations

import hashlib
from random import Random

from tui_app.sandbox.base58 import ALPHABET, base58


def is_evm(address: str) -> bool:
    """Whether an address is of an EVM chain; any other is of Solana."""
    return address[:2].lower() == "0x"


def same(one: str, other: str) -> bool:
    """Whether two addresses are one: without case on EVM chains, with case on Solana."""
    return one.lower() == other.lower() if is_evm(one) else one == other


def key(address: str) -> str:
    """What equal addresses have in common."""
    return address.lower() if is_evm(address) else address


def evm_address(rng: Random) -> str:
    """0x and 40 hex digits, in small and capital letters mixed."""
    return "0x" + "".join(rng.choices("0123456789abcdefABCDEF", k=40))


def solana_address(rng: Random) -> str:
    """32 bytes in base58: 43 or 44 letters, but for a few."""
    return base58(rng.randbytes(32))


def other_case(address: str, rng: Random) -> str:
    """The same EVM address written otherwise; a Solana address as it is."""
    if not is_evm(address):
        return address
    body = address[2:]
    return "0x" + rng.choice((body, body.lower(), body.upper(), body.swapcase()))


def lookalike(address: str) -> str:
    """Another Solana address that differs from this one by the case of one letter only.

    A late letter, so that it stands for 32 bytes as well.
    """
    for index in reversed(range(len(address))):
        swapped = address[index].swapcase()
        if swapped != address[index] and swapped in ALPHABET:
            return address[:index] + swapped + address[index + 1 :]
    raise ValueError(address)


def account_of(what: str) -> str:
    """The Solana account that `what` names, such as the escrow of an offer: always the same."""
    return base58(hashlib.sha256(what.encode(errors="surrogatepass")).digest())
