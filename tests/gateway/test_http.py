"""What becomes of one request over real sockets: an answer, or an error that knows whether it left."""

from __future__ import annotations

import asyncio
import gc
import gzip
import logging
import socket
import ssl
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import anyio
import httpx
import pytest

from tests.conftest import NeedsCommand
from tests.loopback import Act, answer, drip, loopback, raw, reset, silence
from tui_app import __version__
from tui_app.domain.errors import MarketplaceError, OutcomeUnknown, Unreachable, UnreadableReply
from tui_app.gateway.http import Call, HttpLines, Reply
from tui_app.gateway.limits import Limits
from tui_app.gateway.retries import asked_again

pytestmark = pytest.mark.anyio

SHORT = Limits(total=0.6, connect=0.3, body=64 * 1024)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


@pytest.fixture
async def lines() -> AsyncIterator[HttpLines]:
    """Clients with short limits, closed afterwards. They trust nobody, which loopback does not mind."""
    opened = HttpLines(SHORT, trust=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
    yield opened
    await opened.close()


def get(url: str) -> Call:
    """A request without a body."""
    return Call(method="GET", url=f"{url}/0/public/Time")


def post(url: str) -> Call:
    """A request with a body."""
    return Call(method="POST", url=f"{url}/0/private/X", content=b"a=1&b=2" * 700, content_type="text/plain")


async def test_an_answer_comes_with_status_body_and_their_clock(lines: HttpLines) -> None:
    headers = {"Date": "Wed, 21 Oct 2026 07:28:00 GMT", "Retry-After": "5"}
    async with loopback(answer({"ok": True}, 418, headers)) as server:
        reply = await lines.read(get(server.base_url))
    assert (reply.status, reply.body, reply.retry_after) == (418, b'{"ok": true}', "5")
    assert reply.date is not None
    assert reply.date.isoformat() == "2026-10-21T07:28:00+00:00"


ABSURD_DATES = (
    "Mon, 1 Jan 99999999999999999999 00:00:00 GMT",
    "Wed, 21 Oct 2026 07:28:00 +99999999999999999999",
    "Fri, 31 Dec 9999 23:59:59 -0100",
    "Fri, 31 Dec 9999 23:59:59 GMT",
    "Mon, 1 Jan 1900 00:00:00 GMT",
)


@pytest.mark.parametrize("date", ["", "yesterday", "\x00", "Wed, 99 Oct 2026 07:28:00 GMT", *ABSURD_DATES])
async def test_a_senseless_date_is_no_date(lines: HttpLines, date: str) -> None:
    async with loopback(answer({}, headers={"Date": date} if date != "\x00" else {})) as server:
        assert (await lines.read(get(server.base_url))).date is None


async def test_a_request_says_who_sends_it_and_wants_no_compression(lines: HttpLines) -> None:
    async with loopback(answer({})) as server:
        await lines.read(post(server.base_url))
    (seen,) = server.seen
    assert seen.headers["user-agent"] == f"offerdesk/{__version__}"
    assert seen.headers["accept-encoding"] == "identity"
    assert seen.headers["content-type"] == "text/plain"
    assert seen.body == b"a=1&b=2" * 700


async def test_reads_share_a_connection(lines: HttpLines) -> None:
    async with loopback(answer({})) as server:
        for _ in range(3):
            await lines.read(get(server.base_url))
    assert server.connections == 1


async def test_a_read_leaves_nothing_that_only_a_collection_of_garbage_frees(lines: HttpLines) -> None:
    """Such a collection holds up the screen, once for so many pages that it takes long."""
    async with loopback(answer({"ok": True})) as server:

        async def once() -> Reply:
            return await lines.read(get(server.base_url))

        async def collected(reads: int) -> int:
            gc.collect()
            for _ in range(reads):
                await asked_again(once, clock=lambda: datetime.now(UTC))
            return gc.collect()

        await collected(1)
        few, many = await collected(1), await collected(31)
    assert many - few < 30, "each read leaves something"


async def test_every_write_has_a_connection_of_its_own(lines: HttpLines) -> None:
    async with loopback(answer({})) as server:
        await lines.read(get(server.base_url))
        for _ in range(3):
            await lines.write(post(server.base_url))
    assert [seen.connection for seen in server.seen] == [1, 2, 3, 4]


FAULTS: dict[str, Callable[[], Act]] = {
    "reset after the request": reset,
    "closed after the request": lambda: raw(b""),
    "reset in the body": lambda: reset(HEAD + b"Content-Length: 100\r\n\r\n{"),
    "no answer": silence,
    "continue, then nothing": lambda: raw(b"HTTP/1.1 100 Continue\r\n\r\n"),
    "garbage": lambda: raw(b"SSH-2.0-OpenSSH_9\r\n"),
    "cut headers": lambda: raw(b"HTTP/1.1 200 OK\r\nContent-Le"),
    "header flood": lambda: raw(b"HTTP/1.1 200 OK\r\n" + b"X-A: " + b"a" * 2_000_000),
    "many headers": lambda: raw(b"HTTP/1.1 200 OK\r\n" + b"X-A: aaaaaaaaaa\r\n" * 100_000),
    "cut body": lambda: raw(HEAD + b'Content-Length: 100\r\n\r\n{"error"'),
    "cut chunk": lambda: raw(HEAD + b'Transfer-Encoding: chunked\r\n\r\n8\r\n{"er'),
    "dripping body": lambda: drip(HEAD + b"Content-Length: 10000\r\n\r\n" + b" " * 100, every=0.003),
    "dripping headers": lambda: drip(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 1000),
}
TOO_MUCH: dict[str, Callable[[], Act]] = {
    "endless body": lambda: raw(HEAD + b"\r\n" + b" " * 200_000),
    "body announced too large": lambda: answer(b" " * 200_000),
    "compressed": lambda: answer(gzip.compress(b"{}"), headers={"Content-Encoding": "gzip"}),
    "compressed by surprise": lambda: answer(b"{}", headers={"Content-Encoding": "br"}),
}


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_broken_read_is_unreachable(lines: HttpLines, fault: str) -> None:
    async with loopback(FAULTS[fault]()) as server:
        with pytest.raises(Unreachable, match="did not answer properly"):
            await lines.read(get(server.base_url))


@pytest.mark.parametrize("fault", TOO_MUCH)
async def test_a_read_that_brings_too_much_is_unreadable(lines: HttpLines, fault: str) -> None:
    async with loopback(TOO_MUCH[fault]()) as server:
        with pytest.raises(UnreadableReply):
            await lines.read(get(server.base_url))


@pytest.mark.parametrize("fault", [*FAULTS, *TOO_MUCH, "reset at accept"])
async def test_a_write_broken_after_connecting_is_unknown_and_left_once(lines: HttpLines, fault: str) -> None:
    act = {**FAULTS, **TOO_MUCH}.get(fault, lambda: reset(early=True))()
    async with loopback(act) as server:
        with pytest.raises(OutcomeUnknown):
            await lines.write(post(server.base_url))
    assert server.connections == 1


async def test_dripping_ends_at_the_total_limit(lines: HttpLines) -> None:
    began = time.monotonic()
    async with loopback(FAULTS["dripping body"]()) as server:
        with pytest.raises(Unreachable):
            await lines.read(get(server.base_url))
    assert time.monotonic() - began < SHORT.total + 1


async def test_a_gzip_bomb_is_not_unpacked(lines: HttpLines) -> None:
    bomb = gzip.compress(b" " * 30_000_000)
    async with loopback(answer(bomb, headers={"Content-Encoding": "gzip"})) as server:
        with pytest.raises(UnreadableReply, match="compressed"):
            await lines.read(get(server.base_url))


def unused_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


NOT_SENT: dict[str, Callable[[], Call]] = {
    "refused": lambda: post(f"http://127.0.0.1:{unused_port()}"),
    "no such name": lambda: post("http://no-such-host.invalid"),
    "other scheme": lambda: post("gopher://127.0.0.1:9"),
    "senseless address": lambda: post("http://127.0.0.1:port"),
}


@pytest.mark.parametrize("how", NOT_SENT)
async def test_a_write_that_cannot_have_left_says_so(lines: HttpLines, how: str) -> None:
    with pytest.raises(Unreachable, match=r"^Nothing was sent"):
        await lines.write(NOT_SENT[how]())


async def test_a_header_that_cannot_be_written_sends_nothing(lines: HttpLines) -> None:
    async with loopback(answer({})) as server:
        with pytest.raises(Unreachable, match="the request cannot be written"):
            await lines.write(Call(method="POST", url=server.base_url, content=b"x", content_type="a\nb"))
    assert server.seen == []


async def test_tls_to_a_plain_port_sends_nothing(lines: HttpLines) -> None:
    async with loopback(answer({})) as server:
        with pytest.raises(Unreachable, match=r"^Nothing was sent"):
            await lines.write(post(f"https://127.0.0.1:{server.port}"))
    assert server.seen == []


async def test_an_untrusted_certificate_sends_nothing_and_is_named(
    lines: HttpLines, tmp_path: Path, needs_command: NeedsCommand
) -> None:
    needs_command("openssl")
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    made = ["-subj", "/CN=localhost", "-keyout", str(key), "-out", str(certificate)]
    await anyio.run_process(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", *made])
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate, key)
    async with loopback(answer({}), tls=tls) as server:
        with pytest.raises(Unreachable, match="its certificate is not trusted"):
            await lines.write(post(server.base_url))
    assert server.seen == []


@contextmanager
def deaf_port() -> Iterator[int]:
    """A port whose queue of connections is full, so that none comes about."""
    with ExitStack() as stack:
        deaf = stack.enter_context(socket.socket())
        deaf.bind(("127.0.0.1", 0))
        deaf.listen(0)
        for _ in range(3):
            filler = stack.enter_context(socket.socket())
            filler.setblocking(False)
            filler.connect_ex(deaf.getsockname())
        yield deaf.getsockname()[1]


async def test_a_connection_that_does_not_come_about_in_time_sends_nothing(lines: HttpLines) -> None:
    with deaf_port() as port, pytest.raises(Unreachable, match="no connection came about in time"):
        await lines.write(post(f"http://127.0.0.1:{port}"))


async def test_the_total_limit_before_a_connection_sends_nothing() -> None:
    lines = HttpLines(Limits(total=0.2, connect=5), trust=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
    with deaf_port() as port, pytest.raises(Unreachable, match="Nothing was sent"):
        await lines.write(post(f"http://127.0.0.1:{port}"))
    await lines.close()


@pytest.mark.parametrize("status", [301, 302, 307, 308])
async def test_redirects_are_answers_and_never_followed(lines: HttpLines, status: int) -> None:
    async with loopback(answer({})) as elsewhere:
        to = {"Location": f"{elsewhere.base_url}/other"}
        async with loopback(answer(b"", status, to)) as server:
            assert (await lines.read(get(server.base_url))).status == status
            assert (await lines.write(post(server.base_url))).status == status
    assert elsewhere.seen == []


async def test_proxies_and_netrc_of_the_environment_are_ignored(
    lines: HttpLines, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / ".netrc").write_text("machine 127.0.0.1 login somebody password canary\n")
    async with loopback(answer({})) as server, loopback(answer({})) as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.base_url)
        await lines.read(get(server.base_url))
    assert proxy.seen == []
    assert "authorization" not in server.seen[0].headers


class CanaryAuth(httpx.Auth):
    """Adds a header whose value must not be seen again."""

    def auth_flow(self, request: httpx.Request):  # type: ignore[no-untyped-def]  # httpx's generator type is long
        """Add it."""
        request.headers["API-Key"] = "canary-4711"
        yield request


def everything_about(error: BaseException) -> str:
    """All that a careless log or crash report could print of an error and what led to it."""
    told: list[str] = []
    waiting: list[BaseException | None] = [error]
    while waiting:
        if (current := waiting.pop()) is not None:
            told += [repr(current), str(current), repr(current.args), repr(vars(current))]
            request = getattr(current, "_request", None)
            told.append(repr(getattr(request, "headers", "")))
            waiting += [current.__cause__, current.__context__]
    return "\n".join(told)


@pytest.mark.parametrize("headers", [{"Content-Encoding": "gzip"}, {}], ids=["compressed", "too large"])
async def test_answers_that_are_not_read_to_their_end_use_up_no_lines(headers: dict[str, str]) -> None:
    lines = HttpLines(Limits(total=5, body=64), trust=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
    refused = [answer(b" " * 4_096, headers=headers)] * 6
    try:
        async with loopback(*refused, answer({})) as server:
            for _ in refused:
                with pytest.raises(UnreadableReply):
                    await lines.read(get(server.base_url))
            assert (await lines.read(get(server.base_url))).body == b"{}"
    finally:
        await lines.close()


@pytest.mark.parametrize("fault", ["reset after the request", "no answer", "cut body", "compressed"])
async def test_errors_carry_neither_the_request_nor_its_credentials(
    lines: HttpLines, fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    act = {**FAULTS, **TOO_MUCH}[fault]()
    async with loopback(act, act) as server:
        call = Call(method="POST", url=server.base_url, content=b"canary-4711", auth=CanaryAuth())
        for send in (lines.read, lines.write):
            with pytest.raises(MarketplaceError) as caught:
                await send(call)
            assert "canary" not in everything_about(caught.value)
        assert "canary" not in repr(call)
    assert "canary" not in caplog.text


def test_a_reply_does_not_print_its_body() -> None:
    assert "canary" not in repr(Reply(status=200, body=b"canary"))


async def test_clients_of_httpx_stay_silent_at_debug(
    lines: HttpLines, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with loopback(answer({}, headers={"Set-Cookie": "canary=1"})) as server:
        await lines.read(get(server.base_url))
    assert [record for record in caplog.records if record.name.startswith("http")] == []


async def test_closing_twice_is_safe_and_lines_open_again(lines: HttpLines) -> None:
    async with loopback(answer({})) as server:
        await lines.read(get(server.base_url))
        await lines.close()
        await lines.close()
        assert (await lines.read(get(server.base_url))).status == 200


async def test_many_reads_at_once_use_few_connections(lines: HttpLines) -> None:
    async with loopback(answer({})) as server:
        replies = await asyncio.gather(*(lines.read(get(server.base_url)) for _ in range(20)))
    assert {reply.status for reply in replies} == {200}
    assert server.connections <= 4
