"""Which addresses belong to the open internet, and finding the addresses of a name.

The ranges are those of IANA's special-purpose registries, written down here because `ipaddress` calls some of
them global (multicast, 6to4, NAT64 …), and more or fewer of them with every release of Python.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

Resolve = Callable[[str, int], Awaitable[tuple[str, ...]]]
"""From a name and a port to every address of the name, in the order to try. Raises OSError."""

_OPEN_IPV6 = IPv6Network("2000::/3")
_CLOSED = tuple(
    map(
        ip_network,
        (
            *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
            *("192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15"),
            *("198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
            "168.63.129.16/32",  # public by its number, but inside Azure it is the host that keeps secrets
            "2001::/23",  # Teredo, benchmarking and ORCHID among them
            *("2001:db8::/32", "2002::/16", "3fff::/20"),
        ),
    )
)


def is_public(address: str) -> bool:
    """Whether this numeric address can only be a machine of the open internet."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return found.is_global and not found.is_multicast and not _is_closed(found)


def _is_closed(address: IPv4Address | IPv6Address) -> bool:
    # A scope (%eth0) only says through which interface a link-local address is reached.
    if isinstance(address, IPv6Address) and (address.scope_id or address not in _OPEN_IPV6):
        return True
    return any(address in closed for closed in _CLOSED)


async def system_addresses(host: str, port: int) -> tuple[str, ...]:
    """Ask the machine's own resolver."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(place[0]) for *_, place in found))
