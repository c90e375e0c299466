"""An offer as the desk sees it, whichever marketplace it stands on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from tui_app.domain.money import Money
from tui_app.domain.text import UntrustedText

if TYPE_CHECKING:
    from tui_app.domain.nft import Nft


class Side(StrEnum):
    """Which end of the offer the account is on."""

    RECEIVED = "received"
    PLACED = "placed"
    WATCHED = "watched"


class Role(StrEnum):
    """What the account is to an offer, which decides what it may do."""

    OWNER = "owner"
    BIDDER = "bidder"
    BOTH = "owner and bidder"
    SELLER = "seller"
    ADMIN = "admin"
    OBSERVER = "observer"
    UNKNOWN = "unknown"


class OfferStatus(StrEnum):
    """What became of an offer, in one vocabulary for all marketplaces."""

    OPEN = "open"
    IN_FLIGHT = "in flight"
    ACCEPTED = "accepted"
    CLOSED = "closed"
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, order=True)
class OfferKey:
    """The identity of an offer: our account's name and the marketplace's opaque id."""

    account: str
    offer_id: str

    def __str__(self) -> str:
        return f"{self.account}:{self.offer_id}"


class Particular(NamedTuple):
    """Something a marketplace says of its offers that others do not: what it is, in our words, and theirs.

    A decisive one is part of what a person says yes to: where it changes, they are asked again.
    """

    label: str
    said: UntrustedText
    decisive: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A price somebody offers for an NFT, as last seen.

    `status_said` and `detail` are the marketplace's own words; `maker` is the public name of
    who placed it. `expires` is None where the marketplace names no end, `worth` where it does not
    say what the price is in ordinary money. `asks` where the price is one that a seller asks, not one
    that is bid.
    """

    key: OfferKey
    marketplace: str
    side: Side
    role: Role
    status: OfferStatus
    status_said: UntrustedText
    detail: UntrustedText
    price: Money
    placed_at: datetime
    expires: datetime | None
    maker: UntrustedText
    quote_id: str | None
    nft: Nft
    worth: Money | None = None
    particulars: tuple[Particular, ...] = ()
    asks: bool = False

    def overdue(self, now: datetime) -> bool:
        """Whether it is still called open although its end has passed."""
        return self.status is OfferStatus.OPEN and self.expires is not None and self.expires <= now


def role_from_side(side: Side) -> Role:
    """The role where the marketplace tells it by the list an offer came in (Kraken's scope)."""
    return _ROLES[side]


_ROLES: Final = {Side.RECEIVED: Role.OWNER, Side.PLACED: Role.BIDDER, Side.WATCHED: Role.OBSERVER}


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenOffer:
    """An offer and the marketplace's own JSON for it, reduced to fields that may be kept."""

    offer: Offer
    raw: str
