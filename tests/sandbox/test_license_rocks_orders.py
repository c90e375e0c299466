"""Reading orders of license.rocks by number: the raw token, the page's own refusals, and every case once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.sandbox_client import Clock
from tests.sandbox_process import SandboxInfo
from tests.sandbox_rest import Rest, folded, fresh, served_at

DOCUMENTS = Path(__file__).parents[1] / "openapi" / "documents"
ORDERS = "/api/externalOrders"
EVERY_ID = ",".join(str(number) for number in range(1, 49))


def header(account: Mapping[str, Any]) -> tuple[str, str]:
    """How the page says who calls: the token alone."""
    return "authorization", str(account["token"])


@pytest.fixture
def rocks(clock: Clock) -> Rest:
    """A fresh instance with every switch at its default."""
    return fresh("license_rocks", header, clock)


@pytest.fixture
def every_order(rocks: Rest) -> list[dict[str, Any]]:
    """Every order there is, by number."""
    found: list[dict[str, Any]] = rocks.get(f"{ORDERS}/{EVERY_ID}").raise_for_status().json()["orders"]
    return found


@pytest.fixture(scope="module")
def over_http(served: SandboxInfo) -> Iterator[Rest]:
    """The instance of the module's sandbox, over real connections."""
    found = served_at("license_rocks", header, served)
    with found.client:
        yield found


def _refusal(rocks: Rest, ids: str) -> tuple[int, dict[str, Any]]:
    answer = rocks.get(f"{ORDERS}/{ids}")
    return answer.status_code, answer.json()


def test_its_line_says_where_it_is_and_the_token(served: SandboxInfo) -> None:
    said = served.said["license_rocks"]

    assert set(said) == {"base_url", "token"}
    assert said["base_url"] == served.base_url + "/license_rocks"


def test_orders_1_and_2_are_what_the_page_prints(over_http: Rest) -> None:
    answer = over_http.get(f"{ORDERS}/1,2")

    assert folded(answer.content) == folded((DOCUMENTS / "license_rocks_orders.json").read_bytes())


def test_orders_42_and_43_are_what_the_page_prints_and_a_buyer(over_http: Rest) -> None:
    printed = (DOCUMENTS / "license_rocks_created.json").read_bytes()
    answer = over_http.get(f"{ORDERS}/42,43")
    orders = [
        {name: value for name, value in one.items() if name != "buyer"} for one in answer.json()["orders"]
    ]

    assert orders == httpx.Response(200, content=printed).json()["orders"]


def test_an_id_that_is_no_number_is_refused_as_printed(over_http: Rest) -> None:
    answer = over_http.get(f"{ORDERS}/a,2")

    assert answer.status_code == 400
    assert folded(answer.content) == folded((DOCUMENTS / "license_rocks_not_a_number.json").read_bytes())


def test_the_first_id_that_is_no_number_is_the_example(rocks: Rest) -> None:
    status, said = _refusal(rocks, "1,2,a")

    assert (status, said["orders"]) == (400, None)
    assert said["error"].startswith("One or more IDs are not a number type. One of the example is 'a'.")


@pytest.mark.parametrize(("ids", "wrong"), [("", ""), ("1,,2", ""), ("1, 2", " 2"), ("0x1", "0x1")])
def test_what_is_no_number_either(rocks: Rest, ids: str, wrong: str) -> None:
    status, said = _refusal(rocks, ids)

    assert (status, f"'{wrong}'" in said["error"]) == (400, True)


@pytest.mark.parametrize("ids", ["7777", "1,7777", "7777,1"])
def test_one_order_that_is_not_there_fails_the_whole_request(rocks: Rest, ids: str) -> None:
    status, said = _refusal(rocks, ids)

    assert status == 400
    assert said == {"orders": None, "error": "Order with ID 7777 does not exist."}


@pytest.mark.parametrize("wrong", ["-1", "1.5"])
def test_a_number_that_can_be_no_order_does_not_exist(rocks: Rest, wrong: str) -> None:
    assert _refusal(rocks, wrong)[1]["error"] == f"Order with ID {wrong} does not exist."


def test_orders_come_as_asked_and_each_once(rocks: Rest) -> None:
    orders = rocks.get(f"{ORDERS}/3,1,3").json()["orders"]

    assert [one["id"] for one in orders] == [3, 1]


@pytest.mark.parametrize("given", ["", "Bearer {}", "{}0"])
def test_only_the_token_alone_lets_one_in(rocks: Rest, given: str) -> None:
    headers = {"authorization": given.format(rocks.account["token"])}
    answer = rocks.send("GET", f"{ORDERS}/1", headers=headers)

    assert (answer.status_code, answer.json()["orders"]) == (401, None)


def test_orders_cannot_be_listed(rocks: Rest) -> None:
    assert rocks.get(ORDERS).status_code == 405


def test_people_have_everything_personal(every_order: list[dict[str, Any]]) -> None:
    personal = ("email", "name", "username", "discordId", "walletNonce", "stripeConnectId", "ipAddress")

    assert any(all(one["buyer"][field] for field in personal) for one in every_order)


def test_a_secret_phrase_stands_at_two_levels(every_order: list[dict[str, Any]]) -> None:
    nfts = [item["nft"] for one in every_order for item in one["orderItems"]]
    twice = [nft for nft in nfts if nft["secretPhrase"]]

    assert len(twice) > 2
    assert all(nft["payload"]["secretPhrase"] == nft["secretPhrase"] for nft in twice)


def test_media_come_in_both_shapes(every_order: list[dict[str, Any]]) -> None:
    covers = [item["nft"]["payload"]["cover"][0] for one in every_order for item in one["orderItems"]]

    assert {"publicUrl" in cover for cover in covers} == {True, False}
    assert any(cover["preview"].startswith("blob:https://") for cover in covers)


def test_a_cover_in_the_store_is_served_here(over_http: Rest) -> None:
    orders = over_http.get(f"{ORDERS}/{EVERY_ID}").json()["orders"]
    covers = [item["nft"]["payload"]["cover"][0] for one in orders for item in one["orderItems"]]
    here = next(one["publicUrl"] for one in covers if "127.0.0.1" in one.get("publicUrl", ""))

    assert over_http.client.get(here).headers["content-type"] == "image/png"


def test_some_orders_tell_of_a_status_a_failure_and_a_transfer(every_order: list[dict[str, Any]]) -> None:
    assert {one["status"] for one in every_order} == {None, "paid", "somethingNew"}
    assert [one["id"] for one in every_order if one["failReason"]] == [7]
    assert [one["id"] for one in every_order if one["orderItems"][0]["txId"]] == [6]


def test_one_order_has_two_items_and_the_sum_of_both(every_order: list[dict[str, Any]]) -> None:
    (order,) = [one for one in every_order if len(one["orderItems"]) == 2]

    prices = [item["priceCents"] * item["quantity"] for item in order["orderItems"]]
    assert order["totalPriceCents"] == sum(prices)


def test_listings_are_open_and_closed_of_both_types_with_and_without_an_amount(
    every_order: list[dict[str, Any]],
) -> None:
    listings = [item["listing"] for one in every_order for item in one["orderItems"]]

    for field in ("active", "type"):
        assert len({one[field] for one in listings}) == 2
    assert {one["amount"] is None for one in listings} == {True, False}
    assert all(one["priceWei"].isdigit() for one in listings)


def test_some_titles_are_hostile(every_order: list[dict[str, Any]]) -> None:
    titles = [item["nft"]["title"] for one in every_order for item in one["orderItems"]]

    assert any("\x1b" in title for title in titles)
