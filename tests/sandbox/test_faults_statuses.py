"""Faults that are HTTP statuses, and Kraken's own errors with status 200."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox_client import Clock, KrakenCaller
from tui_app.sandbox.faults.statuses import REDIRECTS, STATUSES

OFFER = "ONQYPLG-OFARL-35RBGO"
BOTH = pytest.mark.parametrize("act", [False, True], ids=["before acting", "after acting"])


@BOTH
@pytest.mark.parametrize("status", STATUSES)
def test_an_answer_has_the_status_told(status: int, act: bool, kraken: KrakenCaller) -> None:
    kraken.faults.arm("status", status=status, act=act)

    answer = kraken.answer("NftAcceptOffer", offer_id=OFFER)

    assert answer.status_code == status
    assert "date" in answer.headers
    assert len(kraken.effects()) == int(act)


@pytest.mark.parametrize("status", [500, 502, 503])
def test_its_body_is_a_page(status: int, kraken: KrakenCaller) -> None:
    kraken.faults.arm("status", status=status)

    answer = kraken.answer("NftAcceptOffer", offer_id=OFFER)

    assert answer.headers["content-type"].startswith("text/html")
    assert answer.text.startswith("<html>")


def test_its_body_can_be_the_right_answer(kraken: KrakenCaller) -> None:
    kraken.faults.arm("status", status=500, body="answer")

    assert kraken.answer("NftAcceptOffer", offer_id=OFFER).json()["error"] == []


def test_no_content_is_nothing(kraken: KrakenCaller) -> None:
    kraken.faults.arm("status", status=204)

    answer = kraken.answer("NftAcceptOffer", offer_id=OFFER)

    assert answer.content == b""
    assert "content-length" not in answer.headers


def test_partial_content_is_a_part(kraken: KrakenCaller) -> None:
    kraken.faults.arm("status", status=206)

    answer = kraken.answer("NftAcceptOffer", offer_id=OFFER)

    whole = int(answer.headers["content-range"].rpartition("/")[2])
    assert answer.headers["content-range"] == f"bytes 0-{len(answer.content) - 1}/{whole}"
    assert 0 < len(answer.content) < whole


@BOTH
@pytest.mark.parametrize("status", REDIRECTS)
def test_a_redirect_points_to_the_same_place(status: str, act: bool, kraken: KrakenCaller) -> None:
    kraken.faults.arm("redirect", status=status, act=act)

    answer = kraken.answer("NftAcceptOffer", offer_id=OFFER)

    assert (answer.status_code, answer.headers["location"]) == (int(status), "/0/private/NftAcceptOffer")
    assert len(kraken.effects()) == int(act)


def test_a_redirect_can_point_elsewhere(kraken: KrakenCaller) -> None:
    kraken.faults.arm("redirect", location="http://127.0.0.1:1/")

    assert kraken.answer("NftAcceptOffer", offer_id=OFFER).headers["location"] == "http://127.0.0.1:1/"


@pytest.mark.parametrize(
    ("form", "written"),
    [
        ("seconds", "90"),
        ("date", "Sat, 14 Mar 2026 15:10:56 GMT"),
        ("absent", None),
        ("absurd", "1000000000"),
        ("negative", "-5"),
        ("words", "soon"),
    ],
)
@BOTH
def test_retry_after_is_written_as_told(
    form: str, written: str | None, act: bool, clock: Clock, kraken: KrakenCaller
) -> None:
    kraken.faults.arm("retry_after", form=form, seconds=90, act=act)

    answer = kraken.answer("NftAcceptOffer", offer_id=OFFER)

    assert (answer.status_code, answer.headers.get("retry-after")) == (429, written)
    assert len(kraken.effects()) == int(act)


@pytest.mark.parametrize(
    ("fault", "told", "document"),
    [
        ("kraken_error", {}, {"error": ["EService:Unavailable"]}),
        ("kraken_error", {"codes": []}, {"error": []}),
        ("kraken_error", {"codes": ["E:1", "E:2"], "act": False}, {"error": ["E:1", "E:2"]}),
        (
            "kraken_error",
            {"codes": ["EGeneral:Internal error"], "with_result": True},
            {"error": ["EGeneral:Internal error"], "result": {"auction_id": "AYXTZ3-LE64M-LGTI6D"}},
        ),
        (
            "kraken_error",
            {"act": False, "with_result": True, "codes": ["E:1"]},
            {"error": ["E:1"], "result": {}},
        ),
        (
            "kraken_warning",
            {"codes": ["WGeneral:Slow"]},
            {"error": ["WGeneral:Slow"], "result": {"auction_id": "AYXTZ3-LE64M-LGTI6D"}},
        ),
        ("invalid_nonce", {}, {"error": ["EAPI:Invalid nonce"]}),
        ("temporary_lockout", {}, {"error": ["EGeneral:Temporary lockout"]}),
        ("rate_limit", {}, {"error": ["EAPI:Rate limit exceeded"]}),
    ],
)
def test_krakens_own_errors_come_with_status_200(
    fault: str, told: dict[str, Any], document: object, kraken: KrakenCaller
) -> None:
    kraken.faults.arm(fault, **told)

    answer = kraken.answer("NftAcceptOffer", offer_id=OFFER)

    assert (answer.status_code, answer.json()) == (200, document)
