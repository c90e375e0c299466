"""What may happen to one offer from outside: other terms, another state, or its end without a trace."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeVar, get_args

from tui_app.sandbox.kraken.assets import ASSETS
from tui_app.sandbox.kraken.market import Market
from tui_app.sandbox.kraken.records import Offer, Outcome, Side, Status

_Choice = TypeVar("_Choice", bound=str)
_AMOUNT = re.compile(r"[0-9]{1,30}(\.[0-9]{1,30})?")
_OUTCOMES: dict[Status, Outcome] = {"open": "", "closed": "Cancelled", "expired": "Expired"}


class WrongChange(Exception):
    """There is no such offer, currency, NFT or amount; `words` says which, without a full stop."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferChange:
    """What becomes different; None leaves a thing as it is. `expires` is unix seconds."""

    amount: str | None = None
    currency: str | None = None
    expires: int | None = None
    status: str | None = None
    maker: str | None = None
    nft: str | None = None
    side: str | None = None
    gone: bool = False

    def check(self, market: Market, offer_id: str | None) -> None:
        """Raises WrongChange where it cannot be made; an offer that is None is not looked for."""
        if offer_id is not None and offer_id not in market.offers:
            raise WrongChange(f"there is no offer {offer_id!r}")
        if self.currency is not None and self.currency not in ASSETS:
            raise WrongChange(f"there is no currency {self.currency!r}")
        if self.nft is not None and self.nft not in market.nfts:
            raise WrongChange(f"there is no NFT {self.nft!r}")
        if self.amount is not None and not _AMOUNT.fullmatch(self.amount):
            raise WrongChange(f"{self.amount!r} is no amount, such as 0.5")

    def of(self, offer: Offer) -> Offer:
        """The offer after the change."""
        statuses: tuple[Status, ...] = get_args(Status)
        sides: tuple[Side, ...] = get_args(Side)
        status = _chosen(statuses, self.status, offer.status)
        return replace(
            offer,
            amount=offer.amount if self.amount is None else Decimal(self.amount),
            asset=offer.asset if self.currency is None else ASSETS[self.currency],
            expires=offer.expires if self.expires is None else self.expires,
            status=status,
            outcome=offer.outcome if self.status is None else _OUTCOMES[status],
            social_id=offer.social_id if self.maker is None else self.maker,
            nft_id=offer.nft_id if self.nft is None else self.nft,
            side=_chosen(sides, self.side, offer.side),
        )


def change_offer(market: Market, offer_id: str, change: OfferChange) -> None:
    """Make the change. Raises WrongChange, and changes nothing then."""
    change.check(market, offer_id)
    offer = market.offers[offer_id]
    market.remove_offer(offer)
    if not change.gone:
        market.add_offer(change.of(offer), swept=change.expires is not None)


def _chosen(known: tuple[_Choice, ...], wanted: str | None, otherwise: _Choice) -> _Choice:
    return next((one for one in known if one == wanted), otherwise)
