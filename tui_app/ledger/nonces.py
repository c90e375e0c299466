"""Nonces that only ever rise, for every key, across threads, processes, restarts and clocks.

Kraken takes a request only if its nonce exceeds the last one the key was used with
(authentication guide). A number alone is not enough: two requests whose numbers were drawn in
order can still arrive out of order, so a turn is held from drawing until the answer is in.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta

from tui_app.domain.errors import LedgerBusy, LedgerError
from tui_app.ledger.holders import alive, new_holder
from tui_app.ledger.instants import in_micros, to_micros
from tui_app.ledger.store import Ledger

# Longer than any request may take, so that a holder who is alive always has its answer by then.
LEASE = timedelta(seconds=15)
_POLL_SECONDS = 0.02


class LedgerNonces:
    """Turns kept in the ledger, for one event loop; other loops have one of their own.

    Numbers are microseconds since 1970 by `clock`, or the last one plus one. `uptime` is in
    seconds; all processes share it and nobody sets it back, so leases are measured by it.
    """

    def __init__(
        self, ledger: Ledger, clock: Callable[[], datetime], uptime: Callable[[], float] = time.monotonic
    ) -> None:
        self._ledger = ledger
        self._clock = clock
        self._uptime = uptime
        self._holder = new_holder()
        self._here: dict[str, asyncio.Lock] = {}

    @asynccontextmanager
    async def turn(self, key_id: str) -> AsyncIterator[int]:
        """One number; other turns of the same key wait, in this process and in others.

        Raises LedgerError when the number cannot be kept, or another process never lets go.
        """
        async with self._here.setdefault(key_id, asyncio.Lock()):
            nonce = await self._wait_for_number(key_id)
            try:
                yield nonce
            finally:
                self._let_go(key_id)

    async def jump(self, key_id: str, ahead: timedelta) -> None:
        """Leave out the numbers of a span of time, because somebody else drew from it."""
        with self._ledger.writing() as connection:
            connection.execute(
                "UPDATE nonces SET last = MAX(last, ?) WHERE key_id = ?",
                (to_micros(self._clock() + ahead), key_id),
            )

    async def _wait_for_number(self, key_id: str) -> int:
        patience = int(2 * LEASE.total_seconds() / _POLL_SECONDS)
        for _ in range(patience):
            with suppress(LedgerBusy):
                if (nonce := self._draw(key_id)) is not None:
                    return nonce
            await asyncio.sleep(_POLL_SECONDS)
        raise LedgerError("Another offerdesk keeps using the same API key; close it, then try again.")

    def _draw(self, key_id: str) -> int | None:
        now, uptime = to_micros(self._clock()), int(self._uptime() * 1_000_000)
        with self._ledger.writing(patience=0) as connection:
            row = connection.execute(
                "SELECT last, holder, held_since FROM nonces WHERE key_id = ?", (key_id,)
            ).fetchone()
            if row is not None and self._held(row["holder"], row["held_since"], uptime):
                return None
            nonce = now if row is None else max(row["last"] + 1, now)
            connection.execute(
                "INSERT INTO nonces (key_id, last, holder, held_since) VALUES (?, ?, ?, ?) "
                "ON CONFLICT (key_id) DO UPDATE "
                "SET last = excluded.last, holder = excluded.holder, held_since = excluded.held_since",
                (key_id, nonce, self._holder, uptime),
            )
        return nonce

    def _held(self, holder: str, since: int, uptime: int) -> bool:
        if holder in {"", self._holder} or not alive(holder):
            return False
        # The age is negative after a reboot: such a lease is as old as one that ran out.
        return 0 <= uptime - since <= in_micros(LEASE)

    def _let_go(self, key_id: str) -> None:
        # An answer is in by now, and nothing here may hide it; a turn not given back runs out.
        with suppress(LedgerError), self._ledger.writing(patience=_POLL_SECONDS) as connection:
            connection.execute(
                "UPDATE nonces SET holder = '' WHERE key_id = ? AND holder = ?", (key_id, self._holder)
            )
