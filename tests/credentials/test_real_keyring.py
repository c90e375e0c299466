"""Credentials in a real gnome-keyring, and plain words for each way in which it can be of no use."""

from __future__ import annotations

import asyncio
import gc
import json
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator

import pytest

from tests.conftest import NeedsCommand
from tests.secret_service import COMMANDS, PrivateBus, private_bus
from tui_app.credentials import KeyringStore, Patience, keyring_report
from tui_app.credentials.backends import Choice, choose_backend
from tui_app.domain.errors import (
    CredentialsError,
    CredentialsMissing,
    KeyringLocked,
    KeyringUnavailable,
    OfferdeskError,
)
from tui_app.domain.secrets import Credentials

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.secret_service,
    # keyring's SecretService backend leaves its socket to the garbage collector when a call fails.
    pytest.mark.filterwarnings(
        "ignore:Exception ignored in. <socket:pytest.PytestUnraisableExceptionWarning"
    ),
]

KEYS = Credentials.of({"api_key": "canary-key", "api_secret": "canary/secret+ümlaut=="})
NO_DESKTOP = Patience(prompts=lambda: False)

LOCKED = "The keyring is locked: unlock it and try again, or keep the credentials for this session only."
NO_KEYRING = (
    "No keyring answers on this machine: start one (GNOME Keyring, KWallet or KeePassXC) and try again, "
    "or keep the credentials for this session only."
)
WENT_AWAY = (
    "The keyring went away: start it again and try again, or keep the credentials for this session only."
)
SILENT = (
    "The keyring did not answer within 0.3 s: answer its prompt or restart it, then try again, "
    "or keep the credentials for this session only."
)


@pytest.fixture
def bus(needs_command: NeedsCommand, monkeypatch: pytest.MonkeyPatch) -> Iterator[PrivateBus]:
    """A private bus, used by this test and its children, with no keyring on it yet."""
    needs_command(*COMMANDS)
    with private_bus() as started:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", started.environment["DBUS_SESSION_BUS_ADDRESS"])
        yield started
    for thread in [thread for thread in threading.enumerate() if thread.name == "keyring"]:
        thread.join(10)  # those that hung see the bus go
    gc.collect()


@pytest.fixture
def store() -> KeyringStore:
    return KeyringStore("default", patience=NO_DESKTOP)


async def test_what_is_saved_is_loaded(bus: PrivateBus, store: KeyringStore) -> None:
    bus.start_keyring()
    await store.save("main", KEYS)
    assert await store.load("main") == KEYS


async def test_an_entry_says_whose_it_is_and_holds_all_fields(bus: PrivateBus, store: KeyringStore) -> None:
    bus.start_keyring()
    await store.save("main", KEYS)
    entries = {name: json.loads(text) for name, text in bus.entries().items()}
    assert entries == {"offerdesk:default/main": KEYS.reveal()}


async def test_saving_again_replaces(bus: PrivateBus, store: KeyringStore) -> None:
    bus.start_keyring()
    await store.save("main", KEYS)
    rotated = Credentials.of({"api_key": "another"})
    await store.save("main", rotated)
    assert (await store.load("main"), len(bus.entries())) == (rotated, 1)


async def test_what_is_removed_is_gone(bus: PrivateBus, store: KeyringStore) -> None:
    bus.start_keyring()
    await store.save("main", KEYS)
    await store.remove("main")
    assert (await store.load("main"), bus.entries()) == (None, {})


async def test_profiles_do_not_see_one_another(bus: PrivateBus, store: KeyringStore) -> None:
    bus.start_keyring()
    await store.save("main", KEYS)
    assert await KeyringStore("trading", patience=NO_DESKTOP).load("main") is None


async def test_removing_what_is_not_there_says_so(bus: PrivateBus, store: KeyringStore) -> None:
    bus.start_keyring()
    with pytest.raises(CredentialsMissing) as caught:
        await store.remove("main")
    assert caught.value.title == "No credentials are stored for main: add them under Accounts."


async def test_many_at_once_all_arrive(bus: PrivateBus, store: KeyringStore) -> None:
    bus.start_keyring()
    saved = {f"account-{number}": Credentials.of({"key": str(number)}) for number in range(8)}
    await asyncio.gather(*(store.save(name, kept) for name, kept in saved.items()))
    assert {name: await store.load(name) for name in saved} == saved


async def test_an_answering_keyring_is_reported(bus: PrivateBus) -> None:
    bus.start_keyring()
    report = await keyring_report()
    assert (report.usable, report.summary) == (True, "Credentials are kept in the Secret Service.")


def lock(bus: PrivateBus) -> None:
    bus.start_keyring()
    bus.lock()


def never_unlock(bus: PrivateBus) -> None:
    bus.start_keyring(unlocked=False)


def start_none(bus: PrivateBus) -> None:
    del bus


def kill_bus(bus: PrivateBus) -> None:
    bus.start_keyring()
    bus.kill()


SITUATIONS = [
    pytest.param(lock, KeyringLocked, LOCKED, id="locked"),
    pytest.param(never_unlock, KeyringLocked, LOCKED, id="never unlocked"),
    pytest.param(start_none, KeyringUnavailable, NO_KEYRING, id="no keyring"),
    pytest.param(kill_bus, KeyringUnavailable, NO_KEYRING, id="bus gone"),
]
Arrange = Callable[[PrivateBus], None]


@pytest.mark.parametrize(("arrange", "kind", "title"), SITUATIONS)
async def test_loading_names_what_is_wrong(
    bus: PrivateBus, store: KeyringStore, arrange: Arrange, kind: type[CredentialsError], title: str
) -> None:
    arrange(bus)
    with pytest.raises(kind) as caught:
        await store.load("main")
    assert caught.value.title == title


@pytest.mark.parametrize(("arrange", "kind", "title"), SITUATIONS)
async def test_saving_names_what_is_wrong(
    bus: PrivateBus, store: KeyringStore, arrange: Arrange, kind: type[CredentialsError], title: str
) -> None:
    arrange(bus)
    with pytest.raises(kind) as caught:
        await store.save("main", KEYS)
    assert caught.value.title == title


@pytest.mark.parametrize(("arrange", "kind", "title"), SITUATIONS)
async def test_removing_names_what_is_wrong(
    bus: PrivateBus, store: KeyringStore, arrange: Arrange, kind: type[CredentialsError], title: str
) -> None:
    arrange(bus)
    with pytest.raises(kind) as caught:
        await store.remove("main")
    assert caught.value.title == title


async def test_without_any_bus_it_says_what_to_start(
    store: KeyringStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    with pytest.raises(KeyringUnavailable) as caught:
        await store.load("main")
    assert caught.value.title == NO_KEYRING
    assert "DBUS_SESSION_BUS_ADDRESS is unset" in caught.value.detail


async def test_without_a_service_the_report_gives_reasons(bus: PrivateBus) -> None:
    report = await keyring_report()
    assert (report.usable, report.summary) == (False, NO_KEYRING)
    assert report.notes[0] == (
        "the Secret Service: The Secret Service daemon is neither running nor activatable through D-Bus"
    )


async def test_a_keyring_unlocked_later_is_found(bus: PrivateBus, store: KeyringStore) -> None:
    with pytest.raises(KeyringUnavailable):
        await store.save("main", KEYS)
    bus.start_keyring()
    await store.save("main", KEYS)
    assert await store.load("main") == KEYS


@pytest.mark.parametrize(
    "ask",
    [
        lambda store: store.load("main"),
        lambda store: store.save("main", KEYS),
        lambda store: store.remove("main"),
    ],
)
async def test_a_bus_that_dies_after_the_choice_is_named(
    bus: PrivateBus, ask: Callable[[KeyringStore], asyncio.Future[None]]
) -> None:
    bus.start_keyring()

    def choose_then_lose() -> Choice:
        choice = choose_backend()
        bus.kill()
        return choice

    with pytest.raises(KeyringUnavailable) as caught:
        await ask(KeyringStore("default", patience=NO_DESKTOP, choose=choose_then_lose))
    assert caught.value.title == WENT_AWAY


async def test_a_keyring_that_hangs_is_given_up_while_everything_else_goes_on(bus: PrivateBus) -> None:
    bus.start_keyring()
    bus.stop_keyring()
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            await asyncio.sleep(0.01)
            ticks += 1

    ticking = asyncio.create_task(tick())
    with pytest.raises(KeyringLocked) as caught:
        await KeyringStore("default", patience=Patience(answer=0.3)).load("main")
    ticking.cancel()
    assert (caught.value.title, ticks > 5) == (SILENT, True)


async def test_a_desktop_does_not_make_a_hanging_keyring_slower_to_notice(bus: PrivateBus) -> None:
    bus.start_keyring()
    bus.stop_keyring()
    patience = Patience(answer=0.3, prompt=60, prompts=lambda: True)
    with pytest.raises(KeyringLocked) as caught:
        await asyncio.wait_for(KeyringStore("default", patience=patience).load("main"), 10)
    assert caught.value.title == SILENT


async def test_a_hanging_keyring_can_be_walked_away_from(bus: PrivateBus) -> None:
    bus.start_keyring()
    bus.stop_keyring()
    waiting = asyncio.create_task(KeyringStore("default", patience=Patience(answer=60)).load("main"))
    await asyncio.sleep(0.05)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(waiting, 5)


async def test_a_hanging_keyring_is_reported(bus: PrivateBus) -> None:
    bus.start_keyring()
    bus.stop_keyring()
    report = await keyring_report(limit=0.3)
    assert (report.usable, report.summary) == (False, SILENT)


HANGING = """
import asyncio
from tui_app.credentials import KeyringStore, Patience
from tui_app.domain.errors import KeyringLocked
try:
    asyncio.run(KeyringStore("default", patience=Patience(answer=0.3)).load("main"))
except KeyringLocked as error:
    print(error.title)
"""


async def test_a_hanging_keyring_does_not_keep_the_program_from_ending(bus: PrivateBus) -> None:
    bus.start_keyring()
    bus.stop_keyring()
    began = time.monotonic()
    ended = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-c", HANGING],
        env=bus.environment,
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert (ended.stdout.strip(), ended.stderr, ended.returncode) == (SILENT, "", 0)
    assert time.monotonic() - began < 20


async def test_no_error_carries_the_secret(bus: PrivateBus, store: KeyringStore) -> None:
    bus.start_keyring()
    bus.lock()
    with pytest.raises(OfferdeskError) as caught:
        await store.save("main", KEYS)
    error: BaseException | None = caught.value
    while error:
        frames = [frame.f_locals for frame, _ in traceback.walk_tb(error.__traceback__)]
        assert "canary" not in repr([error.args, vars(error), frames])
        error = error.__cause__ or error.__context__
