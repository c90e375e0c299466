"""What became of a request whose answer was lost, found out by reading.

Kraken repeats no answer and takes no key of ours, so what shows is compared with what was asked: the offer's
own state, the auction that answers it, the trade that came out of that, or a new offer with the same terms.
Things that other actions account for are never taken as evidence. A "did not happen" says what the lists
show now; the caller waits until the marketplace has settled before it believes one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tui_app.domain.instruction import Terms
from tui_app.domain.offer import Offer, OfferStatus, SeenOffer, Side
from tui_app.domain.verdicts import Action
from tui_app.gateway.contract import Finding, LostRequest, OfferQuery, Outcome
from tui_app.marketplaces.kraken.companions import AUCTION_STATUSES, Auction, Companions
from tui_app.marketplaces.kraken.reader import KrakenReader
from tui_app.marketplaces.kraken.status import end_of

_BEFORE = timedelta(seconds=5)  # their clock is known to a second or two
_AFTER = timedelta(minutes=2)  # a request may be worked on this long after it left
_STATUSES = (OfferStatus.OPEN, OfferStatus.CLOSED, OfferStatus.EXPIRED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracer:
    """Looks for the traces of one lost request. Every method only reads; each raises OfferdeskError."""

    reader: KrakenReader
    companions: Companions

    async def trace(self, lost: LostRequest) -> Finding:
        """What became of it, and what showed it."""
        finding = await self._looked_up(lost)
        if finding.made and any(left + _AFTER >= lost.sent_at - _BEFORE for left in lost.rivals):
            return _unclear("What shows may have been made by an earlier action of yours on the same target.")
        return finding

    async def _looked_up(self, lost: LostRequest) -> Finding:
        match lost.instruction.action:
            case Action.ACCEPT:
                return await self._accepted(lost)
            case Action.COUNTER:
                return await self._countered(lost)
            case Action.CANCEL:
                return await self._cancelled(lost)
            case Action.PLACE:
                return await self._placed(lost)
            case _:
                return _no("Kraken cannot do this, so it was not done.")

    async def _accepted(self, lost: LostRequest) -> Finding:
        offer = _offer(lost)
        auctions = await self._answers_to(offer, lost)
        trades = await self.companions.trades(offer.nft.nft_id, lost.sent_at - _BEFORE)
        sold = {trade.auction_id for trade in trades}
        if len(made := [each.auction_id for each in auctions if each.auction_id in sold]) == 1:
            return _yes("The NFT was sold in an auction that answers this offer.", made[0])
        ended = await self._end_of(offer)
        if ended is OfferStatus.ACCEPTED:
            return _yes("The offer shows as accepted.", _only(auctions))
        if ended is OfferStatus.CLOSED and len(auctions) == 1 and auctions[0].status.folded == "closed":
            return _yes("The offer and the one auction that answers it are closed.", _only(auctions))
        if auctions or ended in {OfferStatus.CLOSED, OfferStatus.UNKNOWN}:
            return _unclear(f"The offer shows as {ended}, and nothing shows whether it was accepted.")
        return _no(f"The offer shows as {ended}, and no auction answers it.")

    async def _countered(self, lost: LostRequest) -> Finding:
        terms = lost.instruction.terms
        auctions = await self._answers_to(_offer(lost), lost)
        matching = [each for each in auctions if terms and _asks(each, terms)]
        if len(matching) == 1:
            return _yes("An auction answers this offer at the price you asked.", matching[0].auction_id)
        if matching:
            return _unclear("More than one auction answers this offer at the price you asked.")
        if auctions:
            return _unclear("An auction answers this offer, but not at the price you asked.")
        return _no("No auction answers this offer.")

    async def _cancelled(self, lost: LostRequest) -> Finding:
        ended = await self._end_of(_offer(lost))
        if ended is OfferStatus.CANCELLED:
            return _yes("The offer shows as cancelled.", None)
        if ended in {OfferStatus.OPEN, OfferStatus.ACCEPTED, OfferStatus.EXPIRED}:
            return _no(f"The offer shows as {ended}.")
        return _unclear("The offer is closed, but nothing shows whether it was cancelled or accepted.")

    async def _placed(self, lost: LostRequest) -> Finding:
        offers, complete = await self._own_offers(lost)
        matching = [seen.offer for seen in offers if _is_ours(seen.offer, lost)]
        if len(matching) == 1:
            return _yes("An offer with these terms is listed.", matching[0].key.offer_id)
        if matching:
            return _unclear("More than one offer with these terms was placed at that time.")
        if not complete:
            return _unclear("No such offer is listed, but part of the list could not be read.")
        return _no("No such offer is listed.")

    async def _own_offers(self, lost: LostRequest) -> tuple[list[SeenOffer], bool]:
        nft_id, since = lost.instruction.subject.nft_id, lost.sent_at - _BEFORE
        offers: list[SeenOffer] = []
        complete = True
        for status in _STATUSES:
            query = OfferQuery(side=Side.PLACED, status=status, nft_id=nft_id, placed_since=since)
            found, whole = await self.reader.everything(query)
            offers, complete = offers + found, complete and whole
        return offers, complete

    async def _answers_to(self, offer: Offer, lost: LostRequest) -> list[Auction]:
        since = lost.sent_at - _BEFORE
        found: dict[str, Auction] = {}
        for status in AUCTION_STATUSES:
            for auction in await self.companions.auctions(offer.nft.nft_id, status, since):
                if auction.root_id == offer.key.offer_id and auction.auction_id not in lost.spoken_for:
                    found[auction.auction_id] = auction
        return [each for each in found.values() if _in_time(each.start_time, lost)]

    async def _end_of(self, offer: Offer) -> OfferStatus:
        """How the offer stands: in our own list, and where that only says closed, in the public one."""
        status = await self._listed(offer)
        if status not in {OfferStatus.CLOSED, OfferStatus.UNKNOWN}:
            return status
        for public in await self.companions.offers(offer.nft.nft_id):
            if public.id == offer.key.offer_id:
                return end_of(public.status.raw)
        return status

    async def _listed(self, offer: Offer) -> OfferStatus:
        for status in _STATUSES:
            query = OfferQuery(side=offer.side, status=status, nft_id=offer.nft.nft_id)
            offers, _ = await self.reader.everything(query)
            for seen in offers:
                if seen.offer.key.offer_id == offer.key.offer_id:
                    return seen.offer.status
        return OfferStatus.UNKNOWN


def _offer(lost: LostRequest) -> Offer:
    if lost.instruction.offer is None:
        raise ValueError("this action is about an offer")
    return lost.instruction.offer


def _in_time(moment: datetime, lost: LostRequest) -> bool:
    return lost.sent_at - _BEFORE <= moment <= lost.sent_at + _AFTER


def _asks(auction: Auction, terms: Terms) -> bool:
    prices = {auction.buyout_price, auction.reserve_price}
    return auction.quote_currency == terms.price.currency.code and terms.price.amount in prices


def _is_ours(offer: Offer, lost: LostRequest) -> bool:
    terms = lost.instruction.terms
    return (
        terms is not None
        and offer.nft.nft_id == lost.instruction.subject.nft_id
        and offer.key.offer_id not in lost.spoken_for
        and offer.price == terms.price
        and _in_time(offer.placed_at, lost)
    )


def _only(auctions: Sequence[Auction]) -> str | None:
    return auctions[0].auction_id if len(auctions) == 1 else None


def _yes(because: str, made: str | None) -> Finding:
    return Finding(outcome=Outcome.HAPPENED, because=because, made=made)


def _no(because: str) -> Finding:
    return Finding(outcome=Outcome.DID_NOT_HAPPEN, because=because)


def _unclear(because: str) -> Finding:
    return Finding(outcome=Outcome.CANNOT_TELL, because=because)
