"""Opening accounts to acting again after the journal was lost."""

from __future__ import annotations

import asyncio

from tui_app.desk.news import OffersChanged
from tui_app.desk.tasks import in_thread
from tui_app.desk.workbench import Workbench
from tui_app.ledger.recovery import Recovery


class Recovering:
    """An account is open again once its lists were read to the end, late enough.

    What was sent before the loss has to show in them by then: the marketplace's settle time is counted
    from the first refresh here, by the loop's clock.
    """

    def __init__(self, bench: Workbench, recovery: Recovery) -> None:
        self._bench = bench
        self._recovery = recovery
        self._first: dict[str, float] = {}

    @property
    def due(self) -> tuple[str, ...]:
        """The accounts that have still to be read. Raises LedgerError."""
        names = (config.name for config in self._bench.accounts.all())
        return tuple(name for name in names if self._recovery.is_due(name))

    def begin(self, account: str) -> float:
        """A refresh begins; seconds until one that begins later would count, 0 or less if this one does."""
        settle = self._bench.accounts.marketplace(account).settle.total_seconds()
        now = asyncio.get_running_loop().time()
        return self._first.setdefault(account, now) + settle - now

    async def end(self, account: str, wait: float, *, whole: bool) -> bool:
        """A refresh ended that `begin` gave this wait; whether another one is needed. Raises LedgerError."""
        if not await in_thread(self._recovery.is_due, account):
            return False
        if wait > 0 or not whole:
            return True
        await in_thread(self._recovery.finish, account, self._bench.clock())
        self._bench.notices.tell(OffersChanged(account))
        return False
