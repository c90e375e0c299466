"""The store for one session keeps credentials in memory, by the same rules as the keyring's."""

from __future__ import annotations

import pickle

import pytest

from tui_app.credentials import CredentialStore, SessionStore
from tui_app.domain.errors import CredentialsMissing, UsageError
from tui_app.domain.secrets import Credentials

pytestmark = pytest.mark.anyio

KEYS = Credentials.of({"api_key": "canary"})


@pytest.fixture
def store() -> CredentialStore:
    return SessionStore()


async def test_what_is_saved_is_loaded(store: CredentialStore) -> None:
    await store.save("main", KEYS)
    assert (await store.load("main"), await store.load("other")) == (KEYS, None)


async def test_what_is_removed_is_gone(store: CredentialStore) -> None:
    await store.save("main", KEYS)
    await store.remove("main")
    assert await store.load("main") is None


async def test_removing_what_is_not_there_says_so(store: CredentialStore) -> None:
    with pytest.raises(
        CredentialsMissing, match="No credentials are stored for main: add them under Accounts"
    ):
        await store.remove("main")


async def test_two_stores_share_nothing(store: CredentialStore) -> None:
    await store.save("main", KEYS)
    assert await SessionStore().load("main") is None


async def test_it_refuses_what_the_keyring_would_refuse(store: CredentialStore) -> None:
    with pytest.raises(UsageError):
        await store.save("main", Credentials.of({"api_key": "two\nlines"}))


async def test_dumping_it_shows_nothing(store: CredentialStore) -> None:
    await store.save("main", KEYS)
    assert "canary" not in repr(vars(store))
    with pytest.raises(TypeError):
        pickle.dumps(store)


def test_it_says_how_long_it_keeps_them(store: CredentialStore) -> None:
    assert store.where == "memory, for this session only"
