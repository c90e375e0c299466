"""Which keyring backends are trusted with secrets, and the choice of one that works here.

keyring itself would choose by environment variable, by keyringrc.cfg or by installed plug-ins, and so
end up with one that forgets (null), writes base64 to a file (keyrings.alt) or mixes several (chainer).
Here a backend is named by us and made directly: no plug-in and no path from a file is ever imported.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol

from tui_app.domain.text import clean

REASON_LIMIT = 160
"""Characters shown of why a backend does not work."""


class Backend(Protocol):
    """The part of a keyring backend that is used. Every call may block for ever, and raise anything."""

    def get_password(self, service: str, username: str) -> str | None:
        """The stored text, or None."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Store the text in place of what is stored."""

    def delete_password(self, service: str, username: str) -> None:
        """Delete what is stored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustedBackend:
    """A backend on the list: its class, what it is called, where it exists, how to see it answer."""

    module: str
    name: str
    title: str
    platform: str
    greet: Callable[[], None] | None = None

    def open(self) -> Backend:
        """Make it, after it has answered. Raises whatever shows that it does not work here."""
        kind = getattr(import_module(self.module), self.name)
        kind.priority  # noqa: B018  # raises RuntimeError with the reason where it cannot work
        if self.greet:
            self.greet()
        backend: Backend = kind()
        return backend


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The backend that will be used and its title, or None and "", and why earlier ones were passed over."""

    backend: Backend | None
    title: str
    passed_over: tuple[str, ...] = ()


def _greet_secret_service() -> None:
    """Ask the service something that opens no prompt: one that is stopped is noticed here."""
    import secretstorage

    with closing(secretstorage.dbus_init()) as bus, suppress(secretstorage.ItemNotFoundException):
        secretstorage.get_collection_by_alias(bus, "default")


TRUSTED = (
    TrustedBackend(
        module="keyring.backends.SecretService",
        name="Keyring",
        title="the Secret Service",
        platform="linux",
        greet=_greet_secret_service,
    ),
    TrustedBackend(module="keyring.backends.libsecret", name="Keyring", title="libsecret", platform="linux"),
    TrustedBackend(module="keyring.backends.kwallet", name="DBusKeyring", title="KWallet", platform="linux"),
    TrustedBackend(
        module="keyring.backends.macOS", name="Keyring", title="the macOS Keychain", platform="darwin"
    ),
    TrustedBackend(
        module="keyring.backends.Windows",
        name="WinVaultKeyring",
        title="the Windows Credential Manager",
        platform="win32",
    ),
)
"""Every backend that may hold a secret, the first that works being used."""


def import_backends() -> None:
    """Import what this machine's backends are made of: a quarter of a second. Raises nothing.

    Before Python 3.14 a daemon thread that is inside a library in Rust when the interpreter ends aborts the
    process, and importing cryptography is where it spends its time there. So this is done first, by a thread
    that is waited for: https://github.com/python/cpython/issues/87135
    """
    for trusted in trusted_here():
        with suppress(Exception):  # opening it will tell
            import_module(trusted.module)


def choose_backend() -> Choice:
    """The first trusted backend that answers on this machine. Blocks; raises nothing."""
    return first_that_answers(trusted_here())


def trusted_here() -> tuple[TrustedBackend, ...]:
    """Those that this kind of machine may have, the first that works being used."""
    here = sys.platform if sys.platform in ("darwin", "win32") else "linux"
    return tuple(backend for backend in TRUSTED if backend.platform == here)


def first_that_answers(candidates: tuple[TrustedBackend, ...]) -> Choice:
    """The first of these that opens, and why those before it did not. Blocks; raises nothing."""
    passed_over: list[str] = []
    for candidate in candidates:
        try:
            return Choice(backend=candidate.open(), title=candidate.title, passed_over=tuple(passed_over))
        except Exception as failure:  # noqa: BLE001  # backends raise the errors of five foreign libraries
            passed_over.append(f"{candidate.title}: {_reason(failure)}")
    return Choice(backend=None, title="", passed_over=tuple(passed_over))


def _reason(failure: Exception) -> str:
    words = str(failure) if isinstance(failure, RuntimeError | ImportError) else ""
    return clean(words or type(failure).__name__, limit=REASON_LIMIT)
