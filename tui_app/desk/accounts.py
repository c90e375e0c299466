"""Accounts, what keeps their credentials, and the connections made from them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from tui_app.credentials import CredentialStore
from tui_app.domain.errors import CredentialsMissing, UsageError
from tui_app.domain.secrets import Credentials
from tui_app.gateway.contract import Clock, Connection, Marketplace, NonceSource, SignIn
from tui_app.settings import AccountConfig

if TYPE_CHECKING:
    from tui_app.gateway.http import HttpLines

SaveAccounts = Callable[[Sequence[AccountConfig]], None]


class Accounts:
    """The accounts of a profile. A connection is made once and kept until something changes.

    `stores` holds a credential store for each of AccountConfig's `keeps`. `save` writes the
    accounts (never their secrets) where they are read at the next start. `open_http` is called
    once, in a thread, when the first connection is made: it imports httpx.
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
    ) -> None:
        self._configs = {config.name: config for config in configs}
        self._marketplaces = {each.slug: each for each in marketplaces}
        self._stores = stores
        self._nonces = nonces
        self._clock = clock
        self._save = save
        self._connections: dict[str, Connection] = {}
        self._signing_in: dict[str, asyncio.Lock] = {}
        self._open_http = open_http
        self._lines: HttpLines | None = None
        self._opening = asyncio.Lock()

    def all(self) -> tuple[AccountConfig, ...]:
        """Every account, in the order they were added."""
        return tuple(self._configs.values())

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
        """The marketplace an account is on. Raises UsageError."""
        return self._marketplaces[self.config(account).marketplace]

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

    async def connection(self, account: str) -> Connection:
        """The account's connection, signed in when first needed. Raises CredentialsError."""
        async with self._signing_in.setdefault(account, asyncio.Lock()):
            if (found := self._connections.get(account)) is None:
                found = self._connections[account] = await self._sign_in(account)
        return found

    async def add(self, config: AccountConfig, credentials: Credentials) -> None:
        """Keep a new account: its secrets first, so that none is listed without. Raises OfferdeskError."""
        if config.name in self._configs:
            raise UsageError(f"There is an account “{config.name}” already; choose another name.")
        await self._stores[config.keeps].save(config.name, credentials)
        self._configs[config.name] = config
        await asyncio.to_thread(self._save, self.all())

    async def rotate(self, config: AccountConfig, credentials: Credentials) -> None:
        """Replace an account's fields and secrets. Raises OfferdeskError."""
        self.config(config.name)
        await self._stores[config.keeps].save(config.name, credentials)
        self._configs[config.name] = config
        await asyncio.to_thread(self._save, self.all())
        await self.sign_out(config.name)

    async def remove(self, account: str) -> None:
        """Forget an account and its secrets. Raises CredentialsError where they cannot be removed."""
        store = self.store(account)
        with suppress(CredentialsMissing):
            await store.remove(account)
        del self._configs[account]
        await asyncio.to_thread(self._save, self.all())
        await self.sign_out(account)

    async def sign_out(self, account: str) -> None:
        """Close the account's connection; the next use signs in again."""
        if (connection := self._connections.pop(account, None)) is not None:
            await connection.close()

    async def try_out(self, config: AccountConfig, credentials: Credentials) -> str:
        """Make a harmless read with these, keeping nothing; a sentence on what it showed."""
        connection = await self._connect(config, credentials)
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

    async def _sign_in(self, account: str) -> Connection:
        credentials = await self.store(account).load(account)
        if credentials is None:
            raise CredentialsMissing(f"No credentials are stored for {account}: add them under Accounts.")
        return await self._connect(self.config(account), credentials)

    async def _connect(self, config: AccountConfig, credentials: Credentials) -> Connection:
        sign_in = SignIn(
            account=config.name,
            fields=dict(config.fields),
            credentials=credentials,
            nonces=self._nonces,
            clock=self._clock,
            http=await self._http(),
        )
        # Connecting imports pydantic: a quarter of a second that the screen must not wait for.
        return await asyncio.to_thread(self._marketplaces[config.marketplace].connect, sign_in)

    async def _http(self) -> HttpLines:
        async with self._opening:
            if self._lines is None:
                self._lines = await asyncio.to_thread(self._open_http)
        return self._lines
