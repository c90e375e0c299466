"""The transport that httpx is given: a line for each request, kept for the next one or not.

Nothing is sent twice here, not even when a line that rested turns out to have ended: a signed read carries a
nonce that must not come again. Whoever asks decides about that, with a new one (`gateway/retries.py`).
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from functools import partial
from ssl import SSLContext

import httpx

from tui_app.gateway.transport.connecting import Place, connected, destination
from tui_app.gateway.transport.exchange import Exchange
from tui_app.gateway.transport.line import Line
from tui_app.gateway.transport.places import Lines


class _Body(httpx.AsyncByteStream):
    """The body of an answer; closing it before its end ends the line too."""

    def __init__(self, exchange: Exchange, done: Callable[[], None]) -> None:
        self.exchange = exchange
        self._done: Callable[[], None] | None = done

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """Part by part, to the end."""
        while (part := await self.exchange.part()) is not None:
            yield part

    async def aclose(self) -> None:
        """Give the line back, or up. Never waits; safe to call twice."""
        done, self._done = self._done, None
        if done is not None:
            done()


class LineTransport(httpx.AsyncBaseTransport):
    """HTTP/1.1 on connections of its own, without proxies."""

    def __init__(self, trust: SSLContext, *, keep: bool, most: int | None) -> None:
        """`keep`: lines serve one request after the other. `most`: how many at once to one place."""
        trust.set_alpn_protocols(["http/1.1"])
        self._trust = trust
        self._keep = keep
        self._lines: defaultdict[Place, Lines] = defaultdict(partial(Lines, most))
        self._standing: set[Line] = set()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request once. Raises httpx.TransportError."""
        place = destination(request)
        lines = self._lines[place]
        timeout = request.extensions.get("timeout", {})
        try:
            await lines.turn(timeout.get("pool"))
        except TimeoutError as error:
            raise httpx.PoolTimeout("no line was free in time") from error
        try:
            exchange = lines.rested() or await self._begun(place, timeout.get("connect"))
        except BaseException:
            lines.give_back()
            raise
        return await self._answer(request, _Body(exchange, partial(self._done, lines, exchange)))

    async def aclose(self) -> None:
        """Give up every line, those in use too, and wait until they are closed."""
        self._lines.clear()
        await asyncio.gather(*(line.end() for line in self._standing))
        self._standing.clear()

    async def _begun(self, place: Place, seconds: float | None) -> Exchange:
        line = await connected(place, self._trust, seconds=seconds)
        self._standing = {line, *(each for each in self._standing if not each.gone)}
        return Exchange(line)

    async def _answer(self, request: httpx.Request, body: _Body) -> httpx.Response:
        try:
            if not self._keep:
                request.headers["Connection"] = "close"
            head = await body.exchange.ask(request)
        except BaseException:
            await body.aclose()
            raise
        return httpx.Response(
            head.status_code,
            headers=head.headers.raw_items(),
            stream=body,
            extensions={"http_version": b"HTTP/" + head.http_version, "reason_phrase": head.reason},
        )

    def _done(self, lines: Lines, exchange: Exchange) -> None:
        if self._keep and exchange.repeatable:
            lines.rest(exchange)
        else:
            exchange.abort()
        lines.give_back()
