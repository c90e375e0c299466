"""Which addresses count as the open internet."""

from __future__ import annotations

import pytest

from tui_app.gateway.public_addresses import is_public, system_addresses

pytestmark = pytest.mark.anyio

OPEN = [
    "1.1.1.1", "8.8.8.8", "93.184.216.34", "104.16.0.1", "9.255.255.255", "11.0.0.0", "100.63.255.255",
    "100.128.0.0", "126.255.255.255", "128.0.0.1", "172.15.255.255", "172.32.0.0", "192.167.255.255",
    "198.17.255.255", "198.20.0.0", "223.255.255.255", "168.63.129.15", "2606:4700::6810:1",
    "2001:200::1", "2a00:1450:4001:800::200e", "2620:fe::fe", "3ffe::1",
]  # fmt: skip
CLOSED = [
    "", "localhost", "example.com", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "1.1.1.1:443",
    "0.0.0.0", "0.1.2.3",  # noqa: S104
    "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.100.100.200", "100.127.255.255",
    "127.0.0.1", "127.255.255.254", "169.254.0.1", "169.254.169.254", "172.16.0.1", "172.31.255.255",
    "192.0.0.8", "192.0.0.9", "192.0.0.170", "192.0.2.1", "192.88.99.1", "192.168.0.1", "192.168.255.255",
    "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255",
    "240.0.0.1", "255.255.255.255", "168.63.129.16",
    "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::ffff:0:127.0.0.1",
    "64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::1", "100::1", "2001::1", "2001:0:7f00:1::1",
    "2001:2::1", "2001:10::1", "2001:20::1", "2001:db8::1", "2002:7f00:1::", "2002:808:808::1", "3fff::1",
    "4000::1", "5f00::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "2606:4700::1%eth0",
    "fec0::1", "ff02::1", "ff0e::1",
]  # fmt: skip


@pytest.mark.parametrize("address", OPEN)
def test_a_machine_of_the_internet_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", CLOSED)
def test_everything_else_is_not(address: str) -> None:
    assert not is_public(address)


async def test_the_machines_own_resolver_gives_numbers() -> None:
    assert await system_addresses("127.0.0.1", 443) == ("127.0.0.1",)
