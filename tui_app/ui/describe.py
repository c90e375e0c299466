"""Puts together what the detail pane shows from what the desk and the ledger know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from tui_app.desk.desk import Desk
from tui_app.domain.instruction import Instruction
from tui_app.domain.offer import Offer, Side
from tui_app.domain.verdicts import EXPIRY_MARGIN, Action, Blocked, Hidden, Verdict
from tui_app.ledger.best import Best
from tui_app.ledger.entries import Entry
from tui_app.ledger.offers import KeptOffer
from tui_app.ui.action_keys import KEYS, why_not
from tui_app.ui.action_words import outcome
from tui_app.ui.facts import KEYS as OTHER_KEYS
from tui_app.ui.facts import Shown

# Another program on this ledger may have begun to act, or ended, of which nobody tells.
_LOOK_AGAIN = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """One offer at one moment, for a screen.

    `keys` says of an action's key, by the action's name, whether it works (True), is dim (None) or
    hidden (False); `why_not` why some are dim. `watches` says that its account lists offers of others only
    of what is watched. `changes_at` is when it may be another thing by the mere passing of time; what
    `shown` says of the time itself is another thing before.
    """

    offer: Offer
    shown: Shown
    keys: Mapping[str, bool | None]
    why_not: str
    watches: bool
    changes_at: datetime


def describe(
    desk: Desk,
    row_id: int,
    now: datetime,
    keys: Mapping[Action, str] = KEYS,
    others: Mapping[str, str] = OTHER_KEYS,
) -> Described | None:
    """Everything about the offer in this row, None where the row is gone.

    `keys` are those of the actions, `others` those of other bindings that are named, by id.
    """
    if (kept := desk.shelf.at_row(row_id)) is None:
        return None
    best = desk.windows.best_beside([row_id], now).get(row_id)
    verdicts = desk.verdicts(KEYS, kept.offer)
    return Described(
        offer=kept.offer,
        shown=replace(_shown(desk, kept, verdicts, keys, now), best=best, keys=others),
        keys={action.value: key_works(verdict) for action, verdict in verdicts.items()}
        | {Action.PLACE.value: _may_bid(desk, kept.offer)},
        why_not=why_not(verdicts, keys),
        watches=bool(desk.watching.kinds(kept.offer.key.account)),
        changes_at=next_judgement(kept.offer, best, now, desk.their_time(kept.offer.key.account)),
    )


def draft_of(action: str, offer: Offer) -> Instruction:
    """What pressing an action's key on an offer asks for; a new offer is for the same NFT."""
    places = Action(action) is Action.PLACE
    return Instruction(
        account=offer.key.account,
        marketplace=offer.marketplace,
        action=Action(action),
        offer=None if places else offer,
        nft=offer.nft if places else None,
    )


def _shown(
    desk: Desk,
    kept: KeptOffer,
    verdicts: Mapping[Action, Verdict],
    keys: Mapping[Action, str],
    now: datetime,
) -> Shown:
    entry = desk.pending_on(kept.offer)
    return Shown(
        offer=kept.offer,
        marketplace=desk.market_title(kept.offer),
        raw=kept.raw,
        seen_at=kept.seen_at,
        now=now,
        actions=[
            (keys[action], action, verdict)
            for action, verdict in verdicts.items()
            if not isinstance(verdict, Hidden)
        ],
        unsettled=unsettled_words(entry) if entry else "",
        timeline=partial(desk.activity.timeline, kept.offer.key),
    )


def key_works(verdict: Verdict) -> bool | None:
    """Whether the key of an action works (True), is dim (None) or hidden (False)."""
    match verdict:
        case Hidden():
            return False
        case Blocked():
            return None
        case _:
            return True


def _may_bid(desk: Desk, offer: Offer) -> bool:
    """Nobody bids for an NFT of their own, or through an account that is gone."""
    return offer.side is not Side.RECEIVED and desk.accounts.known(offer.key.account)


def next_judgement(offer: Offer, best: Best | None, now: datetime, theirs: datetime) -> datetime:
    """When something else may be done with an offer, or it is held against another one."""
    ends = [offer.expires - EXPIRY_MARGIN, offer.expires] if offer.expires else []
    rival = [best.expires] if best is not None and best.expires else []
    instants = (*(end - (theirs - now) for end in ends), *rival, now + _LOOK_AGAIN)
    return min(instant for instant in instants if instant > now)


def unsettled_words(entry: Entry) -> str:
    """What is to be said of an action on this that is not settled yet."""
    hint = " Activity tells more." if entry.attention else ""
    return f"Your {entry.instruction.action}: {outcome(entry.state, entry.words)}{hint}"
