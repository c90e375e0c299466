"""The state of the pretend market, and the passing of time over it."""

from __future__ import annotations

import heapq
from dataclasses import replace

from tui_app.sandbox.kraken.records import Auction, Nft, Offer, Outcome, Quote, Side, Status, Trade


class Market:
    """Every NFT, offer, auction, trade and quote, by id. `social_id` is the account's own handle.

    `generation` grows with every change, so that what was worked out from the state can be kept
    until then.
    """

    def __init__(self, social_id: str, sweep_after: int) -> None:
        self.social_id = social_id
        self.generation = 0
        self.nfts: dict[str, Nft] = {}
        self.offers: dict[str, Offer] = {}
        self.auctions: dict[str, Auction] = {}
        self.trades: list[Trade] = []
        self.quotes: dict[str, list[Quote]] = {}
        self._sweep_after = sweep_after
        self._order: dict[Side, list[tuple[int, str]]] = {"received": [], "placed": [], "elsewhere": []}
        self._by_nft: dict[str, list[str]] = {}
        self._expiring: list[tuple[int, str]] = []
        self._ending: list[tuple[int, str]] = []

    def add_nft(self, nft: Nft) -> None:
        """Put `nft` on the market, or replace what is known of it."""
        self.nfts[nft.id] = nft

    def add_offer(self, offer: Offer, *, swept: bool = True) -> None:
        """Put a new offer on the market; one that is not `swept` reads open for ever."""
        self.offers[offer.id] = offer
        self._order[offer.side].append((offer.created, offer.id))
        self._by_nft.setdefault(offer.nft_id, []).append(offer.id)
        if swept and offer.status == "open":
            heapq.heappush(self._expiring, (offer.expires + self._sweep_after, offer.id))
        self.generation += 1

    def remove_offer(self, offer: Offer) -> None:
        """Take an offer off the market without a trace."""
        del self.offers[offer.id]
        self._order[offer.side].remove((offer.created, offer.id))
        self._by_nft[offer.nft_id].remove(offer.id)
        self.generation += 1

    def snapshot(self) -> Market:
        """The market as it is now, for reading: it does not change with this one, nor with time."""
        taken = Market(self.social_id, self._sweep_after)
        taken.generation = self.generation
        taken.nfts, taken.offers, taken.auctions = dict(self.nfts), dict(self.offers), dict(self.auctions)
        taken.trades = list(self.trades)
        taken.quotes = {nft_id: list(quotes) for nft_id, quotes in self.quotes.items()}
        taken._order = {side: list(order) for side, order in self._order.items()}
        taken._by_nft = {nft_id: list(ids) for nft_id, ids in self._by_nft.items()}
        return taken

    def settle(self, offer: Offer, outcome: Outcome, auction_id: str | None = None) -> None:
        """End an open offer: `Expired`, or closed in any other way."""
        status: Status = "expired" if outcome == "Expired" else "closed"
        self.offers[offer.id] = replace(offer, status=status, outcome=outcome, auction_id=auction_id)
        self.generation += 1

    def add_auction(self, auction: Auction) -> None:
        """Put a new auction on the market."""
        self.auctions[auction.id] = auction
        if auction.status == "open":
            heapq.heappush(self._ending, (auction.expires, auction.id))

    def end_auction(self, auction: Auction, outcome: Outcome) -> None:
        """End an open auction: `Expired`, or closed in any other way."""
        status: Status = "expired" if outcome == "Expired" else "closed"
        self.auctions[auction.id] = replace(auction, status=status, outcome=outcome)

    def add_quote(self, quote: Quote) -> None:
        """Let a market maker stand with a price."""
        self.quotes.setdefault(quote.nft_id, []).append(quote)

    def side(self, side: Side) -> list[Offer]:
        """The account's offers on one side, oldest first."""
        order = self._order[side]
        order.sort()
        return [self.offers[offer_id] for _, offer_id in order]

    def offers_on(self, nft_id: str) -> list[Offer]:
        """Everybody's offers on one NFT, in the order they were made."""
        return [self.offers[offer_id] for offer_id in self._by_nft.get(nft_id, ())]

    def open_auctions_on(self, nft_id: str) -> list[Auction]:
        """The auctions of one NFT that still run."""
        return [one for one in self.auctions.values() if one.nft_id == nft_id and one.status == "open"]

    def sweep(self, now: int) -> None:
        """Let the offers and auctions that ran out by `now`, unix seconds, read expired."""
        while self._expiring and self._expiring[0][0] <= now:
            offer = self.offers.get(heapq.heappop(self._expiring)[1])
            if offer is not None and offer.status == "open" and offer.expires + self._sweep_after <= now:
                self.settle(offer, "Expired")
        while self._ending and self._ending[0][0] <= now:
            auction = self.auctions[heapq.heappop(self._ending)[1]]
            if auction.status == "open":
                self.end_auction(auction, "Expired")
