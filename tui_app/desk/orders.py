"""Orders: looked up by what names them, kept on a list, and created."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime

from tui_app.desk.news import OrdersChanged
from tui_app.desk.order_forms import Suggestions, doubts_of, suggestions_of, told_of
from tui_app.desk.tasks import in_thread, joined, start
from tui_app.desk.workbench import Workbench
from tui_app.domain.errors import OfferdeskError, UsageError
from tui_app.domain.instruction import Instruction, creating
from tui_app.domain.new_order import read_new_order
from tui_app.domain.offer import Offer
from tui_app.domain.order import Order, OrderEvent, OrderKey
from tui_app.gateway.orders import (
    LookUp,
    OrderCanceller,
    OrderForm,
    OrderReader,
    OrdersFound,
    OrderTimeline,
)
from tui_app.ledger.orders import KeptOrder


@dataclass(frozen=True, slots=True, kw_only=True)
class OrdersReading:
    """How the reading of one account's orders stands: `trouble` is what kept the last one from ending."""

    loading: bool = False
    read_at: datetime | None = None
    trouble: OfferdeskError | None = field(default=None, compare=False)


class Orders:
    """Looks orders up and keeps them listed. Only what is public of them is written down.

    What goes wrong through one account is raised, or becomes the state of its reading, and touches no other.
    """

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self._in_full: dict[OrderKey, Order] = {}
        self._readings: dict[str, OrdersReading] = {}
        self._refreshing: dict[str, asyncio.Task[None]] = {}

    def able(self) -> tuple[str, ...]:
        """The accounts through which orders can be looked up."""
        accounts = self._bench.accounts
        names = (config.name for config in accounts.all() if accounts.known(config.name))
        return tuple(name for name in names if accounts.marketplace(name).orders is not None)

    def makers(self) -> tuple[str, ...]:
        """The accounts through which orders can be created."""
        accounts = self._bench.accounts
        names = (config.name for config in accounts.all() if accounts.known(config.name))
        return tuple(name for name in names if accounts.marketplace(name).order_form is not None)

    def look_up_of(self, account: str) -> LookUp:
        """How orders are named there. Raises UsageError where none can be looked up."""
        marketplace = self._bench.accounts.marketplace(account)
        if marketplace.orders is None:
            raise UsageError(f"{marketplace.title} has no orders to look up.", _others(self.able()))
        return marketplace.orders

    def form_of(self, account: str) -> OrderForm:
        """What creating an order means there. Raises UsageError where none can be created."""
        marketplace = self._bench.accounts.marketplace(account)
        if marketplace.order_form is None:
            raise UsageError(f"{marketplace.title} creates no orders.", _others(self.makers()))
        return marketplace.order_form

    def read(self, account: str, text: str) -> tuple[str, ...]:
        """The orders that a text names. Sends nothing. Raises UsageError, which names what is wrong."""
        return self.look_up_of(account).read(text)

    def draft(self, account: str, typed: Mapping[str, str]) -> Instruction:
        """The instruction to create the order in a form. Sends nothing. Raises UsageError."""
        self.form_of(account)
        marketplace = self._bench.accounts.config(account).marketplace
        return creating(read_new_order(typed, account=account, marketplace=marketplace))

    def doubts(self, draft: Instruction) -> tuple[str, ...]:
        """A sentence for each odd thing about an order, going by what was seen. Raises LedgerError."""
        if draft.order is None:
            return ()
        now = self._bench.their_time(draft.account)
        return (*self.alike(draft), *doubts_of(draft.order, self.kept(draft.account), now))

    def alike(self, draft: Instruction) -> tuple[str, ...]:
        """A sentence for each order of the same that was created from here before. Raises LedgerError."""
        if draft.order is None:
            return ()
        made = self._bench.claims.made_on(draft.account, draft.target)
        return tuple(told_of(draft.order, each) for each in made)

    def suggestions(self, account: str) -> Suggestions:
        """Numbers that the orders on the list name, for a form. Raises LedgerError."""
        return suggestions_of(self.kept(account))

    def kept(self, account: str | None = None) -> list[KeptOrder]:
        """The list, in the order in which they came onto it. Raises LedgerError."""
        return self._bench.order_shelf.all(account)

    def find(self, key: OrderKey) -> KeptOrder | None:
        """One order of the list. Raises LedgerError."""
        return self._bench.order_shelf.find(key)

    def reading(self, account: str) -> OrdersReading:
        """How the reading of an account's orders stands."""
        return self._readings.get(account) or OrdersReading()

    def revealed(self, key: OrderKey) -> Order | None:
        """The order with what is private of it, where it was read since the program started."""
        return self._in_full.get(key)

    def as_offer(self, key: OrderKey) -> Offer | None:
        """The order as an offer to give an instruction about, None where nothing can be done to it.

        That is known once the account is signed in, which a look-up sees to. Raises LedgerError.
        """
        connection = self._bench.accounts.connected(key.account)
        if not isinstance(connection, OrderCanceller) or (order := self._known(key)) is None:
            return None
        return connection.as_offer(order)

    async def look_up(self, account: str, refs: Sequence[str]) -> OrdersFound:
        """Read these orders and have them on the list, marked where they cannot be had.

        Raises OfferdeskError where none could be asked for at all; then the list stays as it was.
        """
        self.look_up_of(account)
        self._put(account, replace(self.reading(account), loading=True))
        try:
            found = await self._found(account, refs)
        except OfferdeskError as error:
            self._put(account, replace(self.reading(account), loading=False, trouble=error))
            raise
        except asyncio.CancelledError:
            self._put(account, replace(self.reading(account), loading=False))
            raise
        self._put(account, OrdersReading(read_at=self._bench.clock()))
        return found

    async def refresh(self, account: str | None = None) -> dict[str, OfferdeskError]:
        """Read what is on the list again, of one account or of all; what went wrong, by account.

        What the marketplace called not there is not asked for again.
        """
        names = self.able() if account is None else (account,)
        await asyncio.gather(*map(self._refresh_once, names))
        troubles = {name: self.reading(name).trouble for name in names}
        return {name: trouble for name, trouble in troubles.items() if trouble is not None}

    async def timeline(self, key: OrderKey) -> tuple[OrderEvent, ...]:
        """What the marketplace says happened to an order, the oldest first. Raises OfferdeskError."""
        connection, order = await self._bench.accounts.connection(key.account), self._known(key)
        return await connection.order_events(order) if order and isinstance(connection, OrderTimeline) else ()

    async def forget(self, key: OrderKey) -> None:
        """Take an order off the list. Raises LedgerError."""
        await in_thread(self._bench.order_shelf.forget, key)
        self._in_full.pop(key, None)
        self._bench.notices.tell(OrdersChanged(key.account))

    async def forget_account(self, account: str) -> None:
        """Drop the list of an account that is removed. Raises LedgerError."""
        if (running := self._refreshing.get(account)) is not None:
            running.cancel()
            await asyncio.wait([running])
        await in_thread(self._bench.order_shelf.forget_account, account)
        self._in_full = {key: order for key, order in self._in_full.items() if key.account != account}
        self._readings.pop(account, None)
        self._bench.notices.tell(OrdersChanged(account))

    async def close(self) -> None:
        """Stop refreshing."""
        tasks = tuple(self._refreshing.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _refresh_once(self, account: str) -> None:
        """Refresh an account; a refresh that is running is joined, not doubled."""
        if (running := self._refreshing.get(account)) is None:
            running = start(self._refresh(account), f"orders of {account}")
            self._refreshing[account] = running
            running.add_done_callback(lambda _task: self._refreshing.pop(account, None))
        await joined(running)

    async def _refresh(self, account: str) -> None:
        with suppress(OfferdeskError):  # it is the state of this account's reading
            kept = await in_thread(self.kept, account)
            if refs := [each.key.ref for each in kept if not each.gone]:
                await self.look_up(account, refs)

    async def _found(self, account: str, refs: Sequence[str]) -> OrdersFound:
        connection = await self._bench.accounts.connection(account)
        if not isinstance(connection, OrderReader):
            raise UsageError(f"Orders cannot be looked up through {account}.", _others(self.able()))
        found = await connection.orders(refs)
        if self._bench.accounts.known(account):
            self._in_full |= {seen.order.key: seen.order for seen in found.orders}
            shelf, now = self._bench.order_shelf, self._bench.clock()
            await in_thread(shelf.keep, account, found.orders, now)
            await in_thread(shelf.mark, account, found.marks, now)
        return found

    def _known(self, key: OrderKey) -> Order | None:
        if (order := self._in_full.get(key)) is not None:
            return order
        kept = self.find(key)
        return kept.order if kept else None

    def _put(self, account: str, reading: OrdersReading) -> None:
        if self._bench.accounts.known(account):
            self._readings[account] = reading
            self._bench.notices.tell(OrdersChanged(account))


def _others(able: Sequence[str]) -> str:
    return f"Accounts for it: {', '.join(able) or 'none yet'}."
