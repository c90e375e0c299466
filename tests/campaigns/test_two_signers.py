"""Two processes sign with one key while the clock is set back three days: every nonce is above the last."""

from __future__ import annotations

import asyncio
import json
import re
import sys
from collections.abc import Callable
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path

import pytest

from tests.campaigns.processes import ROOT
from tests.desk.proxy import Ask, Proxy
from tests.desk.seat import Market
from tests.loopback import Wire, loopback
from tui_app.ledger.records import offer_text
from tui_app.ledger.store import Ledger

pytestmark = pytest.mark.anyio

OFFERS = 1200
"""How large a market this takes."""
NONCE = re.compile(rb'\bnonce"?\s*[=:]\s*"?([0-9]+)')
SIGNED = ("NftUserOffers", "NftCounterOffer")


async def test_a_sample_of_calls_with_one_key(
    market: Market, tmp_path: Path, note: Callable[[str], None]
) -> None:
    await play(30, market, tmp_path, note)


@pytest.mark.campaign
@pytest.mark.timeout(300)
async def test_two_hundred_calls_each_with_one_key(
    market: Market, tmp_path: Path, note: Callable[[str], None]
) -> None:
    await play(200, market, tmp_path, note)


async def play(calls: int, market: Market, folder: Path, note: Callable[[str], None]) -> None:
    """Let both sign at once, and read at the server what came."""
    refused: list[bytes] = []

    async def listen(wire: Wire, ask: Ask) -> bool:
        answer = await ask()
        refused.extend([answer] if b'"error":[]' not in answer else [])
        await wire.say(answer)
        return True

    proxy = Proxy(market.info.base_url, always=dict.fromkeys(SIGNED, listen))
    countered = [[market.offer().offer for _ in range(calls // 10)] for _ in range(2)]
    Ledger(folder / "ledger.sqlite3").close()
    async with loopback(by=proxy.respond) as server:
        told = [
            {
                "info": asdict(market.info),
                "base_url": server.base_url,
                "ledger": str(folder / "ledger.sqlite3"),
                "calls": calls,
                "offers": [offer_text(offer) for offer in offers],
            }
            for offers in countered
        ]
        assert await asyncio.gather(*map(signer, told)) == [0, 0]
    nonces = [int(found[1]) for seen in server.seen if (found := NONCE.search(seen.body))]
    assert refused == []
    assert len(nonces) == 2 * calls
    assert all(earlier < later for earlier, later in pairwise(nonces))
    for offer in [offer for offers in countered for offer in offers]:
        assert market.effects(offer.key.offer_id) == ["counter"]
    note(f"{len(nonces)} signed calls of 2 processes with one key: 0 refused, every nonce above the last")


async def signer(told: dict[str, object]) -> int | None:
    """Run one signing process; its exit code."""
    pipe = asyncio.subprocess.PIPE
    command = (sys.executable, "-m", "tests.campaigns.signer")
    process = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe, cwd=ROOT)
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps(told).encode() + b"\n")
    assert await process.stdout.readline() == b"ready\n"
    process.stdin.write(b"go\n")
    process.stdin.write_eof()
    return await process.wait()
