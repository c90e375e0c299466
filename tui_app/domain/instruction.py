"""What a person told the desk to do, exactly as they confirmed it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tui_app.domain.errors import Change
from tui_app.domain.money import Money
from tui_app.domain.offer import Nft, Offer
from tui_app.domain.verdicts import Action


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a counter-offer or a new offer asks: a price and, if wanted, an end."""

    price: Money
    expires: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruction:
    """One money action on one target.

    `offer` is the offer as it was shown when the person said yes; for a new offer it is None
    and `nft` says what is bid for. `terms` belong to counter and place. `pay_creator_fee` is
    None where the marketplace's default is meant.
    """

    account: str
    marketplace: str
    action: Action
    offer: Offer | None = None
    nft: Nft | None = None
    terms: Terms | None = None
    pay_creator_fee: bool | None = None

    @property
    def target(self) -> str:
        """What the gate and the journal hold on to: the offer, or for a new one the NFT."""
        if self.offer is not None:
            return self.offer.key.offer_id
        return f"nft:{self.subject.nft_id}"

    @property
    def subject(self) -> Nft:
        """The NFT at stake. Raises ValueError where neither offer nor NFT is given."""
        if self.offer is not None:
            return self.offer.nft
        if self.nft is None:
            raise ValueError("an instruction needs an offer or an NFT")
        return self.nft

    @property
    def amount(self) -> Money | None:
        """The money that changes hands if it succeeds as asked."""
        if self.terms is not None:
            return self.terms.price
        return self.offer.price if self.offer else None


def differences(confirmed: Offer, now: Offer) -> tuple[Change, ...]:
    """Every field that matters to a decision and is no longer what was confirmed."""
    return tuple(
        Change(field=name, old=old, new=new)
        for name, old, new in (
            ("id", confirmed.key.offer_id, now.key.offer_id),
            ("status", confirmed.status.value, now.status.value),
            ("status detail", confirmed.detail.raw, now.detail.raw),
            ("amount", confirmed.price.canonical, now.price.canonical),
            ("currency", confirmed.price.currency.code, now.price.currency.code),
            ("ends", _moment(confirmed.expires), _moment(now.expires)),
            ("side", confirmed.side.value, now.side.value),
            ("from", confirmed.maker.raw, now.maker.raw),
            ("NFT", confirmed.nft.nft_id, now.nft.nft_id),
        )
        if old != new
    )


def _moment(moment: datetime | None) -> str:
    return moment.isoformat() if moment else "no end"
