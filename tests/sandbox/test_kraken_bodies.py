"""How a request may be written: JSON, forms, arrays in each encoding, percent signs, and nonsense."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox_client import Clock, KrakenCaller, in_process

ONE, OTHER = "ONAAAAA-AAAAA-AAAAAA", "ONBBBBB-BBBBB-BBBBBB"
NOT_FOUND = [{"id": one, "status": "failed", "reason": "not found"} for one in (ONE, OTHER)]
FORM, JSON = "application/x-www-form-urlencoded", "application/json"


def _statuses(answer: dict[str, Any]) -> Any:
    return answer["result"]["statuses"] if answer["error"] == [] else answer["error"]


def test_an_array_may_be_a_list_in_json(kraken: KrakenCaller) -> None:
    assert _statuses(kraken.call("NftCancelOffer", offer_ids=[ONE, OTHER])) == NOT_FOUND


@pytest.mark.parametrize("name", ["offer_ids", "offer_ids[]"])
def test_an_array_may_be_a_repeated_form_key(kraken: KrakenCaller, name: str) -> None:
    assert _statuses(kraken.call_form("NftCancelOffer", (name, ONE), (name, OTHER))) == NOT_FOUND


@pytest.mark.parametrize("name", ["offer_ids", "offer_ids[]"])
def test_an_array_of_one_may_be_a_single_form_key(kraken: KrakenCaller, name: str) -> None:
    assert _statuses(kraken.call_form("NftCancelOffer", (name, ONE))) == NOT_FOUND[:1]


def test_brackets_may_come_without_percent_signs(kraken: KrakenCaller) -> None:
    body = f"nonce=1&offer_ids[]={ONE}&offer_ids[]={OTHER}"

    assert _statuses(kraken.send("NftCancelOffer", "1", body, FORM).json()) == NOT_FOUND


@pytest.mark.parametrize("taken", ["json", "repeat", "bracket"])
@pytest.mark.parametrize("sent", ["json", "repeat", "bracket"])
def test_an_encoding_that_is_switched_off_is_an_invalid_argument(clock: Clock, taken: str, sent: str) -> None:
    kraken = in_process(clock, kraken_arrays=(taken,))
    answer = {
        "json": lambda: kraken.call("NftCancelOffer", offer_ids=[ONE, OTHER]),
        "repeat": lambda: kraken.call_form("NftCancelOffer", ("offer_ids", ONE), ("offer_ids", OTHER)),
        "bracket": lambda: kraken.call_form("NftCancelOffer", ("offer_ids[]", ONE), ("offer_ids[]", OTHER)),
    }[sent]()

    refused = ["EGeneral:Invalid arguments:offer_ids"]
    assert _statuses(answer) == (NOT_FOUND if sent == taken else refused)


def test_percent_signs_and_plus_are_decoded(kraken: KrakenCaller) -> None:
    body = "nonce=1&offer_ids=a%20b%2Fc%3D&offer_ids=d+e"

    found = _statuses(kraken.send("NftCancelOffer", "1", body, FORM).json())
    assert [one["id"] for one in found] == ["a b/c=", "d e"]


def test_a_form_and_json_list_the_same(kraken: KrakenCaller) -> None:
    pairs = [("pos", "0"), ("scope", "placed"), ("sort", "asc"), ("count", "5"), ("exclude_quotes", "true")]
    by_form = kraken.call_form("NftUserOffers", *pairs)

    asked = {"pos": 0, "scope": "placed", "sort": "asc", "count": 5, "exclude_quotes": True}
    assert by_form == kraken.call("NftUserOffers", **asked)


def test_null_is_as_good_as_absent(kraken: KrakenCaller) -> None:
    optional = (
        "chain",
        "collection",
        "count",
        "end_time",
        "start_time",
        "exclude_quotes",
        "nft_id",
        "status",
    )
    asked = dict.fromkeys(optional)
    basic = {"pos": 0, "scope": "received", "sort": "desc"}

    assert kraken.call("NftUserOffers", **basic, **asked) == kraken.call("NftUserOffers", **basic)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("{", JSON),
        ("[]", JSON),
        ("null", JSON),
        ('{"nonce": 1, "pos": NaN}', JSON),
        ('{"nonce": 1, "nonce": 2}', JSON),
        ("[" * 100_000, JSON),
        ("nonce=1&pos=0&scope=received&sort=desc", "text/plain"),
        ("nonce=%ff", FORM),
        ('{"nonce": 1}', ""),
    ],
)
def test_a_body_that_cannot_be_read_is_a_bad_request(
    kraken: KrakenCaller, body: str, content_type: str
) -> None:
    answer = kraken.send("NftUserOffers", "1", body, content_type)

    assert answer.json() == {"error": ["EAPI:Bad request"]}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("pos", None),
        ("pos", -1),
        ("pos", 2**32),
        ("pos", "1.0"),
        ("pos", True),
        ("pos", 1.5),
        ("scope", None),
        ("scope", "sent"),
        ("scope", 1),
        ("sort", "DESC"),
        ("status", "cancelled"),
        ("chain", "SOLANA"),
        ("chain", [1]),
        ("chain", [""]),
        ("count", 0),
        ("nft_id", ["NTF6XJ7-FK7UJ-STHZ2W"]),
        ("exclude_quotes", "perhaps"),
        ("start_time", "yesterday"),
    ],
)
def test_a_parameter_of_the_wrong_kind_is_named(kraken: KrakenCaller, name: str, value: object) -> None:
    asked = {"pos": 0, "scope": "received", "sort": "desc", name: value}

    assert kraken.refusal("NftUserOffers", **asked) == f"EGeneral:Invalid arguments:{name}"
