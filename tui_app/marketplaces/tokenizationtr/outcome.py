"""What became of a request whose answer was lost, found out by reading the deal and its transactions.

A deal that still stands decides nothing while a transaction may be on its way to end it: only where all
transactions since then can be read and none of the account's is pending was it not done.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from tui_app.domain.errors import CredentialsError, MarketplaceError, OfferGone, RateLimited, Unreachable
from tui_app.domain.offer import Offer, OfferStatus
from tui_app.domain.verdicts import Action
from tui_app.gateway.contract import Finding, LostRequest, Outcome
from tui_app.marketplaces.tokenizationtr.fields import TITLE, Account
from tui_app.marketplaces.tokenizationtr.reader import DealsReader
from tui_app.marketplaces.tokenizationtr.routes import Place, deal_of
from tui_app.marketplaces.tokenizationtr.transactions import Transaction, Transactions

_BEFORE: Final = timedelta(seconds=30)
_DONE: Final = {Action.ACCEPT: OfferStatus.ACCEPTED, Action.CANCEL: OfferStatus.CANCELLED}


class Tracer:
    """Looks for the traces of one lost request. Only reads; raises OfferdeskError."""

    def __init__(self, reader: DealsReader, transactions: Transactions, account: Account) -> None:
        self._reader = reader
        self._transactions = transactions
        self._account = account

    async def trace(self, lost: LostRequest) -> Finding:
        """What became of it, and what showed it."""
        told = lost.instruction
        if told.action not in _DONE or told.offer is None:
            return _no(f"{TITLE} cannot do this, so it was not done.")
        try:
            current = await self._reader.reread(told.offer)
        except OfferGone:
            return _unclear(f"{TITLE} no longer lists this deal.")
        shows = f"The deal shows as {current.status}"
        if current.status is _DONE[told.action]:
            return Finding(outcome=Outcome.HAPPENED, because=f"{shows}.")
        if current.status in {OfferStatus.UNKNOWN, OfferStatus.IN_FLIGHT}:
            said = current.status_said or "no word for it"
            return _unclear(f"{shows} ({said}), which decides nothing.")
        if current.status is not OfferStatus.OPEN or deal_of(current)[0] is Place.NODE:
            return _no(f"{shows}.")
        return await self._still_open(current, lost)

    async def _still_open(self, deal: Offer, lost: LostRequest) -> Finding:
        try:
            found, whole = await self._transactions.since(deal.nft.nft_id, lost.sent_at - _BEFORE)
        except (Unreachable, RateLimited):
            raise
        except (MarketplaceError, CredentialsError):
            return _unclear("The deal stands, and whether a transaction is to end it cannot be read.")
        since = [each for each in found if self._may_be_ours(each, lost)]
        if pending := [each for each in since if not each.failure]:
            return _unclear(
                f"The deal stands; transaction {pending[0].transaction_id} may be about to end it."
            )
        if not whole:
            return _unclear(
                "The deal stands. Not all transactions that may be about to end it could be read."
            )
        if since:
            return _no(f"The deal stands; a transaction on it failed: {since[0].failure}.")
        return _no("The deal stands, and no transaction of yours since then is to end it.")

    def _may_be_ours(self, transaction: Transaction, lost: LostRequest) -> bool:
        made = transaction.created_at
        in_time = made is None or made >= lost.sent_at - _BEFORE
        return in_time and transaction.user_id in {"", self._account.user_id}


def _no(because: str) -> Finding:
    return Finding(outcome=Outcome.DID_NOT_HAPPEN, because=because)


def _unclear(because: str) -> Finding:
    return Finding(outcome=Outcome.CANNOT_TELL, because=because)
