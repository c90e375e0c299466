"""What a wallet gives back is taken by its form, and a wrong one is told apart."""

from __future__ import annotations

import pytest

from tui_app.domain.errors import UsageError
from tui_app.domain.hand_off import Proof, checked_proof

HASH = "0x" + "0aF" * 21 + "9"
MESSAGE = "0x" + "0aF4f" * 26
SOLANA = "5VERv8NMvzbJMEkV8xnrLkEaWRtSz9CosKDYjCJjBRnbJLgp8uirBgmQpjKhoR4tjF3ZpRzrFmBV6UjKdiSZkQUW"
"""64 bytes in base58, from the documentation of Solana's own command line."""
RIGHT = {Proof.EVM_HASH: HASH, Proof.EVM_SIGNATURE: MESSAGE, Proof.SOLANA_SIGNATURE: SOLANA}


@pytest.mark.parametrize("form", Proof)
def test_the_right_form_is_taken_without_what_surrounds_it(form: Proof) -> None:
    assert checked_proof(form, f" \n{RIGHT[form]}\t") == RIGHT[form]


@pytest.mark.parametrize("form", Proof)
@pytest.mark.parametrize("other", Proof)
def test_one_of_another_form_is_named(form: Proof, other: Proof) -> None:
    if form is not other:
        with pytest.raises(UsageError) as wrong:
            checked_proof(form, RIGHT[other])
        assert "It looks like" in wrong.value.detail


@pytest.mark.parametrize("form", Proof)
@pytest.mark.parametrize(
    "text",
    [
        "",
        "0x",
        "yes",
        "0x" + "g" * 64,
        HASH[:-1],
        HASH + "0",
        SOLANA[:-5],
        "O" * 87,
        "0X" + HASH[2:],
        "１" * 87,
    ],
)
def test_anything_else_is_told_what_it_should_look_like(form: Proof, text: str) -> None:
    with pytest.raises(UsageError) as wrong:
        checked_proof(form, text)
    assert wrong.value.detail


@pytest.mark.parametrize("text", ["1" * 88, "z" * 88])
def test_base58_of_another_length_than_64_bytes_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="not a Solana"):
        checked_proof(Proof.SOLANA_SIGNATURE, text)
