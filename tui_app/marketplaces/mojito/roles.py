"""Which end of an order the account is on, by its wallets.

Mojito's page about `getOffers` lets the owner of the token accept and reject a PENDING offer, and its buyer
cancel it. Its own client does not compare the buyer at all; here both ends have to be ours to be ours.
"""

from __future__ import annotations

from collections.abc import Sequence

from tui_app.domain.offer import Role, Side
from tui_app.marketplaces.mojito.addresses import chain_of, same

_SIDES = {
    Role.OWNER: Side.RECEIVED,
    Role.BOTH: Side.RECEIVED,
    Role.BIDDER: Side.PLACED,
    Role.OBSERVER: Side.WATCHED,
    Role.UNKNOWN: Side.WATCHED,
}


class Wallets:
    """The addresses of one account, in the order they were named."""

    def __init__(self, addresses: Sequence[str]) -> None:
        self._addresses = tuple(addresses)

    def holds(self, address: str) -> bool:
        """Whether an address is one of these, compared as its chain does."""
        return any(same(address, own) for own in self._addresses)

    def first_on(self, chain: str) -> str | None:
        """The first address of a chain."""
        return next((own for own in self._addresses if chain_of(own) == chain), None)

    def role(self, owner: str, buyer: str) -> Role:
        """What the account is to an order; an empty address is one that was not told."""
        owns, bids = bool(owner) and self.holds(owner), bool(buyer) and self.holds(buyer)
        if owns and bids:
            return Role.BOTH
        if owns or bids:
            return Role.OWNER if owns else Role.BIDDER
        return Role.OBSERVER if owner and buyer else Role.UNKNOWN


def side_of(role: Role) -> Side:
    """The list an order belongs to; who is both ends is asked to answer it first."""
    return _SIDES[role]
