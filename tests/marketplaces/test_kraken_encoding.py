"""The bytes of a request, per endpoint and kind of field."""

from __future__ import annotations

import pytest

from tui_app.marketplaces.kraken.encoding import (
    ACCEPT_OFFER,
    AUCTION_TRADES,
    CANCEL_OFFER,
    FORM,
    JSON,
    USER_OFFERS,
    Body,
    Endpoint,
    Fields,
    body_of,
    query_of,
)


@pytest.mark.parametrize(
    ("endpoint", "fields", "body"),
    [
        (
            ACCEPT_OFFER,
            {"nonce": "1616492376594", "offer_id": "ONQYPLG-OFARL-35RBGO"},
            Body(b"nonce=1616492376594&offer_id=ONQYPLG-OFARL-35RBGO", FORM),
        ),
        (
            CANCEL_OFFER,
            {"nonce": "1616492376594", "offer_ids": ("ON4LK46-LJSMF-5HHO65",)},
            Body(b'{"nonce":"1616492376594","offer_ids":["ON4LK46-LJSMF-5HHO65"]}', JSON),
        ),
        (
            USER_OFFERS,
            {"nonce": "1616492376594", "pos": 0, "scope": "received", "sort": "desc"},
            Body(b"nonce=1616492376594&pos=0&scope=received&sort=desc", FORM),
        ),
        (
            USER_OFFERS,
            {"nonce": "1", "pos": 0, "chain": ("SOLANA", "MATIC"), "exclude_quotes": True},
            Body(b'{"nonce":"1","pos":0,"chain":["SOLANA","MATIC"],"exclude_quotes":true}', JSON),
        ),
        (ACCEPT_OFFER, {"pay_creator_fee": False}, Body(b"pay_creator_fee=false", FORM)),
        (
            AUCTION_TRADES,
            {"nft_id": ("NT1", "NT2"), "otp": "a b&c"},
            Body(b"nft_id=NT1&nft_id=NT2&otp=a+b%26c", FORM),
        ),
        (ACCEPT_OFFER, {"otp": "***"}, Body(b"otp=***", FORM)),
        (CANCEL_OFFER, {"otp": "ü", "offer_ids": ()}, Body(b'{"otp":"\\u00fc","offer_ids":[]}', JSON)),
    ],
)
def test_forms_carry_plain_fields_and_json_carries_arrays(
    endpoint: Endpoint, fields: Fields, body: Body
) -> None:
    assert body_of(endpoint, fields) == body


@pytest.mark.parametrize(
    ("fields", "query"),
    [
        ({}, ""),
        ({"nft_id": "NT1"}, "?nft_id=NT1"),
        (
            {"status": "open", "nft_id": ("NT1", "NT2"), "start_time": 5},
            "?status=open&nft_id%5B%5D=NT1&nft_id%5B%5D=NT2&start_time=5",
        ),
    ],
)
def test_public_queries_mark_their_arrays(fields: Fields, query: str) -> None:
    assert query_of(fields) == query
