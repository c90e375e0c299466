"""Fetching media over real sockets: what comes, what is refused, and that nothing private is ever reached."""

from __future__ import annotations

import gzip
import time
import tracemalloc
from pathlib import Path

import pytest

from tests.conftest import NeedsCommand
from tests.internet import HOST, NAMES, OTHER, PUBLIC, Certificate, Internet, certificate, internet
from tests.loopback import Act, Seen, answer, drip, loopback, raw, reset, silence
from tui_app.domain.errors import HostUnasked, MediaError
from tui_app.gateway.limits import MEDIA_LIMITS, Limits
from tui_app.gateway.media_http import MediaLines

pytestmark = pytest.mark.anyio

FILE = b"\x89PNG\r\n\x1a\n" + bytes(5_000)
LINK = f"https://{HOST}/media1%2Fcat.png?width=3"
LIMITS = Limits(total=5, connect=2, body=64 * 1024)
HASTY = Limits(total=0.4, connect=0.2, body=64 * 1024)


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory, needs_command: NeedsCommand) -> Certificate:
    """TLS of the honest server."""
    needs_command("openssl")
    return certificate(tmp_path_factory.mktemp("tls"))


def found(status: int, location: str) -> Act:
    """A redirect."""
    return answer(b"elsewhere", status, {"Location": location} if location else {})


async def fetch(net: Internet, link: str = LINK, limits: Limits = LIMITS, own: str = "") -> bytes:
    """Fetch with every name of the honest server agreed to."""
    return await net.lines(limits).fetch(link, hosts=NAMES, own=own)


async def test_a_file_comes_as_it_is(tls: Certificate) -> None:
    async with internet(tls, answer(FILE)) as net:
        assert await fetch(net) == FILE


async def test_the_connection_goes_to_the_checked_address_and_tls_to_the_name(tls: Certificate) -> None:
    tls.asked_for.clear()
    async with internet(tls, answer(FILE)) as net:
        await fetch(net)

    assert net.connects == [(PUBLIC, None)]  # 443 is what https means
    assert net.questions == [HOST]
    assert tls.asked_for == [HOST]


async def test_the_server_is_told_the_name_and_the_target_as_it_was_written(tls: Certificate) -> None:
    async with internet(tls, answer(FILE)) as net:
        await fetch(net)

    (seen,) = net.honest.seen
    assert (seen.method, seen.target, seen.body) == ("GET", "/media1%2Fcat.png?width=3", b"")
    assert seen.headers["host"] == HOST


async def test_nothing_of_the_person_is_sent_along(
    tls: Certificate, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    (home / ".netrc").write_text("default login me password secret\n")
    for name in ("HTTPS_PROXY", "ALL_PROXY", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    async with internet(tls, answer(FILE, headers={"Set-Cookie": "who=you"})) as net:
        lines = net.lines(LIMITS)
        for _ in range(2):
            await lines.fetch(LINK, hosts=NAMES)

    for seen in net.honest.seen:
        assert set(seen.headers) == {"host", "user-agent", "accept", "accept-encoding", "connection"}
        assert seen.headers["accept-encoding"] == "identity"


async def test_no_cookie_goes_to_where_a_redirect_leads(tls: Certificate) -> None:
    moved = answer(b"", 302, {"Location": f"https://{OTHER}/x", "Set-Cookie": "who=you; Domain=example.com"})
    async with internet(tls, moved, answer(FILE)) as net:
        await fetch(net)

    assert [seen.headers["host"] for seen in net.honest.seen] == [HOST, OTHER]
    assert not any({"cookie", "authorization", "referer"} & set(seen.headers) for seen in net.honest.seen)


async def test_a_host_nobody_agreed_to_is_named_and_neither_looked_up_nor_asked(tls: Certificate) -> None:
    async with internet(tls, answer(FILE)) as net:
        with pytest.raises(HostUnasked) as error:
            await net.lines(LIMITS).fetch(LINK, hosts=[OTHER])

    assert error.value.host == HOST
    assert (net.questions, net.honest.connections) == ([], 0)


async def test_a_redirect_to_a_host_nobody_agreed_to_stops_there(tls: Certificate) -> None:
    async with internet(tls, found(302, f"https://{OTHER}/x"), answer(FILE)) as net:
        with pytest.raises(HostUnasked) as error:
            await net.lines(LIMITS).fetch(LINK, hosts=[HOST])

    assert error.value.host == OTHER
    assert net.questions == [HOST]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("location", ["/y", f"//{OTHER}/y", f"https://{HOST}/y", "y#part"])
async def test_a_redirect_is_followed(tls: Certificate, status: int, location: str) -> None:
    async with internet(tls, found(status, location), answer(FILE)) as net:
        assert await fetch(net) == FILE


async def test_three_redirects_are_followed_and_no_fourth(tls: Certificate) -> None:
    async with internet(tls, *[found(302, "/on")] * 3, answer(FILE)) as net:
        assert await fetch(net) == FILE
    async with internet(tls, found(302, "/on")) as net:
        with pytest.raises(MediaError, match="again and again"):
            await fetch(net)

    assert net.honest.connections == 4


@pytest.mark.parametrize("location", ["http://[", "//[x", "https://a]b/"])
async def test_a_redirect_that_is_no_link_is_told(tls: Certificate, location: str) -> None:
    async with internet(tls, found(302, location)) as net:
        with pytest.raises(MediaError, match="its link cannot be read"):
            await fetch(net)


async def test_each_connection_is_made_for_one_name_only(tls: Certificate) -> None:
    tls.asked_for.clear()
    async with internet(tls, found(302, f"https://{OTHER}/x"), answer(FILE)) as net:
        await fetch(net)

    assert net.honest.connections == 2
    assert tls.asked_for == [HOST, OTHER]


async def test_a_certificate_for_another_name_is_not_enough(tls: Certificate) -> None:
    async with internet(tls, answer(FILE)) as net:
        with pytest.raises(MediaError, match="certificate is not trusted"):
            await net.lines(LIMITS).fetch("https://wrong.example.org/x", hosts=["wrong.example.org"])

    assert net.honest.seen == []


async def test_a_name_that_leads_nowhere_is_said_so(tls: Certificate) -> None:
    async with internet(tls, answer(FILE)) as net:
        net.answers[HOST] = [()]
        with pytest.raises(MediaError, match=f"{HOST} cannot be found"):
            await fetch(net)


async def test_the_next_address_is_tried_where_the_first_does_not_answer(tls: Certificate) -> None:
    async with internet(tls, answer(FILE)) as net:
        net.answers[HOST] = [("8.8.8.8", PUBLIC)]
        net.trap.stop_listening()

        assert await fetch(net) == FILE
        assert [address for address, _ in net.connects] == ["8.8.8.8", PUBLIC]


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (answer(b"", 404), "status 404"),
        (answer(b"", 401, {"WWW-Authenticate": "Basic"}), "status 401"),
        (answer(b"", 500), "status 500"),
        (answer(b"", 206), "status 206"),
        (answer(b"", 304), "status 304"),
        (answer(b"", 204, {"Content-Length": "0"}), "status 204"),
        (found(302, ""), "again and again"),
        (reset(), "did not send the file"),
        (raw(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"), "broke off"),
        (raw(b"220 smtp.example.com ESMTP\r\n"), "did not send the file"),
        (raw(b"HTTP/1.1 200 OK\r\n" + b"x-flood: " + b"a" * 200_000), "did not send the file"),
        (raw(b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n"), "did not send the file"),
        (raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n"), "broke off"),
        (answer(b"\x1f\x8b", headers={"Content-Encoding": "gzip"}), "compressed"),
        (answer(b"\x1f\x8b", headers={"Content-Encoding": "identity, br"}), "compressed"),
        (answer(bytes(LIMITS.body + 1)), "larger than 0 MiB"),
    ],
)
async def test_what_is_no_file_is_said_in_one_sentence(tls: Certificate, act: Act, words: str) -> None:
    async with internet(tls, act) as net:
        with pytest.raises(MediaError, match=words):
            await fetch(net)


@pytest.mark.parametrize("act", [silence(), drip(b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 10_000)])
async def test_whoever_keeps_it_waiting_is_left_at_the_limit(tls: Certificate, act: Act) -> None:
    began = time.monotonic()
    async with internet(tls, act) as net:
        with pytest.raises(MediaError, match=r"within 0\.4 s"):
            await fetch(net, limits=HASTY)
    assert time.monotonic() - began < 2


async def test_a_body_without_end_is_cut_at_the_limit(tls: Certificate) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n"
    async with internet(tls, raw(head + bytes(40 * 1024**2))) as net:
        with pytest.raises(MediaError, match="larger than 16 MiB"):
            await fetch(net, limits=MEDIA_LIMITS)


async def test_a_compressed_flood_is_not_unpacked(tls: Certificate) -> None:
    flood = gzip.compress(bytes(64 * 1024**2))
    async with internet(tls, answer(flood, headers={"Content-Encoding": "gzip"})) as net:
        tracemalloc.start()
        try:
            with pytest.raises(MediaError, match="compressed"):
                await fetch(net, limits=MEDIA_LIMITS)
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert peak < 8 * 1024**2


async def test_the_accounts_own_server_is_reached_on_this_machine() -> None:
    async with loopback(answer(FILE)) as server:
        lines = MediaLines(LIMITS)
        assert await lines.fetch(f"{server.base_url}/x.png", hosts=(), own=server.base_url) == FILE

    (seen,) = server.seen
    assert (seen.target, seen.headers["host"]) == ("/x.png", f"127.0.0.1:{server.port}")


async def test_no_other_server_of_this_machine_is() -> None:
    async with loopback(answer(FILE)) as own, loopback(answer(FILE)) as other:
        with pytest.raises(MediaError, match="not encrypted"):
            await MediaLines(LIMITS).fetch(f"{other.base_url}/x.png", hosts=(), own=own.base_url)
    assert other.connections == 0


async def test_the_own_server_may_not_send_on_to_this_machine() -> None:
    async with loopback(answer(FILE)) as other:

        def send_on(_seen: Seen) -> Act:
            return found(302, f"{other.base_url}/secret")

        async with loopback(by=send_on) as own:
            with pytest.raises(MediaError):
                await MediaLines(LIMITS).fetch(f"{own.base_url}/x.png", hosts=(), own=own.base_url)
    assert (own.connections, other.connections) == (1, 0)


async def test_a_public_host_may_not_send_on_to_the_own_server(tls: Certificate) -> None:
    async with loopback(answer(FILE)) as own, internet(tls, found(302, f"{own.base_url}/x.png")) as net:
        with pytest.raises(MediaError):
            await fetch(net, own=own.base_url)
    assert own.connections == 0
