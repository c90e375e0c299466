"""What became of an offer, from Kraken's words in its two vocabularies."""

from __future__ import annotations

import re
from functools import lru_cache

from tui_app.domain.offer import OfferStatus

_STATUSES = {"open": OfferStatus.OPEN, "closed": OfferStatus.CLOSED, "expired": OfferStatus.EXPIRED}
_DETAILS = {
    "cancelled": OfferStatus.CANCELLED,
    "canceled": OfferStatus.CANCELLED,
    "filled": OfferStatus.ACCEPTED,
    "accepted": OfferStatus.ACCEPTED,
}
_DOUBTFUL = frozenset({"not", "no", "un", "partial", "partially", "partialfilled", "pending", "failed", "to"})


@lru_cache(maxsize=256)
def status_of(said: str, detail: str) -> OfferStatus:
    """The status of a user offer (open, closed, expired). A closed one's detail may tell more."""
    status = _STATUSES.get(said.strip().casefold(), OfferStatus.UNKNOWN)
    return end_of(detail) if status is OfferStatus.CLOSED else status


def end_of(detail: str) -> OfferStatus:
    """How a closed offer ended, if its detail says so without doubt; else just closed."""
    words = set(re.findall(r"[a-z]+", detail[:200].casefold()))
    told = {status for word, status in _DETAILS.items() if word in words}
    return told.pop() if len(told) == 1 and words.isdisjoint(_DOUBTFUL) else OfferStatus.CLOSED
