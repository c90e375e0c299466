"""Making a connection to where a request goes, within its time."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Sequence
from ipaddress import ip_address
from socket import SOCK_STREAM
from typing import NamedTuple

import httpx

from tui_app.gateway.transport.line import Line

_PORTS = {"http": 80, "https": 443}
_SILENT = 1.5  # seconds after which the next address of a name is tried: networks without IPv6 swallow it
_MOST_ADDRESSES = 4
_NO_CONNECTION = (OSError, ValueError, ExceptionGroup)  # ValueError: a name that cannot be one


class Place(NamedTuple):
    """Where connections of one kind lead. `name` is what its certificate has to say."""

    scheme: str
    host: str
    port: int
    name: str


def destination(request: httpx.Request) -> Place:
    """Where a request goes. Raises httpx.UnsupportedProtocol for what is neither http nor https."""
    url = request.url
    if url.scheme not in _PORTS:
        raise httpx.UnsupportedProtocol("only http and https are spoken here", request=request)
    host = url.raw_host.decode("ascii")
    name = request.extensions.get("sni_hostname") or host
    return Place(url.scheme, host, url.port or _PORTS[url.scheme], name)


async def connected(place: Place, trust: ssl.SSLContext, *, seconds: float | None) -> Line:
    """A new line. Raises httpx.ConnectError or httpx.ConnectTimeout; nothing of a request has left then."""
    try:
        async with asyncio.timeout(seconds):
            return await _first(place, await _addresses(place), trust)
    except TimeoutError as error:
        raise httpx.ConnectTimeout("no connection in time") from error
    except _NO_CONNECTION as error:
        raise httpx.ConnectError(str(error)) from error


async def _addresses(place: Place) -> Sequence[str]:
    try:
        return (str(ip_address(place.host)),)
    except ValueError:
        found = await asyncio.get_running_loop().getaddrinfo(place.host, place.port, type=SOCK_STREAM)
        return tuple(dict.fromkeys(str(address[0]) for *_, address in found))[:_MOST_ADDRESSES]


async def _first(place: Place, addresses: Sequence[str], trust: ssl.SSLContext) -> Line:
    """A line to the first address that answers: asyncio's own race between them loses sockets in 3.11."""
    errors: list[Exception] = []
    for address in addresses[:-1]:
        try:
            async with asyncio.timeout(_SILENT):
                return await _line(place, address, trust)
        except ssl.SSLError:
            raise
        except OSError as error:  # TimeoutError is one
            errors.append(error)
    try:
        return await _line(place, addresses[-1], trust)
    except OSError as error:
        raise ExceptionGroup("no address answers", [*errors, error]) if errors else error from None


async def _line(place: Place, address: str, trust: ssl.SSLContext) -> Line:
    safe = place.scheme == "https"
    _, line = await asyncio.get_running_loop().create_connection(
        Line,
        address,
        place.port,
        ssl=trust if safe else None,
        server_hostname=place.name if safe else None,
    )
    return line
