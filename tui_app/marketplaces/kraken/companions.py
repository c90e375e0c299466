"""The reads that tell what became of an offer: NftOffers, NftAuctions, NftAuctionTrades and the time.

Unlike user offers, these are only evidence: an entry that cannot be read makes the whole answer unusable,
because a conclusion drawn from half of it could be wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal, TypeVar

from pydantic import BeforeValidator, Field

from tui_app.domain.errors import UnreadableReply
from tui_app.domain.money import parse_amount
from tui_app.gateway.decode import validated
from tui_app.gateway.retries import PATIENT, PRESSING
from tui_app.marketplaces.kraken.calls import Calls
from tui_app.marketplaces.kraken.encoding import (
    AUCTION_TRADES,
    PUBLIC_AUCTIONS,
    PUBLIC_OFFERS,
    PUBLIC_TIME,
    Fields,
)
from tui_app.marketplaces.kraken.envelope import SOURCE
from tui_app.marketplaces.kraken.values import Id, Moment, OptionalId, Text, amount_text_of
from tui_app.marketplaces.kraken.wire import Wire

AuctionStatus = Literal["open", "closed", "expired"]
AUCTION_STATUSES: tuple[AuctionStatus, ...] = ("open", "closed", "expired")

Model = TypeVar("Model", bound=Wire)


def _amount(value: object) -> Decimal:
    return parse_amount(amount_text_of(value))


def _optional_amount(value: object) -> Decimal | None:
    return None if value is None or value in ("", "None") else _amount(value)


Amount = Annotated[Decimal, BeforeValidator(_amount)]
OptionalAmount = Annotated[Decimal | None, BeforeValidator(_optional_amount)]


class PublicOffer(Wire):
    """An offer in public. Its status is Open, Cancelled, Filled, PartialFilled or Superceded."""

    id: Id
    status: Text
    status_detail: Text | None = None
    time: Moment
    auction_id: OptionalId = None


class Auction(Wire):
    """An auction. `root_id` is the id of the offer it answers, if it answers one."""

    auction_id: Id
    root_id: OptionalId = None
    nft_ids: list[str] = Field(default_factory=list)
    quote_currency: Id
    buyout_price: OptionalAmount = None
    reserve_price: OptionalAmount = None
    start_time: Moment
    status: Text


class Trade(Wire):
    """A sale that came out of an auction."""

    trade_id: Id
    auction_id: Id
    currency: Id
    price: Amount
    nft_ids: list[str] = Field(default_factory=list)
    time: Moment


class _PublicOffers(Wire):
    offers: list[PublicOffer]


class _Auctions(Wire):
    entries: list[Auction]


class _Trades(Wire):
    entries: list[Trade]


class _Time(Wire):
    unixtime: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Companions:
    """Kraken's companion reads. Each raises OfferdeskError."""

    calls: Calls

    async def offers(self, nft_id: str) -> Sequence[PublicOffer]:
        """Everybody's offers for an NFT, whatever became of them."""
        answer = await self.calls.public(PUBLIC_OFFERS, {"nft_id": nft_id})
        return validated(_PublicOffers, answer.result, source=SOURCE).offers

    async def auctions(self, nft_id: str, status: AuctionStatus, since: datetime) -> Sequence[Auction]:
        """The auctions of an NFT that began at or after `since` and have this status."""
        fields: Fields = {"status": status, "nft_id": (nft_id,), "start_time": int(since.timestamp())}
        answer = await self.calls.public(PUBLIC_AUCTIONS, fields)
        return validated(_Auctions, {"entries": answer.result}, source=SOURCE).entries

    async def trades(self, nft_id: str, since: datetime) -> Sequence[Trade]:
        """The account's sales and purchases of an NFT at or after `since`."""
        fields: Fields = {"nft_id": (nft_id,), "start_time": int(since.timestamp())}
        result = await self.calls.private(AUCTION_TRADES, fields, patience=PATIENT)
        return validated(_Trades, {"entries": result}, source=SOURCE).entries

    async def time(self) -> datetime:
        """Kraken's clock, from its Time call or else the Date of its answer."""
        answer = await self.calls.public(PUBLIC_TIME, {}, patience=PRESSING)
        try:
            return validated(_Time, answer.result, source=SOURCE).unixtime
        except UnreadableReply:
            if answer.date is None:
                raise
            return answer.date
