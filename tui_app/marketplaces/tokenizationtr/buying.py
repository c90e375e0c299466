"""Reading what users bought: a search page by page, all tokens in short rows, and how many they have."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Final

from tui_app.domain.errors import UsageError
from tui_app.domain.purchase import Holding, Purchase
from tui_app.gateway.orders import PurchasePage, PurchaseQuery
from tui_app.gateway.rest import Rest
from tui_app.marketplaces.tokenizationtr import calls
from tui_app.marketplaces.tokenizationtr.fields import Account, checked_id
from tui_app.marketplaces.tokenizationtr.paging import Leaf, Page, Progress, leaves, page_in
from tui_app.marketplaces.tokenizationtr.purchases import read_holding, read_purchase

_MARKETS: Final = ("", "secondary", "otc")


class PurchasesReader:
    """Reads purchases of any user that the token may speak for. Every method raises OfferdeskError."""

    def __init__(self, rest: Rest, account: Account) -> None:
        self._rest = rest
        self._account = account

    async def purchases(self, query: PurchaseQuery) -> AsyncGenerator[PurchasePage]:
        """Pages to the end, each purchase once. Raises UsageError for what cannot be asked."""
        user_id = checked_id(query.user_id or self._account.user_id)
        token_id = None if query.token_id is None else checked_id(query.token_id)
        _check(query)

        async def fetch(number: int) -> Page:
            if query.grouped:
                request = calls.group_search(user_id, number, query.page_size, query.market)
            else:
                request = calls.search(user_id, number, query.page_size, token_id)
            return page_in((await self._rest.read(request)).value)

        progress = Progress(by="id", size=query.page_size, first=query.page, number=query.page)
        async with aclosing(leaves(fetch, progress, limit=query.limit)) as found:
            async for leaf in found:
                yield self._page(leaf, user_id)

    async def holding(self, user_id: str, token_id: str) -> Holding:
        """How many of a token a user has."""
        user = checked_id(user_id or self._account.user_id)
        token = checked_id(token_id)
        answer = await self._rest.read(calls.quantity(user, token))
        return read_holding(answer.value, user, token)

    def _page(self, leaf: Leaf, user_id: str) -> PurchasePage:
        read = [read_purchase(row, self._account, user_id) for row in leaf.rows]
        unreadable = [each for each in read if isinstance(each, str)]
        if leaf.short:
            unreadable.append(f"{leaf.total:,} purchases are said to be there, and fewer came.")
        return PurchasePage(
            number=leaf.number,
            purchases=tuple(each for each in read if isinstance(each, Purchase)),
            unreadable=tuple(unreadable),
            total=leaf.total,
            cut=leaf.cut,
        )


def _check(query: PurchaseQuery) -> None:
    if query.page < 1 or query.page_size < 1:
        raise UsageError("Pages and what is on them are counted from 1.", "For example page 1")
    if query.grouped and query.market not in _MARKETS:
        raise UsageError("Purchases are grouped for the secondary market or for OTC.", "For example otc")
