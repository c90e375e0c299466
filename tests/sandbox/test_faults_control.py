"""Arming faults over HTTP: which request meets which, what is told of it, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox_client import KrakenCaller

RATE_LIMIT = {"error": ["EAPI:Rate limit exceeded"]}
LOCKOUT = {"error": ["EGeneral:Temporary lockout"]}
OFFER = "ONQYPLG-OFARL-35RBGO"


def _asked(kraken: KrakenCaller, times: int) -> list[bool]:
    """Whether each of so many calls was refused for its rate."""
    return [kraken.call("NftAuctionTrades") == RATE_LIMIT for _ in range(times)]


def test_nothing_is_armed_at_first(kraken: KrakenCaller) -> None:
    shown = kraken.client.get("/_sandbox/faults").json()

    assert shown == {"armed": [], "used": [], "held": []}


def test_a_fault_is_met_once_if_not_told_otherwise(kraken: KrakenCaller) -> None:
    kraken.faults.arm("rate_limit")

    assert _asked(kraken, 3) == [True, False, False]


def test_a_fault_is_met_as_often_as_told(kraken: KrakenCaller) -> None:
    kraken.faults.arm("rate_limit", times=2)

    assert _asked(kraken, 4) == [True, True, False, False]


def test_a_fault_can_be_met_for_ever(kraken: KrakenCaller) -> None:
    kraken.faults.arm("rate_limit", times="forever")

    assert _asked(kraken, 4) == [True] * 4


def test_a_fault_lets_the_first_requests_pass(kraken: KrakenCaller) -> None:
    kraken.faults.arm("rate_limit", skip=2)

    assert _asked(kraken, 4) == [False, False, True, False]


def test_a_fault_is_for_the_paths_that_end_as_told(kraken: KrakenCaller) -> None:
    kraken.faults.arm("rate_limit", "/private/NftUserOffers", times="forever")

    assert _asked(kraken, 1) == [False]
    assert kraken.refusal("NftUserOffers", scope="received", sort="desc", pos=0) == RATE_LIMIT["error"][0]


def test_a_fault_is_for_the_bodies_that_have_what_is_told(kraken: KrakenCaller) -> None:
    kraken.faults.arm("rate_limit", "/NftUserOffers", contains='"placed"')

    assert kraken.offers("received") != []
    assert kraken.call("NftUserOffers", scope="placed", sort="desc", pos=0) == RATE_LIMIT


def test_of_two_faults_the_first_is_met_first(kraken: KrakenCaller) -> None:
    kraken.faults.arm("rate_limit")
    kraken.faults.arm("temporary_lockout")

    assert [kraken.call("NftAuctionTrades") for _ in range(2)] == [RATE_LIMIT, LOCKOUT]


def test_a_fault_that_lets_a_request_pass_leaves_it_to_the_next(kraken: KrakenCaller) -> None:
    kraken.faults.arm("rate_limit", skip=1)
    kraken.faults.arm("temporary_lockout")

    assert [kraken.call("NftAuctionTrades") for _ in range(2)] == [LOCKOUT, RATE_LIMIT]


def test_put_replaces_what_is_armed_and_post_adds(kraken: KrakenCaller) -> None:
    first, second = {"fault": "rate_limit", "path": "*"}, {"fault": "temporary_lockout", "path": "*"}
    kraken.client.post("/_sandbox/faults", json=[first, first])
    assert [one["fault"] for one in kraken.faults.armed()] == ["rate_limit"] * 2

    kraken.client.put("/_sandbox/faults", json=[second])

    assert [one["fault"] for one in kraken.faults.armed()] == ["temporary_lockout"]


def test_what_is_armed_can_be_armed_again_as_it_is_shown(kraken: KrakenCaller) -> None:
    kraken.faults.arm("status", "/NftUserOffers", contains="x", skip=1, times="forever", status=500)
    shown = kraken.faults.armed()

    answer = kraken.client.put("/_sandbox/faults", json=shown)

    assert answer.json()["armed"] == shown


def test_clearing_leaves_nothing(kraken: KrakenCaller) -> None:
    kraken.faults.arm("rate_limit", times=2)
    _asked(kraken, 1)

    kraken.faults.clear()

    assert kraken.client.get("/_sandbox/faults").json() == {"armed": [], "used": [], "held": []}
    assert _asked(kraken, 1) == [False]


def test_the_log_says_which_fault_met_which_request_and_what_it_did(kraken: KrakenCaller) -> None:
    kraken.faults.arm("status", "/NftAcceptOffer", status=500)
    kraken.answer("NftAcceptOffer", offer_id=OFFER)

    (use,) = kraken.faults.used()

    del use["id"]
    assert use == {
        "at": "2026-03-14T15:09:26Z",
        "fault": "status",
        "given": {"act": True, "status": 500},
        "http_method": "POST",
        "path": "/0/private/NftAcceptOffer",
        "method": "NftAcceptOffer",
        "acted": True,
        "effects": [1],
        "held": None,
        "ending": "answered",
        "note": None,
    }


def test_a_request_that_kraken_refuses_has_acted_without_effect(kraken: KrakenCaller) -> None:
    kraken.faults.arm("status", "/NftAcceptOffer", status=500)
    kraken.answer("NftAcceptOffer", offer_id="ONAAAAA-AAAAA-AAAAAA")

    (use,) = kraken.faults.used()

    assert (use["acted"], use["effects"]) == (True, [])


def test_signature_and_nonce_are_still_looked_at(kraken: KrakenCaller) -> None:
    kraken.faults.arm("wrong_content_type", times=2)
    kraken.skip_to(7)
    kraken.call("NftAuctionTrades")
    kraken.skip_to(7)

    assert kraken.refusal("NftAcceptOffer", offer_id=OFFER) == "EAPI:Invalid nonce"
    assert kraken.effects() == []


def test_the_sandboxs_own_paths_never_meet_a_fault(kraken: KrakenCaller) -> None:
    kraken.faults.arm("status", times="forever")

    assert kraken.client.get("/_sandbox/effects").status_code == 200
    assert kraken.client.get("/_sandbox/faults").status_code == 200


def test_a_fault_of_the_connection_says_that_it_needs_one(kraken: KrakenCaller) -> None:
    kraken.faults.arm("reset")

    answer = kraken.answer("NftAuctionTrades")

    assert (answer.status_code, answer.text) == (501, "The fault reset needs a real connection.")


def _wrong(rule: Any, sentence: str) -> Any:
    return pytest.param(rule, sentence, id=sentence)


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        _wrong([1], "Rule 1: a rule is an object such as {'fault': 'close', 'path': '/NftAcceptOffer'}."),
        _wrong({}, "Rule 1: there is no fault None; /_sandbox/faults/catalogue lists them."),
        _wrong({"fault": "x"}, "Rule 1: there is no fault 'x'; /_sandbox/faults/catalogue lists them."),
        _wrong({"fault": "close"}, "Rule 1: 'path' is missing; give what the path ends in, or '*'."),
        _wrong({"fault": "close", "path": 1}, "Rule 1: 'path' has to be a text."),
        _wrong(
            {"fault": "close", "path": "*", "times": 0},
            "Rule 1: 'times' has to be a whole number from 1 to 4294967295.",
        ),
        _wrong(
            {"fault": "close", "path": "*", "skip": True},
            "Rule 1: 'skip' has to be a whole number from 0 to 4294967295.",
        ),
        _wrong({"fault": "close", "path": "*", "act": 1}, "Rule 1: 'act' has to be true or false."),
        _wrong({"fault": "close", "path": "*", "x": 1}, "Rule 1: 'x' is not known here; it takes act."),
        _wrong(
            {"fault": "hold", "path": "*", "seconds": 301},
            "Rule 1: 'seconds' has to be a number from 0 to 300.",
        ),
        _wrong(
            {"fault": "kraken_error", "path": "*", "codes": "E"}, "Rule 1: 'codes' has to be a list of texts."
        ),
        _wrong(
            {"fault": "top_level", "path": "*", "kind": "x"},
            "Rule 1: 'kind' has to be one of array, string, null, number, true.",
        ),
        _wrong(
            {"fault": "reset_at_accept", "path": "/x"},
            "Rule 1: 'reset_at_accept' strikes before a path is known; its path has to be '*'.",
        ),
        _wrong(
            {"fault": "reset_unread", "path": "*", "contains": "x"},
            "Rule 1: 'reset_unread' strikes before a body is known; leave 'contains' out.",
        ),
        _wrong(
            [{"fault": "close", "path": "*"}, {"fault": "change_offer", "amount": "1"}],
            "Rule 2: 'offer' is missing; a change at once has to say which.",
        ),
        _wrong({"fault": "change_offer", "offer": "x"}, "Rule 1: there is no offer 'x'."),
        _wrong({"fault": "change_offer", "path": "*", "currency": "x"}, "Rule 1: there is no currency 'x'."),
        _wrong({"fault": "change_offer", "path": "*", "nft": "x"}, "Rule 1: there is no NFT 'x'."),
        _wrong(
            {"fault": "change_offer", "path": "*", "amount": "-1"},
            "Rule 1: '-1' is no amount, such as 0.5.",
        ),
    ],
)
def test_a_wrong_script_is_one_sentence_and_changes_nothing(
    rule: Any, sentence: str, kraken: KrakenCaller
) -> None:
    kraken.faults.arm("rate_limit")

    answer = kraken.client.put("/_sandbox/faults", json=rule)

    assert (answer.status_code, answer.json()) == (400, {"problem": sentence})
    assert [one["fault"] for one in kraken.faults.armed()] == ["rate_limit"]


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[" * 100_000], ids=["empty", "cut", "bytes", "deep"])
def test_what_is_no_json_is_refused(body: bytes, kraken: KrakenCaller) -> None:
    answer = kraken.client.put("/_sandbox/faults", content=body)

    assert (answer.status_code, answer.json()) == (400, {"problem": "The body is not JSON."})


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ([], "A release is an object, such as {'id': 1, 'then': 'answer'}."),
        ({"then": "x"}, "'then' has to be one of answer, close, reset."),
        ({"id": "x"}, "'id' has to be a whole number from 0 to 4294967295."),
    ],
)
def test_a_wrong_release_is_refused(told: Any, sentence: str, kraken: KrakenCaller) -> None:
    answer = kraken.client.post("/_sandbox/faults/release", json=told)

    assert (answer.status_code, answer.json()) == (400, {"problem": sentence})


@pytest.mark.parametrize("within", ["x", "-1", "nan", "301"])
def test_a_wrong_wait_is_refused(within: str, kraken: KrakenCaller) -> None:
    answer = kraken.client.get("/_sandbox/faults/held", params={"within": within})

    assert (answer.status_code, answer.json()) == (
        400,
        {"problem": "'within' has to be seconds from 0 to 300."},
    )


def test_where_nothing_is_held_nothing_is_released(kraken: KrakenCaller) -> None:
    assert kraken.faults.release() == []
    assert kraken.faults.release(id=3, then="close") == []
