"""One order to be created, as a request asks for it, held against what the instance has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from tui_app.sandbox.license_rocks.instance import Instance
from tui_app.sandbox.license_rocks.refusals import refused

_MOST_DIGITS = 18
_ADDRESS = ("city", "country", "postal", "street")


@dataclass(frozen=True, slots=True, kw_only=True)
class Purchase:
    """A purchase that can be made. `asked` is the request as it came."""

    listing_id: int
    nft_id: int
    buyer_id: int
    quantity: int
    whole_address: bool
    asked: Mapping[str, object]

    @classmethod
    def read(cls, asked: object, instance: Instance, now: datetime) -> Purchase:
        """What one element of the array asks for. Raises Refused, changing nothing."""
        if not isinstance(asked, dict):
            raise refused("Every order has to be an object.")
        numbers = {name: _number(asked, name) for name in ("nftId", "listingId", "quantity", "buyerUserId")}
        found = cls(
            listing_id=numbers["listingId"],
            nft_id=numbers["nftId"],
            buyer_id=numbers["buyerUserId"],
            quantity=numbers["quantity"],
            whole_address=_has_whole_address(asked),
            asked=asked,
        )
        found._check(instance, now)
        return found

    def _check(self, instance: Instance, now: datetime) -> None:
        user, nft = instance.users.get(self.buyer_id), instance.nfts.get(self.nft_id)
        listing = instance.listings.get(self.listing_id)
        if user is None:
            raise refused(f"User with ID {self.buyer_id} does not exist.")
        if nft is None:
            raise refused(f"NFT with ID {self.nft_id} does not exist.")
        if listing is None or listing.nft_id != nft.id:
            raise refused(f"Listing with ID {self.listing_id} does not exist for this NFT.")
        if not listing.sells(now):
            raise refused(f"Listing with ID {self.listing_id} is not active.")
        if self.quantity < 1:
            raise refused("Property 'quantity' has to be at least 1.")
        if not self.whole_address and not user.addresses:
            raise refused(f"User with ID {self.buyer_id} has no billing address.")


def _number(asked: Mapping[str, object], name: str) -> int:
    value = asked.get(name)
    if value is None:
        raise refused(f"Property '{name}' is missing.")
    if isinstance(value, Decimal) and value.adjusted() < _MOST_DIGITS and value == round(value):
        return int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise refused(f"Property '{name}' has to be a whole number.")
    return value


def _has_whole_address(asked: Mapping[str, object]) -> bool:
    """Whether all four fields are there; the page lets anything less count as nothing."""
    given = asked.get("buyerBillingData")
    if given is None:
        return False
    if not isinstance(given, dict) or not all(isinstance(value, str | None) for value in given.values()):
        raise refused("Property 'buyerBillingData' has to be an object of texts.")
    return all(given.get(name) for name in _ADDRESS)
