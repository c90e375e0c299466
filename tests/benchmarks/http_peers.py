"""Other clients asking for pages of offers, run by an interpreter that has them; knows nothing of ours.

    python http_peers.py CLIENT URL PAGES

signs each request as Kraken's authentication guide says and prints, as JSON, what all of them took:
seconds by the wall clock, and seconds of this process's work. One page before the first is not counted.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import itertools
import json
import sys
import time
import urllib.parse
from collections.abc import Awaitable, Callable
from importlib import import_module
from typing import Any

PATH = "/0/private/NftUserOffers"
KEY = b"k" * 64
SECRET = base64.b64encode(KEY).decode()
ASKED = {"scope": "received", "sort": "desc", "count": "50"}
_nonces = itertools.count(time.time_ns() // 1000)


def signed(position: int) -> tuple[bytes, dict[str, str]]:
    """Body and headers of one request."""
    nonce = str(next(_nonces))
    body = urllib.parse.urlencode({"nonce": nonce, "pos": position, **ASKED}).encode()
    digest = hashlib.sha256(nonce.encode() + body).digest()
    seal = base64.b64encode(hmac.digest(KEY, PATH.encode() + digest, "sha512")).decode()
    form = "application/x-www-form-urlencoded"
    return body, {"API-Key": "k", "API-Sign": seal, "Content-Type": form}


async def timed(ask: Callable[[int], Awaitable[object]], pages: int) -> None:
    """Ask for each page and print what it took."""
    await ask(0)
    before = time.perf_counter(), time.process_time()
    for position in range(pages):
        await ask(position)
    told(before)


def told(before: tuple[float, float]) -> None:
    """Print what it took since."""
    print(json.dumps([time.perf_counter() - before[0], time.process_time() - before[1]]))  # noqa: T201


async def with_httpx(url: str, pages: int) -> None:
    """Stock httpx.AsyncClient."""
    import httpx

    async with httpx.AsyncClient(base_url=url) as client:

        async def ask(position: int) -> None:
            body, headers = signed(position)
            answer = await client.post(PATH, content=body, headers=headers)
            assert len(answer.content) > 50

        await timed(ask, pages)


async def with_aiohttp(url: str, pages: int) -> None:
    """Stock aiohttp."""
    aiohttp = import_module("aiohttp")
    async with aiohttp.ClientSession() as session:

        async def ask(position: int) -> None:
            body, headers = signed(position)
            async with session.post(url + PATH, data=body, headers=headers) as answer:
                assert len(await answer.read()) > 50

        await timed(ask, pages)


async def with_sdk_async(url: str, pages: int) -> None:
    """The asynchronous client of python-kraken-sdk, which also decodes the JSON and looks for errors."""
    client = import_module("kraken.spot").SpotAsyncClient(key="k", secret=SECRET, url=url)

    async def ask(position: int) -> None:
        found = await client.request("POST", PATH, params={"pos": position, **ASKED})
        assert "offers" in found

    await timed(ask, pages)
    await client.async_close()


def with_sdk(url: str, pages: int) -> None:
    """The synchronous client of python-kraken-sdk, which also decodes the JSON and looks for errors."""
    client = import_module("kraken.spot").SpotClient(key="k", secret=SECRET, url=url)
    client.request("POST", PATH, params={"pos": 0, **ASKED})
    before = time.perf_counter(), time.process_time()
    for position in range(pages):
        found = client.request("POST", PATH, params={"pos": position, **ASKED})
        assert "offers" in found
    told(before)


CLIENTS: dict[str, Callable[[str, int], Any]] = {
    "httpx": with_httpx,
    "aiohttp": with_aiohttp,
    "sdk-async": with_sdk_async,
    "sdk": with_sdk,
}


def main(client: str, url: str, pages: str) -> None:
    """Run one client."""
    ended = CLIENTS[client](url, int(pages))
    if ended is not None:
        asyncio.run(ended)


if __name__ == "__main__":
    main(*sys.argv[1:])
