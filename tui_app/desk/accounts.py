"""Accounts, what keeps their credentials, and the connections made from them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from tui_app.credentials import CredentialStore
from tui_app.domain.errors import CredentialsError, CredentialsMissing, SettingsReadOnly, UsageError
from tui_app.domain.secrets import Credentials
from tui_app.gateway.contract import Clock, Connection, Marketplace, NonceSource, SignIn
from tui_app.settings import AccountConfig, SettingsError

if TYPE_CHECKING:
    from tui_app.gateway.http import HttpLines

SaveAccounts = Callable[[Sequence[AccountConfig]], None]
ListAccounts = Callable[[], Sequence[AccountConfig]]


class Accounts:
    """The accounts of a profile. A connection is made once and kept until something changes.

    `stores` holds a credential store for each of AccountConfig's `keeps`. `save` writes the
    accounts (never their secrets) where they are read at the next start, and `listed` gives what stands
    there now. `open_http` is called once, in a thread, when the first connection is made: it imports httpx.
    """

    def __init__(
        self,
        *,
        configs: Sequence[AccountConfig],
        marketplaces: Sequence[Marketplace],
        stores: Mapping[str, CredentialStore],
        nonces: NonceSource,
        clock: Clock,
        save: SaveAccounts,
        open_http: Callable[[], HttpLines],
        listed: ListAccounts = tuple,
    ) -> None:
        self._configs = {config.name: config for config in configs}
        self._marketplaces = {each.slug: each for each in marketplaces}
        self._stores = stores
        self._nonces = nonces
        self._clock = clock
        self._save = save
        self._listed = listed
        self._connections: dict[str, Connection] = {}
        self._signing_in: dict[str, asyncio.Lock] = {}
        self._changing = asyncio.Lock()
        self._open_http = open_http
        self._lines: HttpLines | None = None
        self._opening = asyncio.Lock()

    def all(self) -> tuple[AccountConfig, ...]:
        """Every account, in the order they were added."""
        return tuple(self._configs.values())

    @property
    def share_a_marketplace(self) -> bool:
        """Whether two accounts are at one marketplace."""
        places = [config.marketplace for config in self._configs.values()]
        return len(set(places)) < len(places)

    @property
    def marketplaces(self) -> tuple[Marketplace, ...]:
        """Every marketplace an account can be on."""
        return tuple(self._marketplaces.values())

    def config(self, account: str) -> AccountConfig:
        """One account. Raises UsageError for a name that is not there."""
        if (found := self._configs.get(account)) is None:
            known = ", ".join(self._configs) or "none yet"
            raise UsageError(f"There is no account “{account}”.", f"Accounts: {known}.")
        return found

    def marketplace(self, account: str) -> Marketplace:
        """The marketplace an account is on. Raises UsageError where either is not known."""
        return self._described(self.config(account))

    def known(self, account: str) -> bool:
        """Whether there is such an account on a marketplace that this program knows."""
        config = self._configs.get(account)
        return config is not None and config.marketplace in self._marketplaces

    def store(self, account: str) -> CredentialStore:
        """What keeps this account's credentials."""
        return self._stores[self.config(account).keeps]

    def where(self, keeps: str) -> str:
        """In plain words, where a kind of store keeps secrets."""
        return self._stores[keeps].where

    def connected(self, account: str) -> Connection | None:
        """The account's connection where it is signed in already."""
        return self._connections.get(account)

    async def connection(self, account: str) -> Connection:
        """The account's connection, signed in when first needed. Raises CredentialsError, UsageError."""
        async with self._signing_in.setdefault(account, asyncio.Lock()):
            while (found := self._connections.get(account)) is None:
                config = self.config(account)
                made = await self._sign_in(config)
                if self._configs.get(account) is config:
                    self._connections[account] = made
                else:
                    await made.close()  # it was made from what no longer holds
        return found

    async def add(self, config: AccountConfig, credentials: Credentials) -> None:
        """Keep a new account: its secrets first, so that none is listed without.

        Raises OfferdeskError; then nothing is kept.
        """
        async with self._changing:
            await self._take_in()
            if config.name in self._configs:
                raise UsageError(f"There is an account “{config.name}” already; choose another name.")
            self._described(config)
            store = self._stores[config.keeps]
            await store.save(config.name, credentials)
            try:
                await self._write({**self._configs, config.name: config})
            except BaseException:
                with suppress(CredentialsError):
                    await store.remove(config.name)
                raise
            self._configs[config.name] = config

    async def catch_up(self) -> tuple[str, ...]:
        """Take in what was added from elsewhere since, such as by a command; the names of those accounts."""
        async with self._changing:
            return await self._take_in()

    async def rotate(self, config: AccountConfig, credentials: Credentials) -> None:
        """Replace an account's fields and secrets. Raises OfferdeskError; then all is as it was."""
        async with self._changing:
            await self._take_in()
            before = self.config(config.name)
            self._described(config)
            async with self._written({**self._configs, config.name: config}):
                await self._stores[config.keeps].save(config.name, credentials)
            # Another object even where nothing differs: who signs in meanwhile signs in again.
            self._configs[config.name] = replace(config)
            await self.sign_out(config.name)
            if before.keeps != config.keeps:
                with suppress(CredentialsMissing):
                    await self._stores[before.keeps].remove(config.name)

    async def remove(self, account: str) -> None:
        """Forget an account and its secrets. Raises OfferdeskError; then all is as it was."""
        async with self._changing:
            await self._take_in()
            store = self.store(account)
            rest = {name: config for name, config in self._configs.items() if name != account}
            async with self._written(rest):
                with suppress(CredentialsMissing):
                    await store.remove(account)
            del self._configs[account]
            await self.sign_out(account)

    async def sign_out(self, account: str) -> None:
        """Close the account's connection; the next use signs in again."""
        if (connection := self._connections.pop(account, None)) is not None:
            await connection.close()

    async def try_out(self, config: AccountConfig, credentials: Credentials) -> str:
        """Make a harmless read with these, keeping nothing; a sentence on what it showed.

        Where none are given, it is made with those that are kept. Raises OfferdeskError.
        """
        connection = await (self._connect(config, credentials) if credentials else self._sign_in(config))
        try:
            return await connection.probe()
        finally:
            await connection.close()

    async def close(self) -> None:
        """Close every connection."""
        for account in tuple(self._connections):
            await self.sign_out(account)
        if self._lines is not None:
            await self._lines.close()

    async def _take_in(self) -> tuple[str, ...]:
        listed = await asyncio.to_thread(self._listed)
        added = {config.name: config for config in listed if config.name not in self._configs}
        self._configs |= added
        return tuple(added)

    @asynccontextmanager
    async def _written(self, configs: Mapping[str, AccountConfig]) -> AsyncIterator[None]:
        """The list of accounts is these from now on, unless what is done inside fails."""
        await self._write(configs)
        try:
            yield
        except BaseException:
            await self._write(self._configs)
            raise

    async def _write(self, configs: Mapping[str, AccountConfig]) -> None:
        try:
            await asyncio.to_thread(self._save, tuple(configs.values()))
        except SettingsError as error:
            raise SettingsReadOnly(error.title) from None

    def _described(self, config: AccountConfig) -> Marketplace:
        if (found := self._marketplaces.get(config.marketplace)) is None:
            raise UsageError(
                f"This offerdesk does not know the marketplace “{config.marketplace}” of {config.name}.",
                f"It knows: {', '.join(self._marketplaces)}.",
            )
        return found

    async def _sign_in(self, config: AccountConfig) -> Connection:
        credentials = await self._stores[config.keeps].load(config.name)
        if credentials is None:
            raise _nothing_kept(config)
        return await self._connect(config, credentials)

    async def _connect(self, config: AccountConfig, credentials: Credentials) -> Connection:
        marketplace = self._described(config)
        sign_in = SignIn(
            account=config.name,
            fields=dict(config.fields),
            credentials=credentials,
            nonces=self._nonces,
            clock=self._clock,
            http=await self._http(),
        )
        # Connecting imports pydantic: a quarter of a second that the screen must not wait for.
        return await asyncio.to_thread(marketplace.connect, sign_in)

    async def _http(self) -> HttpLines:
        async with self._opening:
            if self._lines is None:
                self._lines = await asyncio.to_thread(self._open_http)
        return self._lines


def _nothing_kept(config: AccountConfig) -> CredentialsMissing:
    """The error for an account without secrets, which is the ordinary thing where memory kept them."""
    if config.keeps == "session":
        return CredentialsMissing(
            f"The secrets of {config.name} were kept for one session only: give them again under Accounts."
        )
    return CredentialsMissing(f"No credentials are stored for {config.name}: add them under Accounts.")
