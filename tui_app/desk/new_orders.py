"""The seam at which an instruction to create an order leaves the way that offers go, and comes back to it.

All before and after it (gate, permits, journal, reconciler) is one path for every money action.
"""

from __future__ import annotations

from collections.abc import Iterator

from tui_app.domain.errors import UsageError
from tui_app.domain.instruction import Instruction
from tui_app.domain.new_order import NewOrder
from tui_app.domain.text import UntrustedText
from tui_app.domain.verdicts import Action
from tui_app.gateway.contract import Connection, Finding, LostRequest, Receipt, Seal
from tui_app.gateway.orders import LostOrder, OrderMaker, OrderReceipt


async def send(connection: Connection, instruction: Instruction, seal: Seal) -> Receipt:
    """Send an instruction once, whatever it is; `seal` and what is raised are as for `OfferActor.send`."""
    if instruction.action is not Action.CREATE_ORDER:
        return await connection.send(instruction, seal)
    order = _whole(instruction)
    receipt = await _maker(connection).create_order(order, seal)
    words = UntrustedText.prose(" ".join(_told(receipt)))
    return Receipt(made=receipt.made, words=words, otherwise=bool(receipt.differences))


def preview(connection: Connection, instruction: Instruction) -> str:
    """The request that would be sent, as text with secrets masked. Sends nothing. Raises UsageError."""
    if instruction.action is not Action.CREATE_ORDER:
        return connection.preview(instruction)
    return _maker(connection).preview_order(_whole(instruction))


async def trace(connection: Connection, lost: LostRequest, *, after: int | None) -> Finding:
    """Find out by reading what became of a request. Raises OfferdeskError.

    `after` is the highest order number known from before it left.
    """
    if (order := lost.instruction.order) is None:
        return await connection.trace(lost)
    return await _maker(connection).trace_order(
        LostOrder(
            order=order,
            sent_at=lost.sent_at,
            after=after,
            spoken_for=lost.spoken_for,
            rivals=lost.rivals,
        )
    )


def _told(receipt: OrderReceipt) -> Iterator[str]:
    """What a person should know of an order that was made: it may be another than they asked for."""
    if receipt.differences:
        changes = "; ".join(map(str, receipt.differences))
        yield f"Look at it: what was made is not what was asked for ({changes})."
    yield from receipt.notes


def _whole(instruction: Instruction) -> NewOrder:
    """The order, complete. Raises UsageError where there is none, or its address was not kept."""
    if (order := instruction.order) is None:
        raise UsageError("This needs an order: a listing, an NFT, a buyer and a quantity.")
    if order.address_withheld and order.billing is None:
        raise UsageError("The billing address of this order was not kept; type the order again.")
    return order


def _maker(connection: Connection) -> OrderMaker:
    if not isinstance(connection, OrderMaker):
        raise UsageError("Orders cannot be created through this account.", "Choose another account.")
    return connection
