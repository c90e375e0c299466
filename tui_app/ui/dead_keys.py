"""Why a key does nothing to the offer under the cursor, in a few words: silence teaches nobody."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tui_app.domain.offer import Offer, OfferStatus, Role
from tui_app.domain.verdicts import Blocked
from tui_app.ui.describe import Described

NOTHING_HERE: Final = "it does nothing here"

_NO_OFFER: Final = "no offer is selected"
_ANSWERS: Final = frozenset({"accept", "reject", "counter"})
_MINE: Final = frozenset({Role.BIDDER, Role.BOTH})
_OTHER: Final[Mapping[str, str]] = MappingProxyType(
    {
        "place": "this NFT is your own, or its account is gone",
        "preview": "the marketplace lists no media for this NFT",
        "open_link": "the marketplace lists no media for this NFT",
        "unwatch": "its marketplace lists everything by itself: nothing is watched through this account",
    }
)


def why_nothing(action: str, described: Described | None) -> str:
    """Why the key of this action does nothing now."""
    if described is None:
        return _NO_OFFER
    for _, known, verdict in described.shown.actions:
        if known.value == action and isinstance(verdict, Blocked):
            return verdict.reason
    if action in _ANSWERS or action == "cancel":
        return _not_answered(action, described.offer)
    return _OTHER.get(action, NOTHING_HERE)


def _not_answered(action: str, offer: Offer) -> str:
    if offer.status is not OfferStatus.OPEN:
        return f"this offer is {offer.status}"
    if offer.role is Role.OBSERVER:
        return "neither the NFT nor the bid is yours"
    if action == "cancel":
        return "somebody else made this offer"
    return "you made this offer" if offer.role in _MINE else "this offer is not for you to answer"
