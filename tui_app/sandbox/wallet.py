"""A pretend wallet: it signs what a marketplace hands over, so that no demonstration needs a real key.

It keeps nothing. What it answers follows from what is signed alone, so that the sandbox can work out
again whether a signature or a hash is the right one.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable, Mapping
from typing import TextIO

from tui_app.sandbox.base58 import base58

SCHEMA = "offerdesk.hand-off.1"
_KEY = b"the key of a wallet that only pretends"


class NothingToSign(Exception):
    """What was handed over cannot be signed; `words` is one sentence that says why."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def pretend_signature(answer: str, about: str) -> str:
    """What the wallet answers when it signs `about`; the same each time.

    `answer` is "solana signature", "evm transaction hash" or "evm message signature". Raises
    NothingToSign for any other.
    """
    form = _FORMS.get(answer)
    if form is None:
        raise NothingToSign(f"The answer has to be one of: {', '.join(_FORMS)}.")
    words = f"{answer}\n{about}".encode(errors="surrogatepass")
    return form(hmac.digest(_KEY, words, "sha512"))


def signed_part(parameters: Mapping[str, object]) -> str:
    """The part of a marketplace's answer that a wallet puts its name to. Raises NothingToSign.

    That is the proof or message to sign where there is one; for Solana's reject and cancel, the offer's
    own account and the eight bytes of the instruction, which the documents spell descriminator.
    """
    for name in ("proofOfApproval", "messageToSign", "message"):
        value = parameters.get(name)
        if isinstance(value, str) and value:
            return value
    offer, instruction = parameters.get("offer"), parameters.get("descriminator")
    if isinstance(offer, str) and offer and isinstance(instruction, list):
        return " ".join([offer, *map(str, instruction)])
    raise NothingToSign("The parameters hold nothing that a wallet could sign.")


def sign(hand_off: str) -> str:
    """The signature or hash that a hand-off, a JSON text, asks for. Raises NothingToSign."""
    try:
        asked = json.loads(hand_off)
    except (ValueError, RecursionError):
        asked = None
    if not isinstance(asked, dict):
        raise NothingToSign("The pretend wallet reads one JSON object, a hand-off, from its standard input.")
    if asked.get("schema", SCHEMA) != SCHEMA:
        raise NothingToSign(f"The pretend wallet reads hand-offs of the schema {SCHEMA} only.")
    parameters = asked.get("parameters")
    if not isinstance(parameters, dict):
        raise NothingToSign("The hand-off has no parameters.")
    return pretend_signature(str(asked.get("answer")), signed_part(parameters))


def main(stdin: TextIO, stdout: TextIO, stderr: TextIO) -> int:
    """Sign the hand-off on `stdin`, one line on `stdout`; 2, and a sentence, where that cannot be."""
    try:
        line = sign(stdin.read())
    except NothingToSign as nothing:
        stderr.write(f"{nothing.words}\n")
        return 2
    except UnicodeDecodeError:
        stderr.write("The hand-off is not UTF-8.\n")
        return 2
    stdout.write(f"{line}\n")
    stdout.flush()
    return 0


def _solana_signature(digest: bytes) -> str:
    """64 bytes as 87 or 88 letters; the first byte is never zero, so that it is not shorter."""
    return base58(bytes([digest[0] | 1]) + digest[1:])


def _transaction_hash(digest: bytes) -> str:
    return f"0x{digest[:32].hex()}"


def _message_signature(digest: bytes) -> str:
    return f"0x{digest.hex()}1b"


_FORMS: Mapping[str, Callable[[bytes], str]] = {
    "solana signature": _solana_signature,
    "evm transaction hash": _transaction_hash,
    "evm message signature": _message_signature,
}
