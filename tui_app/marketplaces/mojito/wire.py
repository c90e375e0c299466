"""Mojito's orders, and how one becomes an offer of ours.

Strict about what money hangs on (id, amount, moments), lenient about what is only looked at. Who may do what
hangs on the addresses, so one that is missing is told as missing, never filled in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Final

from pydantic import BeforeValidator, ValidationError

from tui_app.domain.errors import UnreadableReply
from tui_app.domain.nft import Nft
from tui_app.domain.offer import Offer, OfferKey, OfferStatus, Particular, SeenOffer
from tui_app.domain.text import UntrustedText
from tui_app.domain.watch import Watched
from tui_app.gateway.decode import where
from tui_app.marketplaces.mojito.account import Account
from tui_app.marketplaces.mojito.addresses import chain_of_token, shortened
from tui_app.marketplaces.mojito.fields import is_uuid
from tui_app.marketplaces.mojito.kept import kept
from tui_app.marketplaces.mojito.prices import Priced, priced
from tui_app.marketplaces.mojito.roles import side_of
from tui_app.marketplaces.mojito.routes import ISSUER
from tui_app.marketplaces.mojito.values import NOTHING, SOURCE, Instant, OrderId, Said, Wire, number_text_of

OWNER: Final = "owner"
BUYER: Final = "buyer"
"""The particulars that say whose an offer is, as addresses in full."""

_STATUSES: Final = {
    "PENDING": OfferStatus.OPEN,
    "PROCESSING": OfferStatus.IN_FLIGHT,
    "COMPLETED": OfferStatus.ACCEPTED,
    "REJECTED": OfferStatus.REJECTED,
    "CANCELLED": OfferStatus.CANCELLED,
    "REMOVED": OfferStatus.CANCELLED,
    "EXPIRED": OfferStatus.EXPIRED,
    "FAILED": OfferStatus.FAILED,
}


def _object(value: object) -> object:
    return value if isinstance(value, dict) else {}


class _Named(Wire):
    id: Said = NOTHING
    username: Said = NOTHING


_OrNobody = Annotated[_Named, BeforeValidator(_object)]


class _Order(Wire):
    id: OrderId
    offerExpiryDate: Instant  # noqa: N815  # Mojito's own names
    createdAt: Instant  # noqa: N815
    updatedAt: Said = NOTHING  # noqa: N815
    nftOwnerAddress: Said = NOTHING  # noqa: N815
    buyerAddress: Said = NOTHING  # noqa: N815
    tokenType: Said = NOTHING  # noqa: N815
    tokenId: Said = NOTHING  # noqa: N815
    tokenContract: Said = NOTHING  # noqa: N815
    orderStatus: Said = NOTHING  # noqa: N815
    buyerTax: object = None  # noqa: N815
    fixedPrice: object = None  # noqa: N815
    price: object = None
    createdBy: _OrNobody = _Named()  # noqa: N815
    createdByUserOrganization: _OrNobody = _Named()  # noqa: N815

    def to_offer(self, account: Account, watched: Watched) -> Offer:
        """The offer of ours. Raises ValueError where the amount is not a plain one, or not one."""
        money = priced(self.price, self.fixedPrice)
        role = account.wallets.role(self.nftOwnerAddress.raw, self.buyerAddress.raw)
        return Offer(
            key=OfferKey(account.name, self.id),
            marketplace=ISSUER,
            side=side_of(role),
            role=role,
            status=_STATUSES.get(self.orderStatus.raw.strip().upper(), OfferStatus.UNKNOWN),
            status_said=self.orderStatus,
            detail=NOTHING,
            price=money.price,
            placed_at=self.createdAt,
            expires=self.offerExpiryDate,
            maker=self._maker(),
            quote_id=None,
            nft=self._nft(watched),
            worth=money.worth,
            particulars=tuple(each for each in self._particulars(money) if each.said),
        )

    def _nft(self, watched: Watched) -> Nft:
        addresses = (self.nftOwnerAddress.raw, self.buyerAddress.raw)
        contract = self.tokenContract.raw
        return Nft(
            nft_id=watched.ref,
            name=watched.name or UntrustedText(shortened(self.tokenId.raw or watched.ref)),
            collection_id=contract,
            collection=watched.collection or UntrustedText(shortened(contract)),
            creators=(),
            chain=UntrustedText(chain_of_token(self.tokenType.raw, *addresses)),
            chain_asset=NOTHING,
            media=(),
        )

    def _maker(self) -> UntrustedText:
        """The name of who placed it. An account without a name has a UUID for one, which tells nobody."""
        name = self.createdBy.username
        told = NOTHING if is_uuid(name.raw.strip().lower()) else name
        return (
            self.createdByUserOrganization.username or told or UntrustedText(shortened(self.buyerAddress.raw))
        )

    def _particulars(self, money: Priced) -> Iterator[Particular]:
        yield Particular(OWNER, self.nftOwnerAddress, decisive=True)
        yield Particular(BUYER, self.buyerAddress, decisive=True)
        yield Particular("contract", self.tokenContract)
        yield Particular("token id", self.tokenId)
        yield Particular("token type", self.tokenType)
        yield Particular("fixed price", UntrustedText(money.fixed), decisive=True)
        yield Particular("tax", self._tax())
        yield Particular("created by", self.createdBy.username or self.createdBy.id)
        yield Particular("updated", self.updatedAt)

    def _tax(self) -> UntrustedText:
        try:
            return UntrustedText(number_text_of(self.buyerTax))
        except ValueError:
            return NOTHING


@dataclass(frozen=True, slots=True)
class Listed:
    """One order of an answer: its id where it has one, and the offer, or a sentence why it cannot be read."""

    order_id: str
    read: SeenOffer | str


def read_orders(value: object, account: Account, watched: Watched) -> list[Listed]:
    """The orders in the result of `getOffers`. Raises UnreadableReply where that is no list."""
    if not isinstance(value, list):
        raise UnreadableReply(f"{SOURCE} sent no list of offers for this NFT. Check its id, then refresh.")
    return [_listed(each, account, watched) for each in value]


def _listed(value: object, account: Account, watched: Watched) -> Listed:
    said = value.get("id") if isinstance(value, Mapping) else None
    order_id = said if isinstance(said, str) else ""
    name = f"Offer {UntrustedText(order_id, limit=40)}" if order_id.strip() else "An offer without an id"
    try:
        offer = _Order.model_validate(value).to_offer(account, watched)
    except ValidationError as error:
        return Listed(order_id, f"{name} cannot be read: see {where(error)} in {SOURCE}'s answer.")
    except ValueError as error:
        return Listed(order_id, f"{name} cannot be read because of its amount: {error}.")
    return Listed(order_id, SeenOffer(offer=offer, raw=kept(value) if isinstance(value, Mapping) else "{}"))


def said_in(offer: Offer, label: str) -> str:
    """What a particular of an offer says, word for word; nothing where there is none of that label."""
    return next((each.said.raw for each in offer.particulars if each.label == label), "")
