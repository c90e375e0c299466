"""What happened to orders: asked for where somebody looks, dropped when the orders change."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final

from tui_app.desk.desk import Desk
from tui_app.domain.errors import OfferdeskError
from tui_app.domain.order import OrderKey
from tui_app.ui.describe_order import happenings_of
from tui_app.ui.handing_off import sentence_of
from tui_app.ui.order_facts import Told

# As long does the cursor rest on an order before its history is asked for.
REST_SECONDS: Final = 0.3


class OrderHistories:
    """Each order's history as far as it was told; `changed` is called when one was."""

    def __init__(self, desk: Desk, changed: Callable[[], None]) -> None:
        self._desk = desk
        self._changed = changed
        self._told: dict[OrderKey, Told] = {}

    def of(self, key: OrderKey) -> Told:
        """What was told, or that it is being asked for."""
        return self._told.get(key, Told(reading=True))

    def wanted(self, key: OrderKey) -> bool:
        """Whether nobody asked for it yet."""
        return key not in self._told

    def drop(self) -> None:
        """Orders changed: what was told of them may be out of date."""
        self._told = {key: told for key, told in self._told.items() if told.reading}

    async def read(self, key: OrderKey) -> None:
        """Ask for it after a moment; what goes wrong is told instead. Cancelled, it is wanted again."""
        await asyncio.sleep(REST_SECONDS)
        self._told[key] = Told(reading=True)
        self._changed()
        try:
            self._told[key] = happenings_of(self._desk, key, await self._desk.orders.timeline(key))
        except OfferdeskError as error:
            self._told[key] = Told(trouble=sentence_of(error))
        except asyncio.CancelledError:
            self._told.pop(key, None)
            raise
        self._changed()
