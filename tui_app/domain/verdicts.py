"""Who may do what to an offer now, and if not, why not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from tui_app.domain.offer import Offer, OfferStatus, Role

# Acting this close to the end is a race nobody wins: the clocks differ by more.
EXPIRY_MARGIN = timedelta(seconds=30)


class Action(StrEnum):
    """What a person can do with money at stake."""

    ACCEPT = "accept"
    REJECT = "reject"
    COUNTER = "counter"
    CANCEL = "cancel"
    PLACE = "place"
    CREATE_ORDER = "create order"


@dataclass(frozen=True, slots=True)
class Direct:
    """The marketplace does it in one call with the stored credential."""


@dataclass(frozen=True, slots=True)
class ByWallet:
    """The user's own wallet has to sign in between."""


@dataclass(frozen=True, slots=True)
class Unsupported:
    """The marketplace has no way to do it; `reason` is a sentence that says so."""

    reason: str


Route = Direct | ByWallet | Unsupported


@dataclass(frozen=True, slots=True)
class Allowed:
    """The action may be asked for now."""

    route: Direct | ByWallet


@dataclass(frozen=True, slots=True)
class Blocked:
    """The action belongs to this role, but not now or not here; `reason` is a sentence part."""

    reason: str


@dataclass(frozen=True, slots=True)
class Hidden:
    """The action is not for this role at all."""


Verdict = Allowed | Blocked | Hidden

_FOR_ROLE: dict[Role, frozenset[Action]] = {
    Role.OWNER: frozenset({Action.ACCEPT, Action.REJECT, Action.COUNTER}),
    Role.BIDDER: frozenset({Action.CANCEL}),
    Role.BOTH: frozenset({Action.ACCEPT, Action.REJECT, Action.COUNTER, Action.CANCEL}),
    Role.SELLER: frozenset({Action.CANCEL}),
    Role.ADMIN: frozenset({Action.ACCEPT, Action.CANCEL}),
    Role.OBSERVER: frozenset(),
    Role.UNKNOWN: frozenset(),
}
_ENDED = {
    OfferStatus.IN_FLIGHT: "an earlier answer is still on its way",
    OfferStatus.ACCEPTED: "it was accepted already",
    OfferStatus.CLOSED: "it is closed",
    OfferStatus.REJECTED: "it was rejected already",
    OfferStatus.CANCELLED: "it was cancelled already",
    OfferStatus.EXPIRED: "it has expired",
    OfferStatus.FAILED: "it failed",
}
_ANSWERS = frozenset({Action.ACCEPT, Action.COUNTER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What, beside the offer itself, decides whether an action is possible.

    `now` is the marketplace's time as well as it is known. `pending` names the action on the
    same target that is not settled yet. `closed_to_acting` says why nothing may be sent at all
    (read-only, the ledger cannot be written, signed out), or is empty.
    """

    role: Role
    route: Route
    now: datetime
    pending: Action | None = None
    closed_to_acting: str = ""


def judge(action: Action, offer: Offer, standing: Standing) -> Verdict:
    """Whether `action` is for this role, and if so whether it is possible now."""
    if action not in _FOR_ROLE[standing.role]:
        return Hidden()
    if isinstance(standing.route, Unsupported):
        return Blocked(standing.route.reason)
    if reason := _blocked_by_state(action, offer, standing.now):
        return Blocked(reason)
    if standing.pending is not None:
        return Blocked(f"an earlier {standing.pending} is not settled yet")
    if standing.closed_to_acting:
        return Blocked(standing.closed_to_acting)
    return Allowed(standing.route)


def _blocked_by_state(action: Action, offer: Offer, now: datetime) -> str:
    if offer.status is OfferStatus.UNKNOWN:
        return "its status is not one this program knows"
    if offer.status is not OfferStatus.OPEN:
        return _ENDED[offer.status]
    if action in _ANSWERS and offer.overdue(now):
        return "it has expired, though the marketplace has not swept it yet"
    if action in _ANSWERS and offer.overdue(now + EXPIRY_MARGIN):
        return "it ends within 30 seconds"
    return ""
