"""What Dew tells: an order, the offers of a contract, what happened to orders, and their signatures."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from datetime import datetime

from tui_app.sandbox.dew.market import Market
from tui_app.sandbox.dew.reading import MOST, Fields
from tui_app.sandbox.dew.records import CANCELLED, DEW_ITSELF, EXPIRED, LISTED, SOLD, Order
from tui_app.sandbox.dew.refusals import NOT_FOUND, invalid, refused
from tui_app.sandbox.dew.wire import activity_value, offer_value, order_value, signed_value

_OPENSEA = (0, 1)
"""Its number by the text of the pages, and by their lists of values."""
_MOST_OF_OPENSEA = 5


class Reads:
    """Answers from the market as it is; each gives the `data` of the envelope, or raises Refused."""

    def __init__(self, market: Market, clock: Callable[[], datetime]) -> None:
        self._market = market
        self._clock = clock

    def order(self, fields: Fields) -> dict[str, object]:
        """GET orders/{order_hash}."""
        order_hash = fields.order_hash("order_hash")
        fields.check()
        found = self._market.order(order_hash, self._now())
        if found is None:
            raise refused(NOT_FOUND, "There is no order of that hash.")
        return order_value(found)

    def offers(self, fields: Fields) -> list[dict[str, object]]:
        """GET offers: those of a contract, of one maker where that is asked, whatever their status."""
        contract, maker = fields.address("contract"), fields.optional_address("maker")
        limit, offset = fields.count("limit", 20), fields.count("offset", 0)
        fields.check()
        found = [
            offer_value(order)
            for order in self._market.of(contract, self._now())
            if order.is_offer and (maker is None or maker.lower() == order.maker.lower())
        ]
        return _page(found, limit, offset)

    def activities(self, fields: Fields) -> dict[str, object]:
        """POST market_activities/query: a wallet's, in one contract, newest first."""
        wallet, contract = fields.address("wallet"), fields.address("contract")
        kinds, only_dew = fields.kinds("types"), fields.flag("only_dew", default=True)
        limit, offset = fields.count("limit", 20), fields.count("offset", 0)
        fields.check()
        orders = [
            order
            for order in self._market.of(contract, self._now())
            if order.maker.lower() == wallet.lower() and (order.source == DEW_ITSELF or not only_dew)
        ]
        happened = sorted(_events(orders), key=lambda event: -event[1])
        found = [activity_value(order, kind, at) for kind, at, order in happened if kind in kinds]
        return {"code": 0, "data": _page(found, limit, offset)}

    def signatures(self, fields: Fields) -> list[dict[str, object]]:
        """POST orders/sign: what filling each listing on the chain needs, or why there is none."""
        source, hashes = fields.whole("source"), fields.order_hashes("order_hashes")
        fields.check()
        if source in _OPENSEA and len(hashes) > _MOST_OF_OPENSEA:
            raise invalid({"order_hashes": "Not more than 5 of OpenSea at once."})
        return [self._signature(one, source) for one in hashes]

    def _signature(self, order_hash: str, source: int) -> dict[str, object]:
        order = self._market.order(order_hash, self._now())
        if order is None or order.is_offer or order.source != source:
            return signed_value(order_hash, None, "There is no such listing at that source.")
        if order.status != LISTED:
            return signed_value(order_hash, None, "The listing is not open.")
        return signed_value(order_hash, _signed(order), None)

    def _now(self) -> int:
        return int(self._clock().timestamp())


def _page(found: list[dict[str, object]], limit: int, offset: int) -> list[dict[str, object]]:
    return found[offset : offset + min(limit, MOST)]


def _events(orders: Iterable[Order]) -> Iterable[tuple[int, int, Order]]:
    """What happened to each order, as kind, time and order: it was listed, and it may have ended."""
    for order in orders:
        yield 0, order.listed_at or order.created_at, order
        if order.status in (SOLD, CANCELLED, EXPIRED):
            yield order.status, order.updated_at, order


def _signed(order: Order) -> dict[str, object]:
    """A signature and Seaport parameters of the right form; nothing can be filled with them."""
    token_id = int(order.nft.token_id) if order.nft is not None else 0
    digest = hashlib.sha512(order.hash.encode()).hexdigest()
    offered = {"itemType": 2, "token": order.of, "identifierOrCriteria": token_id}
    wanted = {"itemType": 0, "token": order.currency, "identifierOrCriteria": 0}
    quantity = {"startAmount": order.amount or 1, "endAmount": order.amount or 1}
    price = {"startAmount": order.price, "endAmount": order.price}
    return {
        "signature": f"0x{digest}1c",
        "parameters": {
            "offerer": order.maker,
            "offer": [{**offered, **quantity}],
            "consideration": [{**wanted, **price, "recipient": order.maker}],
            "startTime": order.listed_at or order.created_at,
            "endTime": order.expired_at or 0,
            "orderType": 0,
            "zone": "0x" + "0" * 40,
            "zoneHash": "0x" + "0" * 64,
            "salt": f"0x{digest[:16]}",
            "conduitKey": "0x" + "0" * 64,
            "totalOriginalConsiderationItems": 1,
            "counter": "0",
        },
    }
