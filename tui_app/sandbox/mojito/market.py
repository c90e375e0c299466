"""The state of the pretend market, and the passing of time over it."""

from __future__ import annotations

import heapq
from dataclasses import replace
from datetime import datetime, timedelta

from tui_app.sandbox.mojito.instants import instant, written
from tui_app.sandbox.mojito.records import Nft, Order


class Market:
    """Every NFT and order, by id. `generation` grows with every change.

    An order past its expiry reads PENDING until `sweep_after` seconds later, as the last one of the
    printed example did for an hour and three quarters.
    """

    def __init__(self, sweep_after: int) -> None:
        self.generation = 0
        self.nfts: dict[str, Nft] = {}
        self.orders: dict[str, Order] = {}
        self._by_nft: dict[str, list[str]] = {}
        self._sweep_after = timedelta(seconds=sweep_after)
        self._expiring: list[tuple[datetime, str]] = []

    def add_nft(self, nft: Nft) -> None:
        """Put `nft` on the market, or replace what is known of it."""
        self.nfts[nft.id] = nft

    def add_order(self, order: Order) -> None:
        """Put a new order on the market, after the others on its NFT."""
        self._by_nft.setdefault(order.nft_id, []).append(order.id)
        heapq.heappush(self._expiring, (instant(order.expires) + self._sweep_after, order.id))
        self.change(order)

    def change(self, order: Order) -> None:
        """Let an order be as `order` has it."""
        self.orders[order.id] = order
        self.generation += 1

    def settle(self, order: Order, status: str, at: datetime, transaction: str | None = None) -> None:
        """Give an order another status."""
        self.change(replace(order, status=status, updated=written(at), transaction=transaction))

    def orders_on(self, nft_id: str) -> list[Order]:
        """Everybody's listed orders on one NFT, in the order they were added."""
        found = [self.orders[order_id] for order_id in self._by_nft.get(nft_id, ())]
        return [order for order in found if order.listed]

    def sweep(self, now: datetime) -> None:
        """Let the orders that ran out long enough before `now` read EXPIRED."""
        while self._expiring and self._expiring[0][0] <= now:
            at, order_id = heapq.heappop(self._expiring)
            order = self.orders[order_id]
            if order.listed and order.status == "PENDING":
                self.settle(order, "EXPIRED", at)
