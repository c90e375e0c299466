"""The sample answer of Mojito's getOffers page on the screen: every figure, user, time and status."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import pytest

from tests.sandbox_process import SandboxInfo, running_sandbox
from tests.ui.dashboard import dashboard
from tui_app.settings import Settings

pytestmark = pytest.mark.anyio

NFT: Final = "021272bc-e41b-412f-8631-f63304a6d3a6"
PRINTED: Final = Path(__file__).parents[1] / "sandbox" / "documents" / "mojito" / "getOffers.json"
ORDERS: Final[list[dict[str, Any]]] = json.loads(PRINTED.read_text(), parse_float=str)["data"]["getOffers"]
"""The five orders of the page, amounts as the very text."""


@pytest.fixture(scope="module")
def sandbox() -> Iterator[SandboxInfo]:
    """A sandbox, which serves the page's offers as they are printed."""
    with running_sandbox("--offers", "8") as info:
        yield info


def price(order: dict[str, Any], kind: str) -> str:
    """An amount of an order with its unit."""
    (found,) = [each for each in order["price"] if each["type"] == kind]
    return f"{found['value']} {found['unit']}"


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: order["id"][:8])
async def test_everything_that_the_page_prints_of_an_offer_is_shown(
    order: dict[str, Any], sandbox: SandboxInfo
) -> None:
    line = json.dumps({"mojito": sandbox.said["mojito"]})
    async with dashboard(line, size=(200, 50), settings=Settings(watch={"mojito": (NFT,)})) as seat:
        await seat.press("left_square_bracket")
        await seat.press("slash")
        await seat.type(order["id"])
        await seat.press("enter")
        await seat.until("1 of 1", "You own this NFT")
        details = seat.text
        await seat.press("left")
        await seat.until('"orderStatus"')
        raw = seat.text

    placed, ends = (datetime.fromisoformat(order[name]) for name in ("createdAt", "offerExpiryDate"))
    for words in (
        f"{price(order, 'CRYPTO')}  ≈ {price(order, 'FIAT')}, they say",
        f"they say: {order['orderStatus']}",
        f"{placed.astimezone():%Y-%m-%d %H:%M}",
        f"{ends.astimezone():%Y-%m-%d %H:%M}",
        *(order[name] for name in ("id", "nftOwnerAddress", "buyerAddress", "tokenContract", "tokenId")),
        *(order["tokenType"], order["createdBy"]["username"], order["updatedAt"]),
    ):
        assert words in details, f"{words!r} is not in:\n{details}"
    for words in (order["createdBy"]["id"], order["createdAt"], order["offerExpiryDate"]):
        assert words in raw, f"{words!r} is not in:\n{raw}"
