"""Puts together what the Orders screen shows of an order from what the desk and the ledger know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tui_app.desk.desk import Desk
from tui_app.domain.errors import LedgerError
from tui_app.domain.offer import Offer, OfferKey
from tui_app.domain.order import OrderEvent, OrderKey
from tui_app.domain.verdicts import Action, Blocked, Hidden
from tui_app.ledger.history import Happening
from tui_app.ledger.orders import KeptOrder
from tui_app.ui.describe import key_works, unsettled_words
from tui_app.ui.format import age_changes
from tui_app.ui.order_facts import ShownOrder, Told


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribedOrder:
    """One order at one moment, for a screen.

    `offer` is what an instruction to cancel it is about, None where that is impossible. `keys` are as
    in `Described`: cancel, unmask. `why_not` is why some are dim. `changes_at` is when something of this
    changes by the mere passing of time.
    """

    key: OrderKey
    shown: ShownOrder
    offer: Offer | None
    keys: dict[str, bool | None]
    why_not: str
    changes_at: datetime | None


def describe_order(
    desk: Desk, kept: KeptOrder, now: datetime, *, unmasked: bool, told: Told
) -> DescribedOrder:
    """Everything about an order of the list."""
    revealed = desk.orders.revealed(kept.key)
    offer = _offer(desk, kept)
    verdict = desk.verdict(Action.CANCEL, offer) if offer is not None else Hidden()
    entry = desk.pending_on(offer) if offer is not None else None
    known = desk.accounts.known(kept.key.account)
    shown = ShownOrder(
        kept=kept,
        order=revealed or kept.order,
        marketplace=desk.accounts.marketplace(kept.key.account).title if known else kept.key.account,
        now=now,
        in_full=revealed is not None,
        unmasked=unmasked and revealed is not None,
        cancel=None if isinstance(verdict, Hidden) else verdict,
        unsettled=unsettled_words(entry) if entry else "",
        told=told,
    )
    return DescribedOrder(
        key=kept.key,
        shown=shown,
        offer=offer,
        keys={"cancel": key_works(verdict), "unmask": shown.has_secrets is not False},
        why_not=f"c cancel: {verdict.reason}" if isinstance(verdict, Blocked) else "",
        changes_at=age_changes(kept.seen_at, now) if kept.seen_at else None,
    )


def happenings_of(desk: Desk, key: OrderKey, events: tuple[OrderEvent, ...]) -> Told:
    """What the marketplace told, and what was done from here, the oldest first. Raises LedgerError."""
    ours = [each for each in desk.activity.timeline(OfferKey(key.account, key.ref)) if each.ours]
    theirs = [Happening(at=event.at, what=event.what) for event in events]
    return Told(happenings=tuple(sorted([*theirs, *ours], key=lambda each: each.at)))


def _offer(desk: Desk, kept: KeptOrder) -> Offer | None:
    try:
        return desk.orders.as_offer(kept.key)
    except LedgerError:
        return None  # what cannot be read cannot be acted on, and reading says why
