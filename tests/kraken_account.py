"""An account at a Kraken-compatible server, and answers such a server gives, for any test."""

from __future__ import annotations

import asyncio
import base64
import json
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs

from tests.loopback import Act, Loopback, Respond, Seen, loopback
from tui_app.domain.instruction import Instruction, Terms
from tui_app.domain.money import Currency, Money
from tui_app.domain.offer import Offer, SeenOffer, Side
from tui_app.domain.secrets import Credentials
from tui_app.domain.text import UntrustedText
from tui_app.domain.verdicts import Action
from tui_app.gateway.contract import SealedRequest, SignIn
from tui_app.gateway.http import HttpLines
from tui_app.marketplaces.kraken.client import KrakenConnection, connect
from tui_app.marketplaces.kraken.wire import read_page

API_KEY = "canary-api-key-56rL9"
API_SECRET = base64.b64encode(b"canary-private-key-of-sixty-four-bytes-0123456789abcdef0123456789").decode()

SEED_OFFER: dict[str, Any] = {
    "id": "ON65F7C-CDFOB-VSYE6D",
    "quote_id": "None",
    "time": 1709679512,
    "status": "open",
    "status_detail": "LOCKED",
    "ref_bucket_id": "1",
    "amount": {"asset_name": "USDC", "asset_alt_name": "USDC", "amount": "5.00000000"},
    "expire_time": 1710198000,
    "social_id": "disagree-solve-wait",
    "item": {
        "nft_id": "NTF6XJ7-FK7UJ-STHZ2W",
        "nft_name": "Decent Aqua Narwhal",
        "nft_thumbnail_url": "",
        "nft_image": {
            "kind": "Main",
            "media": {
                "url": "https://assets-dynamic.kraken.com/media1%2F25735d1e152318760a10f61502f646023ecffd3a4e9a6d6e6c973e0532db239b.png",
                "media_type": "image/png",
                "size": 10188897,
            },
        },
        "nft_media": [
            {
                "kind": "Main",
                "media": {
                    "url": "https://assets-dynamic.kraken.com/media1%2F25735d1e152318760a10f61502f646023ecffd3a4e9a6d6e6c973e0532db239b.png",
                    "media_type": "image/png",
                    "size": 10188897,
                },
            }
        ],
        "creators": ["brains + zombies"],
        "blockchain": {"id": "SOLANA", "asset": "SOL"},
        "collection_id": "NCZPYAB-V6MJD-4X7NG7",
        "collection_name": "brains + zombies (brains)",
    },
}
"""The one offer that Kraken's NftUserOffers page prints, as it prints it."""


def offer_entry(**changes: object) -> dict[str, Any]:
    """The printed offer with some fields changed; `item__nft_id` names one further in."""
    entry = deepcopy(SEED_OFFER)
    for name, value in changes.items():
        *outer, last = name.split("__")
        inner = entry
        for step in outer:
            inner = inner[step]
        inner[last] = value
    return entry


def offers_answer(*entries: object, count: int | None = None) -> dict[str, object]:
    """A whole NftUserOffers answer."""
    return {
        "error": [],
        "result": {"offers": list(entries), "count": len(entries) if count is None else count},
    }


def an_offer(side: Side = Side.RECEIVED, **changes: object) -> Offer:
    """The printed offer, some fields changed, as the program holds it."""
    (entry,), _ = read_page({"offers": [offer_entry(**changes)]}, account="hotlips", side=side)
    assert isinstance(entry.read, SeenOffer)
    return entry.read.offer


def instruction(action: Action, **changes: Any) -> Instruction:
    """An instruction about the printed offer."""
    plain = Instruction(account="hotlips", marketplace="kraken", action=action, offer=an_offer())
    return replace(plain, **changes)


def half_an_eth(expires: datetime | None = None) -> Terms:
    """Half an ether, by Kraken's name for it."""
    currency = Currency(issuer="kraken", code="ETH", symbol=UntrustedText("ETH"))
    return Terms(price=Money.parse("0.50", currency), expires=expires)


def ignore(_request: SealedRequest) -> None:
    """A seal that a test does not look at."""


def fields_of(seen: Seen) -> dict[str, Any]:
    """The fields of a private request, whichever way they were written; lists stay lists."""
    if seen.headers["content-type"].startswith("application/json"):
        fields: dict[str, Any] = json.loads(seen.body)
        return fields
    read = parse_qs(seen.body.decode(), keep_blank_values=True, strict_parsing=True)
    return {name: values[0] if len(values) == 1 else values for name, values in read.items()}


class MemoryNonces:
    """Rising nonces of this process, one turn at a time, with the jumps that were asked for."""

    def __init__(self) -> None:
        self.last = 0
        self.jumps: list[timedelta] = []
        self.keys: set[str] = set()
        self._turn = asyncio.Lock()

    @asynccontextmanager
    async def turn(self, key_id: str) -> AsyncIterator[int]:
        """One number; nobody else gets one before it is given back."""
        async with self._turn:
            self.keys.add(key_id)
            self.last = max(self.last + 1, time.time_ns() // 1000)
            yield self.last

    async def jump(self, key_id: str, ahead: timedelta) -> None:
        """Note the jump and make it."""
        self.jumps.append(ahead)
        self.last += ahead // timedelta(microseconds=1)


@asynccontextmanager
async def kraken_account(
    base_url: str,
    *,
    nonces: MemoryNonces | None = None,
    http: HttpLines | None = None,
    credentials: Mapping[str, str] | None = None,
) -> AsyncIterator[KrakenConnection]:
    """A connection to the server at `base_url`, closed afterwards."""
    lines = http or HttpLines()
    secrets = credentials or {"api_key": API_KEY, "api_secret": API_SECRET}
    connection = connect(
        SignIn(
            account="hotlips",
            fields={"base_url": base_url},
            credentials=Credentials.of(secrets),
            nonces=nonces or MemoryNonces(),
            clock=lambda: datetime.now(UTC),
            http=lines,
        )
    )
    try:
        yield connection
    finally:
        await connection.close()
        await lines.close()


@asynccontextmanager
async def account_at(
    *acts: Act, by: Respond | None = None, **options: Any
) -> AsyncIterator[tuple[Loopback, KrakenConnection]]:
    """A loopback server that plays `acts`, and a connection to it made with `options`."""
    async with loopback(*acts, by=by) as server, kraken_account(server.base_url, **options) as account:
        yield server, account
