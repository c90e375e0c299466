"""Which accounts are being read again, and what follows when one was."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

from tui_app.desk.recovering import Recovering
from tui_app.desk.refresh import Refresher
from tui_app.desk.tasks import joined, start
from tui_app.desk.workbench import Workbench
from tui_app.domain.errors import LedgerError


class Refreshing:
    """At most one refresh of each account at a time. `then` is what follows when one ended."""

    def __init__(
        self,
        bench: Workbench,
        refresher: Refresher,
        recovering: Recovering,
        *,
        then: Callable[[str], Awaitable[None]],
    ) -> None:
        self._bench = bench
        self._refresher = refresher
        self._recovering = recovering
        self._then = then
        self._running: dict[str, asyncio.Task[None]] = {}
        self._following_up: set[str] = set()
        self._later: set[asyncio.Task[None]] = set()
        self._closed = False

    async def one(self, account: str) -> None:
        """Read one account again; a refresh that is reading is joined, not doubled."""
        while not self._closed and account in self._following_up:
            await asyncio.wait([self._running[account]])  # what it read is older than this wish
        if self._closed:
            return
        if (running := self._running.get(account)) is None:
            running = start(self._refresh(account), f"refresh {account}")
            self._running[account] = running
            running.add_done_callback(lambda _task: self._running.pop(account, None))
        await joined(running)

    async def every(self) -> None:
        """Read every account, side by side; each one's failure stays its own."""
        await asyncio.gather(*(self.one(config.name) for config in self._bench.accounts.all()))

    def interrupt(self) -> None:
        """Stop reading wherever it is done; what was read stays, and the next refresh goes on there."""
        for account in tuple(self._running):
            self._refresher.stop(account)

    async def stop(self, account: str) -> None:
        """End the refresh of an account, if one is running."""
        if (running := self._running.get(account)) is not None:
            running.cancel()
            await asyncio.wait([running])

    async def close(self) -> None:
        """End every refresh, and begin none any more."""
        self._closed = True
        refreshes = (*self._running.values(), *self._later)
        for task in refreshes:
            task.cancel()
        await asyncio.gather(*refreshes, return_exceptions=True)

    async def _refresh(self, account: str) -> None:
        wait = self._recovering.begin(account) if self._bench.accounts.known(account) else 0.0
        whole = await self._refresher.refresh(account)
        self._following_up.add(account)
        try:
            await self._follow_up(account, wait, whole=whole)
        finally:
            self._following_up.discard(account)

    async def _follow_up(self, account: str, wait: float, *, whole: bool) -> None:
        await self._then(account)
        with suppress(LedgerError):  # the next refresh tries again
            if await self._recovering.end(account, wait, whole=whole) and whole:
                task = start(self._refresh_in(wait, account), f"refresh {account} again")
                self._later.add(task)
                task.add_done_callback(self._later.discard)

    async def _refresh_in(self, seconds: float, account: str) -> None:
        await asyncio.sleep(seconds)
        await self.one(account)
