"""Waiting for a promised change to show, for a while; after that it is honestly not known."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Final

from tui_app.domain.errors import (
    ActionRefused,
    CredentialsError,
    MarketplaceError,
    OutcomeUnknown,
)
from tui_app.domain.offer import Offer, OfferStatus
from tui_app.domain.text import UntrustedText
from tui_app.gateway.contract import Receipt
from tui_app.marketplaces.tokenizationtr.acting import Promise
from tui_app.marketplaces.tokenizationtr.fields import TITLE
from tui_app.marketplaces.tokenizationtr.reader import DealsReader
from tui_app.marketplaces.tokenizationtr.transactions import Transactions

PAUSES: Final = (1.0, 1.0, 2.0, 3.0, 5.0)
"""Seconds before each look."""


class Settling:
    """Looks at a promised transaction and at the deal it is about, until one of them decides."""

    def __init__(
        self, reader: DealsReader, transactions: Transactions, pauses: Sequence[float] = PAUSES
    ) -> None:
        self._reader = reader
        self._transactions = transactions
        self._pauses = pauses

    async def wait(self, deal: Offer, promise: Promise) -> Receipt:
        """The yes that the deal shows. Raises ActionRefused where it failed, OutcomeUnknown after a while.

        What goes wrong with looking decides nothing: the change was promised already.
        """
        for pause in self._pauses:
            await asyncio.sleep(pause)
            if failure := await self._failure(deal, promise):
                title = "The deal stands: the transaction that was to end it failed."
                raise ActionRefused(title, f"{TITLE} says: {failure}", words=failure)
            if await self._status(deal) is OfferStatus.CANCELLED:
                return Receipt(words=UntrustedText(f"transaction {promise.transaction_id}"))
        named = UntrustedText(promise.transaction_id, limit=80)
        raise OutcomeUnknown(
            f"{TITLE} promised this as transaction {named}, but the deal does not show it yet.",
            "It is looked at again.",
        )

    async def _failure(self, deal: Offer, promise: Promise) -> UntrustedText | None:
        try:
            found = await self._transactions.one(deal.nft.nft_id, promise.transaction_id)
        except (MarketplaceError, CredentialsError):
            return None
        return found.failure if found else None

    async def _status(self, deal: Offer) -> OfferStatus:
        try:
            return (await self._reader.reread(deal)).status
        except (MarketplaceError, CredentialsError):
            return OfferStatus.UNKNOWN
