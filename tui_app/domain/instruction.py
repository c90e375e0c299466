"""What a person told the desk to do, exactly as they confirmed it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from tui_app.domain.errors import Change
from tui_app.domain.money import Money
from tui_app.domain.new_order import NewOrder
from tui_app.domain.nft import Nft
from tui_app.domain.offer import Offer
from tui_app.domain.text import UntrustedText
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
    None where the marketplace's default is meant. `typed` is the amount as the person typed it, which
    they have to do where it looks like a slip. `order` is an order to be created, which says all there is
    to say: beside it there are neither offer nor NFT nor terms.
    """

    account: str
    marketplace: str
    action: Action
    offer: Offer | None = None
    nft: Nft | None = None
    terms: Terms | None = None
    pay_creator_fee: bool | None = None
    typed: Money | None = None
    order: NewOrder | None = None

    @property
    def target(self) -> str:
        """What the gate and the journal hold on to: the offer, for a new one the NFT, or what is ordered."""
        if self.order is not None:
            return self.order.target
        if self.offer is not None:
            return self.offer.key.offer_id
        return f"nft:{self.subject.nft_id}"

    @property
    def subject(self) -> Nft:
        """The NFT at stake; of an order there is its number alone. Raises ValueError where none is given."""
        if self.order is not None:
            return _numbered(self.order)
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


def creating(order: NewOrder) -> Instruction:
    """The instruction to create an order."""
    return Instruction(
        account=order.account, marketplace=order.marketplace, action=Action.CREATE_ORDER, order=order
    )


def differences(confirmed: Offer, now: Offer) -> tuple[Change, ...]:
    """Every field that matters to a decision and is no longer what was confirmed.

    Texts are compared as they were written and told with everything invisible spelt out, so
    that two names which look alike can be told apart.
    """
    before, after = _decisive(confirmed), _decisive(now)
    return tuple(
        Change(
            field=name,
            old=UntrustedText(before.get((place, name), "")).escaped,
            new=UntrustedText(after.get((place, name), "")).escaped,
        )
        for place, name in before | after
        if before.get((place, name)) != after.get((place, name))
    )


def _numbered(order: NewOrder) -> Nft:
    nothing = UntrustedText("")
    return Nft(
        nft_id=str(order.nft_id),
        name=UntrustedText(f"NFT {order.nft_id}"),
        collection_id="",
        collection=nothing,
        creators=(),
        chain=nothing,
        chain_asset=nothing,
        media=(),
    )


def _decisive(offer: Offer) -> dict[tuple[str, str], str]:
    """What decides, by whose field it is and its name: a particular may be called as a field of ours is."""
    fields = (
        ("id", offer.key.offer_id),
        ("status", offer.status.value),
        ("status detail", offer.detail.raw),
        ("amount", offer.price.canonical),
        ("currency", offer.price.currency.code),
        ("ends", offer.expires.astimezone(UTC).isoformat() if offer.expires else "no end"),
        ("side", offer.side.value),
        ("from", offer.maker.raw),
        ("NFT", offer.nft.nft_id),
    )
    theirs = ((each.label, each.said.raw) for each in offer.particulars if each.decisive)
    return {("ours", name): value for name, value in fields} | {
        ("theirs", name): value for name, value in theirs
    }
