"""The payloads printed in the examples of the Order API page: media in both shapes, and free fields."""

from __future__ import annotations

from tui_app.sandbox.license_rocks.records import Payload

_S3 = "https://creatorshub.s3.eu-central-1.amazonaws.com/"


def preview_file(path: str, alt_name: str | None, blob: str) -> dict[str, object]:
    """A medium in the first shape: a name, and a link into a browser's memory, or none."""
    preview = f"blob:https://preview-creatorshub.license.rocks/{blob}" if blob else ""
    return {"path": path, "altName": alt_name, "preview": preview}


def stored_file(
    file_id: int, nft_id: int, creator_id: int, key: str, url: str, times: tuple[str, str]
) -> dict[str, object]:
    """A cover in the second shape: a file in a store. `times` are when it was made, and changed."""
    return {
        "id": file_id,
        "key": key,
        "type": "cover",
        "nftId": nft_id,
        "public": True,
        "altName": None,
        "preview": url,
        "checksum": None,
        "fileName": key.rpartition("/")[2],
        "fileType": "image/png",
        "metaData": None,
        "createdAt": times[0],
        "creatorId": creator_id,
        "publicUrl": url,
        "updatedAt": times[1],
        "rootFileId": None,
        "storageType": "s3",
        "downloadable": False,
    }


def _example_cover(
    file_id: int, nft_id: int, creator_id: int, wallet: str, name: str, times: tuple[str, str]
) -> dict[str, object]:
    """A cover as the page prints it, under the creator's wallet."""
    key = f"{wallet}/nftFiles/{nft_id}/cover/{name}"
    return stored_file(file_id, nft_id, creator_id, key, _S3 + key, times)


TITEL: Payload = {
    "audio": [
        preview_file("file_example_MP3_700KB.mp3", None, ""),
    ],
    "cover": [
        preview_file("Group 1918.png", None, "d91f1138-14df-4f26-8b99-2a905e808a15"),
    ],
    "owner": "true",
    "terms": "true",
    "title": "Titel NFT",
    "amount": "100",
    "currency": "eur",
    "useCaseId": 15,
    "amountType": "limited",
    "description": "Beschreibung....",
    "licenseType": "private",
    "nftToUpgrade": None,
    "secretPhrase": "Geheimbotschaft",
    "startingPrice": "20",
    "storageOption": "s3",
    "biddingEnabled": True,
    "initialSalesFees": [],
    "bonusMediaEnabled": True,
    "downloadableAsset": [
        preview_file("Group 1900.png", "MP3 1.png", "d6146819-0aea-4e62-a362-5f860534454c"),
        preview_file(
            "Group 1916.png", "Meet & Greet with dem Artist.png", "a629caef-7c31-4989-8941-d690044e80b1"
        ),
        preview_file("Merch.png", None, "b02e87bd-83b6-4a3d-8ce1-7584b6fc797f"),
        preview_file("Group 1913.png", "Backstage Pass.png", "b4c77c20-585c-4966-8ddc-edfd64e446c6"),
    ],
    "secondarySalesFees": [],
    "salesContractEnabled": False,
}

MEME: Payload = {
    "cover": [
        _example_cover(
            9,
            405,
            4,
            "0xb9449446c82b2f2a184d3bad2c0fafc5f21eeb73",
            "ancientaliensmeme.jpg",
            ("2022-12-08T13:19:42.923Z", "2022-12-08T13:19:42.922Z"),
        ),
    ],
    "owner": "true",
    "price": "21",
    "terms": "true",
    "title": "Meme",
    "amount": "10000",
    "status": "released",
    "currency": "eur",
    "useCaseId": 2,
    "amountType": "limited",
    "description": "",
    "licenseType": "private",
    "nftToUpgrade": None,
    "secretPhrase": "",
    "storageOption": "s3",
    "assetSameAsCover": True,
}

WOMM: Payload = {
    "cover": [
        _example_cover(
            11,
            406,
            5,
            "0x0173f9004cde92ca8f2a53c51072b74f42dd1958",
            "901598356831371335.png",
            ("2022-12-09T11:22:18.997Z", "2022-12-09T11:22:18.996Z"),
        ),
    ],
    "owner": "true",
    "price": "12",
    "terms": "true",
    "title": "WOMM",
    "status": "released",
    "currency": "eur",
    "useCaseId": 11,
    "amountType": "unique",
    "redeemType": "physical",
    "description": "",
    "licenseType": "private",
    "nftToUpgrade": None,
    "secretPhrase": "",
    "storageOption": "s3",
    "fractionsAmount": "100000",
    "assetSameAsCover": True,
    "redeemItemsAmount": 1,
    "fractionableEnabled": True,
    "redeemValidationDate": None,
}
