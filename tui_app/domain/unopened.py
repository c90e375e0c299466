"""Entries of a list that nobody has looked into, for whoever may know most of them already."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tui_app.domain.offer import OfferKey, SeenOffer


@dataclass(frozen=True, slots=True, kw_only=True)
class Unopened:
    """An entry of a list as it came. Nothing but its id was looked at.

    `told` gives a text that is the same only where the whole entry is, or an empty one where there is no
    such text; `opened` gives its offer, or a sentence on why it cannot be read. Neither costs anything before
    it is called, and both may be called in a thread.
    """

    key: OfferKey
    told: Callable[[], str]
    opened: Callable[[], SeenOffer | str]
