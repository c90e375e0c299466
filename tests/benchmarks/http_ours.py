"""What of ours is measured against other clients, each way in a process of its own.

python -m tests.benchmarks.http_ours WAY URL PAGES
"""

from __future__ import annotations

import asyncio
import gc
import json
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from pydantic import BaseModel

from tests.benchmarks.http_peers import ASKED, timed, told, with_httpx
from tests.benchmarks.page_server import PAGE, a_page
from tests.kraken_account import API_KEY, API_SECRET, MemoryNonces
from tui_app.desk.list_reading import keep_all
from tui_app.desk.tasks import in_thread
from tui_app.domain.offer import Side
from tui_app.domain.secrets import Credentials
from tui_app.gateway.contract import OfferPage, OfferQuery
from tui_app.gateway.http import Call, HttpLines
from tui_app.gateway.pace import Allowance, Pace
from tui_app.ledger.offers import OfferShelf
from tui_app.ledger.store import Ledger
from tui_app.marketplaces.kraken.calls import Calls
from tui_app.marketplaces.kraken.encoding import USER_OFFERS, body_of
from tui_app.marketplaces.kraken.envelope import read_envelope
from tui_app.marketplaces.kraken.reader import KrakenReader
from tui_app.marketplaces.kraken.signing import KeyPair, KrakenAuth
from tui_app.marketplaces.kraken.wire import read_page
from tui_app.ui.settling import settle

KEYS = KeyPair.of(Credentials.of({"api_key": API_KEY, "api_secret": API_SECRET}))


async def ask(url: str, pages: int, *, writing: bool) -> None:
    """Signed questions, one after the other, without looking into the answers."""
    lines, nonces = HttpLines(), MemoryNonces()

    async def one(position: int) -> None:
        async with nonces.turn(KEYS.fingerprint) as nonce:
            body = body_of(USER_OFFERS, {"nonce": str(nonce), "pos": position, **ASKED})
            call = Call(
                method="POST",
                url=url + USER_OFFERS.path,
                content=body.content,
                content_type=body.content_type,
                auth=KrakenAuth(KEYS, path=USER_OFFERS.path, nonce=str(nonce)),
            )
            reply = await (lines.write(call) if writing else lines.read(call))
        assert len(reply.body) > PAGE

    await timed(one, pages)
    await lines.close()


async def sync(url: str, _pages: int) -> None:
    """Read every page of the list, validate all of it, and keep it in a new ledger."""
    lines = HttpLines()
    with tempfile.TemporaryDirectory() as folder, closing(Ledger(Path(folder) / "ledger.sqlite3")) as ledger:
        await kept(a_reader(url, lines, account="main"), OfferShelf(ledger))
    await lines.close()


def a_reader(url: str, lines: HttpLines, *, account: str) -> KrakenReader:
    """A reader that keeps no pace."""
    calls = Calls(
        base_url=url,
        keys=KEYS,
        nonces=MemoryNonces(),
        http=lines,
        pace=Pace(Allowance(calls=1e6, seconds=1), place="here", clock=now),
        clock=now,
    )
    return KrakenReader(calls, account=account)


async def kept(reader: KrakenReader, shelf: OfferShelf) -> None:
    """Keep the list page by page, as the desk does it."""
    count = 0
    generation = shelf.begin("main", Side.RECEIVED)
    spare_the_collector()
    before = time.perf_counter(), time.process_time()

    async def keep(page: OfferPage) -> None:
        nonlocal count
        assert not await in_thread(shelf.keep, page.offers, generation, now(), page.unopened)
        count += len(page.unopened)

    await keep_all(reader.pages(OfferQuery(side=Side.RECEIVED, unopened=True)), keep)
    shelf.finish("main", Side.RECEIVED, generation, now())
    assert count > PAGE
    told(before)


def spare_the_collector() -> None:
    """Let Python be as the program has it after its first paint."""
    gc.collect()
    settle()


def now() -> datetime:
    """The time, as the program has it."""
    return datetime.now(UTC)


class _Amount(BaseModel):
    asset_name: str
    asset_alt_name: str
    amount: Decimal


class _Medium(BaseModel):
    url: str
    media_type: str | None = None
    size: int | None = None


class _Picture(BaseModel):
    kind: str
    media: _Medium | None = None


class _Chain(BaseModel):
    id: str
    asset: str | None = None


class _Item(BaseModel):
    nft_id: str
    nft_name: str | None = None
    nft_thumbnail_url: str | None = None
    nft_image: _Picture | None = None
    nft_media: list[_Picture] = []
    creators: list[str] = []
    blockchain: _Chain
    collection_id: str
    collection_name: str | None = None


class _Offer(BaseModel):
    id: str
    quote_id: str | None = None
    time: int
    status: str
    status_detail: str | None = None
    ref_bucket_id: str | None = None
    amount: _Amount
    expire_time: int
    social_id: str | None = None
    item: _Item


class _Result(BaseModel):
    offers: list[_Offer]
    count: int


class _Envelope(BaseModel):
    error: list[str]
    result: _Result


def full(body: bytes) -> object:
    """Every field of every model, as pydantic does it by itself, with exact numbers."""
    return _Envelope.model_validate(json.loads(body, parse_float=Decimal))


def decoded(body: bytes) -> object:
    """What ours makes of the bytes, before it looks at what they mean."""
    return read_envelope(body)


def to_offers(body: bytes) -> object:
    """What ours keeps: offers, each with its own JSON."""
    return read_page(read_envelope(body).result, account="main", side=Side.RECEIVED)


READINGS: dict[str, Callable[[bytes], object]] = {"full": full, "decoded": decoded, "offers": to_offers}


def read_many(way: Callable[[bytes], object], pages: int) -> None:
    """Read different pages in one way."""
    bodies = [a_page(page * PAGE, PAGE, total=pages * PAGE) for page in range(pages)]
    way(bodies[0])
    spare_the_collector()
    before = time.perf_counter(), time.process_time()
    for body in bodies:
        way(body)
    told(before)


def main(way: str, url: str, pages: str) -> None:
    """Do one of them."""
    if way in READINGS:
        read_many(READINGS[way], int(pages))
    elif way == "httpx":
        asyncio.run(with_httpx(url, int(pages)))
    elif way == "sync":
        asyncio.run(sync(url, int(pages)))
    else:
        asyncio.run(ask(url, int(pages), writing=way == "write"))


if __name__ == "__main__":
    main(*sys.argv[1:])
