"""Creating orders at license.rocks: what is checked, which address is billed, and one effect an order."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.sandbox.test_license_rocks_orders import ORDERS, header
from tests.sandbox_client import Clock
from tests.sandbox_process import SandboxInfo
from tests.sandbox_rest import Rest, fresh, served_at

PRINTED = Path(__file__).parents[1] / "openapi" / "documents" / "license_rocks_asked.json"
ADDRESS = {"city": "Toruń", "country": "Poland", "postal": "87-100", "street": "Szeroka"}
ASKED = {"nftId": 405, "listingId": 2, "quantity": 3, "buyerUserId": 24}


@pytest.fixture
def rocks(clock: Clock) -> Rest:
    """A fresh instance with every switch at its default."""
    return fresh("license_rocks", header, clock)


@pytest.fixture
def over_http(served: SandboxInfo) -> Iterator[Rest]:
    """The instance of the module's sandbox over real connections; nothing is armed when a test begins."""
    found = served_at("license_rocks", header, served)
    with found.client:
        yield found
        found.faults.clear()


def _created(rocks: Rest, *asked: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = rocks.post(ORDERS, list(asked)).raise_for_status().json()["orders"]
    return found


def _refusal(rocks: Rest, *asked: object) -> str:
    answer = rocks.post(ORDERS, list(asked))
    assert (answer.status_code, answer.json()["orders"]) == (400, None)
    return str(answer.json()["error"])


def test_an_order_is_made_without_its_buyer_in_the_answer(rocks: Rest) -> None:
    (order,) = _created(rocks, ASKED)

    assert "buyer" not in order
    assert (order["buyerId"], order["totalPriceCents"], order["status"]) == (24, 300, None)
    assert [item["quantity"] for item in order["orderItems"]] == [3]


def test_a_made_order_can_be_read_by_its_number(rocks: Rest) -> None:
    (order,) = _created(rocks, ASKED)
    (read,) = rocks.get(f"{ORDERS}/{order['id']}").json()["orders"]

    assert {name: value for name, value in read.items() if name != "buyer"} == order


def test_each_order_is_one_effect(rocks: Rest) -> None:
    other = {**ASKED, "nftId": 406, "listingId": 4, "quantity": 1}
    _created(rocks, ASKED, other)

    assert rocks.effects() == [
        ("license_rocks", "create order", "listing:2", ASKED),
        ("license_rocks", "create order", "listing:4", other),
    ]


def test_what_was_bought_is_not_available_any_more(rocks: Rest) -> None:
    first, second = (_created(rocks, ASKED)[0] for _ in range(2))

    assert first["orderItems"][0]["nft"]["availableAmount"] == 9986
    assert second["orderItems"][0]["nft"]["availableAmount"] == 9983


def test_four_fields_make_a_new_address(rocks: Rest) -> None:
    (order,) = _created(rocks, {**ASKED, "buyerBillingData": ADDRESS})

    assert order["billingAddressId"] not in (1, 51, 52)


@pytest.mark.parametrize("missing", sorted(ADDRESS))
def test_fewer_fields_bill_the_first_address(rocks: Rest, missing: str) -> None:
    partial = {name: value for name, value in ADDRESS.items() if name != missing}
    (order,) = _created(rocks, {**ASKED, "buyerBillingData": partial})

    assert order["billingAddressId"] == 1


def test_somebody_without_an_address_needs_one(rocks: Rest) -> None:
    asked = {**ASKED, "buyerUserId": 77}

    assert _refusal(rocks, asked) == "User with ID 77 has no billing address."
    assert _created(rocks, {**asked, "buyerBillingData": ADDRESS})
    assert _created(rocks, asked)


@pytest.mark.parametrize("missing", sorted(ASKED))
def test_every_property_is_needed(rocks: Rest, missing: str) -> None:
    asked = {name: value for name, value in ASKED.items() if name != missing}

    assert _refusal(rocks, asked) == f"Property '{missing}' is missing."


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"buyerUserId": 9}, "User with ID 9"),
        ({"nftId": 9}, "NFT with ID 9"),
        ({"listingId": 9}, "Listing with ID 9"),
        ({"listingId": 4}, "Listing with ID 4"),
        ({"nftId": 1, "listingId": 1}, "Listing with ID 1 is not active"),
        ({"quantity": 0}, "at least 1"),
        ({"quantity": -1}, "at least 1"),
        ({"quantity": 1.5}, "whole number"),
        ({"quantity": "3"}, "whole number"),
        ({"quantity": True}, "whole number"),
        ({"quantity": 10000}, "9989 left"),
        ({"buyerBillingData": "Toruń"}, "object of texts"),
        ({"buyerBillingData": {"city": 5}}, "object of texts"),
    ],
)
def test_what_cannot_be_bought_is_refused_and_no_effect(
    rocks: Rest, changed: dict[str, Any], word: str
) -> None:
    assert word in _refusal(rocks, {**ASKED, **changed})
    assert rocks.effects() == []


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b"[1]", b"nonsense"])
def test_a_body_that_is_no_array_of_objects_is_refused(rocks: Rest, body: bytes) -> None:
    answer = rocks.send("POST", ORDERS, content=body)

    assert (answer.status_code, answer.json()["orders"]) == (400, None)


def test_one_wrong_order_stops_all_of_a_request(rocks: Rest) -> None:
    _refusal(rocks, ASKED, {**ASKED, "buyerUserId": 9})

    assert rocks.effects() == []


def test_more_than_is_left_cannot_be_had_in_parts(rocks: Rest) -> None:
    one = {**ASKED, "nftId": 406, "listingId": 4, "quantity": 1}

    assert "0 left" in _refusal(rocks, one, one)
    assert rocks.effects() == []


def test_or_only_those_behind_it(clock: Clock) -> None:
    rocks = fresh("license_rocks", header, clock, license_rocks_batch="partial")
    _refusal(rocks, ASKED, {**ASKED, "buyerUserId": 9})

    assert [one[2] for one in rocks.effects()] == ["listing:2"]


def test_the_answer_can_contradict_the_request_as_the_page_does(clock: Clock) -> None:
    rocks = fresh("license_rocks", header, clock, license_rocks_answers="printed")
    orders = _created(rocks, *json.loads(PRINTED.read_bytes()))

    assert [(one["buyerId"], one["orderItems"][0]["quantity"]) for one in orders] == [(5, 1), (5, 1)]


def test_a_made_order_can_say_that_it_is_paid(clock: Clock) -> None:
    rocks = fresh("license_rocks", header, clock, license_rocks_status="telling")
    (order,) = _created(rocks, ASKED)

    assert order["status"] == "paid"
    assert order["orderItems"][0]["txId"]


def test_an_order_can_be_made_and_its_answer_lost(over_http: Rest) -> None:
    over_http.faults.arm("close", "license_rocks.create_orders", act=True)

    assert over_http.get(f"{ORDERS}/1").is_success
    with pytest.raises(httpx.TransportError):
        over_http.post(ORDERS, [ASKED])
    assert [one[:3] for one in over_http.effects()] == [("license_rocks", "create order", "listing:2")]


def test_a_field_of_an_order_can_be_broken(over_http: Rest) -> None:
    over_http.faults.arm("missing_field", "license_rocks.get_orders", field="totalPriceCents")

    assert "totalPriceCents" not in over_http.get(f"{ORDERS}/1").json()["orders"][0]
