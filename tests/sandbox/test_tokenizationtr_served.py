"""tokenizationtr over real connections: the printed purchase, and a change promised to nobody's ears."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.sandbox.tokenizationtr_caller import OTC, PURCHASES, an_open_deal, header
from tests.sandbox_process import SandboxInfo
from tests.sandbox_rest import Rest, folded, served_at

DOCUMENTS = Path(__file__).parents[1] / "openapi" / "documents"


@pytest.fixture
def tr(served: SandboxInfo) -> Iterator[Rest]:
    """The tokenizationtr of the module's sandbox; nothing is armed when a test begins."""
    found = served_at("tokenizationtr", header, served)
    with found.client:
        yield found
        found.faults.clear()


def test_its_line_says_where_it_is_and_for_whom(served: SandboxInfo) -> None:
    said = served.said["tokenizationtr"]

    assert set(said) == {"base_url", "token", "user_id"}
    assert said["user_id"] == "680c02896d91ca0145cfeb81"


def test_the_purchases_are_what_the_page_prints(tr: Rest) -> None:
    asked = (DOCUMENTS / "tokenizationtr_asked.json").read_bytes()
    answer = tr.send("POST", f"{PURCHASES}/search", content=asked)

    assert folded(answer.content) == folded((DOCUMENTS / "tokenizationtr_purchases.json").read_bytes())


@pytest.mark.parametrize(
    ("name", "status"),
    [("400", 400), ("401", 401), ("403", 403), ("404", 404)],
)
def test_refusals_are_what_the_page_prints(tr: Rest, name: str, status: int) -> None:
    wrong: dict[str, dict[str, Any]] = {"400": {"content": b"{}"}, "401": {"headers": {}}}
    user = {"403": "680c02896d91ca0145cfeb82", "404": "6" * 24}.get(name, tr.account["user_id"])
    path = f"/v2/users/purchases/users/{user}/search"
    answer = tr.send("POST", path, **{"content": b'{"page":1,"per_page":1}', **wrong.get(name, {})})

    assert answer.status_code == status
    assert folded(answer.content) == folded((DOCUMENTS / f"tokenizationtr_{name}.json").read_bytes())


def test_a_cancel_can_be_promised_and_the_promise_lost(tr: Rest) -> None:
    mine = an_open_deal(tr, OTC)
    tr.faults.arm("reset", "tokenizationtr.cancel_otc_deal", act=True)

    with pytest.raises(httpx.TransportError):
        tr.post(f"{OTC}/tokens/{mine['token_id']}/cancel", {"deal_id": mine["deal_id"]})
    assert [one[:3] for one in tr.effects()] == [("tokenizationtr", "cancel", str(mine["deal_id"]))]


def test_a_fault_meets_the_endpoint_it_names_alone(tr: Rest) -> None:
    tr.faults.arm("status", "tokenizationtr.search_purchases", status=500, act=False)
    asked = {"page": 1, "per_page": 10}

    assert tr.post(f"{PURCHASES}/group-search", asked).is_success
    assert tr.post(f"{PURCHASES}/search", asked).status_code == 500
