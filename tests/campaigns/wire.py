"""A wire to the marketplace that counts the requests on it, and can keep an answer back.

Bytes pass as they are in both directions, ends and resets too.
"""

from __future__ import annotations

import asyncio
import socket
import struct
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit

_PIECE = 65_536
_LONG = 5.0
_RESET = struct.pack("ii", 1, 0)


class Kept:
    """An answer that is kept back: `come` when its first byte, or its end, is here; let go with `pass_on`."""

    def __init__(self) -> None:
        self.come = asyncio.Event()
        self.taken = asyncio.Event()
        """The client closed the connection, or it broke: the client has what it gets."""
        self._passing = asyncio.Event()

    def pass_on(self) -> None:
        """Let the answer, and all that follows it, reach the client."""
        self._passing.set()

    async def arrived(self) -> None:
        """Note that it is here, and wait until it may go on."""
        self.come.set()
        await self._passing.wait()


class CountingWire:
    """A running wire: how often each method was asked, and which answers are to be kept back."""

    def __init__(self, upstream: str) -> None:
        self._upstream = urlsplit(upstream)
        self.base_url = ""
        self.asked: Counter[str] = Counter()
        self._keeping: dict[str, Kept] = {}

    def keep(self, method: str) -> Kept:
        """Keep back the answer to the next request to a method."""
        self._keeping[method] = Kept()
        return self._keeping[method]

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry one connection to its end."""
        carriage = _Carriage(self._found)
        try:
            there = await asyncio.open_connection(self._upstream.hostname, self._upstream.port)
        except ConnectionError:
            carriage.note(await reader.read(_PIECE))
            await carriage.end(writer, broken=True)
            return
        asking = asyncio.create_task(carriage.ask(reader, there[1]))
        try:
            await carriage.answer(there[0], writer)
            await asyncio.wait({asking}, timeout=_LONG)
        finally:
            asking.cancel()
            there[1].close()
            writer.close()

    def _found(self, method: str) -> Kept | None:
        self.asked[method] += 1
        return self._keeping.pop(method, None)


class _Carriage:
    """One connection on the wire. `found` hears of each request and says whether its answer is kept back."""

    def __init__(self, found: Callable[[str], Kept | None]) -> None:
        self._found = found
        self._asked = asyncio.Event()
        self._kept: list[Kept] = []

    def note(self, piece: bytes) -> None:
        """Look at what the client says."""
        self._asked.set()
        line = piece.partition(b"\r\n")[0].split(b" ")
        if len(line) == 3 and line[2].startswith(b"HTTP/"):
            method = line[1].partition(b"?")[0].rpartition(b"/")[2].decode()
            self._kept += [kept] if (kept := self._found(method)) else []

    async def ask(self, reader: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
        """Carry what the client says, until it leaves."""
        with suppress(ConnectionError):
            while piece := await reader.read(_PIECE):
                self.note(piece)
                to.write(piece)
                await to.drain()
        for each in self._kept:
            each.taken.set()
        to.close()

    async def answer(self, reader: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
        """Carry what the server says, to its end."""
        broken = False
        try:
            while piece := await reader.read(_PIECE):
                await self._may_pass()
                to.write(piece)
                await to.drain()
        except ConnectionError:
            broken = True
        await self.end(to, broken=broken)

    async def end(self, to: asyncio.StreamWriter, *, broken: bool) -> None:
        """End the client's side as the server's ended, but not before the client asked anything."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._asked.wait(), _LONG)
        await self._may_pass()
        if not broken:
            to.close()
            return
        _reset(to)
        for each in self._kept:
            each.taken.set()

    async def _may_pass(self) -> None:
        for each in self._kept:
            await each.arrived()


def _reset(writer: asyncio.StreamWriter) -> None:
    sock: socket.socket = writer.get_extra_info("socket")
    with suppress(OSError):
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
    writer.transport.abort()


@asynccontextmanager
async def wire_to(upstream: str) -> AsyncIterator[CountingWire]:
    """A wire to the server at the address `upstream`."""
    wire = CountingWire(upstream)
    carrying: set[asyncio.Task[None]] = set()

    def begin(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(wire.carry(reader, writer))
        carrying.add(task)
        task.add_done_callback(carrying.discard)

    server = await asyncio.start_server(begin, "127.0.0.1", 0)
    wire.base_url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield wire
    finally:
        server.close()
        for task in tuple(carrying):
            task.cancel()
        await asyncio.gather(*carrying, return_exceptions=True)
