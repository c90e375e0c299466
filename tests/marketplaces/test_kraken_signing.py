"""API-Sign comes out as Kraken's guide and clients that worked computed it, over the bytes that are sent."""

from __future__ import annotations

import httpx
import pytest

from tui_app.domain.errors import CredentialsMissing, CredentialsRejected
from tui_app.domain.secrets import Credentials, Secret
from tui_app.marketplaces.kraken.signing import KeyPair, KrakenAuth, api_sign

# The example key of Kraken's authentication guide; it belongs to nobody.
PRIVATE = Secret("kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg==")
NONCE = "1616492376594"

VECTORS = [
    (
        "AddOrder",
        "nonce=1616492376594&ordertype=limit&pair=XBTUSD&price=37500&type=buy&volume=1.25",
        "4/dpxb3iT4tp/ZCVEwSnEsLxx0bqyhLpdfOpc6fn7OR8+UClSV5n9E6aSS8MPtnRfp32bAb0nmbRn6H8ndwLUQ==",
    ),
    (
        "NftAcceptOffer",
        "nonce=1616492376594&offer_id=ONQYPLG-OFARL-35RBGO",
        "UUCy3YMqA0XqoKusXbxkNaXvsiLKVOnSqpN2HEIQcg8oMBq3oSQIFsXN01xKMjeV9LtehN37E8g75WCs/gI6Ig==",
    ),
    (
        "NftAcceptOffer",
        "offer_id=ONQYPLG-OFARL-35RBGO&nonce=1616492376594",
        "fvZHUnlsJsuFvOhrbkj1mQgyJMVC770S5WIibp2uhclnYxzcRV6XDMbbooYBiG/o3SesfQgWgDK9jpkI49jrgA==",
    ),
    (
        "NftCounterOffer",
        "nonce=1616492376594&offer_id=ONQYPLG-OFARL-35RBGO&ask_price=0.5&currency=ETH",
        "XkPmuRmN3KhmCxy00Nx12IC6H4sjbEuapzpXj8VZVaJDaNH8RH45VqjpNC+H44a5u65hvB41OzxLqdU/VnwHQA==",
    ),
    (
        "NftCounterOffer",
        "currency=ETH&ask_price=0.5&offer_id=ONQYPLG-OFARL-35RBGO&otp=123456&nonce=1616492376594",
        "sm6V/j1T7zZg9Vr5sYquCw1rvuiAufc3OFhY4pYPvyqOzjYRCkj6UH8lU/ZcAAIo6OO3JFCBRv5LGPNBhMtGaw==",
    ),
    (
        "NftCancelOffer",
        '{"nonce":"1616492376594","offer_ids":["ON4LK46-LJSMF-5HHO65"]}',
        "+BMfsjZQ+35dZYWfLbzZW53Jj7msKfEDvvCDC7641PChYLkWpVfmpx1jOttYzjJZT1qHGIB6wAGvknv6zQjPtw==",
    ),
    (
        "NftCancelOffer",
        '{"offer_ids": ["ON4LK46-LJSMF-5HHO65"], "nonce": "1616492376594"}',
        "zzYBOXP/hqftgUidahLeCEVOIY5CKPAcdEf4xcPYvSKNchNeNxmxxEGd17V730WIXpWtof10xpl5Gl4ePjETwQ==",
    ),
    (
        "NftUserOffers",
        '{"nonce":"1616492376594","pos":0,"scope":"received","sort":"desc"}',
        "8mOSRM8WDFdiMEVmb7a3SbFG5Lgvw0wSjLDXEIcJt5eNETDGRnMTlUYZlNT36EKrR75oKDNsQ5qbAp42jXPvrg==",
    ),
    (
        "NftUserOffers",
        "nonce=1616492376594&pos=0&scope=received&sort=desc",
        "f0ltnVV9SeChftHJGXuAzwFJcKLN5e+8pXFACU5GA/yzqMasoWBC1bUXsXxaOdrqfxiTeGmDCBoCqpMkdts1pQ==",
    ),
    (
        "NftUserOffers",
        '{"pos": 0, "scope": "received", "sort": "desc", "chain": ["SOLANA"], "count": 10, '
        '"exclude_quotes": true, "status": "open", "nonce": "1616492376594"}',
        "zabBh/tqkUkBqYcClE4gsTq780N0M2YvMBYQItzo1/EGFNJ1WsvgM6YB26jjnG+T7n8Gwooq5iguIzygaz9XHA==",
    ),
]


@pytest.mark.parametrize(("method", "body", "expected"), VECTORS)
def test_a_known_request_has_its_known_signature(method: str, body: str, expected: str) -> None:
    path = f"/0/private/{method}"
    assert api_sign(PRIVATE, path=path, nonce=NONCE, body=body.encode()) == expected


@pytest.mark.parametrize("prefix", ["", "/kraken", "/a/b"])
def test_the_headers_are_made_from_the_bytes_that_leave_and_kraken_s_own_path(prefix: str) -> None:
    keys = KeyPair(api_key=Secret("public"), private=PRIVATE)
    method, body, expected = VECTORS[5]
    path = f"/0/private/{method}"
    request = httpx.Request("POST", f"https://api.test{prefix}{path}", content=body.encode())
    signed = next(KrakenAuth(keys, path=path, nonce=NONCE).sync_auth_flow(request))
    assert (signed.headers["API-Key"], signed.headers["API-Sign"]) == ("public", expected)


def test_keys_are_taken_without_the_blanks_of_a_paste() -> None:
    plain = {"api_key": " public\n", "api_secret": f"\t{PRIVATE.reveal()} ", "otp": " "}
    keys = KeyPair.of(Credentials.of(plain))
    assert keys == KeyPair(api_key=Secret("public"), private=PRIVATE, otp=None)


@pytest.mark.parametrize("missing", ["api_key", "api_secret"])
def test_half_a_pair_is_missing_credentials(missing: str) -> None:
    plain = {"api_key": "public", "api_secret": PRIVATE.reveal()}
    for half in ({**plain, missing: "  "}, {name: each for name, each in plain.items() if name != missing}):
        with pytest.raises(CredentialsMissing):
            KeyPair.of(Credentials.of(half))


@pytest.mark.parametrize("secret", ["canary!", "canary", "cänary==", "Y2FuYXJ5\x00", "Y2Fu YXJ5"])
def test_a_private_key_that_is_no_base64_is_refused_without_showing_it(secret: str) -> None:
    with pytest.raises(CredentialsRejected) as refusal:
        KeyPair.of(Credentials.of({"api_key": "public", "api_secret": secret}))
    assert "anary" not in f"{refusal.value!r}"
    assert refusal.value.__cause__ is None


@pytest.mark.parametrize("key", ["with blank", "new\nline", "kéy", "\x1b[2J"])
def test_an_api_key_that_no_header_can_carry_is_refused(key: str) -> None:
    with pytest.raises(CredentialsRejected):
        KeyPair.of(Credentials.of({"api_key": key, "api_secret": PRIVATE.reveal()}))


def test_a_fingerprint_tells_keys_apart_and_gives_none_away() -> None:
    first, other = (KeyPair(api_key=Secret(key), private=PRIVATE) for key in ("canary-a", "canary-b"))
    assert first.fingerprint == KeyPair(api_key=Secret("canary-a"), private=Secret("x")).fingerprint
    assert first.fingerprint != other.fingerprint
    assert "canary" not in first.fingerprint


def test_a_key_pair_prints_no_secret() -> None:
    assert "canary" not in repr(
        KeyPair(api_key=Secret("canary"), private=Secret("canary"), otp=Secret("canary"))
    )
