"""No way of writing a link leads to this machine or into its network: asked for, sent to, or re-bound."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.conftest import NeedsCommand
from tests.internet import HOST, NAMES, PUBLIC, Certificate, Internet, certificate, internet
from tests.loopback import Act, Seen, answer
from tui_app.domain.errors import MediaError
from tui_app.gateway.limits import Limits

pytestmark = pytest.mark.anyio

FILE = b"a file"
LIMITS = Limits(total=5, connect=2)

SPELLINGS = [
    "http://127.0.0.1:{port}/", "https://127.0.0.1:{port}/", "https://127.0.0.1/", "http://localhost:{port}/",
    "https://localhost/", "https://LOCALHOST/", "https://localhost./", "https://0.0.0.0/", "http://0:{port}/",
    "https://[::1]/", "https://[::]/", "https://[::ffff:127.0.0.1]/", "https://[::ffff:7f00:1]/",
    "https://[0:0:0:0:0:ffff:127.0.0.1]/", "https://[64:ff9b::7f00:1]/", "https://[2002:7f00:1::]/",
    "https://[fe80::1%25eth0]/", "https://2130706433/", "https://0x7f000001/", "https://0x7f.1/",
    "https://0177.0.0.1/", "https://017700000001/", "https://127.1/", "https://127.0.1/",
    "https://127.0.0.1.:443/", "https://127。0。0。1/", "https://①②⑦.⓪.⓪.①/", "https://127%2e0%2e0%2e1/",
    "https://me:pw@127.0.0.1/", "https://pictures.example.com@127.0.0.1/",
    "https://pictures.example.com:pw@127.0.0.1/", "https://127.0.0.1\\@pictures.example.com/",
    "https://pictures.example.com\\@127.0.0.1/", "https://127.0.0.1#@pictures.example.com/",
    "https://127.0.0.1?@pictures.example.com/", "https:\\\\127.0.0.1\\", "https:/127.0.0.1/",
    "https:127.0.0.1/", "http:///127.0.0.1/", "https://127.0.0.1\t/", "https://127.0.\n0.1/",
    " http://127.0.0.1:{port}/", "https://127.0.0.1/a b.png", "//127.0.0.1:{port}/", "HTTP://127.0.0.1:{port}/",
    "https://169.254.169.254/latest/meta-data/", "http://169.254.169.254/", "https://10.0.0.1/",
    "https://192.168.1.1/", "https://100.100.100.200/", "https://[fd00:ec2::254]/",
    "ftp://127.0.0.1:{port}/", "gopher://127.0.0.1:{port}/_x", "file:///etc/passwd",
    "unix:///run/socket", "ws://127.0.0.1:{port}/", "data:image/png;base64,AAAA", "blob:http://127.0.0.1/",
    "javascript:alert(1)", "nfts/cat.jpg", "",
]  # fmt: skip
"""Addresses of this machine and its surroundings, as links may write them. `port` is the trap's."""

LED_ASTRAY: list[Sequence[str]] = [
    ("127.0.0.1",), ("127.8.9.1",), ("0.0.0.0",), ("10.1.2.3",), ("172.16.0.9",), ("192.168.0.1",),  # noqa: S104
    ("169.254.169.254",), ("100.64.0.1",), ("192.0.0.8",), ("198.18.0.1",), ("224.0.0.1",),
    ("239.255.255.255",), ("255.255.255.255",), ("168.63.129.16",), ("::1",), ("::",),
    ("::ffff:127.0.0.1",), ("64:ff9b::7f00:1",), ("2002:7f00:1::",), ("2001:0:7f00:1::1",), ("fc00::1",),
    ("fe80::1",), ("fe80::1%lo",), ("fec0::1",), ("ff02::1",), ("2001:db8::1",), ("5f00::1",),
    (PUBLIC, "127.0.0.1"), ("127.0.0.1", PUBLIC), (PUBLIC, "::1"), (*(PUBLIC,) * 4, "10.0.0.1"),
]  # fmt: skip
"""What a name server may answer: nothing but private addresses, or one among public ones."""


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory, needs_command: NeedsCommand) -> Certificate:
    """TLS of the honest server."""
    needs_command("openssl")
    return certificate(tmp_path_factory.mktemp("tls"))


def wide(link: str) -> list[str]:
    """Every host somebody could have agreed to by mistake."""
    return [*NAMES, "127.0.0.1", "localhost", "::1", "0.0.0.0", "127.1", "2130706433", link]  # noqa: S104


async def fails(net: Internet, link: str) -> None:
    """Fetch, agreeing to everything, and find that it is refused."""
    with pytest.raises(MediaError):
        await net.lines(LIMITS).fetch(link, hosts=wide(link))


def reached(net: Internet) -> list[str]:
    """Addresses that were connected to and are not the honest server's."""
    return [address for address, _ in net.connects if address != PUBLIC] + ["trap"] * net.trap.connections


def test_there_are_sixty_spellings() -> None:
    assert len(set(SPELLINGS)) >= 60


@pytest.mark.parametrize("spelling", SPELLINGS)
async def test_a_link_to_the_inside_connects_to_nothing(tls: Certificate, spelling: str) -> None:
    async with internet(tls, answer(FILE)) as net:
        await fails(net, spelling.format(port=net.trap.port))

    assert reached(net) == []
    assert net.connects == []


@pytest.mark.parametrize("spelling", SPELLINGS)
async def test_a_redirect_to_the_inside_is_not_followed(tls: Certificate, spelling: str) -> None:
    ports: list[int] = []

    def send_on(seen: Seen) -> Act:
        place = "".join(spelling.format(port=ports[0]).split())  # a header cannot hold line breaks
        return answer(b"", 302, {"Location": place}) if seen.target == "/start" else answer(b"", 404)

    async with internet(tls, by=send_on) as net:
        ports.append(net.trap.port)
        await fails(net, f"https://{HOST}/start")

    assert net.honest.connections >= 1
    assert reached(net) == []


@pytest.mark.parametrize("spelling", SPELLINGS)
async def test_a_second_answer_of_the_name_server_changes_nothing(tls: Certificate, spelling: str) -> None:
    async with internet(tls, answer(FILE)) as net:
        link = spelling.format(port=net.trap.port)
        net.answers = {host: [(PUBLIC,), ("127.0.0.1",)] for host in wide(link)}
        await fails(net, link)
        await fails(net, link)

    assert reached(net) == []


@pytest.mark.parametrize("addresses", LED_ASTRAY)
async def test_a_name_with_any_private_address_is_not_connected_to(
    tls: Certificate, addresses: Sequence[str]
) -> None:
    async with internet(tls, answer(FILE)) as net:
        net.answers[HOST] = [addresses]
        await fails(net, f"https://{HOST}/x")

    assert net.connects == []
    assert reached(net) == []


@pytest.mark.parametrize("addresses", LED_ASTRAY)
async def test_a_name_that_turns_private_after_a_redirect_is_not_connected_to(
    tls: Certificate, addresses: Sequence[str]
) -> None:
    async with internet(tls, answer(b"", 302, {"Location": "/again"})) as net:
        net.answers[HOST] = [(PUBLIC,), addresses]
        await fails(net, f"https://{HOST}/x")

    assert net.honest.connections == 1
    assert reached(net) == []


@pytest.mark.parametrize("addresses", LED_ASTRAY)
async def test_a_name_is_looked_up_once_and_that_answer_is_used(
    tls: Certificate, addresses: Sequence[str]
) -> None:
    async with internet(tls, answer(FILE)) as net:
        net.answers[HOST] = [(PUBLIC,), addresses]
        assert await net.lines(LIMITS).fetch(f"https://{HOST}/x", hosts=NAMES) == FILE

    assert net.questions == [HOST]
    assert reached(net) == []


async def test_the_trap_would_have_noticed(tls: Certificate) -> None:
    async with internet(tls, answer(FILE)) as net:
        net.answers[HOST] = [("8.8.8.8",)]  # public, and in this internet not the honest server
        await fails(net, f"https://{HOST}/x")

    assert reached(net) == ["8.8.8.8", "trap"]
