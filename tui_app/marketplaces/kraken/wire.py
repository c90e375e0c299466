"""Kraken's NftUserOffers answer, and how an entry of it becomes an offer of ours.

Strict about what money hangs on (ids, amounts, times, status), lenient about what is only looked at: names
and pictures come from chain metadata that anybody can write, and a wrong one must not hide an offer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NotRequired

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError
from typing_extensions import TypedDict  # pydantic takes no other before Python 3.12

from tui_app.domain.money import Currency, Money
from tui_app.domain.nft import Media, MediaKind, Nft
from tui_app.domain.offer import Offer, OfferKey, SeenOffer, Side, role_from_side
from tui_app.domain.text import UntrustedText
from tui_app.domain.unopened import Unopened
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
    count_of,
    text_of,
)

ISSUER = "kraken"
"""Whose name space Kraken's asset names belong to; also the slug of the marketplace."""
_MOST_MEDIA = 50
_KINDS: Mapping[str, MediaKind] = {kind.value: kind for kind in MediaKind}
_NAMELESS: Mapping[str, object] = {}


class Wire(BaseModel):
    """What every model of Kraken's JSON has in common."""

    model_config = ConfigDict(
        extra="ignore", frozen=True, hide_input_in_errors=True, arbitrary_types_allowed=True
    )


class _Amount(TypedDict):
    amount: AmountText
    asset_alt_name: Id
    asset_name: NotRequired[object]


class _Item(TypedDict):
    nft_id: Id
    nft_name: NotRequired[object]
    collection_id: NotRequired[LooseId]
    collection_name: NotRequired[object]
    creators: NotRequired[object]
    blockchain: NotRequired[object]
    nft_image: NotRequired[object]
    nft_media: NotRequired[object]


class _Entry(TypedDict):
    """What money hangs on is validated here, all else where it is read: it has a meaning whatever it is."""

    __pydantic_config__ = ConfigDict(hide_input_in_errors=True)  # type: ignore[misc]

    id: Id
    amount: _Amount
    time: Moment
    expire_time: End
    status: object
    status_detail: NotRequired[object]
    quote_id: NotRequired[OptionalId]
    social_id: NotRequired[object]
    item: _Item


_ENTRY = TypeAdapter(_Entry)


class _Page(Wire):
    count: Count = None
    offers: list[object]


@dataclass(frozen=True, slots=True)
class Listed:
    """One entry of a page: what tells it apart, and the offer, or a sentence why it cannot be read.

    One that is unopened is either, when it is looked into.
    """

    mark: str
    read: SeenOffer | Unopened | str


def read_page(result: object, *, account: str, side: Side) -> tuple[list[Listed], int | None]:
    """The entries of an NftUserOffers result, and the total it claims. Raises UnreadableReply."""
    page = validated(_Page, result, source=SOURCE)
    return [_listed_entry(entry, account, side) for entry in page.offers], page.count


def list_page(result: object, *, account: str, side: Side) -> tuple[list[Listed], int | None]:
    """As `read_page`, every entry that has an id unopened."""
    page = validated(_Page, result, source=SOURCE)
    return [_unopened_entry(entry, account, side) for entry in page.offers], page.count


def _unopened_entry(value: object, account: str, side: Side) -> Listed:
    said = _id_said(value)
    if not isinstance(said, str):
        return _listed_entry(value, account, side)
    opened = partial(_read_entry, value, account, side)
    return Listed(
        said, Unopened(key=OfferKey(account, said), told=partial(_told, value, side), opened=opened)
    )


def _told(value: object, side: Side) -> str:
    """All of an entry, also what is not kept of it, and the list it came in, on which the role hangs."""
    try:
        return f"{side} {value!r}"
    except RecursionError:
        return ""


def _listed_entry(value: object, account: str, side: Side) -> Listed:
    said = _id_said(value)
    mark = said if isinstance(said, str) else UntrustedText.of(value).raw
    return Listed(mark, _read_entry(value, account, side))


def _read_entry(value: object, account: str, side: Side) -> SeenOffer | str:
    try:
        offer = _offer(_ENTRY.validate_python(value), account, side)
    except ValidationError as error:
        return f"{_name(_id_said(value))} cannot be read: see {where(error)} in Kraken's answer."
    except ValueError as error:
        return f"{_name(_id_said(value))} cannot be read because of its amount: {error}."
    return SeenOffer(offer=offer, raw=kept(value))


def _id_said(value: object) -> object:
    return value.get("id") if isinstance(value, dict) else None


def _name(said: object) -> str:
    if isinstance(said, str) and said.strip():
        return f"Offer {UntrustedText(said, limit=40)}"
    return "An entry without an id"


def _offer(entry: _Entry, account: str, side: Side) -> Offer:
    """The offer of ours. Raises ValueError where the amount is not a plain one."""
    status, detail = text_of(entry["status"]), text_of(entry.get("status_detail"))
    return Offer(
        key=OfferKey(account, entry["id"]),
        marketplace=ISSUER,
        side=side,
        role=role_from_side(side),  # the list tells it
        status=status_of(status.raw, detail.raw),
        status_said=status,
        detail=detail,
        price=_price(entry["amount"]),
        placed_at=entry["time"],
        expires=entry["expire_time"],
        maker=text_of(entry.get("social_id")),
        quote_id=entry.get("quote_id"),
        nft=_nft(entry["item"]),
    )


def _price(amount: _Amount) -> Money:
    code = amount["asset_alt_name"]
    symbol = text_of(amount.get("asset_name")) or text_of(code)
    return Money.parse(amount["amount"], Currency(issuer=ISSUER, code=code, symbol=symbol))


def _nft(item: _Item) -> Nft:
    creators, chain = _listed(item.get("creators")), _named(item.get("blockchain"))
    return Nft(
        nft_id=item["nft_id"],
        name=text_of(item.get("nft_name")),
        collection_id=item.get("collection_id", ""),
        collection=text_of(item.get("collection_name")),
        creators=tuple(map(text_of, creators[:_MOST_MEDIA])),
        chain=text_of(chain.get("id")),
        chain_asset=text_of(chain.get("asset")),
        media=_media(item.get("nft_image"), _listed(item.get("nft_media"))[:_MOST_MEDIA]),
    )


def _media(image: object, others: Sequence[object]) -> tuple[Media, ...]:
    """The image, then every other medium once."""
    media = list(_readable((image, *(each for each in others if each != image))))
    return tuple(media if len(media) == 1 else dict.fromkeys(media))


def _readable(entries: Sequence[object]) -> Iterator[Media]:
    for entry in map(_named, entries):
        medium = _named(entry.get("media"))
        if medium.get("url"):
            yield Media(
                kind=_kind(entry.get("kind")),
                media_type=text_of(medium.get("media_type")),
                url=text_of(medium["url"]),
                size=count_of(medium.get("size")),
            )


def _kind(value: object) -> MediaKind:
    return _KINDS.get(value, MediaKind.OTHER) if isinstance(value, str) else MediaKind.OTHER


def _listed(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else ()


def _named(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else _NAMELESS
