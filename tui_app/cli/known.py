"""Finding the offers that KEYs name: in the ledger, else by reading their accounts and looking orders up."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from tui_app.cli.ground import Where, ground_of
from tui_app.cli.narration import Narration
from tui_app.cli.typed import EXAMPLE_KEY, read_limits
from tui_app.domain.errors import UsageError
from tui_app.domain.offer import OfferKey, Side
from tui_app.domain.order import OrderKey
from tui_app.ledger.instants import utc_now
from tui_app.ledger.offers import KeptOffer, OfferShelf
from tui_app.ledger.windows import View

if TYPE_CHECKING:
    from tui_app.desk.desk import Desk

_EXAMPLE_LIMIT: Final = "1 ETH"


def limit_for(where: Where, key: OfferKey) -> str:
    """A limit that lets this offer through, as the ledger knows it; another where it does not."""
    with ground_of(where, Narration(quiet=True), market=False) as ground:
        kept = OfferShelf(ground.opened.ledger).find(key)
    limit = f"{kept.offer.price.plain} {kept.offer.price.currency.code}" if kept else ""
    try:
        return limit if read_limits([limit]) else _EXAMPLE_LIMIT
    except UsageError:
        return _EXAMPLE_LIMIT


async def known_offers(desk: Desk, keys: Sequence[OfferKey], narration: Narration) -> list[KeptOffer]:
    """The offers in the order of their keys.

    Raises UsageError where there is none of a key, or what kept its account from being read.
    """
    for account in dict.fromkeys(key.account for key in keys):
        desk.accounts.marketplace(account)
    unknown = [key for key in keys if desk.shelf.find(key) is None]
    for account in dict.fromkeys(key.account for key in unknown):
        narration.note(f"{account}: reading its offers …")
        await desk.refresh(account)
        await _look_up(desk, account, [key.offer_id for key in unknown if key.account == account])
    return [_found(desk, key) for key in keys]


async def _look_up(desk: Desk, account: str, refs: Sequence[str]) -> None:
    """Look those up that no list of offers held, where orders have such names."""
    missing = [ref for ref in refs if desk.shelf.find(OfferKey(account, ref)) is None]
    if missing and account in desk.orders.able():
        with suppress(UsageError):
            await desk.orders.look_up(account, desk.orders.read(account, " ".join(missing)))


def _found(desk: Desk, key: OfferKey) -> KeptOffer:
    if (kept := desk.shelf.find(key)) is not None:
        return kept
    if (order := desk.orders.find(OrderKey(key.account, key.offer_id))) is not None:
        offer = desk.orders.as_offer(order.key)
        if offer is None or order.seen_at is None:
            raise UsageError(f"{key} is an order, and nothing can be done to it.", order.mark)
        return KeptOffer(row_id=0, offer=offer, raw=order.raw, seen_at=order.seen_at)
    if (cause := desk.source(key.account).cause) is not None:
        raise cause
    raise UsageError(f"{key.account} has no offer {key.offer_id}.", f"For example: {_example(desk)}")


def _example(desk: Desk) -> str:
    for side in (Side.RECEIVED, Side.PLACED):
        if rows := desk.windows.rows(desk.windows.row_ids(View(side=side), utc_now(), limit=1)):
            return str(rows[0].key)
    return EXAMPLE_KEY
