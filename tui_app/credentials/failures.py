"""What a keyring backend raises, turned into errors named by remedy.

The libraries behind the backends raise exceptions of their own, and which of them are installed differs
from machine to machine: exceptions are told apart by name, so that none has to be imported.
"""

from __future__ import annotations

import re

from tui_app.domain.errors import CredentialsError, KeyringLocked, KeyringUnavailable, OfferdeskError
from tui_app.domain.text import clean

SESSION = "or keep the credentials for this session only"

_LOCKED = {
    "keyring.errors.KeyringLocked",
    "secretstorage.exceptions.LockedException",
    "secretstorage.exceptions.PromptDismissedException",
}
_GONE = {
    "secretstorage.exceptions.SecretServiceNotAvailableException",
    "builtins.ConnectionError",
    "builtins.EOFError",
}
_OWN_WORDS = {"keyring.errors.KeyringError", "secretstorage.exceptions.SecretStorageException"}

# Apple's Keychain over ssh: interaction not allowed, authorisation failed. KWallet: its prompt was declined.
_LOCKED_WORDS = re.compile(r"-25308|-25293|Cancelled by user")


class NoSuchEntry(Exception):
    """The backend has no entry to delete."""


def unavailable(passed_over: tuple[str, ...]) -> KeyringUnavailable:
    """No trusted backend works on this machine."""
    return KeyringUnavailable(
        "No keyring answers on this machine: start one (GNOME Keyring, KWallet or KeePassXC) and try again, "
        f"{SESSION}.",
        "; ".join(passed_over),
    )


def locked() -> KeyringLocked:
    """The keyring wants to be unlocked first."""
    return KeyringLocked(f"The keyring is locked: unlock it and try again, {SESSION}.")


def silent(seconds: float) -> KeyringLocked:
    """Nothing came back in time."""
    return KeyringLocked(
        f"The keyring did not answer within {seconds:g} s: answer its prompt or restart it, then try again, "
        f"{SESSION}."
    )


def forgetful() -> KeyringUnavailable:
    """Reading back did not give what was written."""
    return KeyringUnavailable(
        "The keyring did not keep what it was given: look at it with your desktop's keyring program, "
        f"{SESSION}."
    )


def clinging() -> KeyringUnavailable:
    """Something is still there after it was deleted."""
    return KeyringUnavailable(
        "The keyring still holds the credentials after deleting them: "
        "remove the entry offerdesk with your desktop's keyring program."
    )


def translate(failure: Exception) -> OfferdeskError | NoSuchEntry:
    """The error a person can act on, for anything that a backend raised."""
    if isinstance(failure, OfferdeskError):
        return failure
    kinds = _kinds(failure)
    if "keyring.errors.InitError" in kinds and isinstance(failure.__cause__, Exception):
        return translate(failure.__cause__)
    words = str(failure) if kinds & _OWN_WORDS else ""
    if kinds & _LOCKED or _LOCKED_WORDS.search(words) or _error_name(failure).endswith(".IsLocked"):
        return locked()
    if "keyring.errors.PasswordDeleteError" in kinds:
        return NoSuchEntry()
    return _gone() if kinds & _GONE else _failed(failure, words)


def _gone() -> KeyringUnavailable:
    return KeyringUnavailable(f"The keyring went away: start it again and try again, {SESSION}.")


def _failed(failure: Exception, words: str) -> CredentialsError:
    """Something unforeseen. Only keyring's own words are repeated: others may quote the secret."""
    return KeyringUnavailable(
        f"The keyring failed ({type(failure).__name__}): restart it and try again, {SESSION}.", clean(words)
    )


def _kinds(failure: Exception) -> set[str]:
    return {f"{kind.__module__}.{kind.__name__}" for kind in type(failure).__mro__}


def _error_name(failure: Exception) -> str:
    """The D-Bus name of an error reply, or nothing."""
    name = getattr(failure, "name", None)
    return name if isinstance(name, str) else ""
