"""Looking orders up by their numbers, several in one call; one that does not exist costs no other.

license.rocks refuses the whole call where one number is wrong, and names that number: it is marked, and
the rest is asked for again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from tui_app.domain.order import OrderMark, SeenOrder
from tui_app.gateway.orders import OrdersFound
from tui_app.gateway.rest import Request, Rest
from tui_app.gateway.retries import PATIENT
from tui_app.marketplaces.license_rocks.answers import OrderRefused
from tui_app.marketplaces.license_rocks.fields import TITLE, order_numbers_in
from tui_app.marketplaces.license_rocks.wire import number_in, orders_in, read_order

PATH: Final = "/api/externalOrders"
_AT_ONCE: Final = 20


class OrdersReader:
    """Reads orders of one account. Every method raises OfferdeskError."""

    def __init__(self, rest: Rest, *, account: str) -> None:
        self._rest = rest
        self._account = account

    async def orders(self, refs: Sequence[str], *, patience: timedelta = PATIENT) -> OrdersFound:
        """These orders, in the order they are asked for. Raises UsageError for what is no number."""
        numbers = order_numbers_in(",".join(refs)) if refs else ()
        seen: list[SeenOrder] = []
        marks: list[OrderMark] = []
        for start in range(0, len(numbers), _AT_ONCE):
            found = await self._some(numbers[start : start + _AT_ONCE], patience)
            seen += found.orders
            marks += found.marks
        return OrdersFound(orders=tuple(seen), marks=tuple(marks))

    async def _some(self, numbers: Sequence[str], patience: timedelta) -> OrdersFound:
        """One call's worth, asked for again without each number that is refused."""
        waiting, marks = list(numbers), list[OrderMark]()
        while waiting:
            try:
                request = Request(method="GET", path=f"{PATH}/{','.join(waiting)}")
                answer = await self._rest.read(request, patience=patience)
            except OrderRefused as refused:
                if refused.missing in waiting:
                    waiting.remove(refused.missing)
                    marks.append(OrderMark(refused.missing, _missing(refused.missing), gone=True))
                elif len(waiting) == 1:
                    marks.append(OrderMark(waiting.pop(), refused.detail))
                else:
                    return await self._one_by_one(waiting, marks, patience)
            else:
                found = _picked(answer.value, waiting, self._account)
                return OrdersFound(orders=found.orders, marks=(*marks, *found.marks))
        return OrdersFound(orders=(), marks=tuple(marks))

    async def _one_by_one(
        self, numbers: Sequence[str], marks: list[OrderMark], patience: timedelta
    ) -> OrdersFound:
        """What is left of a call that was refused without naming one of its numbers."""
        each = [await self._some([number], patience) for number in numbers]
        return OrdersFound(
            orders=tuple(order for found in each for order in found.orders),
            marks=(*marks, *(mark for found in each for mark in found.marks)),
        )


def _picked(value: object, numbers: Sequence[str], account: str) -> OrdersFound:
    """What was asked for, out of an answer; what was not is nobody's business here."""
    by_number = {number_in(each): each for each in reversed(orders_in(value))}
    seen: list[SeenOrder] = []
    marks: list[OrderMark] = []
    for number in numbers:
        if number not in by_number:
            marks.append(OrderMark(number, f"Order {number} is not in the answer of {TITLE}."))
            continue
        try:
            seen.append(read_order(by_number[number], account))
        except ValueError as error:
            marks.append(OrderMark(number, f"Order {number} cannot be read: {error}."))
    return OrdersFound(orders=tuple(seen), marks=tuple(marks))


def _missing(number: str) -> str:
    return f"Order {number} does not exist there. Check its number."
