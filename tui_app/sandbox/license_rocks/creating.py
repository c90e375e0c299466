"""Creating orders: each is paid at once, and its NFT goes to the buyer."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from random import Random

from tui_app.sandbox.effects import EffectLog
from tui_app.sandbox.license_rocks.asking import Purchase
from tui_app.sandbox.license_rocks.documents import PRINTED_BUYER, PRINTED_QUANTITY
from tui_app.sandbox.license_rocks.instance import Instance
from tui_app.sandbox.license_rocks.records import Item, Order
from tui_app.sandbox.license_rocks.refusals import refused
from tui_app.sandbox.options import SandboxOptions


class Creating:
    """Makes orders of what requests ask for, and records each that was made."""

    def __init__(
        self, instance: Instance, options: SandboxOptions, effects: EffectLog, clock: Callable[[], datetime]
    ) -> None:
        self._instance = instance
        self._options = options
        self._effects = effects
        self._clock = clock
        self._rng = Random(f"orders {options.seed}")  # noqa: S311 - a pretend market has to be repeatable

    def create(self, asked: object) -> list[Order]:
        """The orders of one request, in its order. Raises Refused.

        Whether those before a wrong one are made then is the option `license_rocks_batch`.
        """
        if not isinstance(asked, list) or not asked:
            raise refused("The body has to be an array of orders.")
        if self._options.license_rocks_batch == "whole":
            trial = self._instance.copy()
            for one in asked:
                purchase = self._read(one, trial)
                trial.take(purchase.nft_id, purchase.quantity)
        return [self._make(self._read(one, self._instance)) for one in asked]

    def _read(self, asked: object, instance: Instance) -> Purchase:
        found = Purchase.read(asked, instance, self._clock())
        if self._options.license_rocks_answers == "printed":
            return replace(found, buyer_id=PRINTED_BUYER, quantity=PRINTED_QUANTITY)
        left = instance.nfts[found.nft_id].available
        if found.quantity > left:
            raise refused(f"NFT with ID {found.nft_id} has {left} left, and {found.quantity} are asked for.")
        return found

    def _make(self, purchase: Purchase) -> Order:
        number, now = self._instance.next_order, self._clock()
        telling = self._options.license_rocks_status == "telling"
        item = Item(
            id=number,
            listing_id=purchase.listing_id,
            quantity=purchase.quantity,
            updated=now,
            tx_id=f"0x{self._rng.getrandbits(256):064x}" if telling else None,
        )
        order = Order(
            id=number,
            buyer_id=purchase.buyer_id,
            billing_address_id=self._address(purchase),
            webhook_token=str(uuid.UUID(int=self._rng.getrandbits(128))),
            created=now,
            updated=now,
            items=(item,),
            status="paid" if telling else None,
        )
        self._instance.orders[number] = order
        self._instance.take(purchase.nft_id, purchase.quantity)
        target = f"listing:{purchase.listing_id}"
        self._effects.record(
            marketplace="license_rocks", action="create order", target=target, request=purchase.asked
        )
        return order

    def _address(self, purchase: Purchase) -> int:
        """All four fields make a new billing address; without them it is the user's first."""
        if purchase.whole_address:
            return self._instance.add_address(purchase.buyer_id)
        return self._instance.users[purchase.buyer_id].addresses[0]
