"""Bodies that are not what they should be, exactly as they come."""

from __future__ import annotations

import pytest

from tests.sandbox_client import KrakenCaller

OFFER = "ONQYPLG-OFARL-35RBGO"
RIGHT = b'{"error":[],"result":{"auction_id":"AYXTZ3-LE64M-LGTI6D"}}'


def _with_id(value: bytes) -> bytes:
    return RIGHT.replace(b'"AYXTZ3-LE64M-LGTI6D"', value)


@pytest.mark.parametrize(
    ("fault", "body"),
    [
        ("empty_body", b""),
        ("byte_order_mark", b"\xef\xbb\xbf" + RIGHT),
        ("utf16", RIGHT.decode().encode("utf-16")),
        ("invalid_utf8", _with_id(b'"\xff\xfe\xc0\xaf"')),
        ("lone_surrogate", _with_id(b'"a\\ud800b"')),
        ("nan", _with_id(b"NaN")),
        ("infinity", _with_id(b"-Infinity")),
        ("duplicate_keys", b'{"error":["EGeneral:Internal error"],"result":null,' + RIGHT[1:]),
        ("deep_nesting", _with_id(b"[" * 100_000 + b"]" * 100_000)),
        ("huge_integer", _with_id(b"9" * 10_000)),
        ("wrong_content_type", RIGHT),
    ],
)
def test_the_body_is(fault: str, body: bytes, kraken: KrakenCaller) -> None:
    kraken.faults.arm(fault)

    answer = kraken.answer("NftAcceptOffer", offer_id=OFFER)

    assert (answer.status_code, answer.content) == (200, body)
    assert int(answer.headers["content-length"]) == len(body)


@pytest.mark.parametrize(
    ("kind", "body"),
    [("array", b"[]"), ("string", b'"result"'), ("null", b"null"), ("number", b"1"), ("true", b"true")],
)
def test_the_top_level_is_no_object(kind: str, body: bytes, kraken: KrakenCaller) -> None:
    kraken.faults.arm("top_level", kind=kind)

    assert kraken.answer("NftAcceptOffer", offer_id=OFFER).content == body


def test_truncated_json_is_as_long_as_it_says(kraken: KrakenCaller) -> None:
    kraken.faults.arm("truncated_json")

    answer = kraken.answer("NftAcceptOffer", offer_id=OFFER)

    assert RIGHT.startswith(answer.content)
    assert 0 < len(answer.content) < len(RIGHT)
    assert int(answer.headers["content-length"]) == len(answer.content)


@pytest.mark.parametrize(
    ("fault", "kind"), [("wrong_content_type", "image/png"), ("html_body", "text/html; charset=utf-8")]
)
def test_the_content_type_is(fault: str, kind: str, kraken: KrakenCaller) -> None:
    kraken.faults.arm(fault)

    assert kraken.answer("NftAcceptOffer", offer_id=OFFER).headers["content-type"] == kind


def test_far_too_much_is_valid_json(kraken: KrakenCaller) -> None:
    kraken.faults.arm("oversized", bytes=1_000_000)

    document = kraken.answer("NftAcceptOffer", offer_id=OFFER).json()

    assert len(document["padding"]) == 1_000_000
    assert document["error"] == []


def test_a_value_in_a_list_is_that_of_its_first_item(kraken: KrakenCaller) -> None:
    kraken.faults.arm("nan", "/NftUserOffers")

    body = kraken.answer("NftUserOffers", scope="received", sort="desc", pos=0).content

    assert body.startswith(b'{"error":[],"result":{"offers":[{"id":NaN,')
