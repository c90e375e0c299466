"""What goes out to a person's own wallet, and the form in which its answer has to come back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from tui_app.domain.errors import UsageError


class Proof(StrEnum):
    """What a wallet gives back: the name of a transaction it sent, or a signature under a message."""

    EVM_HASH = "evm transaction hash"
    EVM_SIGNATURE = "evm message signature"
    SOLANA_SIGNATURE = "solana signature"


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOff:
    """What a wallet has to do between two calls of a marketplace.

    `todo` is a sentence on what it has to do, in plain words. `parameters` is what the marketplace gave
    for it, JSON text with every number as it came.
    """

    answer: Proof
    todo: str
    parameters: str


_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_FORMS: Final = {
    Proof.EVM_HASH: (
        re.compile(r"0x[0-9a-fA-F]{64}"),
        "A transaction hash is 0x and 64 hexadecimal digits.",
    ),
    Proof.EVM_SIGNATURE: (
        re.compile(r"0x[0-9a-fA-F]{130}"),
        "A message signature is 0x and 130 hexadecimal digits.",
    ),
    Proof.SOLANA_SIGNATURE: (
        re.compile(f"[{_BASE58}]{{86,88}}"),
        "A Solana transaction signature is 86 to 88 letters and digits, without 0, O, I and l.",
    ),
}
_SOLANA_BYTES = 64


def checked_proof(form: Proof, text: str) -> str:
    """The proof without what surrounds it. Raises UsageError, saying what it should look like."""
    proof = text.strip()
    pattern, should = _FORMS[form]
    if not pattern.fullmatch(proof):
        raise UsageError(f"This is not {_AN[form]}.", _likely(proof, form) or should)
    if form is Proof.SOLANA_SIGNATURE and _length_of(proof) != _SOLANA_BYTES:
        raise UsageError(f"This is not {_AN[form]}.", "It does not hold 64 bytes; copy it whole.")
    return proof


_AN = {
    Proof.EVM_HASH: "an EVM transaction hash",
    Proof.EVM_SIGNATURE: "an EVM message signature",
    Proof.SOLANA_SIGNATURE: "a Solana transaction signature",
}


def _likely(proof: str, wanted: Proof) -> str:
    """What it looks like instead, where it is one of the other forms."""
    for form, (pattern, _) in _FORMS.items():
        if form is not wanted and pattern.fullmatch(proof):
            return f"It looks like {_AN[form]}; {_AN[wanted]} is needed."
    return ""


def _length_of(base58: str) -> int:
    number = 0
    for letter in base58:
        number = number * len(_BASE58) + _BASE58.index(letter)
    zeros = len(base58) - len(base58.lstrip(_BASE58[0]))
    return zeros + (number.bit_length() + 7) // 8
