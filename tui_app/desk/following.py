"""What follows an action on an order: the order that was made, or changed, is looked up by itself."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Final

from tui_app.desk.news import ActionChanged, News
from tui_app.desk.orders import Orders
from tui_app.desk.tasks import in_thread, start
from tui_app.desk.workbench import Workbench
from tui_app.domain.errors import LedgerError, OfferdeskError
from tui_app.domain.order import OrderKey, OrderMark
from tui_app.domain.verdicts import Action
from tui_app.ledger.action_states import ActionState
from tui_app.ledger.entries import Entry

NOT_READ_YET: Final = "It was created from here, and has not been read yet."


class Following:
    """Listens for actions that are done, however that became known."""

    def __init__(self, bench: Workbench, orders: Orders) -> None:
        self._bench = bench
        self._orders = orders
        self._reading: set[asyncio.Task[None]] = set()
        self._stop_listening = bench.notices.listen(self._heard)

    async def close(self, patience: float) -> None:
        """Listen no more; what is being read may end, `patience` seconds at most."""
        self._stop_listening()
        if self._reading:
            await asyncio.wait(tuple(self._reading), timeout=patience)
        left = tuple(self._reading)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    def _heard(self, news: News) -> None:
        if isinstance(news, ActionChanged) and news.account in self._orders.able():
            with suppress(LedgerError, KeyError):
                entry = self._bench.journal.entry(news.action_id)
                if entry.state is ActionState.DONE:
                    task = start(self._follow(entry), f"look up what {entry.action_id} did")
                    self._reading.add(task)
                    task.add_done_callback(self._reading.discard)

    async def _follow(self, entry: Entry) -> None:
        account = entry.instruction.account
        with suppress(OfferdeskError):  # it is the state of this account's reading
            if entry.instruction.action is Action.CREATE_ORDER:
                await self._list(account, entry.made)
            elif await self._is_listed(account, entry.instruction.target):
                await self._orders.look_up(account, [entry.instruction.target])

    async def _list(self, account: str, made: str | None) -> None:
        """Put an order that was made on the list, whether it can be read now or not."""
        if made is None:
            return
        if not await self._is_listed(account, made):
            mark = OrderMark(made, NOT_READ_YET)
            await in_thread(self._bench.order_shelf.mark, account, [mark], self._bench.clock())
        await self._orders.look_up(account, [made])

    async def _is_listed(self, account: str, ref: str) -> bool:
        return await in_thread(self._orders.find, OrderKey(account, ref)) is not None
