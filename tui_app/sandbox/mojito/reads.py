"""What reads: the offers on one NFT, and the caller's own activity across all of them."""

from __future__ import annotations

from datetime import datetime

from tui_app.sandbox.mojito.activities import Activities
from tui_app.sandbox.mojito.asking import Asked
from tui_app.sandbox.mojito.credentials import Caller
from tui_app.sandbox.mojito.instants import instant
from tui_app.sandbox.mojito.market import Market
from tui_app.sandbox.mojito.records import Order
from tui_app.sandbox.mojito.wallets import same
from tui_app.sandbox.mojito.wire import Value, order_value

_USUAL_LIMIT = 20
_MOST = 100
"""How many activities come where no limit is given, and at the most. Mojito's pages say neither."""


class Reads:
    """Answers from the market as it is."""

    def __init__(self, market: Market, caller: Caller) -> None:
        self._market = market
        self._activities = Activities(market, caller)

    def offers(self, asked: Asked) -> list[Value]:
        """getOffers: every offer on one NFT, the last changed first, as the printed example has them.

        That `buyerAddress` keeps the offers of one buyer, `walletAddress` those that a wallet is either
        end of, and that `gatedOffers` changes nothing, is our reading: the pages name the arguments and
        say no more. An NFT that nobody knows has no offers.
        """
        orders = sorted(self._market.orders_on(asked.text("nftTokenId")), key=_changed, reverse=True)
        buyer, wallet = asked.optional_text("buyerAddress"), asked.optional_text("walletAddress")
        currency = asked.optional_text("currency")
        return [
            order_value(order, self._market.nfts[order.nft_id], currency)
            for order in orders
            if (buyer is None or same(order.buyer, buyer))
            and (wallet is None or same(order.buyer, wallet) or same(order.owner, wallet))
        ]

    def activity(self, asked: Asked) -> Value:
        """getUserOrderActivity: one page of what happened, and how much there is in all."""
        found = self._activities.oldest_first()
        start = asked.whole("offset", 0)
        end = start + min(asked.whole("limit", _USUAL_LIMIT), _MOST)
        if asked.optional_text("filter") != "OLDEST_TO_LATEST":
            found = found[::-1]
        page = found[start:end]
        return {"totalCount": len(found), "data": [self._activities.value(*one) for one in page]}


def _changed(order: Order) -> datetime:
    return instant(order.updated)
