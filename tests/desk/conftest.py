"""A market for all tests of the desk, a proxy before it, and a desk that goes through the proxy."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.desk.proxy import Proxy, proxy_before
from tests.desk.seat import Market, Seat, seated
from tests.sandbox_process import SandboxInfo, running_sandbox


@pytest.fixture(scope="session")
def market() -> Iterator[Market]:
    """A sandbox with offers enough for every test; each test uses offers of its own."""
    with running_sandbox("--offers", "2400") as info:
        found = Market.of(info)
        yield found
        found.client.close()


@pytest.fixture(scope="session")
def instance() -> Iterator[SandboxInfo]:
    """A sandbox for the tests of orders; whoever creates some counts from what was there before."""
    with running_sandbox("--offers", "400") as info:
        yield info


@pytest.fixture
async def proxy(market: Market) -> AsyncIterator[Proxy]:
    """A proxy before the market, which passes everything on at first."""
    async with proxy_before(market.info.base_url) as standing:
        yield standing


@pytest.fixture
async def seat(market: Market, proxy: Proxy, tmp_path: Path) -> AsyncIterator[Seat]:
    """A desk with one account behind the proxy, whose refreshes read one page of each side."""
    async with seated(market.info, tmp_path, at=proxy, refresh_limit=1) as sitting:
        yield sitting
