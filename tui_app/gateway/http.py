"""The one place that makes HTTP clients: limits, total time, fresh lines for money, failures translated.

Reads share one kept-alive client. Writes leave on connections of their own, because a kept-alive one that the
server is closing loses requests in a way that cannot be told from success. Nothing here repeats a request.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from ssl import SSLContext

import httpx

from tui_app import __version__
from tui_app.domain.errors import MarketplaceError, OutcomeUnknown, Unreachable, UnreadableReply
from tui_app.gateway.base_url import place_of
from tui_app.gateway.dates import date_in
from tui_app.gateway.faults import Encoded, Fault, Kind, TooMuch, fault_of
from tui_app.gateway.limits import Limits
from tui_app.gateway.quiet import hush_libraries
from tui_app.gateway.transport.transport import LineTransport

USER_AGENT = f"offerdesk/{__version__}"
_READS_AT_ONCE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request. `content` leaves exactly as it is; `auth` alone adds credentials, at the last moment."""

    method: str
    url: str
    content: bytes = field(default=b"", repr=False)
    content_type: str = ""
    auth: httpx.Auth | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One complete answer. `date` is the server's clock where it names it, `retry_after` its raw words."""

    status: int
    body: bytes = field(repr=False)
    date: datetime | None = None
    retry_after: str = ""


class HttpLines:
    """The program's HTTP clients, each opened when it is first used."""

    def __init__(self, limits: Limits | None = None, *, trust: SSLContext | None = None) -> None:
        """`trust` replaces the certificates that come with the program; tests hand in their own."""
        self._limits = limits or Limits()
        self._trust = trust
        self._clients: dict[bool, httpx.AsyncClient] = {}
        self._opening = asyncio.Lock()

    async def read(self, call: Call) -> Reply:
        """Send a request that changes nothing, once. Raises Unreachable or UnreadableReply."""
        answer = await self._exchange(call, kept_alive=True)
        if isinstance(answer, Fault):
            raise _failed_read(place_of(call.url), answer)
        return answer

    async def write(self, call: Call) -> Reply:
        """Send a request that may move money, once, on a connection of its own.

        Raises Unreachable where nothing can have left, OutcomeUnknown for everything after that.
        """
        answer = await self._exchange(call, kept_alive=False)
        if isinstance(answer, Fault):
            raise _failed_write(place_of(call.url), answer)
        return answer

    async def close(self) -> None:
        """Give up every connection; safe to call twice."""
        clients = list(self._clients.values())
        self._clients.clear()
        for client in clients:
            await client.aclose()

    async def _exchange(self, call: Call, *, kept_alive: bool) -> Reply | Fault:
        # The fault is returned, not raised, so that no exception of ours has one of httpx, and with it the
        # request and its headers, as its context.
        progress = _Progress()
        client = await self._client(kept_alive=kept_alive)
        try:
            async with asyncio.timeout(self._limits.total):
                return await self._converse(client, call, progress)
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError, TooMuch, Encoded) as error:
            return fault_of(error, began=progress.began)

    async def _converse(self, client: httpx.AsyncClient, call: Call, progress: _Progress) -> Reply:
        headers = {"Content-Type": call.content_type} if call.content_type else {}
        request = client.build_request(
            call.method,
            call.url,
            content=call.content or None,
            headers=headers,
            extensions={"trace": progress},
        )
        response = await client.send(request, auth=call.auth or httpx.Auth(), stream=True)
        try:
            return _reply(response, await self._body(response))
        finally:
            await response.aclose()
            response.stream = _READ  # it and the response hold each other: a circle for every page

    async def _body(self, response: httpx.Response) -> bytes:
        if response.headers.get("Content-Encoding", "identity").strip().lower() not in {"identity", ""}:
            raise Encoded
        body = bytearray()
        async for chunk in response.aiter_raw():
            body += chunk
            if len(body) > self._limits.body:
                raise TooMuch
        return bytes(body)

    async def _client(self, *, kept_alive: bool) -> httpx.AsyncClient:
        async with self._opening:
            if kept_alive not in self._clients:
                # Certificates and libraries take about 200 ms to load: too long for the loop that draws.
                self._clients[kept_alive] = await asyncio.to_thread(self._new_client, kept_alive=kept_alive)
            return self._clients[kept_alive]

    def _new_client(self, *, kept_alive: bool) -> httpx.AsyncClient:
        if self._trust is None:
            self._trust = httpx.create_ssl_context(trust_env=False)
        return _client(self._trust, self._limits, kept_alive=kept_alive)


_READ = httpx.ByteStream(b"")


class _Progress:
    """Notes, from what the transport reports of itself, whether a request began to leave."""

    def __init__(self) -> None:
        self.began = False

    async def __call__(self, event: str, info: Mapping[str, object]) -> None:
        if event.endswith("send_request_headers.started"):
            self.began = True


def _client(trust: SSLContext, limits: Limits, *, kept_alive: bool) -> httpx.AsyncClient:
    hush_libraries()
    return httpx.AsyncClient(
        transport=LineTransport(trust, keep=kept_alive, most=_READS_AT_ONCE if kept_alive else None),
        trust_env=False,
        follow_redirects=False,
        headers={"User-Agent": USER_AGENT, "Accept": "application/json", "Accept-Encoding": "identity"},
        timeout=httpx.Timeout(limits.total, connect=limits.connect),
    )


def _reply(response: httpx.Response, body: bytes) -> Reply:
    return Reply(
        status=response.status_code,
        body=body,
        date=date_in(response.headers.get("Date", "")),
        retry_after=response.headers.get("Retry-After", ""),
    )


def _failed_read(place: str, fault: Fault) -> MarketplaceError:
    if fault.kind is Kind.NOT_SENT:
        return Unreachable(f"{place} cannot be reached: {fault.words}. Check the network, then refresh.")
    if fault.kind is Kind.BROKEN_OFF:
        return Unreachable(f"{place} did not answer properly: {fault.words}. Refresh to try again.")
    return UnreadableReply(f"{place} sent an answer that cannot be used: {fault.words}.")


def _failed_write(place: str, fault: Fault) -> MarketplaceError:
    if fault.kind is Kind.NOT_SENT:
        return Unreachable(f"Nothing was sent, because {place} cannot be reached: {fault.words}.")
    return OutcomeUnknown(f"Sent to {place}, but no definite answer came back: {fault.words}.")
