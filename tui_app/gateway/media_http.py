"""Fetching media that nobody vouches for: from checked addresses only, and telling nothing of the person.

Each request goes through a transport of its own, below httpx's client: so there is no redirect, cookie,
credential, proxy or connection of an earlier host that could come into it.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from ipaddress import ip_address

import httpx

from tui_app.domain.errors import HostUnasked, MediaError
from tui_app.gateway.base_url import is_loopback
from tui_app.gateway.faults import fault_of
from tui_app.gateway.http import USER_AGENT
from tui_app.gateway.limits import MEDIA_LIMITS, Limits
from tui_app.gateway.media_url import MediaUrl, media_url, redirected
from tui_app.gateway.public_addresses import Resolve, is_public, system_addresses
from tui_app.gateway.quiet import hush_libraries

MOST_REDIRECTS = 3
_MOST_ADDRESSES = 3
_REDIRECTS = frozenset({301, 302, 303, 307, 308})

OpenTransport = Callable[[ssl.SSLContext], httpx.AsyncBaseTransport]


class MediaLines:
    """Fetches one file at a time from where it may be fetched."""

    def __init__(
        self,
        limits: Limits = MEDIA_LIMITS,
        *,
        trust: ssl.SSLContext | None = None,
        resolve: Resolve = system_addresses,
        open_transport: OpenTransport | None = None,
    ) -> None:
        """`trust`, `resolve` and `open_transport` are replaced by tests only."""
        self._limits = limits
        self._trust = trust
        self._resolve = resolve
        self._open_transport = open_transport or _transport

    async def fetch(self, link: str, *, hosts: Collection[str], own: str = "") -> bytes:
        """The file behind a link, from one of these hosts, or from the server of the base URL `own`.

        `own` counts for the link itself, where that server is on this machine, and for no redirect. Raises
        HostUnasked where the link or a redirect leads to another host, MediaError for everything else.
        """
        try:
            async with asyncio.timeout(self._limits.total):
                return await self._follow(media_url(link, own=own), hosts)
        except TimeoutError:
            raise MediaError(
                f"The file did not come completely within {self._limits.total:g} s. Press p to try again."
            ) from None

    async def _follow(self, url: MediaUrl, hosts: Collection[str]) -> bytes:
        for _ in range(1 + MOST_REDIRECTS):
            if not url.own and url.host not in hosts:
                raise HostUnasked(url.host)
            answer = await self._ask(url)
            if isinstance(answer, bytes):
                return answer
            url = redirected(url, answer)
        raise MediaError(f"{url.host} sends on to another place again and again.")

    async def _ask(self, url: MediaUrl) -> bytes | str:
        """The file, or where it is instead, as the server writes that."""
        asked = False
        try:
            async with self._response(url, await self._addresses(url)) as response:
                asked = True
                if response.status_code in _REDIRECTS:
                    location: str = response.headers.get("Location", "")
                    return location
                return await self._body(url, response)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            words = fault_of(error, began=asked).words
        raise MediaError(f"{url.host} did not send the file: {words}. Press p to try again.")

    async def _addresses(self, url: MediaUrl) -> tuple[str, ...]:
        try:
            found = await self._resolve(url.host, url.port)
        except (OSError, UnicodeError):
            found = ()
        if not found:
            raise MediaError(f"The name {url.host} cannot be found. Check the network, then press p again.")
        may_be_used = is_loopback if url.own else is_public
        if not all(map(may_be_used, found)):
            raise MediaError(
                f"{url.host} leads into a private network or to this machine, so nothing was fetched."
            )
        return found[:_MOST_ADDRESSES]

    @asynccontextmanager
    async def _response(self, url: MediaUrl, addresses: tuple[str, ...]) -> AsyncIterator[httpx.Response]:
        async with self._open_transport(await self._certificates()) as transport:
            response = await self._first_answer(transport, url, addresses)
            try:
                yield response
            finally:
                await response.aclose()

    async def _first_answer(
        self, transport: httpx.AsyncBaseTransport, url: MediaUrl, addresses: tuple[str, ...]
    ) -> httpx.Response:
        for address in addresses[:-1]:
            try:
                return await transport.handle_async_request(self._request(url, address))
            except (httpx.ConnectError, httpx.ConnectTimeout):
                continue
        return await transport.handle_async_request(self._request(url, addresses[-1]))

    def _request(self, url: MediaUrl, address: str) -> httpx.Request:
        host = f"[{address}]" if ip_address(address).version == 6 else address
        timeout = httpx.Timeout(self._limits.total, connect=self._limits.connect)
        return httpx.Request(
            "GET",
            f"{url.scheme}://{host}:{url.port}{url.target}",
            headers={
                "Host": url.host_header,
                "User-Agent": USER_AGENT,
                "Accept": "image/png, image/jpeg, image/gif, image/webp",
                "Accept-Encoding": "identity",
                "Connection": "close",
            },
            # The connection is made to the number that was checked; TLS is made with the name.
            extensions={"timeout": timeout.as_dict(), "sni_hostname": url.host},
        )

    async def _body(self, url: MediaUrl, response: httpx.Response) -> bytes:
        if response.status_code != httpx.codes.OK:
            raise MediaError(f"{url.host} has no such file; it answered with status {response.status_code}.")
        if response.headers.get("Content-Encoding", "identity").strip().lower() not in {"identity", ""}:
            raise MediaError(f"{url.host} sent the file compressed, which was not asked for.")
        body = bytearray()
        async for chunk in response.aiter_raw():
            body += chunk
            if len(body) > self._limits.body:
                most = self._limits.body // 1024**2
                raise MediaError(f"The file is larger than {most} MiB, which is more than is fetched.")
        return bytes(body)

    async def _certificates(self) -> ssl.SSLContext:
        if self._trust is None:
            # Reading the certificates takes about 90 ms: too long for the loop that draws.
            self._trust = await asyncio.to_thread(httpx.create_ssl_context, trust_env=False)
        return self._trust


def _transport(trust: ssl.SSLContext) -> httpx.AsyncBaseTransport:
    hush_libraries()
    # No connection is kept: one made for a name must never serve another name of the same address.
    return httpx.AsyncHTTPTransport(
        verify=trust, trust_env=False, http2=False, limits=httpx.Limits(max_keepalive_connections=0)
    )
