"""What other people do on Mojito's side while the market is live: bid, raise, withdraw."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from tui_app.sandbox.mojito.credentials import Caller
from tui_app.sandbox.mojito.documents import NFT_ID
from tui_app.sandbox.mojito.ids import new_id
from tui_app.sandbox.mojito.instants import instant, written
from tui_app.sandbox.mojito.market import Market
from tui_app.sandbox.mojito.names import handle
from tui_app.sandbox.mojito.prices import priced
from tui_app.sandbox.mojito.records import Order, User
from tui_app.sandbox.mojito.wallets import evm_address, key, solana_address

_STEPS = ("bid", "raise", "withdraw")
_SHARES = (50, 30, 20)


class MojitoTraders:
    """Other people who want what the caller has, the same ones for one seed. The printed offers stay."""

    def __init__(self, market: Market, caller: Caller, seed: int) -> None:
        self._market = market
        self._wallets = frozenset(map(key, caller.wallets))
        self._rng = Random(f"mojito traders {seed}")  # noqa: S311 - a pretend market has to be repeatable

    def act(self, at: datetime) -> None:
        """Do one thing to a bid that stands: bid beside it, raise it, or withdraw it."""
        self._market.sweep(at)
        standing = [order for order in self._market.orders.values() if self._may_be_answered(order, at)]
        if not standing:
            return
        order = self._rng.choice(standing)
        step = self._rng.choices(_STEPS, _SHARES)[0]
        if step != "bid":
            self._market.settle(order, "CANCELLED", at)
        if step != "withdraw":
            self._market.add_order(self._keener(order, at, by_another=step == "bid"))

    def _keener(self, order: Order, at: datetime, *, by_another: bool) -> Order:
        share = 0.8 + 0.4 * self._rng.random() if by_another else 1.02 + 0.1 * self._rng.random()
        amount = round(Decimal(str(order.fixed_price)) * Decimal(round(share, 3)), 4)
        unit = next(
            (each.unit for each in order.prices if each is not None and each.type == "CRYPTO"), "USDC"
        )
        keener = replace(
            order,
            id=new_id(self._rng),
            fixed_price=float(amount),
            prices=priced(amount, unit),
            expires=written(at + timedelta(minutes=self._rng.randint(5, 60 * 24))),
            created=written(at),
            updated=written(at),
        )
        if not by_another:
            return keener
        stranger = evm_address(self._rng) if order.buyer.startswith("0x") else solana_address(self._rng)
        user = User(id=new_id(self._rng), username=handle(self._rng))
        return replace(keener, buyer=stranger, user=user)

    def _may_be_answered(self, order: Order, at: datetime) -> bool:
        return (
            order.listed
            and order.status == "PENDING"
            and order.nft_id != NFT_ID
            and key(order.owner) in self._wallets
            and key(order.buyer) not in self._wallets
            and instant(order.expires) > at
        )
