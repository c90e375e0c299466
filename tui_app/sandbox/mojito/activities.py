"""The caller's own activity: what happened to each order that is from or for one of its wallets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from uuid import NAMESPACE_OID, uuid5

from tui_app.sandbox.mojito.credentials import Caller
from tui_app.sandbox.mojito.instants import instant
from tui_app.sandbox.mojito.market import Market
from tui_app.sandbox.mojito.records import Nft, Order
from tui_app.sandbox.mojito.wallets import key
from tui_app.sandbox.mojito.wire import Value, price_value

_ENDINGS: Mapping[str, str] = {
    "REJECTED": "Offer_Rejected",
    "CANCELLED": "Offer_Cancelled",
    "EXPIRED": "Offer_Expired",
}


class Activities:
    """Keeps what happened in order of time for as long as the market does not change."""

    def __init__(self, market: Market, caller: Caller) -> None:
        self._market = market
        self._wallets = frozenset(map(key, caller.wallets))
        self._generation = -1
        self._oldest_first: Sequence[tuple[str, Order]] = ()

    def oldest_first(self) -> Sequence[tuple[str, Order]]:
        """The name of each activity and its order."""
        if self._generation != self._market.generation:
            found = sorted(self._found(), key=lambda one: (one[0], one[1], one[2].id))
            self._oldest_first = [(name, order) for _, name, order in found]
            self._generation = self._market.generation
        return self._oldest_first

    def value(self, name: str, order: Order) -> Value:
        """An OrderActivity."""
        nft = self._market.nfts[order.nft_id]
        sold = name in ("Sold_Item", "Bought_Item")
        return {
            "ID": str(uuid5(NAMESPACE_OID, f"{order.id} {name}")),
            "OrderID": order.id,
            "ActivityName": name,
            "CreatedAt": order.created if name == "Offered" else order.updated,
            **_token_value(nft),
            "Price": [value for value in map(price_value, order.prices) if value is not None],
            "Status": order.status,
            "TransactionHash": order.transaction if sold else None,
            "FromUserName": order.user and order.user.username,
            "ToUserName": None,
            "FromWallet": _wallet_value(order.buyer),
            "ToWallet": _wallet_value(order.owner),
            "InvoiceID": None,
            "InvoiceURL": None,
            "cryptoTax": order.tax,
            "order": {"platformFee": 0, "creatorFee": 0},
        }

    def _found(self) -> Iterator[tuple[datetime, str, Order]]:
        for order in self._market.orders.values():
            owns, bids = key(order.owner) in self._wallets, key(order.buyer) in self._wallets
            if not order.listed or not (owns or bids):
                continue
            yield instant(order.created), "Offered", order
            sale = "Sold_Item" if owns else "Bought_Item"
            ending = sale if order.status == "COMPLETED" else _ENDINGS.get(order.status or "")
            if ending is not None:
                yield instant(order.updated), ending, order


def _token_value(nft: Nft) -> Value:
    return {
        "TokenName": nft.name,
        "TokenID": nft.on_chain_id,
        "NFTTokenID": nft.id,
        "ContractName": nft.collection,
        "ContractAddress": nft.contract,
        "NetworkID": nft.network.id,
    }


def _wallet_value(address: str) -> Value:
    return {"id": str(uuid5(NAMESPACE_OID, key(address))), "name": "", "address": address}
