"""What users bought: searches that stay on a list, each read page by page as far as somebody wants it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing

from tui_app.desk.news import PurchasesChanged
from tui_app.desk.purchase_readings import Reading, ReadingState
from tui_app.desk.tasks import in_thread, start
from tui_app.desk.workbench import Workbench
from tui_app.domain.errors import OfferdeskError, UsageError
from tui_app.domain.purchase import Holding, Search, groups, totals
from tui_app.gateway.orders import PurchaseForm, PurchasePage, PurchaseQuery, PurchaseReader
from tui_app.ledger.purchases import KeptSearch, PurchaseShelf


class Purchases:
    """Makes searches and reads them. What went wrong becomes the state of that search's reading alone.

    `shelf` is what was last known of each. Interfaces read it freely.
    """

    def __init__(self, bench: Workbench, shelf: PurchaseShelf, *, page_size: int, limit: int) -> None:
        """`limit` is how many purchases are read before a person is asked whether to go on."""
        self._bench = bench
        self.shelf = shelf
        self._page_size = page_size
        self._limit = limit
        self._readings: dict[Search, Reading] = {}
        self._tasks: dict[Search, asyncio.Task[None]] = {}
        self._pages: dict[Search, AsyncGenerator[PurchasePage]] = {}

    def able(self) -> tuple[str, ...]:
        """The accounts through which purchases can be searched."""
        accounts = self._bench.accounts
        names = (config.name for config in accounts.all() if accounts.known(config.name))
        return tuple(name for name in names if accounts.marketplace(name).purchases is not None)

    def form_of(self, account: str) -> PurchaseForm:
        """How users and tokens are named there. Raises UsageError where there are no purchases."""
        marketplace = self._bench.accounts.marketplace(account)
        if marketplace.purchases is None:
            able = ", ".join(self.able()) or "none yet"
            raise UsageError(
                f"{marketplace.title} does not tell what users bought: {account} is no account for this.",
                f"Accounts that do: {able}.",
            )
        return marketplace.purchases

    def name(self, account: str, user: str, token: str, *, grouped: bool = False) -> Search:
        """The search that these texts name. Sends nothing. Raises UsageError."""
        form = self.form_of(account)
        users, tokens = form.user.read(user), form.token.read(token)
        if grouped and tokens:
            raise UsageError("The short rows are of every token: leave the token out.")
        return Search(account, "".join(users[:1]), "".join(tokens[:1]), grouped)

    def searches(self) -> tuple[KeptSearch, ...]:
        """The searches of accounts that are still there, the oldest first. Raises LedgerError."""
        able = set(self.able())
        return tuple(kept for kept in self.shelf.searches() if kept.search.account in able)

    def reading(self, search: Search) -> Reading:
        """How far a search was read since the program started."""
        return self._readings.get(search) or Reading()

    async def add(self, search: Search) -> None:
        """Put a search on the list. Raises LedgerError."""
        await in_thread(self.shelf.add, search, self._bench.clock())
        self._tell(search)

    async def forget(self, search: Search) -> None:
        """Take a search off the list, with what it showed. Raises LedgerError."""
        await self.stop(search)
        await in_thread(self.shelf.forget, search)
        self._readings.pop(search, None)
        self._tell(search)

    async def recall(self, search: Search) -> None:
        """Have what was last known summed up, while its first page is not in. Raises LedgerError."""
        if (known := self.reading(search)).generation is not None or known.rows:
            return
        rows = await in_thread(lambda: [row.purchase for row in self.shelf.all_of(search)])
        sums = (totals(rows), groups(rows))
        if (now := self.reading(search)).generation is None:
            self._put(search, now.recalled(len(rows), *sums))

    async def read_on(self, search: Search) -> None:
        """Read the next page; one that is being read is waited for, and none is read behind the last.

        After a failure, a stop or a limit it goes on where that was.
        """
        running = self._tasks.get(search)
        if running is None or running.done():
            running = start(self._read_on(search), f"purchases {search.account}")
            self._tasks[search] = running
        await asyncio.wait([running])

    async def read_to_end(self, search: Search) -> None:
        """Read every page that is left, until something stops it: the end, a limit, a failure, `stop`."""
        while True:
            await self.read_on(search)
            if self.reading(search).state is not ReadingState.PART:
                return

    async def read_anew(self, search: Search) -> None:
        """Read the first page again; what was known stays behind it until all of it was read."""
        await self.stop(search)
        self._readings[search] = self.reading(search).anew()
        await self.read_on(search)

    async def stop(self, search: Search) -> None:
        """Read no further; what was read stays."""
        if (running := self._tasks.pop(search, None)) is not None:
            running.cancel()
            await asyncio.wait([running])
        await self._leave(search)
        if self.reading(search).state is ReadingState.PART:
            self._put(search, self.reading(search).stopped())

    async def holding(self, search: Search, token_id: str) -> Holding:
        """How many of a token the user of a search has. Raises OfferdeskError."""
        reader = await self._reader(search.account)
        return await reader.holding(search.user_id, token_id)

    async def pages(self, search: Search, page: int = 1) -> AsyncGenerator[PurchasePage]:
        """The pages from this one on, each fetched when wanted; nothing is kept. Raises OfferdeskError."""
        reader = await self._reader(search.account)
        async with aclosing(reader.purchases(self._query(search, page))) as found:
            async for each in found:
                yield each

    async def forget_account(self, account: str) -> None:
        """Drop the searches of a removed account. Raises LedgerError."""
        for search in {each for each in (*self._readings, *self._tasks) if each.account == account}:
            await self.stop(search)
            self._readings.pop(search, None)
        await in_thread(self.shelf.forget_account, account)

    async def close(self) -> None:
        """Read no further anywhere."""
        for search in {*self._tasks, *self._pages}:
            await self.stop(search)

    async def _read_on(self, search: Search) -> None:
        before = self.reading(search)
        if before.state is ReadingState.WHOLE:
            return
        self._put(search, before.loading())
        try:
            after = await self._with_next(search, before)
            if after.state is ReadingState.PART and self._seems_whole(after):
                # Asking once more costs nothing where the marketplace's count is right.
                before = after
                after = await self._with_next(search, after)
        except OfferdeskError as error:
            await self._leave(search)
            after = self._up_to(search, before).failed(error)
        except asyncio.CancelledError:
            await self._leave(search)
            self._put(search, self._up_to(search, before).stopped())
            raise
        self._put(search, after)

    async def _with_next(self, search: Search, before: Reading) -> Reading:
        """The reading with one page more, or told to be whole where there was none."""
        if (pages := self._pages.get(search)) is None:
            pages = self._pages[search] = self.pages(search, before.pages + 1)
        page, now = await anext(pages, None), self._bench.clock()
        generation = before.generation
        if generation is None:
            generation = await in_thread(self.shelf.begin, search)
        if page is None:
            await self._leave(search)
            await in_thread(self.shelf.finish, search, generation, now)
            return before.whole(now)
        if page.cut:
            await self._leave(search)
        return await self._with_kept(search, before, page, generation)

    async def _with_kept(
        self, search: Search, before: Reading, page: PurchasePage, generation: int
    ) -> Reading:
        """The reading with a page that is kept now, and counted also where somebody stops it meanwhile."""
        now = self._bench.clock()
        keeping = asyncio.ensure_future(in_thread(self.shelf.keep, search, page.purchases, generation, now))
        try:
            return before.with_page(page, await asyncio.shield(keeping), generation, now)
        except asyncio.CancelledError:
            self._readings[search] = before.with_page(page, await keeping, generation, now)
            raise

    def _up_to(self, search: Search, before: Reading) -> Reading:
        """The reading to go back to: meanwhile it may have been recalled, or a page kept."""
        now = self.reading(search)
        return now if before.generation is None or now.pages > before.pages else before

    def _seems_whole(self, reading: Reading) -> bool:
        return reading.claimed is not None and reading.rows + len(reading.unreadable) >= reading.claimed

    async def _leave(self, search: Search) -> None:
        """Ask for no more pages of it."""
        if (found := self._pages.pop(search, None)) is not None:
            await found.aclose()

    async def _reader(self, account: str) -> PurchaseReader:
        self.form_of(account)
        connection = await self._bench.accounts.connection(account)
        if not isinstance(connection, PurchaseReader):
            raise UsageError(f"{account} does not tell what users bought; choose another account.")
        return connection

    def _query(self, search: Search, page: int) -> PurchaseQuery:
        return PurchaseQuery(
            user_id=search.user_id,
            token_id=search.token_id or None,
            grouped=search.grouped,
            page=page,
            page_size=self._page_size,
            limit=self._limit,
        )

    def _put(self, search: Search, reading: Reading) -> None:
        self._readings[search] = reading
        self._tell(search)

    def _tell(self, search: Search) -> None:
        self._bench.notices.tell(PurchasesChanged(search.account))
