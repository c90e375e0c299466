"""What the Orders screen has done by the desk: asked for, looked up, written down; each trouble told once."""

from __future__ import annotations

from collections.abc import Coroutine, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from textual.app import App

from tui_app.desk.desk import Desk
from tui_app.desk.order_export import write_orders
from tui_app.desk.tasks import in_thread
from tui_app.domain.errors import OfferdeskError
from tui_app.domain.instruction import Instruction
from tui_app.domain.order import OrderKey
from tui_app.gateway.orders import OrdersFound
from tui_app.ledger.orders import KeptOrder
from tui_app.ui.file_words import where_it_is
from tui_app.ui.handing_off import sentence_of
from tui_app.ui.modals.choose_account import ChooseAccount
from tui_app.ui.modals.new_order import NewOrderForm
from tui_app.ui.modals.order_lookup import OrderLookUp
from tui_app.ui.modals.yes_no import YesNo
from tui_app.ui.order_words import short_ref
from tui_app.ui.privacy import Hides, unhidden
from tui_app.ui.telling import tell

NOBODY_LOOKS_UP = "None of your accounts is at a marketplace where orders can be looked up: 7 adds one."
NOBODY_MAKES = "None of your accounts is at a marketplace where orders can be created: 7 adds one."
_TAKEN_OFF = "It is not read again. Nothing changes at the marketplace; + looks it up again."
_FEW = 3


class OrderErrands:
    """Asks the person where that is needed. Every method raises OfferdeskError unless it says otherwise."""

    def __init__(self, app: App[None], desk: Desk) -> None:
        self._app = app
        self._desk = desk

    def begin(self, work: Coroutine[Any, Any, object], name: str) -> None:
        """Do it in a worker of the app, behind the screen; what goes wrong is told."""
        self._app.run_worker(self._tried(work), group=f"orders:{name}")

    async def look_up(self, account: str | None) -> OrderKey | None:
        """Ask which orders, and look them up; the first of them, None where nobody said."""
        accounts = self._titles(self._desk.orders.able())
        if not accounts:
            tell(self._app, NOBODY_LOOKS_UP, "information")
            return None
        first = account if account is not None and account in accounts else next(iter(accounts))
        named = await self._app.push_screen_wait(OrderLookUp(self._desk.orders, accounts, first))
        if named is None:
            return None
        found = await self._desk.orders.look_up(named.account, named.refs)
        if found.marks:  # what was read is on the list for everybody to see
            tell(self._app, found_words(found), "warning")
        return OrderKey(named.account, named.refs[0])

    async def refresh(self, account: str | None) -> None:
        """Read the orders of an account again, or of all; each trouble is told."""
        for name, trouble in (await self._desk.orders.refresh(account)).items():
            tell(self._app, f"{name}: {sentence_of(trouble)}", "error")

    async def take_off(self, key: OrderKey) -> None:
        """Take an order off the list, after a question."""
        question = f"Take order {short_ref(key.ref)} of {key.account} off the list?"
        if await self._app.push_screen_wait(YesNo(question, _TAKEN_OFF)):
            await self._desk.orders.forget(key)

    async def draft(self, account: str | None, given_up: Instruction | None) -> Instruction | None:
        """Ask for an order to be created, of this account if it can; None where nobody wants one.

        `given_up` is the one that was last asked for and not wanted after all.
        """
        chosen = await self._maker(account)
        if chosen is None:
            return None
        orders = self._desk.orders
        before = given_up.order if given_up is not None and given_up.account == chosen else None
        form = NewOrderForm(
            title=f"New order through {chosen} on {self._desk.accounts.marketplace(chosen).title}",
            form=orders.form_of(chosen),
            suggestions=await in_thread(orders.suggestions, chosen),
            draft=partial(orders.draft, chosen),
            typed=before.typed if before is not None else {},
        )
        return await self._app.push_screen_wait(form)

    async def export(self, kept: Sequence[KeptOrder], folder: Path, now: datetime) -> None:
        """Write these orders into files, and say which."""
        table, whole = await in_thread(write_orders, kept, folder, now)
        words = f"Written into {where_it_is(table, whole)}.{unhidden(self._app)}"
        tell(self._app, words, "information", hides=Hides.NOTHING)

    async def _maker(self, account: str | None) -> str | None:
        makers = self._titles(self._desk.orders.makers())
        if account in makers:
            return account
        if not makers:
            tell(self._app, NOBODY_MAKES, "information")
            return None
        if len(makers) == 1:
            return next(iter(makers))
        return await self._app.push_screen_wait(ChooseAccount("Create it through which account?", makers))

    def _titles(self, names: Sequence[str]) -> Mapping[str, str]:
        return {name: self._desk.accounts.marketplace(name).title for name in names}

    async def _tried(self, work: Coroutine[Any, Any, object]) -> None:
        try:
            await work
        except OfferdeskError as error:
            tell(self._app, sentence_of(error), "error")


def found_words(found: OrdersFound) -> str:
    """How many were read, and why the first few of the others were not."""
    count = len(found.orders)
    read = f"{count:,} order{'s' * (count != 1)} read."
    more = f" And {len(found.marks) - _FEW:,} more like these." if len(found.marks) > _FEW else ""
    return " ".join([read, *(mark.because for mark in found.marks[:_FEW])]) + more
