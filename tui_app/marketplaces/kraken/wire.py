"""Kraken's NftUserOffers answer, and how an entry of it becomes an offer of ours.

Strict about what money hangs on (ids, amounts, times, status), lenient about what is only looked at: names
and pictures come from chain metadata that anybody can write, and a wrong one must not hide an offer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from tui_app.domain.money import Currency, Money
from tui_app.domain.nft import Media, MediaKind, Nft
from tui_app.domain.offer import Offer, OfferKey, SeenOffer, Side, role_from_side
from tui_app.domain.text import UntrustedText
from tui_app.gateway.decode import validated, where
from tui_app.marketplaces.kraken.envelope import SOURCE
from tui_app.marketplaces.kraken.kept import kept
from tui_app.marketplaces.kraken.status import status_of
from tui_app.marketplaces.kraken.values import (
    AmountText,
    Count,
    End,
    Id,
    LooseId,
    Moment,
    OptionalId,
    Text,
    count_of,
    text_of,
)

ISSUER = "kraken"
"""Whose name space Kraken's asset names belong to; also the slug of the marketplace."""
_MOST_MEDIA = 50
_KINDS: Mapping[str, MediaKind] = {kind.value: kind for kind in MediaKind}
_NOTHING = UntrustedText("")


class Wire(BaseModel):
    """What every model of Kraken's JSON has in common."""

    model_config = ConfigDict(
        extra="ignore", frozen=True, hide_input_in_errors=True, arbitrary_types_allowed=True
    )


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _named(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


class _Amount(Wire):
    amount: AmountText
    asset_alt_name: Id
    asset_name: Text = _NOTHING


class _Blockchain(Wire):
    id: Text = _NOTHING
    asset: Text = _NOTHING


class _Item(Wire):
    nft_id: Id
    nft_name: Text = _NOTHING
    collection_id: LooseId = ""
    collection_name: Text = _NOTHING
    creators: Annotated[list[object], BeforeValidator(_listed)] = []
    blockchain: Annotated[_Blockchain, BeforeValidator(_named)] = _Blockchain()
    nft_image: object = None
    nft_media: Annotated[list[object], BeforeValidator(_listed)] = []

    def to_nft(self) -> Nft:
        """The NFT an offer is for."""
        return Nft(
            nft_id=self.nft_id,
            name=self.nft_name,
            collection_id=self.collection_id,
            collection=self.collection_name,
            creators=tuple(map(text_of, self.creators[:_MOST_MEDIA])),
            chain=self.blockchain.id,
            chain_asset=self.blockchain.asset,
            media=self._media(),
        )

    def _media(self) -> tuple[Media, ...]:
        others = (each for each in self.nft_media[:_MOST_MEDIA] if each != self.nft_image)
        return tuple(dict.fromkeys(_media((self.nft_image, *others))))


class _Entry(Wire):
    id: Id
    amount: _Amount
    time: Moment
    expire_time: End
    status: Text
    status_detail: Text = _NOTHING
    quote_id: OptionalId = None
    social_id: Text = _NOTHING
    item: _Item

    def to_offer(self, account: str, side: Side) -> Offer:
        """The offer of ours. Raises ValueError where the amount is not a plain one."""
        code = self.amount.asset_alt_name
        symbol = self.amount.asset_name or UntrustedText(code)
        return Offer(
            key=OfferKey(account, self.id),
            marketplace=ISSUER,
            side=side,
            role=role_from_side(side),  # the list tells it
            status=status_of(self.status.raw, self.status_detail.raw),
            status_said=self.status,
            detail=self.status_detail,
            price=Money.parse(self.amount.amount, Currency(issuer=ISSUER, code=code, symbol=symbol)),
            placed_at=self.time,
            expires=self.expire_time,
            maker=self.social_id,
            quote_id=self.quote_id,
            nft=self.item.to_nft(),
        )


class _Page(Wire):
    count: Count = None
    offers: list[object]


@dataclass(frozen=True, slots=True)
class Listed:
    """One entry of a page: what tells it apart, and the offer, or a sentence why it cannot be read."""

    mark: str
    read: SeenOffer | str


def read_page(result: object, *, account: str, side: Side) -> tuple[list[Listed], int | None]:
    """The entries of an NftUserOffers result, and the total it claims. Raises UnreadableReply."""
    page = validated(_Page, result, source=SOURCE)
    return [_listed_entry(entry, account, side) for entry in page.offers], page.count


def _listed_entry(value: object, account: str, side: Side) -> Listed:
    said = value.get("id") if isinstance(value, Mapping) else None
    mark = said if isinstance(said, str) else UntrustedText.of(value).raw
    try:
        entry = _Entry.model_validate(value)
        offer = entry.to_offer(account, side)
    except ValidationError as error:
        return Listed(mark, f"{_name(said)} cannot be read: see {where(error)} in Kraken's answer.")
    except ValueError as error:
        return Listed(mark, f"{_name(said)} cannot be read because of its amount: {error}.")
    return Listed(mark, SeenOffer(offer=offer, raw=kept(value)))


def _name(said: object) -> str:
    if isinstance(said, str) and said.strip():
        return f"Offer {UntrustedText(said, limit=40)}"
    return "An entry without an id"


def _media(entries: Sequence[object]) -> Iterator[Media]:
    for entry in entries:
        medium = entry.get("media") if isinstance(entry, Mapping) else None
        if isinstance(entry, Mapping) and isinstance(medium, Mapping) and medium.get("url"):
            yield Media(
                kind=_kind(entry.get("kind")),
                media_type=text_of(medium.get("media_type")),
                url=text_of(medium["url"]),
                size=count_of(medium.get("size")),
            )


def _kind(value: object) -> MediaKind:
    return _KINDS.get(value, MediaKind.OTHER) if isinstance(value, str) else MediaKind.OTHER
