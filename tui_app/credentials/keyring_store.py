"""Credentials kept in the machine's own keyring."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from tui_app.credentials import failures
from tui_app.credentials.backends import Backend, Choice, choose_backend, import_backends
from tui_app.credentials.entry import decode_entry, encode_entry, unreadable_entry
from tui_app.credentials.store import nothing_stored
from tui_app.credentials.threads import in_thread
from tui_app.domain.errors import OfferdeskError
from tui_app.domain.secrets import Credentials

SERVICE = "offerdesk"
"""The service name of every entry; its user name is `<profile>/<account>`."""

T = TypeVar("T")


def prompt_can_open() -> bool:
    """Whether the keyring may be asking the person something on a desktop."""
    return sys.platform in ("darwin", "win32") or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """Seconds to wait: for a keyring to answer, and for a person to answer the keyring's prompt."""

    answer: float = 5.0
    prompt: float = 60.0
    prompts: Callable[[], bool] = prompt_can_open


class KeyringStore:
    """Keeps each account's credentials as one entry of a trusted keyring. Every call may be cancelled.

    The keyring is chosen anew for each call, so one that is started or unlocked later is found.
    """

    def __init__(
        self,
        profile: str,
        *,
        patience: Patience | None = None,
        choose: Callable[[], Choice] = choose_backend,
    ) -> None:
        self._profile = profile
        self._patience = patience or Patience()
        self._choose = choose

    @property
    def where(self) -> str:
        """What keeps them."""
        return "this machine's keyring"

    async def load(self, account: str) -> Credentials | None:
        """What the keyring holds for the account, or None. Raises CredentialsError."""
        name = self._name(account)

        def read(backend: Backend) -> str | None:
            try:
                return backend.get_password(SERVICE, name)
            except UnicodeError:
                raise unreadable_entry(account) from None

        entry = await self._ask(read)
        return None if entry is None else decode_entry(entry, account)

    async def save(self, account: str, credentials: Credentials) -> None:
        """Store and read back. Raises CredentialsError, or UsageError for what no credential holds."""
        name, entry = self._name(account), encode_entry(credentials)

        def write(backend: Backend) -> None:
            backend.set_password(SERVICE, name, entry.reveal())
            if backend.get_password(SERVICE, name) != entry.reveal():
                raise failures.forgetful()

        await self._ask(write)

    async def remove(self, account: str) -> None:
        """Delete the account's entry. Raises CredentialsMissing if there is none, or CredentialsError."""
        name = self._name(account)

        def delete(backend: Backend) -> None:
            backend.delete_password(SERVICE, name)
            if backend.get_password(SERVICE, name) is not None:
                raise failures.clinging()

        try:
            await self._ask(delete)
        except failures.NoSuchEntry:
            raise nothing_stored(account) from None

    def _name(self, account: str) -> str:
        return f"{self._profile}/{account}"

    async def _ask(self, work: Callable[[Backend], T]) -> T:
        """Let a backend do the work. Raises CredentialsError, or NoSuchEntry."""
        patience = self._patience
        await self._within(patience.answer, import_backends, awaited_at_exit=True)
        choice = await self._within(patience.answer, self._choose)
        backend = choice.backend
        if backend is None:
            raise failures.unavailable(choice.passed_over)
        limit = patience.prompt if patience.prompts() else patience.answer
        return await self._within(limit, lambda: work(backend))

    @staticmethod
    async def _within(limit: float, work: Callable[[], T], *, awaited_at_exit: bool = False) -> T:
        """What `work` returns in a thread of its own; its failures and its silence by remedy.

        The translated error carries no trace of the frames that held the secret.
        """
        error: OfferdeskError | failures.NoSuchEntry
        try:
            return await in_thread(work, limit=limit, awaited_at_exit=awaited_at_exit)
        except TimeoutError:
            error = failures.silent(limit)
        except Exception as failure:  # noqa: BLE001  # backends raise the errors of five foreign libraries
            error = failures.translate(failure)
        raise error
