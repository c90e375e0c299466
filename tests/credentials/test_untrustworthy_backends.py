"""Backends that forget, cling, fail or hang, made by hand, and what the store makes of them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from threading import Event

import pytest
from keyring.errors import InitError, KeyringError, NoKeyringError, PasswordDeleteError, PasswordSetError
from keyring.errors import KeyringLocked as BackendLocked

from tui_app.credentials import CredentialStore, KeyringStore, Patience
from tui_app.credentials.backends import Backend, Choice, TrustedBackend, first_that_answers
from tui_app.domain.errors import (
    CredentialsError,
    CredentialsMissing,
    KeyringLocked,
    KeyringUnavailable,
    UsageError,
)
from tui_app.domain.secrets import Credentials

pytestmark = pytest.mark.anyio

service = pytest.importorskip("secretstorage.exceptions", reason="SecretStorage exists on Linux alone")

KEYS = Credentials.of({"api_key": "canary"})
Entries = dict[tuple[str, str], str]


class Keeping:
    """A backend that works, in memory."""

    def __init__(self) -> None:
        self.entries: Entries = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.entries[service, username]


class Forgetting(Keeping):
    """Accepts everything and keeps nothing, as keyring's null backend does."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Forget it."""


class Clinging(Keeping):
    """Says that it deleted, and did not."""

    def delete_password(self, service: str, username: str) -> None:
        """Keep it."""


class Raising(Keeping):
    """Raises the same for whatever is asked."""

    def __init__(self, failure: Exception) -> None:
        super().__init__()
        self.failure = failure

    def get_password(self, service: str, username: str) -> str | None:
        raise self.failure

    def delete_password(self, service: str, username: str) -> None:
        raise self.failure


class Hanging(Keeping):
    """Waits for somebody to answer a prompt."""

    def __init__(self) -> None:
        super().__init__()
        self.answered = Event()

    def get_password(self, service: str, username: str) -> str | None:
        self.answered.wait()
        return super().get_password(service, username)


def store_on(backend: Backend, *, patience: Patience | None = None) -> CredentialStore:
    def choose() -> Choice:
        return Choice(backend=backend, title="a backend")

    return KeyringStore("default", patience=patience, choose=choose)


async def test_a_backend_that_keeps_is_used() -> None:
    backend = Keeping()
    store = store_on(backend)
    await store.save("main", KEYS)
    assert (await store.load("main"), list(backend.entries)) == (KEYS, [("offerdesk", "default/main")])


async def test_a_backend_that_forgets_is_found_out() -> None:
    with pytest.raises(KeyringUnavailable) as caught:
        await store_on(Forgetting()).save("main", KEYS)
    assert caught.value.title == (
        "The keyring did not keep what it was given: look at it with your desktop's keyring program, "
        "or keep the credentials for this session only."
    )


async def test_a_backend_that_does_not_delete_is_found_out() -> None:
    store = store_on(Clinging())
    await store.save("main", KEYS)
    with pytest.raises(KeyringUnavailable) as caught:
        await store.remove("main")
    assert caught.value.title == (
        "The keyring still holds the credentials after deleting them: "
        "remove the entry offerdesk with your desktop's keyring program."
    )


async def test_nothing_reaches_the_backend_that_no_credential_holds() -> None:
    backend = Keeping()
    with pytest.raises(UsageError):
        await store_on(backend).save("main", Credentials.of({"api_key": "a\x00b"}))
    assert backend.entries == {}


async def test_an_entry_of_something_else_counts_as_missing() -> None:
    backend = Keeping()
    backend.set_password("offerdesk", "default/main", "not ours")
    with pytest.raises(CredentialsMissing, match="not readable: enter its credentials again"):
        await store_on(backend).load("main")


def because(cause: Exception) -> InitError:
    error = InitError(f"Failed to create the collection: {cause}.")
    error.__cause__ = cause
    return error


LOCKED, GONE, FAILED = (
    "The keyring is locked: unlock it",
    "The keyring went away: start it",
    "The keyring failed",
)


@pytest.mark.parametrize(
    ("failure", "kind", "start"),
    [
        (BackendLocked("Failed to unlock the collection!"), KeyringLocked, LOCKED),
        (service.LockedException(), KeyringLocked, LOCKED),
        (service.PromptDismissedException("x"), KeyringLocked, LOCKED),
        (
            because(service.PromptDismissedException("Prompt dismissed.")),
            KeyringLocked,
            LOCKED,
        ),
        (KeyringError("Can't get password from keychain: (-25308, 'x')"), KeyringLocked, LOCKED),
        (PasswordDeleteError("Can't delete password in keychain: (-25293, 'x')"), KeyringLocked, LOCKED),
        (PasswordSetError("Cancelled by user"), KeyringLocked, LOCKED),
        (because(service.SecretServiceNotAvailableException("x")), KeyringUnavailable, GONE),
        (service.SecretServiceNotAvailableException("x"), KeyringUnavailable, GONE),
        (ConnectionResetError(104, "Connection reset by peer"), KeyringUnavailable, GONE),
        (EOFError(), KeyringUnavailable, GONE),
        (NoKeyringError("No recommended backend was available."), KeyringUnavailable, FAILED),
        (InitError("Failed to open keyring."), KeyringUnavailable, FAILED),
        (ModuleNotFoundError("No module named 'dbus'"), KeyringUnavailable, FAILED),
        (AttributeError("'str' object has no attribute 'x'"), KeyringUnavailable, FAILED),
    ],
)
async def test_every_failure_has_plain_words_and_a_remedy(
    failure: Exception, kind: type[CredentialsError], start: str
) -> None:
    with pytest.raises(kind) as caught:
        await store_on(Raising(failure)).load("main")
    title = caught.value.title
    assert title.startswith(start)
    assert title.endswith("try again, or keep the credentials for this session only.")


async def test_bytes_that_are_no_text_count_as_missing() -> None:
    failure = UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte")
    with pytest.raises(CredentialsMissing, match="not readable"):
        await store_on(Raising(failure)).load("main")


async def test_nothing_to_delete_is_said() -> None:
    with pytest.raises(CredentialsMissing, match="No credentials are stored for main"):
        await store_on(Raising(PasswordDeleteError("No such password!"))).remove("main")


async def test_foreign_words_that_may_quote_a_secret_are_not_repeated() -> None:
    with pytest.raises(KeyringUnavailable) as caught:
        await store_on(Raising(ValueError("cannot store 'canary'"))).load("main")
    assert (caught.value.detail, caught.value.__cause__, caught.value.__context__) == ("", None, None)


async def test_words_that_are_repeated_are_cleaned() -> None:
    with pytest.raises(KeyringUnavailable) as caught:
        await store_on(Raising(KeyringError("bad\x1b]52;c;x\x07 \u202ething"))).load("main")
    assert caught.value.detail.isprintable()


async def test_a_prompt_gets_the_longer_wait_where_one_can_open() -> None:
    backend = Hanging()
    patience = Patience(answer=0.05, prompt=30, prompts=lambda: True)
    loading = asyncio.create_task(store_on(backend, patience=patience).load("main"))
    await asyncio.sleep(0.3)
    assert not loading.done()
    backend.answered.set()
    assert await loading is None


async def test_no_prompt_gets_no_longer_wait() -> None:
    backend = Hanging()
    patience = Patience(answer=0.05, prompt=30, prompts=lambda: False)
    with pytest.raises(KeyringLocked, match=r"did not answer within 0\.05 s"):
        await store_on(backend, patience=patience).load("main")
    backend.answered.set()


@pytest.mark.parametrize("name", ["DISPLAY", "WAYLAND_DISPLAY"])
def test_a_desktop_is_known_by_its_display(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    for display in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(display, raising=False)
    assert not Patience().prompts()
    monkeypatch.setenv(name, ":0")
    assert Patience().prompts()


def trusted(module: str, name: str, greet: Callable[[], None] | None = None) -> TrustedBackend:
    return TrustedBackend(module=module, name=name, title=module, platform="linux", greet=greet)


def test_a_backend_that_cannot_be_imported_is_passed_over_by_name() -> None:
    choice = first_that_answers((trusted("no_such_module", "Keyring"),))
    assert (choice.backend, choice.passed_over) == (
        None,
        ("no_such_module: No module named 'no_such_module'",),
    )


def test_a_backend_that_does_not_greet_back_is_passed_over() -> None:
    def fail() -> None:
        raise service.SecretServiceNotAvailableException("canary")

    choice = first_that_answers((trusted("keyring.backends.null", "Keyring", fail),))
    assert choice.passed_over == ("keyring.backends.null: SecretServiceNotAvailableException",)
