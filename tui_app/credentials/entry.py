"""The text that one account's credentials become in a keyring entry, and what may be in it."""

from __future__ import annotations

import json
import unicodedata

from tui_app.domain.errors import CredentialsMissing, UsageError
from tui_app.domain.secrets import Credentials, Secret

SIZE_LIMIT = 4_096
"""Bytes of one entry, all fields together. Windows takes about 2,500; far more is a wrong paste."""

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def accept_pasted(text: str) -> Secret:
    """The secret in a text that was pasted or typed: one line break at its end is not part of it.

    Raises UsageError for control and invisible characters, which no credential holds on purpose.
    """
    bare = text.removesuffix("\n").removesuffix("\r")
    if any(unicodedata.category(char) in _UNSEEN for char in bare):
        raise UsageError(
            "The secret holds a line break or an invisible character: copy it again, alone.",
            "One line, for example the key exactly as the marketplace shows it.",
        )
    return Secret(bare)


def encode_entry(credentials: Credentials) -> Secret:
    """The JSON object to store. Raises UsageError where `accept_pasted` does, or for too much text."""
    accepted = Credentials({name: accept_pasted(secret.reveal()) for name, secret in credentials.items()})
    entry = json.dumps(accepted.reveal(), ensure_ascii=False, separators=(",", ":"))
    size = len(entry.encode())
    if size > SIZE_LIMIT:
        raise UsageError(
            f"The credentials are {size:,} bytes and {SIZE_LIMIT:,} fit: copy each key alone.",
            "A Kraken key and its secret together are about 150 bytes.",
        )
    return Secret(entry)


def decode_entry(entry: str, account: str) -> Credentials:
    """The credentials in a stored JSON object. Raises CredentialsMissing when it is anything else."""
    plain = _parse(entry) if len(entry) <= SIZE_LIMIT else None
    if not isinstance(plain, dict) or not all(isinstance(text, str) for text in plain.values()):
        raise unreadable_entry(account)
    return Credentials.of(plain)


def unreadable_entry(account: str) -> CredentialsMissing:
    """The error for an entry that something else wrote or changed."""
    return CredentialsMissing(
        f"What the keyring holds for {account} is not readable: enter its credentials again under Accounts."
    )


def _parse(entry: str) -> object:
    try:
        return json.loads(entry)
    except (ValueError, RecursionError):
        return None
