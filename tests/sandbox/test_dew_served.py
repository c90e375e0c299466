"""Dew over real connections: the page's example as printed, and faults told of an endpoint by its name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.sandbox.dew_caller import CONTRACTS, EXAMPLE, PATH, an_open_one, cancelling, header, offers, order
from tests.sandbox_process import SandboxInfo
from tests.sandbox_rest import Rest, folded, served_at
from tui_app.sandbox.dew.documents import ACCOUNT

PRINTED = Path(__file__).parents[1] / "openapi" / "documents" / "dew_order.json"


@pytest.fixture
def dew(served: SandboxInfo) -> Iterator[Rest]:
    """The Dew of the module's sandbox; nothing is armed when a test begins."""
    found = served_at("dew", header, served)
    with found.client:
        yield found
        found.faults.clear()


def test_its_line_says_where_it_is_and_the_key(served: SandboxInfo) -> None:
    said = served.said["dew"]

    assert set(said) == {"base_url", "api_key"}
    assert said["base_url"] == served.base_url + "/dew"


def test_the_order_is_what_the_page_prints(dew: Rest) -> None:
    answer = dew.get(f"{PATH}/orders/{EXAMPLE}")

    assert folded(answer.content) == folded(PRINTED.read_bytes())


def test_a_fault_meets_the_endpoint_it_names_whatever_the_hash(dew: Rest) -> None:
    dew.faults.arm("status", "dew.get_order", status=503, act=False)

    assert offers(dew)
    assert dew.get(f"{PATH}/orders/{EXAMPLE}").status_code == 503
    assert [use["method"] for use in dew.faults.used()] == ["dew.get_order"]


def test_a_cancel_can_act_and_be_cut_off(dew: Rest) -> None:
    offer = an_open_one(offers(dew, maker=ACCOUNT))
    before = len(dew.effects())
    dew.faults.arm("reset", "dew.cancel_offer", act=True)

    with pytest.raises(httpx.TransportError):
        dew.post(f"{PATH}/offers/cancel", cancelling(offer))

    assert order(dew, offer["order_hash"])["status"] == 2
    assert [one[:3] for one in dew.effects()[before:]] == [("dew", "cancel", offer["order_hash"])]


def test_a_field_of_an_order_can_be_broken(dew: Rest) -> None:
    dew.faults.arm("null_field", "dew.get_order", field="status")

    assert dew.get(f"{PATH}/orders/{EXAMPLE}").json()["data"]["status"] is None


def test_a_field_of_every_offer_can_be_broken(dew: Rest) -> None:
    dew.faults.arm("null_field", "dew.list_offers", field="status")
    found = dew.get(f"{PATH}/offers", contract=CONTRACTS[0]).json()["data"]

    assert {one["status"] for one in found} == {None}
