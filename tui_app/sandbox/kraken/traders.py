"""What other people do on Kraken's side while the market is live: bid, raise, withdraw, buy, let run out."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from random import Random

from tui_app.sandbox.kraken import ids
from tui_app.sandbox.kraken.assets import ASSETS, Asset
from tui_app.sandbox.kraken.documents import DOCUMENTED
from tui_app.sandbox.kraken.instants import unix_nanoseconds, unix_seconds
from tui_app.sandbox.kraken.market import Market
from tui_app.sandbox.kraken.names import handle
from tui_app.sandbox.kraken.records import Auction, Nft, Offer, Side
from tui_app.sandbox.kraken.seeding import bid_amount, trade_of

_MINUTE = 60
_STEPS = ("bid", "short bid", "raise", "withdraw", "buy")
_SHARES = (35, 15, 25, 15, 10)
_MOST_OPEN = 4
"""Open bids on one NFT before others look for another one."""


class KrakenTraders:
    """Other people, the same ones doing the same for one seed. Nothing that a document prints is touched."""

    def __init__(self, market: Market, seed: int) -> None:
        self._market = market
        self._rng = Random(f"kraken traders {seed}")  # noqa: S311 - a pretend market has to be repeatable

    def act(self, at: datetime) -> None:
        """Do one thing."""
        self._market.sweep(unix_seconds(at))
        match self._rng.choices(_STEPS, _SHARES)[0]:
            case "bid":
                self._bid(at, minutes=self._rng.randint(20, 60 * 24))
            case "short bid":
                self._bid(at, minutes=self._rng.randint(2, 6))
            case "raise":
                self._raise(at)
            case "withdraw":
                self._withdraw()
            case _:
                self._buy(at)

    def _bid(self, at: datetime, *, minutes: int) -> None:
        owned = [
            nft for nft in self._market.nfts.values() if nft.owned and len(self._bids_on(nft)) < _MOST_OPEN
        ]
        if not owned:
            return
        nft = self._rng.choice(owned)
        standing = self._bids_on(nft)
        asset = standing[0].asset if standing else ASSETS[nft.collection.chain.asset]
        keenness = Decimal(round(0.5 + 0.4 * self._rng.random(), 3))
        amount, _ = bid_amount(self._rng, asset, nft.collection.floor * keenness)
        self._stand(at, nft.id, amount, asset, by=handle(self._rng), minutes=minutes)

    def _raise(self, at: datetime) -> None:
        """Withdraw a bid for a higher one: offers are never changed at Kraken."""
        if (offer := self._some("received")) is None:
            return
        self._market.settle(offer, "Cancelled")
        keener = offer.amount * Decimal(round(1.02 + 0.1 * self._rng.random(), 3))
        amount = max(round(keener, min(offer.asset.places, 4)), offer.amount + offer.asset.minimum)
        minutes = self._rng.randint(10, 60 * 10)
        self._stand(at, offer.nft_id, amount, offer.asset, by=offer.social_id, minutes=minutes)

    def _stand(
        self, at: datetime, nft_id: str, amount: Decimal, asset: Asset, *, by: str, minutes: int
    ) -> None:
        self._market.add_offer(
            Offer(
                id=ids.new_id(ids.OFFER, self._rng),
                nft_id=nft_id,
                side="received",
                amount=amount,
                asset=asset,
                form="string",
                created=unix_nanoseconds(at),
                expires=unix_seconds(at) + minutes * _MINUTE,
                social_id=by,
                quote_id="None",
                bucket="1",
                status="open",
                outcome="",
            )
        )

    def _withdraw(self) -> None:
        if (offer := self._some("received")) is not None:
            self._market.settle(offer, "Cancelled")

    def _buy(self, at: datetime) -> None:
        """Somebody sells what the account bid for."""
        if (offer := self._some("placed")) is None:
            return
        auction = Auction(
            id=ids.new_id(ids.AUCTION, self._rng),
            nft_id=offer.nft_id,
            price=offer.amount,
            asset=offer.asset,
            started=unix_seconds(at),
            expires=offer.expires,
            root_id=offer.id,
            seller=handle(self._rng),
            status="closed",
            outcome="Filled",
        )
        self._market.add_auction(auction)
        self._market.trades.append(trade_of(auction, offer.social_id, self._rng, unix_nanoseconds(at)))
        self._market.settle(offer, "Filled", auction.id)

    def _some(self, side: Side) -> Offer | None:
        standing = [
            offer
            for offer in self._market.offers.values()
            if offer.side == side and offer.status == "open" and offer.id not in DOCUMENTED
        ]
        return self._rng.choice(standing) if standing else None

    def _bids_on(self, nft: Nft) -> list[Offer]:
        return [offer for offer in self._market.offers_on(nft.id) if offer.status == "open"]
