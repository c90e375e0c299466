"""Faults on Mojito's one path: told of it by the field that is called, and held against ground truth."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.sandbox.mojito_caller import ACTIVITY, CANCEL, OFFERS, REJECT, MojitoCaller
from tests.sandbox_process import running_sandbox
from tui_app.sandbox.faults.graphql_errors import GRAPHQL_ERRORS
from tui_app.sandbox.mojito.documents import NFT_ID, ORG_ID

UNREACHED = (httpx.TransportError,)
EVM = "ERC721"


@pytest.fixture(scope="module")
def served() -> Iterator[MojitoCaller]:
    """A caller of one sandbox for the whole module, big enough for every test to end an offer of its own."""
    with running_sandbox("--offers", "2000") as info:
        said = info.said["mojito"]
        with httpx.Client(base_url=info.base_url, trust_env=False) as client:
            yield MojitoCaller(client, said["token"], tuple(said["wallets"]))


@pytest.fixture
def mojito(served: MojitoCaller) -> Iterator[MojitoCaller]:
    """The same, with nothing armed when a test begins."""
    yield served
    served.faults.clear()


@pytest.fixture(scope="module")
def standing(served: MojitoCaller) -> Iterator[dict[str, Any]]:
    """Standing offers on EVM that the caller may reject, one after the other."""
    return (
        one
        for one in served.offers()
        if one["orderStatus"] == "PENDING"
        and one["tokenType"] == EVM
        and served.holds(one["nftOwnerAddress"])
    )


def _sent(mojito: MojitoCaller, query: str, **variables: object) -> httpx.Response:
    return mojito.send({"query": query, "variables": {"org": ORG_ID, **variables}})


def _broken(mojito: MojitoCaller, query: str, **variables: object) -> None:
    with pytest.raises(UNREACHED):
        _sent(mojito, query, **variables)


@pytest.mark.parametrize("act", [False, True])
@pytest.mark.parametrize("fault", ["reset", "close", "garbage", "cut_headers", "cut_body", "reset_in_body"])
def test_a_broken_connection_has_the_effect_that_it_promises(
    mojito: MojitoCaller, standing: Iterator[dict[str, Any]], fault: str, act: bool
) -> None:
    order, before = next(standing), len(mojito.effects())
    mojito.faults.arm(fault, "mojito.rejectOffer", act=act)

    _broken(mojito, REJECT, id=order["id"])

    assert [one["target"] for one in mojito.effects()[before:]] == [order["id"]] * act
    (use,) = mojito.faults.used()
    assert (use["method"], use["path"], use["acted"]) == ("mojito.rejectOffer", "/mojito/query", act)


@pytest.mark.parametrize("act", [False, True])
@pytest.mark.parametrize(
    ("fault", "told", "status"),
    [("status", {"status": 502}, 502), ("html_body", {}, 200), ("retry_after", {"status": 429}, 429)],
)
def test_an_answer_that_is_none_has_the_effect_that_it_promises(
    mojito: MojitoCaller,
    standing: Iterator[dict[str, Any]],
    fault: str,
    told: dict[str, Any],
    status: int,
    act: bool,
) -> None:
    order, before = next(standing), len(mojito.effects())
    mojito.faults.arm(fault, "mojito.rejectOffer", act=act, **told)

    answer = _sent(mojito, REJECT, id=order["id"])

    assert answer.status_code == status
    assert len(mojito.effects()) - before == act


def test_an_answer_can_be_late(mojito: MojitoCaller) -> None:
    mojito.faults.arm("late", "mojito.getOffers", seconds=0.2)

    answer = _sent(mojito, OFFERS, nft=NFT_ID)

    assert answer.elapsed.total_seconds() >= 0.2
    assert len(answer.json()["data"]["getOffers"]) == 5


def test_only_the_field_that_is_named_meets_a_fault(mojito: MojitoCaller) -> None:
    mojito.faults.arm("null_data", "mojito.getUserOrderActivity")

    offers, feed = _sent(mojito, OFFERS, nft=NFT_ID), _sent(mojito, ACTIVITY)

    assert len(offers.json()["data"]["getOffers"]) == 5
    assert feed.json() == {"data": None}


@pytest.mark.parametrize("address", ["mojito.query", "mojito.Offers", "/mojito/query", "/query", "*"])
def test_a_fault_is_told_of_the_path_or_of_the_operation_s_own_name_too(
    mojito: MojitoCaller, address: str
) -> None:
    mojito.faults.arm("null_data", address)
    request = {"query": OFFERS, "variables": {"org": ORG_ID, "nft": NFT_ID}, "operationName": "Offers"}

    assert mojito.send(request).json() == {"data": None}


def test_an_address_of_another_market_is_not_met(mojito: MojitoCaller) -> None:
    mojito.faults.arm("null_data", "/NftCancelOffer")

    assert len(mojito.field(OFFERS, nft=NFT_ID)) == 5


def test_a_body_that_is_no_query_meets_nothing_but_its_path(mojito: MojitoCaller) -> None:
    mojito.faults.arm("null_data", "mojito.getOffers")

    assert [mojito.send(body).status_code for body in (b"", b"{", {"query": 7}, {"query": "{"})] == [
        400,
        400,
        400,
        200,
    ]


@pytest.mark.parametrize("fault", GRAPHQL_ERRORS, ids=lambda fault: fault.name)
def test_graphql_s_own_faults_act_as_they_promise(
    mojito: MojitoCaller, standing: Iterator[dict[str, Any]], fault: Any
) -> None:
    for example in fault.examples:
        order, before = next(standing), len(mojito.effects())
        mojito.faults.arm(fault.name, "mojito.rejectOffer", **example)
        _sent(mojito, REJECT, id=order["id"])
        acts = example.get("act", fault.parameters[0].default)
        assert len(mojito.effects()) - before == acts


@pytest.mark.parametrize(
    ("fault", "told", "expected"),
    [
        ("graphql_errors", {"messages": ["no"]}, {"errors": [{"message": "no"}]}),
        (
            "graphql_errors",
            {"messages": ["no"], "data": "null"},
            {"errors": [{"message": "no"}], "data": None},
        ),
        ("null_fields", {}, {"data": {"getOffers": None}}),
        ("null_data", {}, {"data": None}),
    ],
)
def test_graphql_s_own_faults_look_as_they_say(
    mojito: MojitoCaller, fault: str, told: dict[str, Any], expected: dict[str, Any]
) -> None:
    mojito.faults.arm(fault, "mojito.getOffers", **told)

    assert mojito.answer(OFFERS, nft=NFT_ID) == expected


def test_errors_can_come_beside_the_data(mojito: MojitoCaller) -> None:
    whole = mojito.answer(OFFERS, nft=NFT_ID)
    mojito.faults.arm("graphql_errors", "mojito.getOffers", data="own", code="PARTIAL")
    answer = mojito.answer(OFFERS, nft=NFT_ID)

    assert answer["data"] == whole["data"]
    assert answer["errors"][0]["extensions"] == {"code": "PARTIAL"}


def test_an_unauthenticated_answer_says_so_in_its_extensions(mojito: MojitoCaller) -> None:
    mojito.faults.arm("graphql_unauthenticated", "mojito.cancelOffer")

    (error,) = mojito.answer(CANCEL, id=NFT_ID)["errors"]
    assert error["extensions"] == {"code": "UNAUTHENTICATED"}


@pytest.mark.parametrize(
    ("fault", "field", "there"),
    [
        ("unknown_enum", "orderStatus", "levitating"),
        ("null_field", "nftOwnerAddress", None),
        ("number_as_text", "fixedPrice", "1"),
        ("time_zero", "offerExpiryDate", 0),
        ("odd_id", "id", "../\u202eON\x1b[2J/%00"),
    ],
)
def test_one_field_of_an_offer_can_drift(mojito: MojitoCaller, fault: str, field: str, there: object) -> None:
    mojito.faults.arm(fault, "mojito.getOffers", field=field, item=0)

    first, second, *_ = mojito.field(OFFERS, nft=NFT_ID)

    assert first[field] == there
    assert second[field] != there or fault == "number_as_text"


def test_a_price_can_drift_and_so_can_the_feed(mojito: MojitoCaller) -> None:
    mojito.faults.arm("float_amount", "mojito.getOffers", field="price.1.value")
    mojito.faults.arm("null_field", "mojito.getUserOrderActivity", field="NFTTokenID")

    assert {one["price"][1]["value"] for one in mojito.field(OFFERS, nft=NFT_ID)} == {0.1 + 0.2}
    assert {one["NFTTokenID"] for one in mojito.field(ACTIVITY)["data"]} == {None}


def test_each_key_can_come_twice_and_a_value_be_no_json(mojito: MojitoCaller) -> None:
    mojito.faults.arm("duplicate_keys", "mojito.getOffers")
    twice = _sent(mojito, OFFERS, nft=NFT_ID)
    mojito.faults.arm("nan", "mojito.getOffers")
    nan = _sent(mojito, OFFERS, nft=NFT_ID)

    assert [name for name, _ in json.loads(twice.content, object_pairs_hook=list)] == [
        "errors",
        "data",
        "data",
    ]
    assert b'"id":NaN' in nan.content
