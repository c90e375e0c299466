"""The transactions that newer answers promise a change by: how one stands, and what a user set going.

What the numbers in `status` mean is not documented: an `error` says that a transaction failed, and
nothing else about it is believed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tui_app.domain.errors import ServiceGone, UnreadableReply
from tui_app.domain.text import UntrustedText
from tui_app.gateway.entry import Entry, instant_of, text_of
from tui_app.gateway.rest import Rest
from tui_app.gateway.retries import PRESSING
from tui_app.marketplaces.tokenizationtr import calls
from tui_app.marketplaces.tokenizationtr.answers import NotFound
from tui_app.marketplaces.tokenizationtr.fields import TITLE, is_id
from tui_app.marketplaces.tokenizationtr.paging import page_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Transaction:
    """One transaction. `failure` is what went wrong with it, empty where nothing did so far."""

    transaction_id: str
    user_id: str
    failure: UntrustedText
    created_at: datetime | None


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
        """The latest transactions of a token."""
        answer = await self._rest.read(calls.transactions(token_id), patience=PRESSING)
        return [_read(row) for row in page_in(answer.value).rows]


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
