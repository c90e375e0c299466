"""The state of the pretend tokenizationtr, and the settling of its transactions."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from random import Random

from tui_app.sandbox.tokenizationtr.records import (
    DONE,
    FAILED,
    Currency,
    Deal,
    Person,
    Place,
    Purchase,
    Token,
    Transaction,
)

Change = Callable[[datetime], None]
"""What a transaction does to the market once it settles."""


@dataclass(order=True)
class _Waiting:
    due: datetime
    transaction_id: str
    change: Change | None = field(compare=False)
    deal_id: int | None = field(compare=False)


class Market:
    """Everything by its id. `granted` is what a user holds of a token without having bought it here."""

    def __init__(self, rng: Random) -> None:
        self.people: dict[str, Person] = {}
        self.tokens: dict[str, Token] = {}
        self.currencies: dict[str, Currency] = {}
        self.deals: dict[int, Deal] = {}
        self.purchases: list[Purchase] = []
        self.granted: dict[tuple[str, str], int] = {}
        self.transactions: dict[str, Transaction] = {}
        self._waiting: list[_Waiting] = []
        self._rng = rng

    def new_id(self) -> str:
        """24 hexadecimal digits that nothing else has."""
        return f"{self._rng.getrandbits(96):024x}"

    def new_hash(self) -> str:
        """The hash of a transaction on the chain."""
        return f"0x{self._rng.getrandbits(256):064x}"

    @property
    def next_deal(self) -> int:
        """The number that the next deal gets."""
        return max(self.deals) + 1

    def deals_at(self, place: Place, now: datetime) -> list[Deal]:
        """The deals of one place as they stand at `now`, newest first."""
        found = [deal.at(now) for deal in self.deals.values() if deal.place == place]
        return sorted(found, key=lambda deal: (deal.created, deal.id), reverse=True)

    def bought(self, user_id: str, token_id: str | None = None) -> list[Purchase]:
        """What a user bought, of one token where that is given, newest first."""
        found = [one for one in self.purchases if one.user_id == user_id and token_id in (None, one.token_id)]
        return sorted(found, key=lambda one: (one.date, one.id), reverse=True)

    def held(self, user_id: str, token_id: str) -> int:
        """How many of a token a user has, those in deals among them."""
        bought = sum(int(one.quantity) for one in self.bought(user_id, token_id) if one.status == "completed")
        return self.granted.get((user_id, token_id), 0) + bought

    def locked(self, user_id: str, token_id: str, now: datetime) -> int:
        """How many of them stand in deals that are still active."""
        deals = (deal.at(now) for deal in self.deals.values())
        return sum(
            deal.available
            for deal in deals
            if (deal.seller_id, deal.token_id, deal.status) == (user_id, token_id, "active")
        )

    def waits(self, deal_id: int) -> bool:
        """Whether a transaction about a deal has not settled yet."""
        return any(one.deal_id == deal_id for one in self._waiting)

    def begin(
        self, transaction: Transaction, due: datetime, change: Change | None, deal_id: int | None
    ) -> None:
        """Let a transaction settle at `due`; without a change it fails then."""
        self.transactions[transaction.id] = transaction
        heapq.heappush(self._waiting, _Waiting(due, transaction.id, change, deal_id))

    def settle(self, now: datetime) -> None:
        """Let everything happen that is due by `now`."""
        while self._waiting and self._waiting[0].due <= now:
            one = heapq.heappop(self._waiting)
            found = self.transactions[one.transaction_id]
            if one.change is None:
                settled = replace(found, status=FAILED, error="execution reverted")
            else:
                one.change(one.due)
                settled = replace(found, status=DONE, hash=self.new_hash())
            self.transactions[found.id] = settled
