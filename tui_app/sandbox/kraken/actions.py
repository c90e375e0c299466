"""What changes the market: Kraken's accept, counter, place and cancel calls, each with its rules.

Every method either changes the market and records it, or raises Refusal and changes nothing. None
gives up control in between, so two requests for one offer cannot both succeed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from random import Random

from tui_app.sandbox.effects import EffectLog
from tui_app.sandbox.kraken import documents, ids
from tui_app.sandbox.kraken.instants import unix_nanoseconds, unix_seconds
from tui_app.sandbox.kraken.market import Market
from tui_app.sandbox.kraken.parameters import Parameters
from tui_app.sandbox.kraken.records import Auction, Nft, Offer, Trade
from tui_app.sandbox.kraken.refusals import (
    NOT_YOUR_AUCTION,
    NOT_YOUR_NFT,
    OFFER_NOT_FOUND,
    Refusal,
    invalid_argument,
)
from tui_app.sandbox.kraken.terms import Terms
from tui_app.sandbox.kraken.wire import Wire
from tui_app.sandbox.options import SandboxOptions


class Actions:
    """The actions of one account on the market. Each takes the parameters asked and gives the `result`."""

    def __init__(
        self, market: Market, options: SandboxOptions, effects: EffectLog, clock: Callable[[], datetime]
    ) -> None:
        self._market = market
        self._max_expiry = options.kraken_max_expiry
        self._effects = effects
        self._clock = clock
        rng = Random(f"actions {options.seed}")  # noqa: S311 - a pretend market has to be repeatable
        self._mint = ids.Mint(rng, documents.FIRST_MADE)

    def accept(self, asked: Parameters, _: Wire) -> dict[str, object]:
        """NftAcceptOffer: the NFT is sold to the bidder, and every other open offer on it is over."""
        offer, nft = self._answerable(asked)
        asked.flag("pay_creator_fee")
        auction = self._auction("accept", offer, self._terms_of(offer), sold=True)
        self._market.add_nft(replace(nft, owned=False))
        self._market.settle(offer, "Filled", auction.id)
        self._end_everything_on(nft)
        self._market.trades.append(self._trade(auction, offer))
        self._record("accept", offer.id, asked)
        return {"auction_id": auction.id}

    def counter(self, asked: Parameters, _: Wire) -> dict[str, object]:
        """NftCounterOffer: a new auction that answers the offer, which stays open. May be done again."""
        offer, _nft = self._answerable(asked)
        terms = self._terms(asked, amount="ask_price", currency="currency")
        auction = self._auction("counter", offer, terms, sold=False)
        self._record("counter", offer.id, asked)
        return {"auction_id": auction.id}

    def place(self, asked: Parameters, _: Wire) -> dict[str, object]:
        """NftPlaceOffer: a new offer on one NFT that somebody else owns."""
        nft = self._wanted(asked)
        terms = self._terms(asked, amount="offer_amount", currency="offer_currency")
        asked.flag("pay_creator_fee")
        offer = Offer(
            id=self._mint.new(ids.OFFER, "place"),
            nft_id=nft.id,
            side="placed",
            amount=terms.amount,
            asset=terms.asset,
            form="string",
            created=unix_nanoseconds(self._clock()),
            expires=terms.expires,
            social_id=self._market.social_id,
            quote_id=self._quote_id(asked, nft),
            bucket="1",
            status="open",
            outcome="",
        )
        self._market.add_offer(offer)
        self._record("place", nft.id, asked)
        return {"offer_id": offer.id}

    def cancel(self, asked: Parameters, _: Wire) -> dict[str, object]:
        """NftCancelOffer: a status for each id, in the order asked; one that fails stops no other."""
        return {"statuses": [self._cancel_one(offer_id, asked) for offer_id in asked.texts("offer_ids")]}

    def cancel_auction(self, asked: Parameters, _: Wire) -> dict[str, object]:
        """NftCancelAuction: as `cancel`, for the account's own auctions; the undoing of a counter."""
        wanted = asked.texts("auction_ids")
        for auction_id in wanted:
            auction = self._market.auctions.get(auction_id)
            if auction is not None and auction.seller != self._market.social_id:
                raise Refusal(NOT_YOUR_AUCTION)
        return {"statuses": [self._cancel_one_auction(auction_id, asked) for auction_id in wanted]}

    def _answerable(self, asked: Parameters) -> tuple[Offer, Nft]:
        offer = self._market.offers.get(asked.text("offer_id"))
        if offer is None:
            raise Refusal(OFFER_NOT_FOUND)
        nft = self._market.nfts[offer.nft_id]
        if offer.side != "received":
            raise Refusal(NOT_YOUR_NFT)
        if offer.status != "open" or offer.expires <= self._now():
            raise Refusal(OFFER_NOT_FOUND)
        return offer, nft

    def _wanted(self, asked: Parameters) -> Nft:
        nft_ids = asked.texts("nft_id")
        nft = self._market.nfts.get(nft_ids[0])
        if len(nft_ids) != 1 or nft is None or nft.owned:
            raise invalid_argument("nft_id")
        return nft

    def _quote_id(self, asked: Parameters, nft: Nft) -> str:
        quote_id = asked.optional_text("quote_id")
        if quote_id is None:
            return "None"
        if quote_id not in {quote.id for quote in self._market.quotes.get(nft.id, ())}:
            raise invalid_argument("quote_id")
        return quote_id

    def _terms(self, asked: Parameters, *, amount: str, currency: str) -> Terms:
        return Terms.asked(asked, amount=amount, currency=currency, now=self._now(), longest=self._max_expiry)

    def _terms_of(self, offer: Offer) -> Terms:
        return Terms(amount=offer.amount, asset=offer.asset, expires=offer.expires)

    def _auction(self, action: str, offer: Offer, terms: Terms, *, sold: bool) -> Auction:
        auction = Auction(
            id=self._mint.new(ids.AUCTION, action),
            nft_id=offer.nft_id,
            price=terms.amount,
            asset=terms.asset,
            started=self._now(),
            expires=terms.expires,
            root_id=offer.id,
            seller=self._market.social_id,
            status="closed" if sold else "open",
            outcome="Filled" if sold else "",
        )
        self._market.add_auction(auction)
        return auction

    def _trade(self, auction: Auction, offer: Offer) -> Trade:
        return Trade(
            id=self._mint.new(ids.TRADE, "trade"),
            auction_id=auction.id,
            nft_id=auction.nft_id,
            price=auction.price,
            asset=auction.asset,
            time=unix_nanoseconds(self._clock()),
            buyer=offer.social_id,
            seller=auction.seller,
        )

    def _end_everything_on(self, nft: Nft) -> None:
        for other in self._market.offers_on(nft.id):
            if other.status == "open":
                self._market.settle(other, "Superceded")
        for auction in self._market.open_auctions_on(nft.id):
            self._market.end_auction(auction, "Cancelled")

    def _cancel_one(self, offer_id: str, asked: Parameters) -> dict[str, object]:
        offer = self._market.offers.get(offer_id)
        if offer is None or offer.side != "placed":
            return _status(offer_id, "failed", "not found")
        if offer.status != "open":
            return _status(offer_id, "failed", "not open")
        self._market.settle(offer, "Cancelled")
        self._record("cancel", offer_id, asked)
        return _status(offer_id, "cancelled", None)

    def _cancel_one_auction(self, auction_id: str, asked: Parameters) -> dict[str, object]:
        auction = self._market.auctions.get(auction_id)
        if auction is None or auction.status != "open":
            return _status(auction_id, "failed", "not found")
        self._market.end_auction(auction, "Cancelled")
        self._record("cancel_auction", auction_id, asked)
        return _status(auction_id, "cancelled", "None")

    def _record(self, action: str, target: str, asked: Parameters) -> None:
        self._effects.record(marketplace="kraken", action=action, target=target, request=asked.plain())

    def _now(self) -> int:
        return unix_seconds(self._clock())


def _status(target: str, status: str, reason: str | None) -> dict[str, object]:
    return {"id": target, "status": status, "reason": reason}
