"""The transactions that newer answers promise a change by: how one stands, and what a user set going.

What the numbers in `status` mean is not documented: an `error` says that a transaction failed, and
nothing else about it is believed.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Final, NamedTuple

from tui_app.domain.errors import ServiceGone, UnreadableReply
from tui_app.domain.text import UntrustedText
from tui_app.gateway.entry import Entry, instant_of, text_of
from tui_app.gateway.rest import Rest
from tui_app.gateway.retries import PRESSING
from tui_app.marketplaces.tokenizationtr import calls
from tui_app.marketplaces.tokenizationtr.answers import NotFound
from tui_app.marketplaces.tokenizationtr.fields import TITLE, is_id
from tui_app.marketplaces.tokenizationtr.paging import Page, Progress, leaves, page_in

_MOST: Final = 500  # of a token, whoever's they are


@dataclass(frozen=True, slots=True, kw_only=True)
class Transaction:
    """One transaction. `failure` is what went wrong with it, empty where nothing did so far."""

    transaction_id: str
    user_id: str
    failure: UntrustedText
    created_at: datetime | None


class Found(NamedTuple):
    """Transactions, and whether none can be missing of those that were looked for."""

    transactions: Sequence[Transaction]
    whole: bool


class Transactions:
    """Reads transactions. Raises MarketplaceError or CredentialsError: not every token may read them."""

    def __init__(self, rest: Rest) -> None:
        self._rest = rest

    async def one(self, token_id: str, transaction_id: str) -> Transaction | None:
        """A transaction by its id, or by a search where there is no such path; None where neither has it."""
        if not is_id(transaction_id):
            raise UnreadableReply(f"{TITLE} named a transaction by what is no id.")
        try:
            request = calls.transaction(token_id, transaction_id)
            answer = await self._rest.read(request, patience=PRESSING)
        except (NotFound, ServiceGone):
            found = await self.latest(token_id)
            return next((each for each in found if each.transaction_id == transaction_id), None)
        return _read(answer.value)

    async def latest(self, token_id: str) -> list[Transaction]:
        """A page of a token's transactions; the latest, where they are listed as one would think."""
        return [_read(row) for row in (await self._fetch(token_id, 1)).rows]

    async def since(self, token_id: str, moment: datetime) -> Found:
        """The transactions of a token, at least those since a moment, as far as they can be read."""
        progress = Progress(by="id", size=calls.PAGE_SIZE)
        found: list[Transaction] = []

        async def fetch(number: int) -> Page:
            return await self._fetch(token_id, number)

        async with aclosing(leaves(fetch, progress, limit=_MOST)) as read:
            async for leaf in read:
                found += map(_read, leaf.rows)
                if leaf.cut or leaf.short:
                    return Found(found, whole=False)
                if _reach_back(found, moment):
                    break
        return Found(found, whole=True)

    async def _fetch(self, token_id: str, number: int) -> Page:
        request = calls.transactions(token_id, number)
        return page_in((await self._rest.read(request, patience=PRESSING)).value)


def _reach_back(found: Sequence[Transaction], moment: datetime) -> bool:
    """Whether these are listed from the newest on, and come to one before the moment: no page says so."""
    made = [each.created_at for each in found if each.created_at is not None]
    newest_first = len(made) == len(found) and all(later >= earlier for later, earlier in pairwise(made))
    return newest_first and bool(made) and made[-1] < min(moment, made[0])


def _read(value: object) -> Transaction:
    try:
        entry = Entry.of(value)
        failure = entry.fields.get("error")
        return Transaction(
            transaction_id=entry.needed("id", text_of).raw,
            user_id=entry.said("user_id").raw,
            failure=UntrustedText("" if failure is None else UntrustedText.of(failure).raw or "no reason"),
            created_at=entry.told("created_at", instant_of),
        )
    except ValueError as error:
        raise UnreadableReply(f"A transaction of {TITLE} cannot be read: {error}.") from None
