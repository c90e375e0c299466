"""Accounts: added, renewed, tried and removed whole or not at all, and their secrets nowhere else."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.desk.proxy import Hold, Proxy, act_then_reset
from tests.desk.seat import (
    ACCOUNT,
    Market,
    Seat,
    accept,
    as_account,
    config_of,
    counter,
    seated,
    secrets_of,
    written,
)
from tests.sandbox_process import SandboxInfo
from tui_app.credentials import CredentialStore, SessionStore
from tui_app.desk.sources import SourceState
from tui_app.domain.errors import (
    CredentialsMissing,
    CredentialsRejected,
    KeyringLocked,
    OfferdeskError,
    SettingsReadOnly,
    UsageError,
)
from tui_app.domain.offer import Side
from tui_app.domain.secrets import Credentials
from tui_app.domain.verdicts import Action, Allowed, Blocked
from tui_app.ledger.action_states import ActionState
from tui_app.settings import save_accounts

pytestmark = pytest.mark.anyio

WRONG = Credentials.of({"api_key": "nobody", "api_secret": base64.b64encode(b"nothing").decode()})


class Fragile(SessionStore):
    """A store that can be made to fail, and to wait before it answers."""

    def __init__(self) -> None:
        super().__init__()
        self.broken = False
        self.loading = asyncio.Event()
        self.may_answer = asyncio.Event()
        self.may_answer.set()

    async def load(self, account: str) -> Credentials | None:
        """What was kept when it was asked for."""
        found = await super().load(account)
        self.loading.set()
        await self.may_answer.wait()
        return found

    async def save(self, account: str, credentials: Credentials) -> None:
        """Keep, or fail."""
        self._check()
        await super().save(account, credentials)

    async def remove(self, account: str) -> None:
        """Forget, or fail."""
        self._check()
        await super().remove(account)

    def _check(self) -> None:
        if self.broken:
            raise KeyringLocked("The keyring is locked; unlock it.")


def lock_up(folder: Path) -> None:
    """Let nothing be written where the list of accounts is, whoever tries."""
    (folder / "accounts.toml").unlink(missing_ok=True)
    (folder / "accounts.toml").mkdir()


@pytest.fixture
def store() -> Fragile:
    """What keeps the credentials."""
    return Fragile()


@pytest.fixture
async def empty(market: Market, tmp_path: Path, store: Fragile) -> AsyncIterator[Seat]:
    """A desk without accounts."""
    stores: dict[str, CredentialStore] = {"session": store, "keyring": SessionStore()}
    async with seated(market.info, tmp_path, configs=[], stores=stores) as sitting:
        yield sitting


@pytest.fixture
async def one(empty: Seat, market: Market) -> Seat:
    """A desk with one account that was added."""
    await empty.accounts.add(config_of(market.info.base_url), secrets_of(market.info))
    return empty


def names(seat: Seat) -> list[str]:
    """The accounts that the desk knows."""
    return [config.name for config in seat.accounts.all()]


async def test_an_account_that_is_added_works_and_is_there_at_the_next_start(one: Seat) -> None:
    assert names(one) == written(one.folder) == [ACCOUNT]
    connection = await one.accounts.connection(ACCOUNT)
    assert "may read" in await connection.probe()


async def test_a_name_is_given_once(one: Seat, market: Market) -> None:
    with pytest.raises(UsageError, match="already; choose another name"):
        await one.accounts.add(config_of("http://127.0.0.1:1"), WRONG)

    connection = await one.accounts.connection(ACCOUNT)
    assert "may read" in await connection.probe()


async def test_what_a_command_adds_is_taken_in_when_all_is_read_again(
    one: Seat, store: Fragile, market: Market
) -> None:
    offer = as_account(market.offer(), "later").offer
    before = one.desk.verdict(Action.ACCEPT, offer)
    assert isinstance(before, Blocked)
    assert "added elsewhere" in before.reason

    await store.save("later", secrets_of(market.info))
    both = [config_of(market.info.base_url), config_of(market.info.base_url, "later")]
    save_accounts(one.folder / "accounts.toml", both)
    await one.desk.refresh_all()

    assert names(one) == [ACCOUNT, "later"]
    assert one.desk.source("later").state is SourceState.FRESH
    assert isinstance(one.desk.verdict(Action.ACCEPT, offer), Allowed)


async def test_what_a_command_added_stays_when_another_account_is_removed(one: Seat, market: Market) -> None:
    both = [config_of(market.info.base_url), config_of(market.info.base_url, "later")]
    save_accounts(one.folder / "accounts.toml", both)
    await one.desk.remove_account(ACCOUNT)

    assert names(one) == written(one.folder) == ["later"]


async def test_what_memory_kept_is_said_to_have_been_for_one_session(one: Seat, store: Fragile) -> None:
    await store.remove(ACCOUNT)

    with pytest.raises(CredentialsMissing, match="were kept for one session only: give them again"):
        await one.accounts.connection(ACCOUNT)


async def test_an_account_on_a_marketplace_nobody_knows_is_not_added(empty: Seat) -> None:
    with pytest.raises(UsageError, match="does not know the marketplace"):
        await empty.accounts.add(config_of("", marketplace="atlantis"), WRONG)

    assert names(empty) == []


async def test_where_the_list_cannot_be_written_nothing_is_added(
    empty: Seat, store: Fragile, market: Market
) -> None:
    lock_up(empty.folder)

    with pytest.raises(SettingsReadOnly, match="cannot be written"):
        await empty.accounts.add(config_of(market.info.base_url), secrets_of(market.info))

    assert names(empty) == []
    assert await store.load(ACCOUNT) is None


async def test_where_the_secrets_cannot_be_kept_nothing_is_added(
    empty: Seat, store: Fragile, market: Market
) -> None:
    store.broken = True

    with pytest.raises(KeyringLocked):
        await empty.accounts.add(config_of(market.info.base_url), secrets_of(market.info))

    assert names(empty) == written(empty.folder) == []


async def test_new_credentials_are_used_from_the_next_call_on(empty: Seat, market: Market) -> None:
    await empty.accounts.add(config_of(market.info.base_url), WRONG)
    await empty.desk.refresh(ACCOUNT)
    assert empty.desk.source(ACCOUNT).state is SourceState.SIGNED_OUT

    await empty.accounts.rotate(config_of(market.info.base_url), secrets_of(market.info))
    connection = await empty.accounts.connection(ACCOUNT)
    assert "may read" in await connection.probe()


async def test_new_credentials_win_over_a_sign_in_that_is_on_its_way(
    empty: Seat, store: Fragile, market: Market
) -> None:
    await empty.accounts.add(config_of(market.info.base_url), WRONG)
    store.may_answer.clear()
    signing_in = asyncio.create_task(empty.accounts.connection(ACCOUNT))
    await store.loading.wait()

    await empty.accounts.rotate(config_of(market.info.base_url), secrets_of(market.info))
    store.may_answer.set()

    assert "may read" in await (await signing_in).probe()


@pytest.mark.parametrize("broken", ["list", "store"])
async def test_a_renewal_that_fails_leaves_the_account_as_it_was(
    broken: str, one: Seat, store: Fragile, market: Market
) -> None:
    before = (one.folder / "accounts.toml").read_bytes()
    if broken == "list":
        lock_up(one.folder)
    store.broken = broken == "store"

    with pytest.raises(OfferdeskError):
        await one.accounts.rotate(config_of("http://127.0.0.1:1"), WRONG)

    if broken == "store":
        assert (one.folder / "accounts.toml").read_bytes() == before
    assert one.accounts.config(ACCOUNT).fields["base_url"] == market.info.base_url
    connection = await one.accounts.connection(ACCOUNT)
    assert "may read" in await connection.probe()


async def test_secrets_that_move_to_another_store_leave_the_first(
    one: Seat, store: Fragile, market: Market
) -> None:
    await one.accounts.rotate(config_of(market.info.base_url, keeps="keyring"), secrets_of(market.info))

    assert await store.load(ACCOUNT) is None
    assert await one.accounts.store(ACCOUNT).load(ACCOUNT) is not None


async def test_a_removed_account_is_gone_with_its_secrets_and_what_was_seen(
    one: Seat, store: Fragile, market: Market
) -> None:
    seen = market.spare()
    one.know(seen)

    await one.desk.remove_account(ACCOUNT)

    assert names(one) == written(one.folder) == []
    assert await store.load(ACCOUNT) is None
    assert one.desk.shelf.find(seen.offer.key) is None
    with pytest.raises(UsageError, match="There is no account"):
        await one.accounts.connection(ACCOUNT)


@pytest.mark.parametrize("broken", ["list", "store"])
async def test_a_removal_that_fails_leaves_the_account_as_it_was(
    broken: str, one: Seat, store: Fragile
) -> None:
    if broken == "list":
        lock_up(one.folder)
    store.broken = broken == "store"

    with pytest.raises(OfferdeskError):
        await one.desk.remove_account(ACCOUNT)

    assert names(one) == [ACCOUNT]
    if broken == "store":
        assert written(one.folder) == [ACCOUNT]
    connection = await one.accounts.connection(ACCOUNT)
    assert "may read" in await connection.probe()


async def test_an_account_with_a_refresh_under_way_leaves_no_rows_when_removed(
    market: Market, proxy: Proxy, tmp_path: Path
) -> None:
    async with seated(market.info, tmp_path, at=proxy, page_size=20) as seat:
        refreshing = asyncio.create_task(seat.desk.refresh(ACCOUNT))
        await seat.until(lambda: seat.desk.source(ACCOUNT).so_far > 0)

        await seat.desk.remove_account(ACCOUNT)

        await asyncio.gather(refreshing, return_exceptions=True)
        assert seat.desk.windows.open_count(Side.RECEIVED) == 0
        assert seat.desk.sources == ()


async def test_an_account_is_not_removed_while_it_acts(market: Market, seat: Seat, proxy: Proxy) -> None:
    proxy.next("NftCounterOffer", held := Hold(acting=True))
    acting = asyncio.create_task(seat.reported(counter(market.offer().offer)))
    await held.reached.wait()

    with pytest.raises(UsageError, match="is under way; remove it when that has ended"):
        await seat.desk.remove_account(ACCOUNT)

    held.let_go.set()
    assert (await acting).state is ActionState.DONE
    await seat.desk.remove_account(ACCOUNT)


async def test_what_is_tried_out_is_not_kept(empty: Seat, store: Fragile, market: Market) -> None:
    said = await empty.accounts.try_out(config_of(market.info.base_url), secrets_of(market.info))

    assert "Signed in at 127.0.0.1" in said
    assert names(empty) == []
    assert await store.load(ACCOUNT) is None
    assert not (empty.folder / "accounts.toml").exists()


async def test_what_does_not_work_says_so_when_tried_out(empty: Seat, market: Market) -> None:
    with pytest.raises(CredentialsRejected, match="does not know this API key"):
        await empty.accounts.try_out(config_of(market.info.base_url), WRONG)


async def test_changes_at_the_same_time_all_stay(empty: Seat, market: Market) -> None:
    wanted = [f"account-{number}" for number in range(8)]

    await asyncio.gather(
        *(
            empty.accounts.add(config_of(market.info.base_url, name), secrets_of(market.info))
            for name in wanted
        )
    )

    assert sorted(written(empty.folder)) == sorted(names(empty)) == wanted


async def test_no_secret_reaches_a_file(market: Market, proxy: Proxy, tmp_path: Path) -> None:
    offer, lost = market.offer().offer, market.offer().offer
    stores: dict[str, CredentialStore] = {"session": SessionStore(), "keyring": SessionStore()}
    async with seated(market.info, tmp_path, at=proxy, configs=[], stores=stores, refresh_limit=1) as seat:
        await seat.accounts.add(config_of(proxy.base_url), secrets_of(market.info))
        await seat.desk.refresh(ACCOUNT)
        await seat.reported(accept(offer))
        proxy.next("NftAcceptOffer", act_then_reset)
        await seat.reported(accept(lost))
        await seat.until_settled()
        preview = await seat.desk.preview(accept(lost))

        files = contents(tmp_path)
        assert files.keys() >= {"ledger.sqlite3", "ledger.sqlite3-wal", "accounts.toml"}
        for canary in secrets(market.info):
            assert canary not in preview
            assert not [name for name, content in files.items() if canary.encode() in content]


def secrets(info: SandboxInfo) -> list[str]:
    """The canaries, and a piece of each."""
    return [info.api_key, info.api_secret, info.api_key[8:24], info.api_secret[8:24]]


def contents(folder: Path) -> dict[str, bytes]:
    """Every file in a folder."""
    return {file.name: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
