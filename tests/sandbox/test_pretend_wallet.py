"""The pretend wallet as a command: a hand-off goes in, the one right signature comes out."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import Any

import pytest

from tui_app.sandbox.base58 import base58
from tui_app.sandbox.wallet import NothingToSign, pretend_signature, sign

SIGN = [sys.executable, "-m", "tui_app.sandbox", "sign"]
FORMS = {
    "solana signature": re.compile(r"[1-9A-HJ-NP-Za-km-z]{86,88}"),
    "evm transaction hash": re.compile(r"0x[0-9a-f]{64}"),
    "evm message signature": re.compile(r"0x[0-9a-f]{130}"),
}
MESSAGE = {"answer": "evm message signature", "parameters": {"message": "Cancel 7\n"}}


def _signed(answer: str, **parameters: Any) -> str:
    return sign(json.dumps({"schema": "offerdesk.hand-off.1", "answer": answer, "parameters": parameters}))


def _run(said: bytes) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(SIGN, input=said, capture_output=True, check=False)


@pytest.mark.parametrize("answer", FORMS)
def test_every_answer_has_its_form(answer: str) -> None:
    found = {pretend_signature(answer, f"proof {number}") for number in range(200)}

    assert len(found) == 200
    assert all(FORMS[answer].fullmatch(one) for one in found)


def test_what_is_signed_decides_the_signature_and_nothing_else_does() -> None:
    first = _signed("solana signature", offer="AhE1", descriminator=[1, 2], buyer="somebody")

    assert first == _signed("solana signature", buyer="another", descriminator=[1, 2], offer="AhE1")
    assert first != _signed("solana signature", offer="AhE1", descriminator=[1, 3], buyer="somebody")
    assert first != _signed("solana signature", offer="AhE2", descriminator=[1, 2], buyer="somebody")


@pytest.mark.parametrize("name", ["proofOfApproval", "messageToSign", "message"])
def test_a_proof_or_a_message_is_signed_as_it_is(name: str) -> None:
    expected = pretend_signature("evm transaction hash", "0xproof")

    assert _signed("evm transaction hash", **{name: "0xproof"}, order={"id": "7"}) == expected


def test_the_command_prints_one_line() -> None:
    ended = _run(json.dumps(MESSAGE).encode())

    assert (ended.returncode, ended.stderr) == (0, b"")
    assert ended.stdout.decode() == pretend_signature("evm message signature", "Cancel 7\n") + "\n"


@pytest.mark.parametrize("said", [b"", b"[]", b"\xff\xfe", b"{", b'{"schema": "other.1", "parameters": {}}'])
def test_what_is_no_hand_off_is_one_sentence_and_code_2(said: bytes) -> None:
    ended = _run(said)

    assert (ended.returncode, ended.stdout) == (2, b"")
    assert re.fullmatch(rb"[^\n]+\.\n", ended.stderr)


@pytest.mark.parametrize(
    "hand_off",
    [
        {"answer": "evm message signature"},
        {"answer": "evm message signature", "parameters": []},
        {"answer": "evm message signature", "parameters": {"message": ""}},
        {"answer": "solana signature", "parameters": {"offer": "AhE1", "descriminator": None}},
        {"answer": "a promise", "parameters": {"message": "hello"}},
        {"parameters": {"message": "hello"}},
    ],
)
def test_what_cannot_be_signed_says_so(hand_off: dict[str, Any]) -> None:
    with pytest.raises(NothingToSign, match=r"[.]$"):
        sign(json.dumps(hand_off))


def test_half_a_surrogate_pair_can_be_signed() -> None:
    assert sign('{"answer": "evm transaction hash", "parameters": {"message": "a\\ud800"}}').startswith("0x")


def test_base58_keeps_leading_zeros() -> None:
    assert base58(b"\0\0" + b"hello") == "11Cn8eVZg"
