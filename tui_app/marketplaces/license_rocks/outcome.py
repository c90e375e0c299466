"""What can be known of a new order whose answer was lost: little, because orders cannot be listed.

Orders have rising numbers. Where the highest number from before is known, those after it can be read one
after another: the order is found if exactly one of them is of the right time and is what was asked for,
to the quantity. That it is not found proves nothing: numbers may have gaps (a database leaves some out
where something failed), and nothing says that they are given out in order. So this never says that an
order was not made; a person has to look at the instance. An order is never sent again for that.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from datetime import timedelta
from typing import Final

from tui_app.domain.order import Order
from tui_app.gateway.contract import Finding, Outcome
from tui_app.gateway.orders import LostOrder
from tui_app.gateway.retries import PRESSING
from tui_app.marketplaces.license_rocks.creating import differences
from tui_app.marketplaces.license_rocks.fields import TITLE
from tui_app.marketplaces.license_rocks.reader import OrdersReader

_BEFORE: Final = timedelta(seconds=30)
_AFTER: Final = timedelta(seconds=60)
_STEP: Final = 5
_MOST: Final = 50
_LOOK: Final = f"Look at the orders of your instance of {TITLE}."


class Tracer:
    """Looks for one lost order. Only reads; raises OfferdeskError."""

    def __init__(self, reader: OrdersReader) -> None:
        self._reader = reader

    async def trace(self, lost: LostOrder) -> Finding:
        """What became of it, and what showed it. Never that it was not made."""
        if lost.after is None:
            return _unclear("Orders cannot be listed, and no number from before this one is known.")
        matching, alike = [], False
        async for order in self._after(lost.after):
            if _in_time(order, lost) and order.key.ref not in lost.spoken_for:
                unlike = [change.field for change in differences(lost.order, order)]
                matching += [order] if not unlike else []
                alike = alike or unlike in (["quantity"], ["buyer"], ["quantity", "buyer"])
        return self._finding(lost, matching, alike=alike)

    def _finding(self, lost: LostOrder, matching: list[Order], *, alike: bool) -> Finding:
        if any(left + _AFTER >= lost.sent_at - _BEFORE for left in lost.rivals) and matching:
            return _unclear("What shows may have been made by an earlier order of yours.")
        if len(matching) == 1:
            ref = matching[0].key.ref
            because = f"Order {ref}, made at that time, is what was asked for."
            return Finding(outcome=Outcome.HAPPENED, because=because, made=ref)
        if matching:
            return _unclear(f"Orders {' and '.join(each.key.ref for each in matching)} are both like it.")
        if alike:
            return _unclear("An order of that time is like it, but not in its quantity or buyer.")
        return _unclear(f"No such order follows number {lost.after}, which does not show that there is none.")

    async def _after(self, number: int) -> AsyncGenerator[Order]:
        """The orders with the numbers that follow, until a few in a row do not exist."""
        for start in range(number + 1, number + 1 + _MOST, _STEP):
            refs = [str(start + offset) for offset in range(_STEP)]
            found = await self._reader.orders(refs, patience=PRESSING)
            for seen in found.orders:
                yield seen.order
            if all(mark.gone for mark in found.marks) and len(found.marks) == _STEP:
                return


def _in_time(order: Order, lost: LostOrder) -> bool:
    made = order.placed_at
    return made is not None and lost.sent_at - _BEFORE <= made <= lost.sent_at + _AFTER


def _unclear(because: str) -> Finding:
    return Finding(outcome=Outcome.CANNOT_TELL, because=f"{because} {_LOOK}")
