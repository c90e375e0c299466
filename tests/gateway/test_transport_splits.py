"""However an answer is cut into pieces on its way, it is the same answer."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from itertools import pairwise
from ssl import PROTOCOL_TLS_CLIENT, SSLContext

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_app.gateway.transport import transport as transports
from tui_app.gateway.transport.line import Line
from tui_app.gateway.transport.transport import LineTransport

TRUST = SSLContext(PROTOCOL_TLS_CLIENT)
OK = b"HTTP/1.1 200 OK\r\nDate: Wed, 21 Oct 2026 07:28:00 GMT\r\n"
SAID = {
    "a length": OK + b"Content-Length: 12\r\n\r\n\r\n\r\nHTTP/1.1",
    "chunks": OK + b"Transfer-Encoding: chunked\r\n\r\n3\r\na\r\n\r\n8;n=v\r\n12345678\r\n0\r\nT: x\r\n\r\n",
    "the end": OK + b"\r\n\r\nuntil the end\r\n",
    "waits before": b"HTTP/1.1 100 Continue\r\n\r\n" + OK + b"Content-Length: 1\r\n\r\nx",
    "two lengths": OK + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nx",
    "garbage": b"\x00\xff\r\n\r\n",
    "a cut body": OK + b"Content-Length: 99\r\n\r\nx",
    "a cut head": OK[:-9],
}


class Played(Line):
    """A line whose other side says pieces, one each time it is listened to, and then ends."""

    pieces: Sequence[bytes] = ()

    async def receive(self) -> bytes:
        """The next piece has arrived by then."""
        left = list(self.pieces)
        if left:
            self.data_received(left[0])
            self.pieces = left[1:]
        else:
            self.eof_received()
        return await super().receive()


async def heard(pieces: Sequence[bytes]) -> tuple[object, ...]:
    """What a client makes of the pieces: an answer, or the kind of error."""
    line = Played()
    line.pieces = pieces

    async def connected(*_args: object, **_named: object) -> Line:
        return line

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(transports, "connected", connected)
        async with httpx.AsyncClient(
            transport=LineTransport(TRUST, keep=True, most=1), trust_env=False
        ) as client:
            try:
                answer = await client.get("http://127.0.0.1/")
            except httpx.TransportError as error:
                return (type(error),)
            return answer.status_code, answer.content, answer.headers.raw, line.usable


@pytest.mark.parametrize("kind", SAID)
@given(cuts=st.sets(st.integers(1, 200)))
def test_an_answer_is_the_same_however_it_is_cut(kind: str, cuts: set[int]) -> None:
    said = SAID[kind]
    places = [0, *sorted(cut for cut in cuts if cut < len(said)), len(said)]
    pieces = [said[start:end] for start, end in pairwise(places)]
    assert asyncio.run(heard(pieces)) == asyncio.run(heard([said]))


@given(said=st.binary(max_size=300), cut=st.integers(0, 300))
def test_no_bytes_bring_more_than_an_answer_or_an_error(said: bytes, cut: int) -> None:
    head = OK if len(said) % 2 else b""
    outcome = asyncio.run(heard([head + said[:cut] or b"x", said[cut:] or b"x"]))
    assert len(outcome) in {1, 4}
