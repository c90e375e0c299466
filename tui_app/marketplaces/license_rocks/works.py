"""The NFT of an order item: what it is, its files in either of two shapes, and what of it is private.

A file stands in the creator's own `payload` as `path`, `altName` and `preview`, whose blob: link only
ever meant something in the creator's browser; or as a stored file with `publicUrl`, `fileName`,
`fileType`, `public` and `downloadable` (license.rocks' Order API page prints both).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from tui_app.domain.nft import Media, MediaKind, Nft
from tui_app.domain.offer import Particular
from tui_app.domain.order import File, Private
from tui_app.domain.secrets import Secret
from tui_app.domain.text import UntrustedText, clean
from tui_app.gateway.entry import Entry, flag_of, id_of, whole_of
from tui_app.marketplaces.license_rocks.apart import Apart, apart
from tui_app.marketplaces.license_rocks.prices import coins_in, price_in

_ROLES: Final = {"cover": "cover", "audio": "audio", "downloadableAsset": "downloadable asset"}
_MOST_FILES: Final = 50
_NFT_USED: Final = (
    *("id", "title", "contractAddr", "contractName", "contractNetwork", "payload"),
    *("price", "priceEths", "priceCurrency"),
)
_NFT: Final = {
    "amount": "amount",
    "availableAmount": "available",
    "status": "NFT status",
    "priceType": "price type",
    "tokenId": "token id",
    "newTokenId": "new token id",
    "oldTokenId": "old token id",
    "creatorId": "creator id",
    "useCaseId": "use case",
    "category": "category",
    "approved": "approved",
    "downloadable": "downloadable",
    "biddingEnabled": "bidding",
    "upgradeable": "upgradeable",
    "fractionalized": "fractionalized",
    "redeemable": "redeemable",
    "arweaveTx": "Arweave transaction",
    "chainTx": "chain transaction",
    "releaseAt": "released",
    "createdAt": "NFT created",
    "updatedAt": "NFT updated",
    "deletedAt": "deleted",
}
_PAYLOAD: Final = {
    "title": "title as typed",
    "description": "description",
    "licenseType": "licence",
    "amount": "amount as typed",
    "amountType": "amount type",
    "price": "price as typed",
    "startingPrice": "starting price as typed",
    "currency": "currency as typed",
    "status": "status as typed",
    "owner": "owner",
    "terms": "terms",
    "useCaseId": "use case as typed",
    "storageOption": "storage",
    "assetSameAsCover": "asset same as cover",
    "biddingEnabled": "bidding as typed",
    "bonusMediaEnabled": "bonus media",
    "salesContractEnabled": "sales contract",
    "nftToUpgrade": "NFT to upgrade",
    "fractionableEnabled": "fractions",
    "fractionsAmount": "fractions in all",
    "redeemType": "redeem type",
    "redeemItemsAmount": "items to redeem",
    "redeemValidationDate": "redeem until",
}


class Work(NamedTuple):
    """An NFT with what belongs to it, plain and private apart."""

    nft: Nft
    files: tuple[File, ...]
    particulars: tuple[Particular, ...]
    private: tuple[Private, ...]


def work_in(entry: Entry, nft_id: int | None) -> Work:
    """The NFT in an object, or as much of it as is told; `nft_id` is what the item says it is."""
    payload = entry.inner("payload")
    files, links = _files(payload)
    plain, typed = apart(entry, _NFT, used=_NFT_USED, about="NFT"), _typed(payload)
    number = entry.told("id", whole_of)
    told = number if number is not None else nft_id
    nft = Nft(
        nft_id="" if told is None else str(told),
        name=entry.said("title") or payload.said("title"),
        collection_id=entry.told("contractAddr", id_of) or "",
        collection=entry.said("contractName"),
        creators=(),
        chain=entry.said("contractNetwork"),
        chain_asset=UntrustedText(""),
        media=tuple(_medium(file) for file in files if file.url),
    )
    return Work(
        nft,
        files,
        (*_prices(entry), *plain.particulars, *typed.particulars),
        (*plain.private, *typed.private, *links),
    )


def _typed(payload: Entry) -> Apart:
    files = [name for name, value in payload.fields.items() if _is_files(value)]
    return apart(payload, _PAYLOAD, used=files, about="payload")


def _prices(entry: Entry) -> Iterator[Particular]:
    for label, money in (
        ("NFT's own price", price_in(entry, "price", "priceCurrency")),
        ("the same in coins", coins_in(entry, "priceEths")),
    ):
        if money is not None:
            yield Particular(label, UntrustedText(f"{money.plain} {money.currency.code}"))


def _is_files(value: object) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(each, Mapping) and ("path" in each or "publicUrl" in each) for each in value)
    )


def _files(payload: Entry) -> tuple[tuple[File, ...], tuple[Private, ...]]:
    """The files of every list of files, and the links of those that are not public."""
    files: list[File] = []
    links: list[Private] = []
    for name, value in payload.fields.items():
        if not _is_files(value):
            continue
        role = _ROLES.get(name) or clean(name, limit=40)
        for each in payload.objects(name)[: _MOST_FILES - len(files)]:
            file, link = _file(each, role)
            files.append(file)
            links += [link] if link else []
    return tuple(files), tuple(links)


def _file(entry: Entry, role: str) -> tuple[File, Private | None]:
    public = entry.told("public", flag_of)
    url = entry.said("publicUrl") or entry.said("preview")
    name = entry.said("altName") or entry.said("fileName") or entry.said("path")
    hidden = public is False and bool(url)
    file = File(
        role=role,
        name=name,
        media_type=entry.said("fileType"),
        url=UntrustedText("") if hidden else url,
        public=public,
        downloadable=entry.told("downloadable", flag_of),
    )
    return file, Private(f"link of the {role}", Secret(url.raw)) if hidden else None


def _medium(file: File) -> Media:
    kind = MediaKind.MAIN if file.role == "cover" else MediaKind.OTHER
    return Media(kind=kind, media_type=file.media_type, url=file.url, size=None)
