"""What the sandbox answers, held to the descriptions written from the documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from tests.openapi.descriptions import Description
from tests.sandbox import dew_caller, tokenizationtr_caller
from tests.sandbox_client import Clock
from tests.sandbox_rest import Rest, fresh
from tui_app.sandbox.dew.documents import ACCOUNT
from tui_app.sandbox.tokenizationtr.documents import RET, USER

Ask = Callable[[Rest], Iterator[httpx.Response]]
PAGE = {"page": 1, "per_page": 100}
ORDERS = "/api/externalOrders"
WANTED = {"nftId": 405, "listingId": 2, "quantity": 3, "buyerUserId": 24}


def _dew_orders(dew: Rest) -> Iterator[httpx.Response]:
    for one in [*dew_caller.offers(dew), *dew_caller.listings(dew)]:
        yield dew.get(f"{dew_caller.PATH}/orders/{one['order_hash']}")
    yield dew.get(f"{dew_caller.PATH}/orders/0x12")


def _dew_offers(dew: Rest) -> Iterator[httpx.Response]:
    for contract in dew_caller.CONTRACTS:
        yield dew.get(f"{dew_caller.PATH}/offers", contract=contract, limit=100)
    yield dew.send("GET", f"{dew_caller.PATH}/offers", headers={})


def _dew_activities(dew: Rest) -> Iterator[httpx.Response]:
    for contract in dew_caller.CONTRACTS:
        asked = {"wallet": ACCOUNT, "contract": contract, "only_dew": False, "limit": 100}
        yield dew.post(f"{dew_caller.PATH}/market_activities/query", asked)


def _dew_signatures(dew: Rest) -> Iterator[httpx.Response]:
    for one in dew_caller.listings(dew):
        asked = {"source": one["source"], "order_hashes": [one["order_hash"], "0x12"]}
        yield dew.post(f"{dew_caller.PATH}/orders/sign", asked)


def _dew_offer_cancelled(dew: Rest) -> Iterator[httpx.Response]:
    offer = dew_caller.an_open_one(dew_caller.offers(dew, maker=ACCOUNT))
    for _ in range(2):
        yield dew.post(f"{dew_caller.PATH}/offers/cancel", dew_caller.cancelling(offer))


def _dew_listing_cancelled(dew: Rest) -> Iterator[httpx.Response]:
    listing = dew_caller.an_open_one(dew_caller.listings(dew))
    yield dew.post(f"{dew_caller.PATH}/orders/cancel", dew_caller.cancelling(listing))


def _rocks_orders(rocks: Rest) -> Iterator[httpx.Response]:
    for number in range(1, 49):
        yield rocks.get(f"{ORDERS}/{number}")
    yield rocks.get(f"{ORDERS}/a")


def _rocks_created(rocks: Rest) -> Iterator[httpx.Response]:
    yield rocks.post(ORDERS, [WANTED, WANTED])
    yield rocks.post(ORDERS, [{**WANTED, "quantity": 0}])
    yield rocks.send("POST", ORDERS, json=[WANTED], headers={})


def _posted(path: str, *bodies: object) -> Ask:
    def ask(tr: Rest) -> Iterator[httpx.Response]:
        for body in (*bodies, {"page": 0}):
            yield tr.post(path, body)

    return ask


def _got(path: str) -> Ask:
    def ask(tr: Rest) -> Iterator[httpx.Response]:
        yield tr.get(path)

    return ask


def _ended(path: str, word: str) -> Ask:
    def ask(tr: Rest) -> Iterator[httpx.Response]:
        deal = tokenizationtr_caller.an_open_deal(tr, path)
        for _ in range(2):
            yield tr.post(f"{path}/tokens/{deal['token_id']}/{word}", {"deal_id": deal["deal_id"]})

    return ask


def _bought(tr: Rest) -> Iterator[httpx.Response]:
    market = f"{tokenizationtr_caller.USERS}/secondary-markets/tokens/{RET.id}"
    deals = tr.get(market).json()["active_deals"]
    deal = next(one for one in deals if one["seller_id"] != USER)
    asked = {"quantity": 1, "deal_id": deal["deal_id"]}
    yield tr.post(f"{tokenizationtr_caller.PURCHASES}/tokens/{RET.id}/buy-on-secondary-market", asked)


def _transaction(tr: Rest) -> Iterator[httpx.Response]:
    said = tr.post(f"{tokenizationtr_caller.OTC}/tokens/{RET.id}/sell", tokenizationtr_caller.FLAT).json()
    for transaction_id in (said.get("transaction_id"), "0" * 24):
        yield tr.get(f"/v2/admin/tokens/{RET.id}/transactions/{transaction_id}")


DEW: dict[str, Ask] = {
    "dew.get_order": _dew_orders,
    "dew.list_offers": _dew_offers,
    "dew.query_activities": _dew_activities,
    "dew.sign_orders": _dew_signatures,
    "dew.cancel_offer": _dew_offer_cancelled,
    "dew.cancel_listing": _dew_listing_cancelled,
}
ROCKS: dict[str, Ask] = {
    "license_rocks.get_orders": _rocks_orders,
    "license_rocks.create_orders": _rocks_created,
}


def _tokenizationtr() -> dict[str, Ask]:
    of = tokenizationtr_caller
    sales = (of.FLAT, of.NESTED)
    asks: dict[str, Ask] = {
        "search_purchases": _posted(f"{of.PURCHASES}/search", PAGE),
        "group_purchases": _posted(f"{of.PURCHASES}/group-search", PAGE),
        "get_quantity": _got(f"{of.PURCHASES}/tokens/{RET.id}/quantity"),
        "buy_on_secondary": _bought,
        "group_otc_deals": _posted(f"{of.OTC}/group-search", PAGE),
        "list_otc_deals": _posted(f"{of.OTC}/tokens/{RET.id}", PAGE),
        "sell_on_otc": _posted(f"{of.OTC}/tokens/{RET.id}/sell", *sales),
        "cancel_otc_deal": _ended(of.OTC, "cancel"),
        "get_secondary_market": _got(f"{of.USERS}/secondary-markets/tokens/{RET.id}"),
        "group_secondary_deals": _posted(f"{of.SECONDARY}/group-search", PAGE),
        "list_secondary_deals": _posted(f"{of.SECONDARY}/tokens/{RET.id}", PAGE),
        "sell_on_secondary": _posted(f"{of.SECONDARY}/tokens/{RET.id}/sell", *sales),
        "delist_secondary_deal": _ended(of.SECONDARY, "delist"),
        "list_node_deals": _posted(of.ADMIN, PAGE),
        "get_transaction": _transaction,
        "search_transactions": _posted(f"/v2/admin/token/{RET.id}/transactions/search", PAGE),
    }
    return {f"tokenizationtr.{name}": ask for name, ask in asks.items()}


TOKENIZATIONTR = _tokenizationtr()


def _check(name: str, answers: Iterator[httpx.Response]) -> None:
    description = Description(name.partition(".")[0])
    for answer in answers:
        schema = description.operations[name].answer(answer.status_code)
        assert description.wrong(schema, answer.json()) == []


@pytest.mark.parametrize("name", DEW)
def test_dew_answers_as_described(clock: Clock, name: str) -> None:
    _check(name, DEW[name](fresh("dew", dew_caller.header, clock)))


@pytest.mark.parametrize("name", ROCKS)
def test_license_rocks_answers_as_described(clock: Clock, name: str) -> None:
    rocks = fresh("license_rocks", lambda account: ("authorization", account["token"]), clock)

    _check(name, ROCKS[name](rocks))


@pytest.mark.parametrize("writes", ["async", "sync"])
@pytest.mark.parametrize("name", TOKENIZATIONTR)
def test_tokenizationtr_answers_as_described(clock: Clock, name: str, writes: Any) -> None:
    options = {"tokenizationtr_writes": writes, "tokenizationtr_admin": True}
    tr = fresh("tokenizationtr", tokenizationtr_caller.header, clock, **options)

    _check(name, TOKENIZATIONTR[name](tr))


@pytest.mark.parametrize("slug", ["dew", "license_rocks", "tokenizationtr"])
def test_every_endpoint_with_a_body_is_held_to_its_description(slug: str) -> None:
    asked = {**DEW, **ROCKS, **TOKENIZATIONTR}
    without = {"tokenizationtr.accept_deal", "tokenizationtr.cancel_deal"}

    assert set(Description(slug).operations) - without <= set(asked)
