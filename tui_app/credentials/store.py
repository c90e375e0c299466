"""What keeps credentials, seen from outside, and the keeper that forgets when the program ends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from tui_app.credentials.entry import decode_entry, encode_entry
from tui_app.domain.errors import CredentialsMissing
from tui_app.domain.secrets import Credentials


class CredentialStore(Protocol):
    """Keeps the credentials of accounts, by account name."""

    @property
    def where(self) -> str:
        """What keeps them, in words that fit after "kept in"."""

    async def load(self, account: str) -> Credentials | None:
        """What is kept for the account, or None. Raises CredentialsError."""

    async def save(self, account: str, credentials: Credentials) -> None:
        """Keep these, in place of what was kept. Raises CredentialsError, UsageError."""

    async def remove(self, account: str) -> None:
        """Forget the account's credentials. Raises CredentialsMissing if there are none."""


class SessionStore:
    """Keeps credentials in memory until the program ends."""

    def __init__(self, kept: Mapping[str, Credentials] | None = None) -> None:
        """Begin with `kept`, by account, or with nothing."""
        self._kept = {account: encode_entry(each) for account, each in (kept or {}).items()}

    @property
    def where(self) -> str:
        """What keeps them."""
        return "memory, for this session only"

    async def load(self, account: str) -> Credentials | None:
        """What was saved in this session, or None."""
        kept = self._kept.get(account)
        return None if kept is None else decode_entry(kept.reveal(), account)

    async def save(self, account: str, credentials: Credentials) -> None:
        """Keep these until the program ends. Raises UsageError as the keyring's store does."""
        self._kept[account] = encode_entry(credentials)

    async def remove(self, account: str) -> None:
        """Forget them. Raises CredentialsMissing if there are none."""
        if self._kept.pop(account, None) is None:
            raise nothing_stored(account)


def nothing_stored(account: str) -> CredentialsMissing:
    """The error for an account that has no credentials."""
    return CredentialsMissing(f"No credentials are stored for {account}: add them under Accounts.")
