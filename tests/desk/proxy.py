"""A proxy on 127.0.0.1 before a marketplace: it passes everything on, except what a test wants broken.

Each request goes over a connection of its own to the server behind, so that the proxy knows whether
the server had it and what it answered, whatever the client gets to see.
"""

from __future__ import annotations

import asyncio
import json
from collections import Counter, defaultdict, deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from tests.loopback import Act, Seen, Wire, loopback

Ask = Callable[[], Awaitable[bytes]]
Fault = Callable[[Wire, Ask], Awaitable[bool]]
"""What becomes of one request: `Ask` lets the server act and gives its whole answer."""

JSON_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"


@dataclass
class Proxy:
    """A running proxy: where it stands, what is to break, and how often each method was asked.

    `faults` holds for each method, such as NftAcceptOffer, what happens with its next requests, in
    order. `always` holds what happens with every request to a method.
    """

    upstream: str
    port: int = 0
    faults: dict[str, deque[Fault]] = field(default_factory=lambda: defaultdict(deque))
    always: dict[str, Fault] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    served: Counter[str] = field(default_factory=Counter)
    stop_listening: Callable[[], None] = lambda: None

    @property
    def base_url(self) -> str:
        """Where it stands."""
        return f"http://127.0.0.1:{self.port}"

    def next(self, method: str, *faults: Fault) -> None:
        """Let the next requests to a method meet these."""
        self.faults[method].extend(faults)

    def respond(self, seen: Seen) -> Act:
        """What happens with one request."""
        method = urlsplit(seen.target).path.rpartition("/")[2]
        self.asked[method] += 1
        waiting = self.faults[method]
        fault = waiting.popleft() if waiting else self.always.get(method, pass_on)

        async def ask() -> bytes:
            answer = await _forward(self.upstream, seen)
            self.served[method] += 1
            return answer

        async def play(wire: Wire, _seen: Seen | None) -> bool:
            return await fault(wire, ask)

        return Act(play)


@asynccontextmanager
async def proxy_before(upstream: str) -> AsyncIterator[Proxy]:
    """A proxy before the server at the address `upstream`."""
    proxy = Proxy(upstream)
    async with loopback(by=proxy.respond) as server:
        proxy.port, proxy.stop_listening = server.port, server.stop_listening
        yield proxy


async def pass_on(wire: Wire, ask: Ask) -> bool:
    """The server's own answer."""
    await wire.say(await ask())
    return True


async def reset_unread(wire: Wire, _ask: Ask) -> bool:
    """RST; the server never had the request."""
    wire.reset()
    return False


async def swallow(wire: Wire, _ask: Ask) -> bool:
    """Nothing, until the client gives up; the server never had the request."""
    await wire.reader.read()
    return False


async def act_then_reset(wire: Wire, ask: Ask) -> bool:
    """RST after the server acted."""
    await ask()
    wire.reset()
    return False


async def act_then_close(wire: Wire, ask: Ask) -> bool:
    """The end of the connection after the server acted, without a byte."""
    await ask()
    wire.writer.close()
    return False


async def act_then_swallow(wire: Wire, ask: Ask) -> bool:
    """Nothing, until the client gives up, although the server acted."""
    await ask()
    await wire.reader.read()
    return False


async def act_then_cut(wire: Wire, ask: Ask) -> bool:
    """The first half of the server's body, then the end."""
    answer = await ask()
    head, _, body = answer.partition(b"\r\n\r\n")
    await wire.say(head + b"\r\n\r\n" + body[: len(body) // 2])
    return False


def instead(body: bytes, status: int = 200, *, acting: bool, kind: str = "application/json") -> Fault:
    """These words of our own, whether or not the server acts."""

    async def fault(wire: Wire, ask: Ask) -> bool:
        if acting:
            await ask()
        head = f"HTTP/1.1 {status} Any\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
        await wire.say(head.encode() + body)
        return True

    return fault


def errors(*words: str, acting: bool = False) -> Fault:
    """Kraken's envelope with these errors."""
    return instead(json.dumps({"error": words}).encode(), acting=acting)


def changed(change: Callable[[Any], None]) -> Fault:
    """The server's own answer after `change` had its way with the JSON."""

    async def fault(wire: Wire, ask: Ask) -> bool:
        body = json.loads((await ask()).partition(b"\r\n\r\n")[2])
        change(body)
        content = json.dumps(body).encode()
        await wire.say(JSON_HEAD % len(content) + content)
        return True

    return fault


class Hold:
    """Keeps a request, or its answer where `acting`, until it is let go; `reached` tells that it is kept."""

    def __init__(self, *, acting: bool) -> None:
        self._acting = acting
        self.reached = asyncio.Event()
        self.let_go = asyncio.Event()

    async def __call__(self, wire: Wire, ask: Ask) -> bool:
        """Play the fault."""
        answer = await ask() if self._acting else b""
        self.reached.set()
        await self.let_go.wait()
        await wire.say(answer or await ask())
        return True


async def _forward(upstream: str, seen: Seen) -> bytes:
    place = urlsplit(upstream)
    reader, writer = await asyncio.open_connection(place.hostname, place.port)
    headers = {name: value for name, value in seen.headers.items() if name != "connection"}
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    head = f"{seen.method} {seen.target} HTTP/1.1\r\n{lines}connection: close\r\n\r\n"
    try:
        writer.write(head.encode("latin-1") + seen.body)
        answer = await reader.read()
    finally:
        writer.close()
    await writer.wait_closed()
    return answer.replace(b"connection: close\r\n", b"", 1)
