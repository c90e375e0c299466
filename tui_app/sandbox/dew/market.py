"""The state of the pretend Dew: every order, found by its hash or under its contract."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tui_app.sandbox.dew.records import CANCELLED, Order


class Market:
    """Orders by hash. Hashes and addresses are hexadecimal and compared without their case."""

    def __init__(self) -> None:
        self._orders: dict[str, Order] = {}
        self._of: dict[str, list[str]] = {}

    def add(self, order: Order) -> None:
        """Put a new order on the market."""
        self._orders[order.hash.lower()] = order
        self._of.setdefault(order.of.lower(), []).append(order.hash.lower())

    def order(self, order_hash: str, now: int) -> Order | None:
        """The order as it stands at `now`, unix seconds, if there is one of that hash."""
        found = self._orders.get(order_hash.lower())
        return None if found is None else found.at(now)

    def of(self, contract: str, now: int) -> Iterator[Order]:
        """The orders found under `contract` as they stand at `now`, newest first."""
        found = [self._orders[one].at(now) for one in self._of.get(contract.lower(), ())]
        return iter(sorted(found, key=lambda order: (-order.created_at, order.id)))

    def cancel(self, order: Order, now: int) -> None:
        """Let an order read cancelled, from `now` on."""
        self._orders[order.hash.lower()] = replace(order, status=CANCELLED, updated_at=now)
