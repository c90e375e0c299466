"""The state of one pretend instance of license.rocks."""

from __future__ import annotations

from dataclasses import replace

from tui_app.sandbox.license_rocks.records import Listing, Nft, Order, User


class Instance:
    """Everything by its id. Billing addresses are only counted: no answer shows one."""

    def __init__(self) -> None:
        self.users: dict[int, User] = {}
        self.nfts: dict[int, Nft] = {}
        self.listings: dict[int, Listing] = {}
        self.orders: dict[int, Order] = {}
        self._last_address = 52

    def copy(self) -> Instance:
        """The same once more, to try on it what may turn out to be wrong."""
        taken = Instance()
        taken.users, taken.nfts = dict(self.users), dict(self.nfts)
        taken.listings, taken.orders = dict(self.listings), dict(self.orders)
        return taken

    def add_user(self, user: User) -> None:
        """Register somebody."""
        self.users[user.id] = user
        self._last_address = max(self._last_address, *user.addresses, 0)

    def add_address(self, user_id: int) -> int:
        """Give a user one more billing address; its id."""
        self._last_address += 1
        user = self.users[user_id]
        self.users[user_id] = replace(user, addresses=(*user.addresses, self._last_address))
        return self._last_address

    def take(self, nft_id: int, quantity: int) -> None:
        """Let that many of an NFT be gone."""
        nft = self.nfts[nft_id]
        self.nfts[nft_id] = replace(nft, available=nft.available - quantity)

    @property
    def next_order(self) -> int:
        """The id that the next order gets, and its only item."""
        return max(self.orders) + 1
