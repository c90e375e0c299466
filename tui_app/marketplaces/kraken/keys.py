"""The two halves of a Kraken key as a person pastes them, told apart before anything is sent.

Kraken's authentication guide: the private key is base64, and its 64 bytes sign. It must not be sent itself.
"""

from __future__ import annotations

from binascii import a2b_base64
from typing import Final

from tui_app.domain.errors import UsageError
from tui_app.gateway.tokens import checked_token

_BYTES: Final = 64


def checked_private_key(text: str) -> str:
    """The private half. Raises UsageError, which does not repeat it."""
    if not _is_private(text.strip()):
        raise UsageError(
            "That is not a private key of Kraken's: base64 text of 88 characters. Copy it again, alone."
        )
    return text.strip()


def checked_api_key(text: str) -> str:
    """The public half, which is sent with every call. Raises UsageError, which does not repeat it."""
    if _is_private(text.strip()):
        raise UsageError("That is the private key, which is never sent: the API key is the shorter one.")
    return checked_token(text)


def _is_private(text: str) -> bool:
    try:
        return len(a2b_base64(text, strict_mode=True)) == _BYTES
    except ValueError:
        return False
