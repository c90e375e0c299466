"""What the Purchases screen has done by the desk: asked for, read, written down; each trouble told once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from datetime import datetime
from pathlib import Path
from typing import Any

from textual.app import App

from tui_app.desk.desk import Desk
from tui_app.desk.purchase_export import write_purchases
from tui_app.desk.tasks import in_thread
from tui_app.domain.errors import OfferdeskError
from tui_app.domain.purchase import Holding, Search
from tui_app.ui.file_words import where_it_is
from tui_app.ui.handing_off import sentence_of
from tui_app.ui.modals.purchase_search import PurchaseSearch
from tui_app.ui.modals.yes_no import YesNo
from tui_app.ui.privacy import Hides, unhidden
from tui_app.ui.purchase_words import search_words
from tui_app.ui.telling import tell

NOBODY_TELLS = "None of your accounts is at a marketplace that tells what users bought: 7 adds one."
_TAKEN_OFF = "What it showed is forgotten here. Nothing changes at the marketplace; + makes it again."


class PurchaseErrands:
    """Asks the person where that is needed. Every method runs in a worker of the app."""

    def __init__(self, app: App[None], desk: Desk, exports: Path, clock: Callable[[], datetime]) -> None:
        """`exports` is the folder that files go to."""
        self._app = app
        self._desk = desk
        self._exports = exports
        self._clock = clock

    def begin(self, work: Coroutine[Any, Any, object], name: str) -> None:
        """Do it behind the screen; what goes wrong is told."""
        self._app.run_worker(self._tried(work), group=f"purchases:{name}")

    async def make(self, account: str | None) -> Search | None:
        """Ask whose purchases to list, and put that search on the list; None where nobody said."""
        purchases = self._desk.purchases
        accounts = {name: self._desk.accounts.marketplace(name).title for name in purchases.able()}
        if not accounts:
            tell(self._app, NOBODY_TELLS, "information")
            return None
        first = account if account in accounts else next(iter(accounts))
        search = await self._app.push_screen_wait(PurchaseSearch(purchases, accounts, first))
        if search is not None:
            await purchases.add(search)
        return search

    async def take_off(self, search: Search) -> None:
        """Take a search off the list, after a question."""
        question = f"Take {search_words(search)} off the list?"
        if await self._app.push_screen_wait(YesNo(question, _TAKEN_OFF)):
            await self._desk.purchases.forget(search)

    async def show(self, search: Search) -> None:
        """Have the first page, and meanwhile what was last known summed up."""
        purchases = self._desk.purchases
        await asyncio.gather(purchases.read_on(search), purchases.recall(search))

    async def holding(self, search: Search, token_id: str) -> Holding:
        """How many of a token the user has. Raises OfferdeskError."""
        return await self._desk.purchases.holding(search, token_id)

    async def export(self, search: Search, *, by_token: bool) -> None:
        """Write what is shown into files, and say which."""
        purchases = self._desk.purchases
        reading = purchases.reading(search)
        table, whole = await in_thread(
            *(write_purchases, purchases.shelf, search, reading, self._exports, self._clock()),
            by_token=by_token,
        )
        incomplete = "" if reading.complete else " This is not all there is: R reads the rest."
        words = f"Written into {where_it_is(table, whole)}.{incomplete}{unhidden(self._app)}"
        tell(self._app, words, "information", hides=Hides.NOTHING)

    async def _tried(self, work: Coroutine[Any, Any, object]) -> None:
        try:
            await work
        except OfferdeskError as error:
            tell(self._app, sentence_of(error), "error")
