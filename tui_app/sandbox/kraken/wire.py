"""Offers, auctions, trades and quotes as Kraken's pages print them, key order included."""

from __future__ import annotations

from decimal import Decimal

from tui_app.sandbox.kraken.assets import Asset
from tui_app.sandbox.kraken.records import (
    NANOSECONDS,
    AmountForm,
    Auction,
    Media,
    MediaSlot,
    Nft,
    Offer,
    Quote,
    Trade,
)
from tui_app.sandbox.options import ClosedDetail

LOCK = 3600 * NANOSECONDS
"""How long after its time an offer's `lock_time` lies in the example of the NftOffers page."""


class Wire:
    """Writes records as JSON values. `base_url` is where the pictures served here are found."""

    def __init__(self, base_url: str, closed_detail: ClosedDetail) -> None:
        self._base_url = base_url
        self._closed_detail = closed_detail

    def user_offer(self, offer: Offer, nft: Nft) -> dict[str, object]:
        """An element of NftUserOffers; times in unix seconds."""
        return {
            "id": offer.id,
            "quote_id": offer.quote_id,
            "time": offer.created // NANOSECONDS,
            "status": offer.status,
            "status_detail": self._detail(offer),
            "ref_bucket_id": offer.bucket,
            "amount": {
                "asset_name": offer.asset.code,
                "asset_alt_name": offer.asset.code,
                "amount": amount_value(offer.amount, offer.asset, offer.form),
            },
            "expire_time": offer.expires,
            "social_id": offer.social_id,
            "item": self._item(nft),
        }

    def _item(self, nft: Nft) -> dict[str, object]:
        collection = nft.collection
        return {
            "nft_id": nft.id,
            "nft_name": nft.name,
            "nft_thumbnail_url": self._url(nft.thumbnail),
            "nft_image": None if nft.image is None else self.slot(nft.image),
            "nft_media": [self.slot(slot) for slot in nft.media],
            "creators": list(collection.creators),
            "blockchain": {"id": collection.chain.id, "asset": collection.chain.asset},
            "collection_id": collection.id,
            "collection_name": collection.name,
        }

    def slot(self, slot: MediaSlot) -> dict[str, object]:
        """A medium in its role."""
        return {"kind": slot.kind, "media": None if slot.media is None else self._media(slot.media)}

    def _media(self, media: Media) -> dict[str, object]:
        return {"url": self._url(media.url), "media_type": media.media_type, "size": media.size}

    def _url(self, url: str) -> str:
        return self._base_url + url if url.startswith("/") else url

    def _detail(self, offer: Offer) -> str:
        if offer.status == "open":
            return "LOCKED"
        return offer.outcome.upper() if self._closed_detail == "telling" else ""

    def public_offer(self, offer: Offer) -> dict[str, object]:
        """An element of NftOffers; times in unix nanoseconds, `auction_id` only where there is one."""
        found: dict[str, object] = {
            "id": offer.id,
            "amount": offer.asset.written(offer.amount),
            "volume": 1,
            "time": offer.created,
            "social_id": offer.social_id,
            "currency": offer.asset.code,
            "type": "Buy",
            "status": _public_status(offer),
            "nft_ids": [offer.nft_id],
            "lock_time": offer.created + LOCK,
            "usd_equivalence": offer.asset.usd_equivalence(offer.amount),
            "status_detail": "LOCKED" if offer.status == "open" else offer.outcome.upper(),
        }
        if offer.auction_id is not None:
            found["auction_id"] = offer.auction_id
        return found

    def auction(self, auction: Auction, bids: list[Offer]) -> dict[str, object]:
        """An element of NftAuctions; times in unix seconds."""
        return {
            "auction_id": auction.id,
            "bids": [self.public_offer(bid) for bid in bids],
            "buyout_price": auction.asset.written(auction.price),
            "expiry_time": auction.expires,
            "extension_time": 0,
            "nft_ids": [auction.nft_id],
            "quote_currency": auction.asset.code,
            "reserve_price": None,
            "root_id": auction.root_id,
            "start_time": auction.started,
            "status": auction.status,
            "status_detail": auction.outcome.upper(),
            "type": "fixed",
            "seller": auction.seller,
        }


def trade_value(trade: Trade) -> dict[str, object]:
    """An element of NftAuctionTrades; `time` in unix nanoseconds."""
    return {
        "auction_id": trade.auction_id,
        "trade_id": trade.id,
        "currency": trade.asset.code,
        "price": trade.asset.written(trade.price),
        "volume": "1",
        "time": trade.time,
        "buy_user": trade.buyer,
        "sell_user": trade.seller,
        "nft_ids": [trade.nft_id],
    }


def quote_value(quote: Quote, has_offer: bool) -> dict[str, object]:
    """An element of NftQuotes."""
    return {
        "quote_id": quote.id,
        "currency": quote.asset.code,
        "amount": quote.asset.written(quote.amount),
        "expire_time": quote.expires,
        "has_offer": has_offer,
    }


def amount_value(amount: Decimal, asset: Asset, form: AmountForm) -> str | int | float:
    """An amount as one of the three types Kraken declares for it."""
    if form == "integer" and amount == amount.to_integral_value():
        return int(amount)
    if form == "number":
        return float(amount)
    return asset.written(amount)


def _public_status(offer: Offer) -> str:
    if offer.status == "open":
        return "Open"
    return "Cancelled" if offer.outcome == "Expired" else offer.outcome
