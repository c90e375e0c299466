"""An order as the desk sees it: looked up by its number or its hash, never listed by itself.

What a marketplace tells of people stands apart from the rest as `Private`: it is masked until somebody
asks for it, and `Order.public` is the order without it, which is all that may be kept or exported.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from tui_app.domain.money import Money
from tui_app.domain.nft import Nft
from tui_app.domain.offer import OfferStatus, Particular
from tui_app.domain.secrets import MASK, Secret
from tui_app.domain.text import UntrustedText


class OrderKind(StrEnum):
    """What an order is."""

    LISTING = "listing"
    OFFER = "offer"
    PURCHASE = "purchase"


@dataclass(frozen=True, slots=True, order=True)
class OrderKey:
    """The identity of an order: our account's name and the marketplace's number or hash."""

    account: str
    ref: str

    def __str__(self) -> str:
        return f"{self.account}:{self.ref}"


class Private(NamedTuple):
    """Something about a person that is shown only on request: what it is, and what it says."""

    label: str
    secret: Secret

    @property
    def masked(self) -> str:
        """What stands in its place until somebody asks."""
        return MASK

    def reveal(self) -> UntrustedText:
        """What it says: for the screen of who asked, not for keeping."""
        return UntrustedText(self.secret.reveal())


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Somebody an order is about: what they are to it, and the id or address they go by."""

    role: str
    ref: UntrustedText
    particulars: tuple[Particular, ...] = ()
    private: tuple[Private, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file that belongs to an NFT. Nothing here was fetched; `public` and `downloadable` may be untold.

    `url` is empty where there is no link, or where it is private.
    """

    role: str
    name: UntrustedText
    media_type: UntrustedText
    url: UntrustedText
    public: bool | None = None
    downloadable: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The sale that an item was bought from. `price` is for one; None means that it was not told."""

    listing_id: str
    price: Money | None = None
    worth: Money | None = None
    amount: int | None = None
    active: bool | None = None
    active_till: datetime | None = None
    particulars: tuple[Particular, ...] = ()
    private: tuple[Private, ...] = ()

    def contradicts_itself(self, now: datetime) -> bool:
        """Whether it is called active although its end has passed."""
        return self.active is True and self.active_till is not None and self.active_till <= now


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderItem:
    """One line of an order. None means that it was not told; `worth` is the price in other money."""

    item_id: str
    nft: Nft
    quantity: Decimal | None = None
    price: Money | None = None
    worth: Money | None = None
    listing: Listing | None = None
    files: tuple[File, ...] = ()
    particulars: tuple[Particular, ...] = ()
    private: tuple[Private, ...] = ()

    @property
    def public(self) -> OrderItem:
        """The item without anything private."""
        listing = replace(self.listing, private=()) if self.listing else None
        return replace(self, private=(), listing=listing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """An order as last seen.

    `said` is the marketplace's own word for its status, `standing` what that means in ours. `worth` is
    the price in other money, as the marketplace says it; the two need not be equal to the last digit.
    `notes` has a sentence for each part that could not be read.
    """

    key: OrderKey
    marketplace: str
    kind: OrderKind
    status: OfferStatus
    said: UntrustedText
    standing: str
    price: Money | None = None
    worth: Money | None = None
    placed_at: datetime | None = None
    updated_at: datetime | None = None
    expires: datetime | None = None
    parties: tuple[Party, ...] = ()
    items: tuple[OrderItem, ...] = ()
    particulars: tuple[Particular, ...] = ()
    private: tuple[Private, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def title(self) -> UntrustedText:
        """What it is about: the name of the first NFT; empty where there is none."""
        return self.items[0].nft.name if self.items else UntrustedText("")

    @property
    def public(self) -> Order:
        """The order without anything private: what may be kept and exported."""
        parties = tuple(replace(each, private=()) for each in self.parties)
        return replace(self, private=(), parties=parties, items=tuple(each.public for each in self.items))

    def secrets(self) -> Iterator[Private]:
        """Everything private in it, in the order in which it would be shown."""
        yield from self.private
        for party in self.parties:
            yield from party.private
        for item in self.items:
            yield from item.private
            yield from item.listing.private if item.listing else ()

    def party(self, role: str) -> Party | None:
        """Who is that to it, if anybody."""
        return next((each for each in self.parties if each.role == role), None)

    def overdue(self, now: datetime) -> bool:
        """Whether it is still called open although its end has passed."""
        return self.status is OfferStatus.OPEN and self.expires is not None and self.expires <= now


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenOrder:
    """An order, and the marketplace's own JSON for it, reduced to fields that may be kept."""

    order: Order
    raw: str


class OrderMark(NamedTuple):
    """Why an order that was asked for did not come; `gone` where the marketplace says there is none."""

    ref: str
    because: str
    gone: bool = False


class OrderEvent(NamedTuple):
    """Something that happened to an order: when, and what, in our words."""

    at: datetime
    what: str
