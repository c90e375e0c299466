"""What changes Dew: the two cancel calls, each asking for a signature by the maker's own wallet.

Cancelling is off-chain: whoever fetched the order's signature before can still fill it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from tui_app.sandbox.dew.market import Market
from tui_app.sandbox.dew.reading import Fields
from tui_app.sandbox.dew.records import LISTED, Order
from tui_app.sandbox.dew.refusals import NOT_FOUND, NOT_OPEN, invalid, refused
from tui_app.sandbox.effects import EffectLog
from tui_app.sandbox.wallet import pretend_signature


def message_to_sign(order_hash: str) -> str:
    """The hexadecimal text that the cancel pages say is signed, without 0x before it."""
    return f"order_hash:{order_hash}".lower().encode().hex()


class Actions:
    """Cancels orders, and records each that really was."""

    def __init__(self, market: Market, effects: EffectLog, clock: Callable[[], datetime]) -> None:
        self._market = market
        self._effects = effects
        self._clock = clock

    def cancel(self, fields: Fields, *, offers: bool) -> Order:
        """Cancel one offer, or one listing: only that kind is found. Raises Refused."""
        signature, order_hash = fields.text("signature"), fields.order_hash("order_hash")
        offerer = fields.address("offerer")
        fields.check()
        now = int(self._clock().timestamp())
        order = self._market.order(order_hash, now)
        if order is None or order.is_offer is not offers:
            raise refused(NOT_FOUND, f"There is no {'offer' if offers else 'listing'} of that hash.")
        _check_signed(order, signature, offerer)
        if order.status != LISTED:
            raise refused(NOT_OPEN, "The order is not open any more.")
        self._market.cancel(order, now)
        request = {"signature": signature, "order_hash": order_hash, "offerer": offerer}
        self._effects.record(marketplace="dew", action="cancel", target=order.hash, request=request)
        return order


def _check_signed(order: Order, signature: str, offerer: str) -> None:
    if offerer.lower() != order.maker.lower():
        raise invalid({"offerer": "This is not the maker of the order."})
    message = message_to_sign(order.hash)
    right = {pretend_signature("evm message signature", about) for about in (message, f"0x{message}")}
    if signature.lower() not in right:
        raise invalid({"signature": "This is not the maker's signature."})
