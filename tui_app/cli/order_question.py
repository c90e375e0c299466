"""What a person reads before an order is created, and what they have to type: its quantity."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap
from typing import TYPE_CHECKING, Final

from tui_app.cli.terminal import Terminal
from tui_app.domain.new_order import NewOrder

if TYPE_CHECKING:
    from tui_app.desk.desk import Desk
    from tui_app.domain.instruction import Instruction

_WIDTH: Final = 62
"""Columns of a sentence, so that it breaks between words in the narrowest terminal."""


def order_facts(desk: Desk, draft: Instruction, order: NewOrder) -> Iterator[tuple[str, str]]:
    """Everything that is at stake, as labels and texts."""
    known, form = desk.orders.suggestions(draft.account), desk.orders.form_of(draft.account)
    names = {each.ref: each.words for each in known.nfts}
    listings = {each.ref: each.words for each in known.listings}
    yield "quantity", str(order.quantity)
    yield "NFT id", _with(str(order.nft_id), names)
    yield "listing", _with(str(order.listing_id), listings)
    yield "buyer", f"user {order.buyer_id}"
    yield "account", f"{draft.account} on {desk.accounts.marketplace(draft.account).title}"
    billing = form.with_address if order.with_address else form.without_address
    told = [("billing", billing), ("sets off", form.effect)]
    told += [("odd", doubt) for doubt in desk.orders.doubts(draft)]
    yield from ((label, line) for label, sentence in told for line in wrap(sentence, _WIDTH))


async def types_quantity(order: NewOrder, terminal: Terminal) -> bool:
    """Whether the person types the quantity, which is the strongest yes there is."""
    asked = f"To create it, type the quantity, {order.quantity}; anything else does nothing: "
    return await terminal.ask(asked) == str(order.quantity)


def _with(ref: str, known: dict[str, str]) -> str:
    return f"{ref}, {known[ref]}" if known.get(ref) else ref
