"""A small HTTP server on 127.0.0.1 that answers, or misbehaves, exactly as a test says."""

from __future__ import annotations

import asyncio
import json
import socket
import ssl
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One request as it arrived."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes
    connection: int


@dataclass(frozen=True, slots=True)
class Wire:
    """One connection's two ends, as an act may use them."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def say(self, data: bytes) -> None:
        """Send bytes now."""
        self.writer.write(data)
        await self.writer.drain()

    def reset(self) -> None:
        """Close with RST, not with FIN."""
        sock: socket.socket = self.writer.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()


Play = Callable[[Wire, Seen | None], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class Act:
    """What happens with one request. `play` says whether the connection stays open.

    An `early` act begins when the connection is accepted, before any request is read.
    """

    play: Play
    early: bool = False


def answer(body: bytes | object, status: int = 200, headers: dict[str, str] | None = None) -> Act:
    """A whole answer; anything but bytes is written as JSON."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    given = {"Content-Type": "application/json", "Content-Length": str(len(content)), **(headers or {})}
    lines = "".join(f"{name}: {value}\r\n" for name, value in given.items())
    return raw(f"HTTP/1.1 {status} Whatever\r\n{lines}\r\n".encode() + content, stays=True)


def raw(data: bytes, *, stays: bool = False) -> Act:
    """These bytes, then the end of the connection unless it `stays`."""

    async def play(wire: Wire, _seen: Seen | None) -> bool:
        await wire.say(data)
        return stays

    return Act(play)


def reset(data: bytes = b"", *, early: bool = False) -> Act:
    """These bytes if any, then RST."""

    async def play(wire: Wire, _seen: Seen | None) -> bool:
        if data:
            await wire.say(data)
            await asyncio.sleep(0.05)  # the bytes have to arrive before the reset throws them away
        wire.reset()
        return False

    return Act(play, early)


def silence() -> Act:
    """Nothing, until the client gives up."""

    async def play(wire: Wire, _seen: Seen | None) -> bool:
        await wire.reader.read()
        return False

    return Act(play)


def drip(data: bytes, *, every: float = 0.05) -> Act:
    """These bytes again and again, one at a time."""

    async def play(wire: Wire, _seen: Seen | None) -> bool:
        for index in range(10_000):
            await wire.say(data[index % len(data) : index % len(data) + 1])
            await asyncio.sleep(every)
        return False

    return Act(play)


@dataclass
class Loopback:
    """The running server: what it saw, how often it was connected to, and how many connections stand."""

    port: int = 0
    scheme: str = "http"
    seen: list[Seen] = field(default_factory=list)
    connections: int = 0
    standing: int = 0
    stop_listening: Callable[[], None] = field(default=lambda: None, repr=False)
    """Refuses connections from now on; those that stand go on."""

    @property
    def base_url(self) -> str:
        """Where it stands."""
        return f"{self.scheme}://127.0.0.1:{self.port}"


Respond = Callable[[Seen], Act]


@asynccontextmanager
async def loopback(
    *acts: Act, by: Respond | None = None, tls: ssl.SSLContext | None = None
) -> AsyncIterator[Loopback]:
    """A server that plays `acts` in order, the last one for ever; or asks `by` for each request."""
    state = Loopback(scheme="https" if tls else "http")
    waiting = list(acts)
    serving: set[asyncio.Task[None]] = set()

    def following(seen: Seen | None) -> Act:
        if by is not None and seen is not None:
            return by(seen)
        return waiting.pop(0) if len(waiting) > 1 else waiting[0]

    def begin(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(serve(reader, writer))
        serving.add(task)
        task.add_done_callback(serving.discard)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        state.connections += 1
        state.standing += 1
        number, wire = state.connections, Wire(reader, writer)
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            stays = True
            while stays:
                seen: Seen | None = None
                if not (waiting and waiting[0].early):
                    if (seen := await _read_request(reader, number)) is None:
                        break
                    state.seen.append(seen)
                stays = await following(seen).play(wire, seen)
        state.standing -= 1
        writer.close()

    server = await asyncio.start_server(begin, "127.0.0.1", 0, ssl=tls)
    state.stop_listening = server.close
    state.port = server.sockets[0].getsockname()[1]
    try:
        yield state
    finally:
        server.close()
        for task in serving:
            task.cancel()
        await asyncio.gather(*serving, return_exceptions=True)


async def _read_request(reader: asyncio.StreamReader, connection: int) -> Seen | None:
    head = await reader.readuntil(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").strip().split("\r\n")
    method, target, _version = first.split(" ")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Seen(method=method, target=target, headers=headers, body=body, connection=connection)
