"""API-Sign held against vectors that the sandbox did not make.

The first is printed in Kraken's authentication guide, whose example key all of them use. Those
marked `captured` are what python-kraken-sdk 3.1.6 sent to a loopback server; the rest were worked
out from the guide's formula, two of them also by that client's own signer.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests.sandbox_client import Clock, in_process
from tui_app.sandbox.kraken.door import signature

SECRET = "kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg=="
NONCE = "1616492376594"
FORM, JSON = "application/x-www-form-urlencoded", "application/json; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vector:
    """One signed request."""

    name: str
    method: str
    content_type: str
    body: str
    sign: str


VECTORS = (
    Vector(
        name="printed in the guide",
        method="AddOrder",
        content_type=FORM,
        body="nonce=1616492376594&ordertype=limit&pair=XBTUSD&price=37500&type=buy&volume=1.25",
        sign="4/dpxb3iT4tp/ZCVEwSnEsLxx0bqyhLpdfOpc6fn7OR8+UClSV5n9E6aSS8MPtnRfp32bAb0nmbRn6H8ndwLUQ==",
    ),
    Vector(
        name="accept",
        method="NftAcceptOffer",
        content_type=FORM,
        body="nonce=1616492376594&offer_id=ONQYPLG-OFARL-35RBGO",
        sign="UUCy3YMqA0XqoKusXbxkNaXvsiLKVOnSqpN2HEIQcg8oMBq3oSQIFsXN01xKMjeV9LtehN37E8g75WCs/gI6Ig==",
    ),
    Vector(
        name="accept, captured",
        method="NftAcceptOffer",
        content_type=FORM,
        body="offer_id=ONQYPLG-OFARL-35RBGO&nonce=1616492376594",
        sign="fvZHUnlsJsuFvOhrbkj1mQgyJMVC770S5WIibp2uhclnYxzcRV6XDMbbooYBiG/o3SesfQgWgDK9jpkI49jrgA==",
    ),
    Vector(
        name="counter",
        method="NftCounterOffer",
        content_type=FORM,
        body="nonce=1616492376594&offer_id=ONQYPLG-OFARL-35RBGO&ask_price=0.5&currency=ETH",
        sign="XkPmuRmN3KhmCxy00Nx12IC6H4sjbEuapzpXj8VZVaJDaNH8RH45VqjpNC+H44a5u65hvB41OzxLqdU/VnwHQA==",
    ),
    Vector(
        name="counter, captured",
        method="NftCounterOffer",
        content_type=FORM,
        body="currency=ETH&ask_price=0.5&offer_id=ONQYPLG-OFARL-35RBGO&otp=123456&nonce=1616492376594",
        sign="sm6V/j1T7zZg9Vr5sYquCw1rvuiAufc3OFhY4pYPvyqOzjYRCkj6UH8lU/ZcAAIo6OO3JFCBRv5LGPNBhMtGaw==",
    ),
    Vector(
        name="cancel",
        method="NftCancelOffer",
        content_type=JSON,
        body='{"nonce":"1616492376594","offer_ids":["ON4LK46-LJSMF-5HHO65"]}',
        sign="+BMfsjZQ+35dZYWfLbzZW53Jj7msKfEDvvCDC7641PChYLkWpVfmpx1jOttYzjJZT1qHGIB6wAGvknv6zQjPtw==",
    ),
    Vector(
        name="cancel, captured",
        method="NftCancelOffer",
        content_type=JSON,
        body='{"offer_ids": ["ON4LK46-LJSMF-5HHO65"], "nonce": "1616492376594"}',
        sign="zzYBOXP/hqftgUidahLeCEVOIY5CKPAcdEf4xcPYvSKNchNeNxmxxEGd17V730WIXpWtof10xpl5Gl4ePjETwQ==",
    ),
    Vector(
        name="list, JSON",
        method="NftUserOffers",
        content_type=JSON,
        body='{"nonce":"1616492376594","pos":0,"scope":"received","sort":"desc"}',
        sign="8mOSRM8WDFdiMEVmb7a3SbFG5Lgvw0wSjLDXEIcJt5eNETDGRnMTlUYZlNT36EKrR75oKDNsQ5qbAp42jXPvrg==",
    ),
    Vector(
        name="list, form",
        method="NftUserOffers",
        content_type=FORM,
        body="nonce=1616492376594&pos=0&scope=received&sort=desc",
        sign="f0ltnVV9SeChftHJGXuAzwFJcKLN5e+8pXFACU5GA/yzqMasoWBC1bUXsXxaOdrqfxiTeGmDCBoCqpMkdts1pQ==",
    ),
    Vector(
        name="list, captured",
        method="NftUserOffers",
        content_type=JSON,
        body=(
            '{"pos": 0, "scope": "received", "sort": "desc", "chain": ["SOLANA"], "count": 10, '
            '"exclude_quotes": true, "status": "open", "nonce": "1616492376594"}'
        ),
        sign="zabBh/tqkUkBqYcClE4gsTq780N0M2YvMBYQItzo1/EGFNJ1WsvgM6YB26jjnG+T7n8Gwooq5iguIzygaz9XHA==",
    ),
)

CALLS = [vector for vector in VECTORS if vector.method.startswith("Nft")]


def _name(vector: Vector) -> str:
    return vector.name


@pytest.mark.parametrize("vector", VECTORS, ids=_name)
def test_the_sandbox_signs_as_the_vector_says(vector: Vector) -> None:
    path = f"/0/private/{vector.method}"

    assert signature(SECRET, path, NONCE, vector.body.encode()) == vector.sign


@pytest.mark.parametrize("vector", CALLS, ids=_name)
def test_the_vectors_request_is_let_in(vector: Vector, clock: Clock) -> None:
    assert _send(vector, vector.sign, clock)["error"] == []


@pytest.mark.parametrize("vector", CALLS, ids=_name)
def test_the_vectors_request_is_refused_with_another_ones_signature(vector: Vector, clock: Clock) -> None:
    assert _send(vector, VECTORS[0].sign, clock)["error"] == ["EAPI:Invalid signature"]


def _send(vector: Vector, sign: str, clock: Clock) -> dict[str, list[str]]:
    kraken = in_process(clock, kraken_api_key="a key", kraken_api_secret=SECRET)
    headers = {"API-Key": "a key", "API-Sign": sign, "Content-Type": vector.content_type}
    answer = kraken.client.post(f"/0/private/{vector.method}", content=vector.body, headers=headers)
    found: dict[str, list[str]] = answer.json()
    return found
