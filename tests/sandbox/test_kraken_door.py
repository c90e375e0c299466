"""Who is let in: key, signature, nonce, one-time password, permissions, lockout and call counter."""

from __future__ import annotations

import json

import pytest

from tests.sandbox_client import SECRET, Clock, KrakenCaller, in_process

LIST = {"pos": 0, "scope": "received", "sort": "desc"}


def _with_nonce(kraken: KrakenCaller, nonce: object) -> list[str]:
    body = json.dumps({"nonce": nonce, **LIST})
    answer = kraken.send("NftUserOffers", str(nonce), body, "application/json").json()
    errors: list[str] = answer["error"]
    return errors


def test_another_key_is_refused(clock: Clock) -> None:
    kraken = in_process(clock)
    stranger = KrakenCaller(kraken.client, "another key", SECRET)

    assert stranger.refusal("NftUserOffers", **LIST) == "EAPI:Invalid key"


def test_another_secret_is_refused(clock: Clock) -> None:
    kraken = in_process(clock)
    stranger = KrakenCaller(kraken.client, "key for a test", "YW5vdGhlciBzZWNyZXQ=")

    assert stranger.refusal("NftUserOffers", **LIST) == "EAPI:Invalid signature"


def test_a_signature_of_other_bytes_is_refused(kraken: KrakenCaller) -> None:
    signed = kraken.headers("/0/private/NftUserOffers", "5", '{"nonce":5}')
    headers = {**signed, "Content-Type": "application/json"}
    answer = kraken.client.post("/0/private/NftUserOffers", content='{"nonce": 5}', headers=headers)

    assert answer.json() == {"error": ["EAPI:Invalid signature"]}


def test_a_refusal_is_still_http_200(kraken: KrakenCaller) -> None:
    assert kraken.client.post("/0/private/NftUserOffers").status_code == 200


@pytest.mark.parametrize("nonce", ["7", 7, str(2**64 - 1)])
def test_a_nonce_may_be_text_or_number_up_to_64_bits(kraken: KrakenCaller, nonce: object) -> None:
    assert _with_nonce(kraken, nonce) == []


@pytest.mark.parametrize("nonce", [None, True, "", "-1", "1.5", "1e9", "abc", str(2**64), ["7"]])
def test_anything_else_is_no_nonce(kraken: KrakenCaller, nonce: object) -> None:
    assert _with_nonce(kraken, nonce) == ["EAPI:Invalid nonce"]


@pytest.mark.parametrize("second", ["7", "6", "1"])
def test_a_nonce_must_be_greater_than_the_last_one(kraken: KrakenCaller, second: str) -> None:
    assert _with_nonce(kraken, "7") == []

    assert _with_nonce(kraken, second) == ["EAPI:Invalid nonce"]


def test_a_refused_signature_does_not_use_up_its_nonce(kraken: KrakenCaller) -> None:
    stranger = KrakenCaller(kraken.client, "key for a test", "YW5vdGhlciBzZWNyZXQ=")
    assert _with_nonce(stranger, "900") == ["EAPI:Invalid signature"]

    assert _with_nonce(kraken, "8") == []


def test_a_call_without_user_agent_is_a_bad_request(kraken: KrakenCaller) -> None:
    kraken.client.headers["user-agent"] = ""

    assert kraken.refusal("NftUserOffers", **LIST) == "EAPI:Bad request"


def test_a_one_time_password_is_taken_where_none_is_asked_for(kraken: KrakenCaller) -> None:
    assert kraken.result("NftUserOffers", otp="123456", **LIST)["count"] > 0


@pytest.mark.parametrize("asked", [{}, {"otp": "111111"}])
def test_a_missing_or_wrong_one_time_password_is_refused(clock: Clock, asked: dict[str, str]) -> None:
    kraken = in_process(clock, kraken_otp="123456")

    assert kraken.refusal("NftUserOffers", **LIST, **asked) == "EAuth:Failed"


def test_the_right_one_time_password_is_let_in(clock: Clock) -> None:
    kraken = in_process(clock, kraken_otp="123456")

    assert kraken.result("NftUserOffers", otp="123456", **LIST)["count"] > 0


def test_repeated_failures_lock_the_key_out_even_with_the_right_secret(clock: Clock) -> None:
    kraken = in_process(clock, kraken_lockout_after=3)
    stranger = KrakenCaller(kraken.client, "another key", SECRET)
    for _ in range(3):
        stranger.refusal("NftUserOffers", **LIST)

    assert kraken.refusal("NftUserOffers", **LIST) == "EGeneral:Temporary lockout"


def test_a_lockout_ends(clock: Clock) -> None:
    kraken = in_process(clock, kraken_lockout_after=1, kraken_lockout=300)
    KrakenCaller(kraken.client, "another key", SECRET).refusal("NftUserOffers", **LIST)
    clock.go(seconds=300)

    assert kraken.result("NftUserOffers", **LIST)["count"] > 0


def test_a_success_forgets_earlier_failures(clock: Clock) -> None:
    kraken = in_process(clock, kraken_lockout_after=2)
    stranger = KrakenCaller(kraken.client, "another key", SECRET)
    for _ in range(3):
        stranger.refusal("NftUserOffers", **LIST)
        assert kraken.result("NftUserOffers", **LIST)["count"] > 0


def test_the_starter_counter_admits_fifteen_calls_at_once(clock: Clock) -> None:
    kraken = in_process(clock, kraken_tier="starter")
    answers = [kraken.call("NftUserOffers", **LIST)["error"] for _ in range(16)]

    assert answers == [[]] * 15 + [["EAPI:Rate limit exceeded"]]


def test_the_starter_counter_gives_one_call_back_in_about_three_seconds(clock: Clock) -> None:
    kraken = in_process(clock, kraken_tier="starter")
    for _ in range(15):
        kraken.call("NftUserOffers", **LIST)
    clock.go(seconds=3.1)

    answers = [kraken.call("NftUserOffers", **LIST)["error"] for _ in range(2)]
    assert answers == [[], ["EAPI:Rate limit exceeded"]]


def test_a_key_that_may_only_read_cannot_accept(clock: Clock) -> None:
    kraken = in_process(clock, kraken_permissions="read")
    assert kraken.result("NftUserOffers", **LIST)["count"] > 0

    words = kraken.refusal("NftAcceptOffer", offer_id="ONQYPLG-OFARL-35RBGO")
    assert words == "EGeneral:Permission denied"


def test_a_key_without_permissions_cannot_read(clock: Clock) -> None:
    kraken = in_process(clock, kraken_permissions="none")

    assert kraken.refusal("NftUserOffers", **LIST) == "EGeneral:Permission denied"


@pytest.mark.parametrize("method", ["NftRejectOffer", "nftuseroffers", "NftUserOffers/", "NftOffers", "a/b"])
def test_an_unknown_private_method_is_named_so(kraken: KrakenCaller, method: str) -> None:
    assert kraken.refusal(method) == "EGeneral:Unknown method"


def test_an_unknown_public_method_is_named_so(kraken: KrakenCaller) -> None:
    assert kraken.public("Ticker") == {"error": ["EGeneral:Unknown method"]}


def test_a_private_method_is_not_had_by_get(kraken: KrakenCaller) -> None:
    answer = kraken.client.get("/0/private/NftUserOffers")

    assert answer.json() == {"error": ["EGeneral:Unknown method"]}


def test_a_service_that_is_gone_knows_no_nft_call_but_still_tells_the_time(clock: Clock) -> None:
    kraken = in_process(clock, kraken_gone=True)

    assert kraken.refusal("NftUserOffers", **LIST) == "EGeneral:Unknown method"
    assert kraken.public("Time")["error"] == []
