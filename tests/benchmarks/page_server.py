"""A server on 127.0.0.1 that has a list of offers the way Kraken has it, and nothing else to do.

    python -m tests.benchmarks.page_server OFFERS [CHANGED]

prints its port. Every answer is made before the first question, so that what is measured is the client.
Positions count pages. The first CHANGED offers have other amounts than they have without.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys

PAGE = 50
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
_LENGTH = re.compile(rb"content-length: *([0-9]+)", re.IGNORECASE)
_POSITION = re.compile(rb"pos(?:=|\": *\"?)([0-9]+)")


def an_entry(number: int, amount: str) -> dict[str, object]:
    """One offer as Kraken's NftUserOffers page prints one, about 1 kB of it."""
    media = {"kind": "Main", "media": {"url": _picture(number), "media_type": "image/png", "size": 10188897}}
    return {
        "id": f"ON{number:07X}-CDFOB-VSYE6D",
        "quote_id": "None",
        "time": 1709679512 + number,
        "status": ("open", "closed", "expired")[number % 3],
        "status_detail": "LOCKED",
        "ref_bucket_id": "1",
        "amount": {"asset_name": "USDC", "asset_alt_name": "USDC", "amount": amount},
        "expire_time": 1910198000 + number,
        "social_id": "disagree-solve-wait",
        "item": {
            "nft_id": f"NT{number:07X}-FK7UJ-STHZ2W",
            "nft_name": f"Decent Aqua Narwhal {number}",
            "nft_thumbnail_url": "",
            "nft_image": media,
            "nft_media": [media],
            "creators": ["brains + zombies"],
            "blockchain": {"id": "SOLANA", "asset": "SOL"},
            "collection_id": "NCZPYAB-V6MJD-4X7NG7",
            "collection_name": "brains + zombies (brains)",
        },
    }


def a_page(first: int, count: int, *, total: int, changed: int = 0) -> bytes:
    """The body of one answer."""
    places = range(first, min(first + count, total))
    offers = [an_entry(place, f"{place + (place < changed)}.{place:08d}") for place in places]
    return json.dumps({"error": [], "result": {"offers": offers, "count": total}}).encode()


def _picture(number: int) -> str:
    return f"https://assets.example.invalid/media1%2F{number * 7919:064x}.png"


class Pages(asyncio.Protocol):
    """One connection: reads a request, answers with the page it asks for, and stays."""

    def __init__(self, answers: list[bytes]) -> None:
        self._answers = answers
        self._held = b""
        self._transport: asyncio.WriteTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where answers go."""
        assert isinstance(transport, asyncio.WriteTransport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer what is complete."""
        self._held += data
        while self._transport and (end := self._held.find(b"\r\n\r\n")) >= 0:
            length = _LENGTH.search(self._held, 0, end)
            whole = end + 4 + (int(length[1]) if length else 0)
            if len(self._held) < whole:
                return
            position = _POSITION.search(self._held, 0, whole)
            self._held = self._held[whole:]
            self._transport.write(
                self._answers[min(int(position[1]) if position else 0, len(self._answers) - 1)]
            )


async def serve(total: int, changed: int) -> None:
    """Answer until ended."""
    bodies = [a_page(first, PAGE, total=total, changed=changed) for first in range(0, total + PAGE, PAGE)]
    answers = [_HEAD % len(body) + body for body in bodies]
    server = await asyncio.get_running_loop().create_server(lambda: Pages(answers), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)  # noqa: T201
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0))
