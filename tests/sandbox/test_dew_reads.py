"""Dew's orders, offers and activities: the key, the network, the envelope, paging, and every oddity."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.dew_caller import CONTRACTS, EXAMPLE, PATH, an_open_one, header, listings, offers, order
from tests.sandbox_client import Clock
from tests.sandbox_rest import Rest, fresh
from tui_app.sandbox.dew.documents import ACCOUNT, CONTRACT


@pytest.fixture
def dew(clock: Clock) -> Rest:
    """A fresh Dew with every switch at its default."""
    return fresh("dew", header, clock)


@pytest.fixture
def every_order(dew: Rest) -> list[dict[str, Any]]:
    """Everything a client can find: offers by contract, and the account's listings."""
    return [order(dew, one["order_hash"]) for one in offers(dew)] + listings(dew)


def _refusal(dew: Rest, path: str) -> tuple[int, dict[str, Any]]:
    answer = dew.get(path)
    return answer.status_code, answer.json()


def test_without_the_key_nothing_is_told(dew: Rest) -> None:
    answer = dew.send("GET", f"{PATH}/orders/{EXAMPLE}", headers={"X-API-Key": "another"})

    assert (answer.status_code, answer.json()["code"]) == (401, 1001)


def test_another_network_is_wrong_field_by_field(dew: Rest) -> None:
    status, said = _refusal(dew, f"/open/v1/1/orders/{EXAMPLE}")

    assert (status, said["code"]) == (400, 3000)
    assert said["errors"] == [{"network_id": ["Only 137 is served."]}]


@pytest.mark.parametrize("wrong", ["0x12", "41a2" * 16, EXAMPLE + "0", "0x" + "g" * 64])
def test_a_hash_of_the_wrong_form_is_named(dew: Rest, wrong: str) -> None:
    status, said = _refusal(dew, f"{PATH}/orders/{wrong}")

    assert (status, said["errors"]) == (400, [{"order_hash": ["This is not the hash of an order."]}])


def test_an_unknown_hash_is_an_error_without_fields(dew: Rest) -> None:
    status, said = _refusal(dew, f"{PATH}/orders/0x{'0' * 64}")

    assert (status, said["code"] != 0, said["errors"]) == (400, True, None)


def test_a_refusal_can_show_in_code_alone(clock: Clock) -> None:
    status, said = _refusal(fresh("dew", header, clock, dew_errors="ok"), f"{PATH}/orders/0x12")

    assert (status, said["code"]) == (200, 3000)


def test_a_hash_is_found_in_either_case(dew: Rest) -> None:
    assert order(dew, "0x" + EXAMPLE[2:].upper())["order_hash"] == EXAMPLE


def test_the_example_stays_listed_although_it_has_run_out(dew: Rest, clock: Clock) -> None:
    clock.go(days=30)

    assert order(dew, EXAMPLE)["status"] == 0


def test_an_open_order_reads_expired_once_it_has_run_out(dew: Rest, clock: Clock) -> None:
    open_one = an_open_one(offers(dew))
    clock.go(days=60)

    assert order(dew, open_one["order_hash"])["status"] == 3


def test_the_list_of_offers_says_nothing_of_the_nft(dew: Rest) -> None:
    found = offers(dew)

    assert {one["is_offer"] for one in found} == {True}
    assert not any("nft" in one for one in found)


def test_offers_are_those_of_one_maker_where_that_is_asked(dew: Rest) -> None:
    found = offers(dew, maker=ACCOUNT)

    assert {one["maker"].lower() for one in found} == {ACCOUNT}
    assert {one["maker"] for one in found} > {ACCOUNT}
    assert len(found) < len(offers(dew))


def test_offers_come_in_pages(dew: Rest) -> None:
    whole = dew.get(f"{PATH}/offers", contract=CONTRACTS[0], limit=100).json()["data"]
    pages = [
        dew.get(f"{PATH}/offers", contract=CONTRACTS[0], limit=4, offset=offset).json()["data"]
        for offset in range(0, len(whole) + 4, 4)
    ]

    assert [one for page in pages for one in page] == whole
    assert pages[-1] == []


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({}, "contract"),
        ({"contract": "0x12"}, "contract"),
        ({"contract": CONTRACT, "limit": "ten"}, "limit"),
        ({"contract": CONTRACT, "offset": "-1"}, "offset"),
    ],
)
def test_what_is_wrong_with_a_list_is_said_by_field(dew: Rest, query: dict[str, Any], field: str) -> None:
    answer = dew.get(f"{PATH}/offers", **query)

    assert answer.status_code == 400
    assert [list(one) for one in answer.json()["errors"]] == [[field]]


def test_a_contract_that_nobody_offers_for_has_no_offers(dew: Rest) -> None:
    assert dew.get(f"{PATH}/offers", contract=CONTRACT).json() == {"code": 0, "data": []}


def test_every_status_and_source_is_somewhere(every_order: list[dict[str, Any]]) -> None:
    assert {one["status"] for one in every_order} == {-1, 0, 1, 2, 3}
    assert {one["source"] for one in every_order} >= {-2, 0, 1, 4, 5, 6, 7, 8, 99}


def test_the_price_in_dollars_takes_every_form(every_order: list[dict[str, Any]]) -> None:
    forms = {type(one["price_usd"]).__name__ if "price_usd" in one else "absent" for one in every_order}

    assert forms == {"str", "float", "int", "NoneType", "absent"}


def test_some_things_are_null(every_order: list[dict[str, Any]]) -> None:
    null = {name for one in every_order for name, value in one.items() if value is None}

    assert null == {"price_usd", "nft", "contract", "taker", "listed_at", "expired_at"}


def test_takers_are_set_empty_and_the_word_string(every_order: list[dict[str, Any]]) -> None:
    takers = {one.get("taker") for one in every_order}

    assert takers >= {"", "string", None, "0x9c1d5e3a7b20468f9c1d5e3a7b20468f9c1d5e3a"}


def test_amounts_are_only_where_there_are_editions(every_order: list[dict[str, Any]]) -> None:
    with_amount = [one for one in every_order if "amount" in one]

    assert 0 < len(with_amount) < len(every_order)
    assert all(isinstance(one["amount"], str) for one in with_amount)


def test_token_ids_and_prices_are_longer_than_64_bits(every_order: list[dict[str, Any]]) -> None:
    assert max(int(one["nft"]["token_id"]) for one in every_order if one["nft"]) == 2**256 - 1
    assert max(int(one["price"]) for one in every_order) == 2**256 - 1
    assert min(int(one["price"]) for one in every_order) == 0


def test_some_names_are_hostile(every_order: list[dict[str, Any]]) -> None:
    names = [one["nft"]["name"] or "" for one in every_order if one["nft"]]

    assert any("\x1b" in name for name in names)
    assert any(name.startswith("[@click") for name in names)


def test_activities_are_a_wallets_in_one_contract_newest_first(dew: Rest) -> None:
    asked = {"wallet": ACCOUNT, "contract": CONTRACTS[0], "only_dew": False, "limit": 100}
    said = dew.post(f"{PATH}/market_activities/query", asked).json()
    found = said["data"]["data"]

    assert (said["code"], said["data"]["code"]) == (0, 0)
    assert {one["maker"].lower() for one in found} == {ACCOUNT}
    times = [one["created_at"] for one in found]
    assert times == sorted(times, reverse=True)


def test_only_what_happened_to_an_order_has_its_id(dew: Rest) -> None:
    kinds: dict[int, set[bool]] = {}
    for contract in CONTRACTS:
        asked = {"wallet": ACCOUNT, "contract": contract, "only_dew": False, "limit": 100}
        for one in dew.post(f"{PATH}/market_activities/query", asked).json()["data"]["data"]:
            kinds.setdefault(one["type"], set()).add(one["order_id"] is None)

    assert kinds == {0: {True}, 1: {False}, 2: {False}, 3: {False}}


def test_activities_are_of_dew_alone_where_nothing_else_is_asked(dew: Rest) -> None:
    asked = {"wallet": ACCOUNT, "contract": CONTRACTS[1], "limit": 100}
    found = dew.post(f"{PATH}/market_activities/query", asked).json()["data"]["data"]

    assert {one["source"] for one in found} == {-2}


def test_activities_of_one_kind_can_be_asked(dew: Rest) -> None:
    asked = {"wallet": ACCOUNT, "contract": CONTRACTS[0], "only_dew": False, "types": [2]}
    found = dew.post(f"{PATH}/market_activities/query", asked).json()["data"]["data"]

    assert {one["type"] for one in found} <= {2}


def test_an_open_listing_can_be_signed_for(dew: Rest) -> None:
    listing = an_open_one(listings(dew))
    asked = {"source": listing["source"], "order_hashes": [listing["order_hash"]]}
    said = dew.post(f"{PATH}/orders/sign", asked).json()

    assert (said["code"], said["total"]) == (0, 1)
    assert said["data"][0]["data"]["parameters"]["offerer"] == listing["maker"]


def test_an_order_of_another_source_is_told_apart_without_failing_the_rest(dew: Rest) -> None:
    said = dew.post(f"{PATH}/orders/sign", {"source": 5, "order_hashes": [EXAMPLE]}).json()

    assert said["code"] == 0
    assert said["data"][0]["data"] is None
    assert said["data"][0]["error"]


def test_at_most_five_of_opensea_are_signed_at_once(dew: Rest) -> None:
    answer = dew.post(f"{PATH}/orders/sign", {"source": 1, "order_hashes": [EXAMPLE] * 6})

    assert answer.json()["errors"] == [{"order_hashes": ["Not more than 5 of OpenSea at once."]}]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_same_seed_makes_the_same_market(clock: Clock, seed: int) -> None:
    assert offers(fresh("dew", header, clock, seed=seed)) == offers(fresh("dew", header, clock, seed=seed))
