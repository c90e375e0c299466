"""An order to be made: what a person typed, read strictly, and what tells it from every other one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from tui_app.domain.errors import UsageError
from tui_app.domain.secrets import Secret
from tui_app.domain.text import clean

NUMBER_FIELDS: Final = ("nft_id", "listing_id", "buyer_id", "quantity")
"""The fields that every order has."""
ADDRESS_FIELDS: Final = ("street", "postal", "city", "country")
"""The fields of a billing address: all of them, or none."""
_WHOLE: Final = re.compile(r"[0-9]{1,15}", re.ASCII)
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class BillingAddress:
    """Where a bill goes. It is somebody's own: nothing here may be kept."""

    street: Secret
    postal: Secret
    city: Secret
    country: Secret

    def reveal(self) -> dict[str, str]:
        """The four fields as plain text: for sending, never for keeping."""
        return {name: getattr(self, name).reveal() for name in ADDRESS_FIELDS}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOrder:
    """One order that a person asked for. Creating it is a money action: it cannot be undone.

    Ids are numbers of the marketplace. Without a billing address the buyer's first stored one is used.
    `address_withheld` says that one was given of which nothing was kept; such an order is not sent again.
    """

    account: str
    marketplace: str
    nft_id: int
    listing_id: int
    buyer_id: int
    quantity: int
    billing: BillingAddress | None = field(default=None, repr=False, compare=False)
    address_withheld: bool = field(default=False, compare=False)

    @property
    def target(self) -> str:
        """What the gate and the journal hold on to: the listing, the NFT and the buyer."""
        return f"order:listing {self.listing_id}, NFT {self.nft_id}, buyer {self.buyer_id}"

    @property
    def with_address(self) -> bool:
        """Whether it was asked for with a billing address of its own."""
        return self.billing is not None or self.address_withheld

    @property
    def typed(self) -> dict[str, str]:
        """The fields of the form it was read from, the address in plain text: for showing there again."""
        numbers = {name: str(getattr(self, name)) for name in NUMBER_FIELDS}
        return {**numbers, **(self.billing.reveal() if self.billing else {})}


def read_new_order(typed: Mapping[str, str], *, account: str, marketplace: str) -> NewOrder:
    """The order in a form with `nft_id`, `listing_id`, `buyer_id`, `quantity` and an address or none.

    Raises UsageError for the first field that is wrong.
    """
    return NewOrder(
        account=account,
        marketplace=marketplace,
        nft_id=_whole(typed, "nft_id", "The NFT id"),
        listing_id=_whole(typed, "listing_id", "The listing id"),
        buyer_id=_whole(typed, "buyer_id", "The buyer's user id"),
        quantity=_quantity(typed),
        billing=_billing(typed),
    )


def _whole(typed: Mapping[str, str], name: str, what: str) -> int:
    text = typed.get(name, "").strip()
    if not text:
        raise UsageError(f"{what} is missing.", "For example 405")
    if not _WHOLE.fullmatch(text):
        raise UsageError(f"{what} is a number, not '{clean(text, limit=40)}'.", "For example 405")
    return int(text)


def _quantity(typed: Mapping[str, str]) -> int:
    text = typed.get("quantity", "").strip()
    if not _WHOLE.fullmatch(text) or int(text) < 1:
        said = f"not '{clean(text, limit=40)}'" if text else "and it is missing"
        raise UsageError(f"The quantity is a whole number from 1 on, {said}.", "For example 3")
    return int(text)


def _billing(typed: Mapping[str, str]) -> BillingAddress | None:
    given = {name: typed.get(name, "").strip() for name in ADDRESS_FIELDS}
    missing = [name for name, text in given.items() if not text]
    if len(missing) == len(ADDRESS_FIELDS):
        return None
    if missing:
        raise UsageError(
            f"A billing address needs all four fields; {' and '.join(missing)} is missing.",
            "Fill in all four, or none of them to bill the buyer's first stored address.",
        )
    if any(len(text) > _LONGEST for text in given.values()):
        raise UsageError(f"A field of the billing address has more than {_LONGEST} letters.")
    return BillingAddress(**{name: Secret(text) for name, text in given.items()})
