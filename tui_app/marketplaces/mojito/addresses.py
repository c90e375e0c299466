"""Wallet addresses and the chains they are of: told by their form, compared as each chain does.

EVM addresses are 0x and 40 hexadecimal digits, whose case is only a checksum. Solana's are 32 bytes in
base58, where the case of a letter makes another address.
"""

from __future__ import annotations

import re
from typing import Final

from tui_app.domain.errors import UsageError
from tui_app.domain.text import clean

EVM: Final = "EVM"
SOLANA: Final = "Solana"
UNKNOWN: Final = ""
"""The chain of what fits neither form, or contradicts itself."""

EXAMPLE: Final = "0x5f6FD7dBd82cD6De4a25913Ee92E79863f00db33 7GckBHDKCMEdFdnxJV3qY12YCEVop6MKtgjVAnd7vHGD"
_EVM: Final = re.compile(r"0[xX][0-9a-fA-F]{40}", re.ASCII)
_LETTERS: Final = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_SOLANA: Final = re.compile(f"[{_LETTERS}]{{32,44}}", re.ASCII)
_BYTES: Final = 32
_TYPES: Final = {"nonfungible": SOLANA, "erc721": EVM, "erc1155": EVM}


def chain_of(address: str) -> str:
    """`EVM`, `SOLANA`, or `UNKNOWN` for what is no address of either."""
    if _EVM.fullmatch(address):
        return EVM
    return SOLANA if _SOLANA.fullmatch(address) and _holds_32_bytes(address) else UNKNOWN


def chain_of_token(token_type: str, *addresses: str) -> str:
    """The chain of a token by its type and by the addresses told with it; `UNKNOWN` where they disagree.

    NonFungible is what Mojito calls a Solana token; ERC721 and ERC1155 are standards of EVM chains.
    """
    told = {_TYPES.get(token_type.strip().casefold(), UNKNOWN), *map(chain_of, addresses)} - {UNKNOWN}
    return told.pop() if len(told) == 1 else UNKNOWN


def same(one: str, other: str) -> bool:
    """Whether two addresses are one: without case on EVM chains, with case everywhere else."""
    if _EVM.fullmatch(one) and _EVM.fullmatch(other):
        return one.casefold() == other.casefold()
    return one == other


def shortened(text: str) -> str:
    """The two ends of a long id or address: enough to tell it by, not enough to copy it."""
    return text if len(text) <= len("123456…1234") else f"{text[:6]}…{text[-4:]}"


def addresses_in(text: str) -> tuple[str, ...]:
    """The addresses in a text, separated by blanks, commas or new lines, each once. Raises UsageError."""
    found: list[str] = []
    for word in re.split(r"[\s,;]+", text.strip(" \t\r\n,;")):
        if chain_of(word) == UNKNOWN:
            raise UsageError(
                f"“{clean(word, limit=60)}” is not the address of an EVM or Solana wallet.",
                f"For example {EXAMPLE}",
            )
        if not any(same(word, before) for before in found):
            found.append(word)
    return tuple(found)


def _holds_32_bytes(base58: str) -> bool:
    number = 0
    for letter in base58:
        number = number * 58 + _LETTERS.index(letter)
    leading = re.match("1*", base58)
    return (leading.end() if leading else 0) + -(-number.bit_length() // 8) == _BYTES
