"""Every fault of the catalogue, with each of its examples, against ground truth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from tests.sandbox.raw_http import ask, request
from tests.sandbox_client import Faults, KrakenCaller
from tests.sandbox_process import SandboxInfo
from tui_app.sandbox.faults.catalogue import FAULTS
from tui_app.sandbox.faults.fault import Fault
from tui_app.sandbox.faults.settings import given

QUICK: Mapping[str, Any] = {"seconds": 0.1, "bytes": 100_000, "bytes_per_second": 10**6}
"""What makes any fault short enough for a table of them."""


def _cases() -> Iterator[object]:
    for fault in FAULTS.values():
        for example in fault.examples:
            name = "-".join([fault.name, *(f"{key}={value!r}" for key, value in example.items())])
            yield pytest.param(fault, example, id=name.encode("ascii", "backslashreplace").decode())


@pytest.mark.parametrize(("fault", "example"), list(_cases()))
def test_a_request_has_the_effect_that_the_fault_promises(
    fault: Fault, example: Mapping[str, Any], served: SandboxInfo, caller: KrakenCaller, faults: Faults
) -> None:
    told = {**{one.name: QUICK[one.name] for one in fault.parameters if one.name in QUICK}, **example}
    before = len(caller.effects())
    faults.arm(fault.name, "*" if fault.stage == "accept" else "/NftCounterOffer", **told)

    ask(served, request(caller))

    (use,) = faults.used()
    changed = [effect["id"] for effect in caller.effects()[before:]]
    acting = fault.acting(given(fault.parameters, told))
    assert (use["acted"], len(changed)) == (acting, int(acting))
    assert use["effects"] == changed
    assert use["ending"] is not None
    assert faults.armed() == []


@pytest.mark.parametrize("fault", list(FAULTS.values()), ids=lambda fault: fault.name)
def test_the_sandbox_answers_as_ever_afterwards(
    fault: Fault, served: SandboxInfo, caller: KrakenCaller, faults: Faults
) -> None:
    told = {one.name: QUICK[one.name] for one in fault.parameters if one.name in QUICK}
    faults.arm(fault.name, **told)
    ask(served, request(caller))

    heard = ask(served, request(caller))

    assert (heard.status, heard.ending) == (200, "closed")
    assert b'"auction_id"' in heard.body


def test_the_catalogue_tells_each_fault_in_one_sentence(caller: KrakenCaller, faults: Faults) -> None:
    listed = caller.client.get("/_sandbox/faults/catalogue").json()["faults"]

    assert [one["name"] for one in listed] == list(FAULTS)
    assert all(one["sentence"].endswith(".") for one in listed)


def test_every_kind_of_fault_there_should_be_is_there() -> None:
    assert {fault.group for fault in FAULTS.values()} == {
        "transport",
        "status",
        "body",
        "schema",
        "paging",
        "kraken",
        "graphql",
        "market",
    }
