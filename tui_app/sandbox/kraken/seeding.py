"""A believable market from a seed: owners, bidders, histories, prices below the ask, times around now."""

from __future__ import annotations

import math
from dataclasses import replace
from decimal import Decimal
from itertools import accumulate
from random import Random

from tui_app.sandbox.hostile import HOSTILE_COLLECTION, HOSTILE_CREATOR, HOSTILE_NAMES
from tui_app.sandbox.kraken import ids
from tui_app.sandbox.kraken.assets import ASSETS, SOLANA, Asset
from tui_app.sandbox.kraken.documents import SOCIAL_ID, add_documented
from tui_app.sandbox.kraken.histories import Bid, Story, bids
from tui_app.sandbox.kraken.market import Market
from tui_app.sandbox.kraken.names import SERIES, handle
from tui_app.sandbox.kraken.pictures import main_image, other_media, thumbnail_url
from tui_app.sandbox.kraken.records import (
    NANOSECONDS,
    AmountForm,
    Auction,
    Collection,
    MediaSlot,
    Nft,
    Offer,
    Quote,
    Side,
    Trade,
)
from tui_app.sandbox.options import SandboxOptions

_RECEIVED_SHARE = 0.58
_CURRENCY_SHARES = (58, 88, 95, 100)
"""Cumulative: the chain's own asset, then USDC, USD and EUR."""
_MEDIA_PLANS = {
    "main": 60,
    "Animation": 10,
    "Video": 8,
    "TopBanner": 6,
    "Other": 5,
    "waiting": 4,
    "no main": 4,
    "none": 3,
}


def seeded_market(options: SandboxOptions, now: int) -> Market:
    """The market of `options.seed` as it stands at `now`, unix seconds.

    It holds `options.offers` offers of the account, but never fewer than the two that are printed
    in the documents.
    """
    market = Market(SOCIAL_ID, options.kraken_sweep)
    add_documented(market, now)
    rng = Random(options.seed)  # noqa: S311 - a pretend market has to be repeatable, not unguessable
    _Seeding(market, rng, now).fill(options.offers - 2)
    return market


class _Seeding:
    def __init__(self, market: Market, rng: Random, now: int) -> None:
        self._market = market
        self._rng = rng
        self._now = now
        self._collections = [
            Collection(
                id=ids.new_id(ids.COLLECTION, rng),
                name=one.name,
                creators=one.creators,
                chain=one.chain,
                floor=Decimal(one.floor),
            )
            for one in SERIES
        ]

    def fill(self, offers: int) -> None:
        """Add NFTs, each with the history of its offers, until `offers` of the account are there."""
        rng = self._rng
        left = offers - self._add_hostile(offers)
        received = int(left * _RECEIVED_SHARE)
        weights = tuple(accumulate(one.weight for one in SERIES))
        while left > 0:
            side: Side = "received" if rng.randrange(left) < received else "placed"
            story: Story = rng.choices(("live", "sold", "quiet"), (60, 15, 25))[0]
            most = 7 if side == "received" else 2
            count = min(left, 1 + int(most * rng.random() ** 2))
            left -= count
            received -= count if side == "received" else 0
            index = rng.choices(range(len(SERIES)), cum_weights=weights)[0]
            self._add_history(self._collections[index], SERIES[index].nft_name(rng), side, story, count)

    def _add_hostile(self, offers: int) -> int:
        names = HOSTILE_NAMES[: max(0, offers // 16)]
        trap = Collection(
            id=ids.new_id(ids.COLLECTION, self._rng),
            name=HOSTILE_COLLECTION,
            creators=(HOSTILE_CREATOR,),
            chain=SOLANA,
            floor=Decimal(12),
        )
        for index, name in enumerate(names):
            side: Side = "received" if index % 3 else "placed"
            collection = trap if index == 1 else self._collections[index % len(self._collections)]
            self._add_history(collection, name, side, "live", 1)
        return len(names)

    def _add_history(self, collection: Collection, name: str, side: Side, story: Story, count: int) -> None:
        rng = self._rng
        nft = _nft(rng, collection, name, owned=(side == "received") != (story == "sold"))
        self._market.add_nft(nft)
        ask = collection.floor * Decimal(round(1 + rng.expovariate(1.4), 2))
        for bid in bids(rng, self._now, story, count):
            self._add_offer(nft, side, bid, ask)
        if side == "placed" and story == "live" and rng.random() < 0.4:
            self._add_offer(nft, "elsewhere", bids(rng, self._now, "live", 1)[0], ask)

    def _add_offer(self, nft: Nft, side: Side, bid: Bid, ask: Decimal) -> None:
        rng = self._rng
        codes = (nft.collection.chain.asset, "USDC", "USD", "EUR")
        asset = ASSETS[rng.choices(codes, cum_weights=_CURRENCY_SHARES)[0]]
        amount, form = bid_amount(rng, asset, ask * Decimal(round(bid.keenness, 3)))
        quoted = side != "placed" and rng.random() < 0.12
        offer = Offer(
            id=ids.new_id(ids.OFFER, rng),
            nft_id=nft.id,
            side=side,
            amount=amount,
            asset=asset,
            form=form,
            created=bid.created * NANOSECONDS + rng.randrange(NANOSECONDS),
            expires=bid.expires,
            social_id=SOCIAL_ID if side == "placed" else handle(rng),
            quote_id=ids.new_id(ids.QUOTE, rng) if quoted else "None",
            bucket=rng.choice("1112"),
            status=bid.status,
            outcome=bid.outcome,
        )
        if quoted and bid.status == "open":
            self._add_quote(offer)
        self._market.add_offer(self._sold(offer) if bid.outcome == "Filled" else offer)

    def _add_quote(self, offer: Offer) -> None:
        self._market.add_quote(
            Quote(
                id=offer.quote_id,
                nft_id=offer.nft_id,
                amount=offer.amount,
                asset=offer.asset,
                expires=offer.expires,
            )
        )

    def _sold(self, offer: Offer) -> Offer:
        """A filled offer, with the auction and the trade it became."""
        auction = Auction(
            id=ids.new_id(ids.AUCTION, self._rng),
            nft_id=offer.nft_id,
            price=offer.amount,
            asset=offer.asset,
            started=min(self._now - 60, offer.created // NANOSECONDS + 1200),
            expires=offer.expires,
            root_id=offer.id,
            seller=SOCIAL_ID if offer.side == "received" else handle(self._rng),
            status="closed",
            outcome="Filled",
        )
        self._market.add_auction(auction)
        self._market.trades.append(
            trade_of(auction, offer.social_id, self._rng, auction.started * NANOSECONDS)
        )
        return replace(offer, auction_id=auction.id)


def trade_of(auction: Auction, buyer: str, rng: Random, time: int) -> Trade:
    """The trade a filled auction is; `time` in unix nanoseconds."""
    return Trade(
        id=ids.new_id(ids.TRADE, rng),
        auction_id=auction.id,
        nft_id=auction.nft_id,
        price=auction.price,
        asset=auction.asset,
        time=time,
        buyer=buyer,
        seller=auction.seller,
    )


def _nft(rng: Random, collection: Collection, name: str, *, owned: bool) -> Nft:
    nft_id = ids.new_id(ids.NFT, rng)
    image, media = _media(rng, nft_id, collection.id)
    return Nft(
        id=nft_id,
        name=name,
        collection=collection,
        owned=owned,
        thumbnail=thumbnail_url(nft_id, collection.id) if rng.random() < 0.6 else "",
        image=image,
        media=media,
    )


def _media(rng: Random, nft_id: str, collection_id: str) -> tuple[MediaSlot | None, tuple[MediaSlot, ...]]:
    plan = rng.choices(tuple(_MEDIA_PLANS), tuple(_MEDIA_PLANS.values()))[0]
    if plan == "none":
        return None, ()
    if plan == "no main":
        return None, (other_media("Image", nft_id, collection_id),)
    if plan == "waiting":
        waiting = MediaSlot(kind="Main", media=None)
        return waiting, (waiting,)
    image = main_image(nft_id, collection_id)
    if plan == "main":
        return image, (image,)
    return image, (image, other_media(plan, nft_id, collection_id))


def bid_amount(rng: Random, asset: Asset, dollars: Decimal) -> tuple[Decimal, AmountForm]:
    """What a person would bid: three digits, or a whole number, and now and then not as a string."""
    worth = max(dollars / asset.usd, asset.minimum)
    amount = round(worth, max(0, 2 - math.floor(math.log10(worth))))
    drawn = rng.random()
    if amount >= 5 and drawn < 0.4:
        return Decimal(round(amount)), "integer" if drawn < 0.05 else "string"
    return amount, "number" if drawn > 0.95 else "string"
