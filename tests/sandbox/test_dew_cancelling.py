"""Cancelling at Dew: who may, what has to be signed, and one effect for each order that really ended."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.dew_caller import PATH, an_open_one, cancelling, header, listings, offers, order
from tests.sandbox_client import Clock
from tests.sandbox_rest import Rest, fresh
from tui_app.sandbox.dew.documents import ACCOUNT

OFFERS = f"{PATH}/offers/cancel"
LISTINGS = f"{PATH}/orders/cancel"


@pytest.fixture
def dew(clock: Clock) -> Rest:
    """A fresh Dew with every switch at its default."""
    return fresh("dew", header, clock)


@pytest.fixture
def offer(dew: Rest) -> dict[str, Any]:
    """An open offer of the account."""
    return an_open_one(offers(dew, maker=ACCOUNT))


def _fields(dew: Rest, path: str, body: object) -> list[str]:
    answer = dew.post(path, body)
    assert answer.status_code == 400
    return [name for one in answer.json()["errors"] or [] for name in one]


@pytest.mark.parametrize("prefix", ["", "0x"])
def test_a_signed_offer_is_cancelled(dew: Rest, offer: dict[str, Any], prefix: str) -> None:
    said = dew.post(OFFERS, cancelling(offer, prefix=prefix)).json()

    assert said == {"code": 0, "data": {"code": 0, "order_hash": offer["order_hash"]}}
    assert order(dew, offer["order_hash"])["status"] == 2


def test_cancelling_is_one_effect(dew: Rest, offer: dict[str, Any]) -> None:
    asked = cancelling(offer)
    dew.post(OFFERS, asked)

    assert dew.effects() == [("dew", "cancel", offer["order_hash"], asked)]


def test_cancelling_twice_is_refused_and_no_second_effect(dew: Rest, offer: dict[str, Any]) -> None:
    dew.post(OFFERS, cancelling(offer))
    again = dew.post(OFFERS, cancelling(offer))

    assert (again.status_code, again.json()["code"]) == (400, 3009)
    assert len(dew.effects()) == 1


def test_a_cancelled_listing_is_answered_in_the_shape_of_signing(dew: Rest) -> None:
    listing = an_open_one(listings(dew))
    said = dew.post(LISTINGS, cancelling(listing)).json()

    assert said["code"] == 0
    assert said["data"] == {"order_hash": listing["order_hash"], "data": None, "error": None}
    assert order(dew, listing["order_hash"])["status"] == 2


def test_an_offer_is_no_listing(dew: Rest, offer: dict[str, Any]) -> None:
    answer = dew.post(LISTINGS, cancelling(offer))

    assert (answer.status_code, answer.json()["code"]) == (400, 3004)


def test_the_signature_of_something_else_is_refused(dew: Rest, offer: dict[str, Any]) -> None:
    other = {**offer, "order_hash": "0x" + "1" * 64}
    wrong = {**cancelling(offer), "signature": cancelling(other)["signature"]}

    assert _fields(dew, OFFERS, wrong) == ["signature"]
    assert dew.effects() == []


def test_somebody_elses_offer_cannot_be_cancelled(dew: Rest) -> None:
    theirs = next(one for one in offers(dew) if one["maker"].lower() != ACCOUNT and one["status"] == 0)

    assert _fields(dew, OFFERS, {**cancelling(theirs), "offerer": ACCOUNT}) == ["offerer"]


@pytest.mark.parametrize("missing", ["signature", "order_hash", "offerer"])
def test_every_field_is_needed(dew: Rest, offer: dict[str, Any], missing: str) -> None:
    asked = {name: value for name, value in cancelling(offer).items() if name != missing}

    assert _fields(dew, OFFERS, asked) == [missing]


def test_all_that_is_wrong_is_said_at_once(dew: Rest) -> None:
    assert _fields(dew, OFFERS, {"signature": 5, "offerer": "me"}) == ["signature", "order_hash", "offerer"]


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"a":NaN}', b'{"a":1,"a":2}', b"\xff"])
def test_a_body_that_is_no_object_is_refused(dew: Rest, body: bytes) -> None:
    answer = dew.send("POST", OFFERS, content=body)

    assert (answer.status_code, answer.json()["code"]) == (400, 3000)
