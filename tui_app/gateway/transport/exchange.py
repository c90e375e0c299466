"""One question and its answer on a line, in the words of HTTP/1.1 as h11 knows them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

import h11
import httpx

from tui_app.gateway.transport.line import Line

MOST_HEAD = 64 * 1024
"""Bytes of an answer's head, or of the line before a chunk."""
MOST_HEADERS = 256
BEGINS = "http11.send_request_headers.started"
"""What a request's `trace` is told directly before its first byte leaves."""

Trace = Callable[[str, dict[str, object]], Awaitable[None]]


class Exchange:
    """A line and what was said on it: one question after the other."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._words = h11.Connection(h11.CLIENT, max_incomplete_event_size=MOST_HEAD)
        self._patience: float | None = None

    @property
    def repeatable(self) -> bool:
        """Whether both sides are done and another question may follow on this line."""
        done = self._words.our_state is h11.DONE and self._words.their_state is h11.DONE
        return done and self._line.usable and not self._words.trailing_data[0]

    @property
    def usable(self) -> bool:
        """Whether the line stands, as far as this side has heard."""
        return self._line.usable

    def rest(self) -> None:
        """Nobody asks anything for now: whatever comes ends the line."""
        self._words.start_next_cycle()
        self._line.resting = True

    def abort(self) -> None:
        """Give the line up."""
        self._line.abort()

    async def ask(self, request: httpx.Request) -> h11.Response:
        """Send a request and wait for the head of its answer.

        Raises httpx.LocalProtocolError where nothing was sent, or another httpx.TransportError.
        """
        timeout = request.extensions.get("timeout", {})
        self._patience = timeout.get("read")
        self._line.resting = False
        data = self._written(request, await request.aread())
        trace: Trace | None = request.extensions.get("trace")
        if trace is not None:
            await trace(BEGINS, {})
        self._line.send(data)
        if not self._line.has_room:
            await self._sent(timeout.get("write"))
        while True:
            event = await self._event()
            if isinstance(event, h11.Response):
                return _checked(event)
            if not isinstance(event, h11.InformationalResponse):
                raise httpx.RemoteProtocolError("no answer to the request")

    async def part(self) -> bytes | None:
        """The next part of the answer's body, None at its end. Raises httpx.TransportError."""
        event = await self._event()
        return bytes(event.data) if isinstance(event, h11.Data) else None

    def _written(self, request: httpx.Request, body: bytes) -> bytes:
        try:
            head = self._words.send(
                h11.Request(method=request.method, target=request.url.raw_path, headers=request.headers.raw)
            )
            rest = self._words.send(h11.Data(data=body)) if body else b""
            end = self._words.send(h11.EndOfMessage())
        except h11.LocalProtocolError as error:
            raise httpx.LocalProtocolError(str(error)) from error
        return b"".join(piece for piece in (head, rest, end) if piece)

    async def _sent(self, seconds: float | None) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._line.sent()
        except TimeoutError as error:
            raise httpx.WriteTimeout("the request could not leave in time") from error

    async def _event(self) -> h11.Event | type[h11.PAUSED]:
        with _their_mistakes():
            while (event := self._words.next_event()) is h11.NEED_DATA:
                self._words.receive_data(await self._received())
        return event  # type: ignore[return-value]  # h11 does not say that NEED_DATA is out here

    async def _received(self) -> bytes:
        try:
            async with asyncio.timeout(self._patience):
                return await self._line.receive()
        except TimeoutError as error:
            raise httpx.ReadTimeout("no answer in time") from error
        except OSError as error:
            raise httpx.ReadError(str(error)) from error


def _checked(head: h11.Response) -> h11.Response:
    names = [name for name, _ in head.headers]
    if len(names) > MOST_HEADERS or sum(len(value) for _, value in head.headers) > MOST_HEAD:
        raise httpx.RemoteProtocolError("more headers than an answer has")
    if b"content-length" in names and b"transfer-encoding" in names:
        raise httpx.RemoteProtocolError("an answer of two lengths")
    return head


@contextmanager
def _their_mistakes() -> Iterator[None]:
    try:
        yield
    except h11.RemoteProtocolError as error:
        raise httpx.RemoteProtocolError(str(error)) from error
