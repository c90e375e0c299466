"""Our transport below httpx, over real sockets: which lines serve again, and what is refused or let go."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import anyio
import httpx
import pytest

from tests.conftest import NeedsCommand
from tests.loopback import Act, Loopback, Seen, Wire, answer, loopback, raw, reset, silence
from tui_app.gateway.transport import places
from tui_app.gateway.transport.transport import LineTransport

pytestmark = pytest.mark.anyio

OK = b"HTTP/1.1 200 OK\r\n"
CHUNKS = OK + b"Transfer-Encoding: chunked\r\n\r\n"
PATIENCE = httpx.Timeout(0.5)
Open = Callable[..., httpx.AsyncClient]


@pytest.fixture
async def opened() -> AsyncIterator[Open]:
    """Makes clients over the transport, closed afterwards."""
    clients: list[httpx.AsyncClient] = []

    def make(
        *, keep: bool = True, most: int | None = 4, trust: ssl.SSLContext | None = None
    ) -> httpx.AsyncClient:
        transport = LineTransport(trust or ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT), keep=keep, most=most)
        clients.append(httpx.AsyncClient(transport=transport, trust_env=False, timeout=PATIENCE))
        return clients[-1]

    yield make
    for client in clients:
        await client.aclose()


ANSWERS: dict[str, tuple[bytes, bytes, bool]] = {
    "of a length": (OK + b"Content-Length: 2\r\n\r\nhi", b"hi", True),
    "in chunks": (CHUNKS + b"1\r\nh\r\n1;x=y\r\ni\r\n0\r\nX: y\r\n\r\n", b"hi", True),
    "without content": (b"HTTP/1.1 204 No Content\r\n\r\n", b"", True),
    "not modified": (b"HTTP/1.1 304 Not Modified\r\nContent-Length: 7\r\n\r\n", b"", True),
    "after being told to wait": (
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\n\r\n" + OK + b"Content-Length: 2\r\n\r\nhi",
        b"hi",
        True,
    ),
    "with the same length twice": (OK + b"Content-Length: 2\r\nContent-Length: 2\r\n\r\nhi", b"hi", True),
    "and the end": (OK + b"Connection: close\r\nContent-Length: 2\r\n\r\nhi", b"hi", False),
    "of an older server": (b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nhi", b"hi", False),
    "with more than was asked for": (OK + b"Content-Length: 2\r\n\r\nhiHTTP/1.1 200 OK\r\n", b"hi", False),
}  # fmt: skip


@pytest.mark.parametrize("kind", ANSWERS)
async def test_an_answer_is_understood_and_its_line_used_again_where_it_may_be(
    kind: str, opened: Open
) -> None:
    said, body, again = ANSWERS[kind]
    async with loopback(raw(said, stays=True)) as server:
        client = opened()
        for _ in range(2):
            assert (await client.get(server.base_url)).content == body
        assert server.connections == (1 if again else 2)


async def test_who_is_cancelled_while_connecting_uses_up_no_turn(opened: Open) -> None:
    async with loopback(silence()) as server:
        client = opened(most=1)
        where = server.base_url.replace("http:", "https:")  # its side of TLS never begins
        for connections in (1, 2):
            asking = asyncio.create_task(client.get(where, timeout=30))
            async with asyncio.timeout(20):
                while server.connections < connections:  # noqa: ASYNC110 - the server tells no other way
                    await asyncio.sleep(0.01)
            asking.cancel()
            with pytest.raises(asyncio.CancelledError):
                await asking


async def test_a_body_without_a_length_ends_with_the_line(opened: Open) -> None:
    async with loopback(raw(OK + b"\r\nall there is")) as server:
        assert (await opened().get(server.base_url)).content == b"all there is"


async def test_an_answer_to_head_has_no_body(opened: Open) -> None:
    async with loopback(raw(OK + b"Content-Length: 900\r\n\r\n", stays=True)) as server:
        client = opened()
        assert (await client.head(server.base_url)).headers["Content-Length"] == "900"
        await client.head(server.base_url)
        assert server.connections == 1


async def test_a_header_on_two_lines_is_one_value(opened: Open) -> None:
    async with loopback(raw(OK + b"X-Words: one\r\n two\r\nContent-Length: 0\r\n\r\n", stays=True)) as server:
        assert (await opened().get(server.base_url)).headers["X-Words"] == "one two"


REFUSED: dict[str, bytes] = {
    "two lengths": OK + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\nhi!",
    "a length and chunks": OK
    + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n",
    "a negative length": OK + b"Content-Length: -2\r\n\r\n",
    "a length with a sign": OK + b"Content-Length: +2\r\n\r\nhi",
    "a length in other digits": OK + "Content-Length: ٢\r\n\r\nhi".encode(),
    "an unknown coding": OK + b"Transfer-Encoding: gzip, chunked\r\n\r\n",
    "a chunk of no size": CHUNKS + b"zz\r\nhi\r\n",
    "a chunk of a negative size": CHUNKS + b"-2\r\nhi\r\n",
    "a chunk line without end": CHUNKS + b"2;" + b"x" * 200_000,
    "a blank before the colon": OK + b"Content-Length : 2\r\n\r\nhi",
    "a name with a blank": OK + b"Content Length: 2\r\n\r\nhi",
    "a NUL": OK + b"X: a\x00b\r\n\r\n",
    "too large a head": OK + b"X: " + b"y" * 70_000 + b"\r\n\r\n",
    "too many headers": OK + b"X: y\r\n" * 300 + b"Content-Length: 0\r\n\r\n",
    "another protocol": b"ICY 200 OK\r\n\r\n",
    "no status": b"HTTP/1.1 OK\r\n\r\n",
    "a switch nobody asked for": b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n",
    "nothing at all": b"",
}


@pytest.mark.parametrize("kind", REFUSED)
async def test_an_answer_that_is_not_http_is_refused_and_ends_its_line(kind: str, opened: Open) -> None:
    async with loopback(raw(REFUSED[kind])) as server:
        client = opened()
        for _ in range(2):
            with pytest.raises(httpx.RemoteProtocolError):
                await client.get(server.base_url)
        assert server.connections == 2


async def test_a_reset_is_a_read_error(opened: Open) -> None:
    async with loopback(reset(OK + b"Content-Length: 100\r\n\r\n{")) as server:
        with pytest.raises(httpx.ReadError):
            await opened().get(server.base_url)


async def test_silence_is_a_read_timeout(opened: Open) -> None:
    async with loopback(silence()) as server:
        with pytest.raises(httpx.ReadTimeout):
            await opened().get(server.base_url)


async def test_a_server_that_takes_nothing_is_a_write_timeout(opened: Open) -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf, pytest.raises(httpx.WriteTimeout):
        await opened().post(f"http://127.0.0.1:{deaf.getsockname()[1]}", content=b"x" * 30_000_000)


async def test_who_waits_too_long_for_a_line_is_told(opened: Open) -> None:
    async with loopback(silence()) as server:
        client = opened(most=1)
        busy = asyncio.create_task(client.get(server.base_url, timeout=5))
        await until(lambda: len(server.seen) == 1)
        with pytest.raises(httpx.PoolTimeout):
            await client.get(server.base_url)
        await cancelled(busy)


async def test_one_place_does_not_keep_another_waiting(opened: Open) -> None:
    async with loopback(silence()) as slow, loopback(answer({})) as quick:
        client = opened(most=1)
        busy = asyncio.create_task(client.get(slow.base_url, timeout=5))
        await until(lambda: len(slow.seen) == 1)
        assert (await client.get(quick.base_url)).status_code == 200
        await cancelled(busy)


async def test_a_line_that_the_server_ended_while_it_rested_is_not_used(opened: Open) -> None:
    async with loopback(raw(OK + b"Content-Length: 2\r\n\r\nhi")) as server:
        client = opened()
        for _ in range(3):
            await client.get(server.base_url)
            await asyncio.sleep(0.05)  # the end of the line has to arrive
        assert server.connections == len(server.seen) == 3


async def test_what_a_server_says_unasked_is_never_taken_for_an_answer(opened: Open) -> None:
    said = OK + b"Content-Length: 5\r\n\r\nright"
    unasked = OK + b"Content-Length: 5\r\n\r\nwrong"

    async def play(wire: Wire, _seen: Seen | None) -> bool:
        await wire.say(said)
        await asyncio.sleep(0.02)  # the client lets its line rest meanwhile
        await wire.say(unasked)
        return True

    async with loopback(Act(play)) as server:
        client = opened()
        for _ in range(3):
            assert (await client.get(server.base_url)).content == b"right"
            await asyncio.sleep(0.06)


async def test_a_line_that_rested_long_is_not_trusted(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "RESTS", 0.0)
    async with loopback(answer({})) as server:
        client = opened()
        for _ in range(2):
            await client.get(server.base_url)
        assert server.connections == 2


async def test_a_line_that_dies_with_the_question_is_not_asked_again(opened: Open) -> None:
    async with loopback(answer({}), reset(), answer({})) as server:
        client = opened()
        await client.get(server.base_url)
        with pytest.raises(httpx.TransportError):
            await client.get(server.base_url)
        assert (len(server.seen), server.connections) == (2, 1)


async def test_a_line_that_is_not_kept_says_so(opened: Open) -> None:
    async with loopback(answer({})) as server:
        client = opened(keep=False, most=None)
        for _ in range(2):
            await client.post(server.base_url, content=b"x")
        assert [seen.headers["connection"] for seen in server.seen] == ["close", "close"]
        assert server.connections == 2


STOPS: dict[str, Callable[[], Act]] = {
    "while the head is awaited": silence,
    "within the head": lambda: then_silence(OK + b"X: "),
    "within the body": lambda: then_silence(OK + b"Content-Length: 9\r\n\r\nhi"),
}


@pytest.mark.parametrize("where", STOPS)
async def test_who_stops_waiting_lets_the_line_go(where: str, opened: Open) -> None:
    async with loopback(STOPS[where]()) as server:
        client = opened(most=1)
        waiting = asyncio.create_task(client.get(server.base_url, timeout=5))
        await until(lambda: len(server.seen) == 1)
        await asyncio.sleep(0.05)  # what was said has to arrive
        await cancelled(waiting)
        await until(lambda: ended(server))
        with pytest.raises(httpx.ReadTimeout):  # and not PoolTimeout: the turn was given back
            await client.get(server.base_url)


async def test_closing_ends_lines_that_are_in_use(opened: Open) -> None:
    async with loopback(silence()) as server:
        client = opened()
        waiting = asyncio.create_task(client.get(server.base_url, timeout=5))
        await until(lambda: len(server.seen) == 1)
        await client.aclose()
        with pytest.raises(httpx.RemoteProtocolError):
            await waiting


@pytest.mark.parametrize("name", ["a\r\nX-Evil: 1", "a\nb", "a\x00b"])
async def test_a_header_cannot_smuggle_another_in(name: str, opened: Open) -> None:
    async with loopback(answer({})) as server:
        with pytest.raises(httpx.LocalProtocolError):
            await opened().get(server.base_url, headers={"X-Name": name})
        assert server.seen == []


async def test_a_large_answer_and_a_large_question_pass_whole(opened: Open) -> None:
    content = bytes(range(256)) * 20_000
    async with loopback(answer(content)) as server:
        got = await opened().post(server.base_url, content=content, timeout=20)
        assert got.content == server.seen[0].body == content


async def test_a_certificate_must_be_for_the_name_that_is_asked_for(
    opened: Open, tmp_path: Path, needs_command: NeedsCommand
) -> None:
    server_side, trust = await certificate_for("localhost", tmp_path, needs_command)
    async with loopback(answer({}), tls=server_side) as server:
        client = opened(trust=trust)
        for _ in range(2):
            right = await client.get(
                f"https://127.0.0.1:{server.port}", extensions={"sni_hostname": "localhost"}
            )
            assert right.status_code == 200
        assert server.connections == 1
        with pytest.raises(httpx.ConnectError, match="IP address mismatch"):
            await client.get(f"https://127.0.0.1:{server.port}")


async def certificate_for(
    name: str, folder: Path, needs_command: NeedsCommand
) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A server's side of a certificate for one name, and what trusts it."""
    needs_command("openssl")
    key, certificate = folder / "key.pem", folder / "cert.pem"
    made = ["-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}", "-keyout", str(key)]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", *made]
    await anyio.run_process([*command, "-out", str(certificate)])
    server_side = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server_side.load_cert_chain(certificate, key)
    return server_side, ssl.create_default_context(cafile=str(certificate))


def then_silence(data: bytes) -> Act:
    """These bytes, then nothing until the client gives up."""

    async def play(wire: Wire, seen: Seen | None) -> bool:
        await wire.say(data)
        return await silence().play(wire, seen)

    return Act(play)


def ended(server: Loopback) -> bool:
    """Whether nobody is connected any more."""
    return server.standing == 0


async def until(true: Callable[[], bool]) -> None:
    """Wait for it, not for long."""
    async with asyncio.timeout(5):
        while not true():  # noqa: ASYNC110 - servers announce nothing
            await asyncio.sleep(0.005)


async def cancelled(task: Awaitable[object]) -> None:
    """Cancel a request and wait for its end."""
    assert isinstance(task, asyncio.Task)
    task.cancel()
    await asyncio.wait([task])
    assert task.cancelled()


async def test_the_next_address_of_a_name_is_tried_where_the_first_does_not_answer(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with loopback(answer({})) as server:
        names_have(monkeypatch, "127.0.0.2", "127.0.0.1")  # nobody listens at the first
        assert (await opened().get(f"http://two.test:{server.port}")).status_code == 200


async def test_of_a_name_without_an_answer_every_address_says_why(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    names_have(monkeypatch, "127.0.0.2", "127.0.0.3")
    with pytest.raises(httpx.ConnectError) as caught:
        await opened().get("http://two.test:9")
    group = caught.value.__cause__
    assert isinstance(group, ExceptionGroup)
    assert [type(each) for each in group.exceptions] == [ConnectionRefusedError] * 2


def names_have(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    """Let every name have these addresses."""

    async def found(*_args: object, **_named: object) -> list[object]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 0)) for address in addresses]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", found)
