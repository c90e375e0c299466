"""A sandbox for all tests of the commands, read once; each test uses offers of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.headless import Ended, Stall, offerdesk
from tests.sandbox_client import KrakenCaller
from tests.sandbox_process import running_sandbox

_HOMES = ("CONFIG", "DATA", "CACHE", "STATE")


@pytest.fixture(scope="session")
def market(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stall]:
    """A sandbox whose offers were read once."""
    folder = tmp_path_factory.mktemp("market")
    with running_sandbox("--offers", "500") as info:
        line = folder / "line.json"
        kraken = {"base_url": info.base_url, "api_key": info.api_key, "api_secret": info.api_secret}
        line.write_text(json.dumps({"kraken": kraken, "effects_url": info.effects_url}), encoding="utf-8")
        found = Stall(info, KrakenCaller.of(info), line, folder / "data")
        try:
            _read(found, {f"XDG_{name}_HOME": str(folder / name.lower()) for name in _HOMES})
            yield found
        finally:
            found.caller.close()


@pytest.fixture
def stall(market: Stall, home: Path) -> Iterator[Stall]:
    """The sandbox, and a home that knows its offers. Whatever a test armed is disarmed."""
    market.know(home)
    yield market
    market.faults.clear()


def _read(found: Stall, environment: dict[str, str]) -> None:
    def run(*arguments: str, typed: str = "") -> Ended:
        sandbox = ("--sandbox", str(found.line))
        ended = offerdesk(*sandbox, *arguments, typed=typed, environment=environment)
        assert ended.code in {0, 5}, ended.err
        return ended

    wanted = ("offers", "--json", "--status", "open", "--filter", "ends>3h")
    received = run(*wanted).data["offers"]
    found.placed = run(*wanted, "--side", "placed", "--no-refresh").data["offers"]
    keys = "\n".join(each["key"] for each in received)
    requests = {
        each["key"]: each
        for each in run("accept", "-", "--dry-run", "--json", typed=keys).data["requests"]
        if each["would_be_sent"]
    }
    # Whoever accepts an offer sells the NFT: the other offers for it end.
    for each in {each["nft"]["id"]: each for each in received if each["key"] in requests}.values():
        (found.odd if requests[each["key"]]["doubt"] else found.plain).append(each)
    assert len(found.plain) > 25, "too few offers for the tests"
    assert found.odd, "no offer with an amount that has to be typed"
