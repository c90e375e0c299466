"""The examples printed on Kraken's pages, held against real answers byte for byte.

`documents/` has each example as its page prints it, with one difference: the page of
NftAuctionTrades prints a second trade after the one kept here. Only the white space between the
values is folded before comparing; key order, types and digits are not.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from tests.sandbox_client import KrakenCaller
from tests.sandbox_rest import folded

DOCUMENTS = Path(__file__).parent / "documents"


def _private(method: str, **asked: object) -> Callable[[KrakenCaller], httpx.Response]:
    return lambda kraken: kraken.answer(method, **asked)


def _public(method: str, **asked: str) -> Callable[[KrakenCaller], httpx.Response]:
    return lambda kraken: kraken.client.get(f"/0/public/{method}", params=asked)


def _placed_then_cancelled(kraken: KrakenCaller) -> httpx.Response:
    (offer_id,) = kraken.result("NftPlaceOffer", **PLACE).values()
    return kraken.answer("NftCancelOffer", offer_ids=[offer_id])


PLACE = {"nft_id": ["NT4EFBO-OWGI5-QLO7AG"], "offer_amount": 1, "offer_currency": "MATIC"}
COUNTER = {"offer_id": "ONQYPLG-OFARL-35RBGO", "ask_price": 1, "currency": "MATIC"}

ANSWERS: dict[str, Callable[[KrakenCaller], httpx.Response]] = {
    "NftUserOffers": _private(
        "NftUserOffers", pos=0, scope="received", sort="desc", nft_id="NTF6XJ7-FK7UJ-STHZ2W"
    ),
    "NftAcceptOffer": _private("NftAcceptOffer", offer_id="ONQYPLG-OFARL-35RBGO"),
    "NftCounterOffer": _private("NftCounterOffer", **COUNTER),
    "NftPlaceOffer": _private("NftPlaceOffer", **PLACE),
    "NftCancelOffer": _placed_then_cancelled,
    "NftCancelAuction": _private("NftCancelAuction", auction_ids=["AGZGTN-DQLBQ-OPBMT7"]),
    "NftAuctionTrades": _private("NftAuctionTrades", auction_id=["AJXTPJ-22AZ4-5B72GK"]),
    "NftOffers": _public("NftOffers", nft_id="NTJQYVH-SLSNX-Q6DXVE"),
    "NftQuotes": _public("NftQuotes", count="1", **{"nft_id[]": "NT4EFBO-OWGI5-QLO7AG"}),
}


def test_every_document_is_held_against_an_answer() -> None:
    assert {path.stem for path in DOCUMENTS.glob("*.json")} == set(ANSWERS)


@pytest.mark.parametrize("name", ANSWERS)
def test_the_answer_is_what_the_page_prints(kraken: KrakenCaller, name: str) -> None:
    printed = (DOCUMENTS / f"{name}.json").read_bytes()

    assert folded(ANSWERS[name](kraken).content) == folded(printed)
