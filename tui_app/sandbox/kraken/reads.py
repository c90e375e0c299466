"""The companion reads that tell what became of things: public offers, auctions, trades, quotes, time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import get_args

from tui_app.sandbox.kraken.assets import CHAINS
from tui_app.sandbox.kraken.instants import unix_seconds
from tui_app.sandbox.kraken.market import Market
from tui_app.sandbox.kraken.parameters import UINT32, Parameters
from tui_app.sandbox.kraken.records import NANOSECONDS, Auction, Nft, Offer, Status
from tui_app.sandbox.kraken.refusals import invalid_argument
from tui_app.sandbox.kraken.wire import Wire, quote_value, trade_value
from tui_app.sandbox.options import SandboxOptions


class Reads:
    """Answers from the market as it is. Each takes the parameters asked and gives the `result`."""

    def __init__(self, market: Market, options: SandboxOptions, clock: Callable[[], datetime]) -> None:
        self._market = market
        self._limit = options.kraken_page_limit
        self._clock = clock

    def offers(self, asked: Parameters, wire: Wire) -> dict[str, object]:
        """NftOffers: everybody's offers on one NFT; times in nanoseconds."""
        nft = self._nft(asked)
        return {"offers": [wire.public_offer(offer) for offer in self._market.offers_on(nft.id)]}

    def auctions(self, asked: Parameters, wire: Wire) -> list[object]:
        """NftAuctions of one status, newest first. An auction that answers an offer has it as its root."""
        statuses: tuple[Status, ...] = get_args(Status)
        status = asked.choice("status", statuses)
        auction_id, nft_ids = asked.optional_text("auction_id"), asked.optional_texts("nft_id")
        start, end = _period(asked)
        found = [
            auction
            for auction in self._market.auctions.values()
            if auction.status == status
            and auction_id in (None, auction.id)
            and (not nft_ids or auction.nft_id in nft_ids)
            and start <= auction.started <= end
        ]
        found.sort(key=lambda auction: (-auction.started, auction.id))
        skip = asked.optional_uint32("pos") or asked.optional_uint32("offset") or 0
        return [wire.auction(auction, self._bids(auction)) for auction in found[skip : skip + self._limit]]

    def trades(self, asked: Parameters, _: Wire) -> list[object]:
        """NftAuctionTrades: the account's trades, newest first."""
        auction_ids, nft_ids = asked.optional_texts("auction_id"), asked.optional_texts("nft_id")
        start, end = _period(asked)
        found = [
            trade
            for trade in self._market.trades
            if self._market.social_id in (trade.buyer, trade.seller)
            and (not auction_ids or trade.auction_id in auction_ids)
            and (not nft_ids or trade.nft_id in nft_ids)
            and start <= trade.time // NANOSECONDS <= end
        ]
        found.sort(key=lambda trade: (-trade.time, trade.id))
        return [trade_value(trade) for trade in found]

    def quotes(self, asked: Parameters, _: Wire) -> dict[str, object]:
        """NftQuotes: at most `count` standing quotes for each NFT asked for."""
        count, nft_ids = asked.uint32("count"), asked.texts("nft_id")
        wanted = None if asked.raw("has_offer") is None else asked.flag("has_offer")
        found: dict[str, object] = {}
        for nft_id in nft_ids:
            linked = {offer.quote_id for offer in self._market.offers_on(nft_id) if offer.status == "open"}
            quotes = [
                quote_value(quote, quote.id in linked)
                for quote in self._market.quotes.get(nft_id, ())
                if wanted in (None, quote.id in linked)
            ]
            found[nft_id] = quotes[:count]
        return found

    def nft(self, asked: Parameters, wire: Wire) -> dict[str, object]:
        """Nft: one token, in the fields that the example of an independent client shows."""
        nft = self._nft(asked)
        return {
            "nft": {
                "id": nft.id,
                "name": nft.name,
                "description": "",
                "max_count": 1,
                "external_url": None,
                "image": None if nft.image is None else wire.slot(nft.image),
                "media": [wire.slot(slot) for slot in nft.media],
                "collection_id": nft.collection.id,
                "collection_name": nft.collection.name,
                "blockchain": {"id": nft.collection.chain.id, "asset": nft.collection.chain.asset},
            }
        }

    def blockchains(self, _: Parameters, _wire: Wire) -> dict[str, object]:
        """NftBlockchains: every chain that NFTs here live on."""
        items = [{"id": chain.id, "asset": chain.asset} for chain in CHAINS]
        return {"items": items, "total": len(items)}

    def time(self, _: Parameters, _wire: Wire) -> dict[str, object]:
        """Time: the server's clock, twice; the written form has a year of two digits, as Kraken prints it."""
        now = self._clock()
        return {"unixtime": unix_seconds(now), "rfc1123": now.strftime("%a, %d %b %y %H:%M:%S +0000")}

    def _nft(self, asked: Parameters) -> Nft:
        nft = self._market.nfts.get(asked.text("nft_id"))
        if nft is None:
            raise invalid_argument("nft_id")
        return nft

    def _bids(self, auction: Auction) -> list[Offer]:
        root = self._market.offers.get(auction.root_id)
        return [] if root is None else [root]


def _period(asked: Parameters) -> tuple[int, int]:
    end = asked.optional_uint32("end_time")
    return asked.optional_uint32("start_time") or 0, UINT32 if end is None else end
