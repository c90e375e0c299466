"""Faults of the connection that end it: resets, ends, garbage, and answers cut off."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from tui_app.sandbox.faults.answer import Answer
from tui_app.sandbox.faults.exchange import Exchange
from tui_app.sandbox.faults.fault import Fault, Play
from tui_app.sandbox.faults.plays import answer_to
from tui_app.sandbox.faults.settings import ACT, Given

BOTH = ({"act": False}, {"act": True})
"""A fault before the request takes effect, and after."""

_PART = 4096
"""The most of a cut body that is sent: so little that it is with the client before a reset is."""

Show = Callable[[Exchange, Answer], Awaitable[None]]


def showing(show: Show) -> Play:
    """Shows something of the answer on the bare connection."""

    async def play(exchange: Exchange, given: Given) -> None:
        await show(exchange, await answer_to(exchange, given))

    return play


async def _reset_at_once(exchange: Exchange, _: Given) -> None:
    exchange.reset()


async def _reset(exchange: Exchange, _: Answer) -> None:
    exchange.reset()


async def _close(exchange: Exchange, _: Answer) -> None:
    exchange.close()


async def _garbage(exchange: Exchange, _: Answer) -> None:
    await exchange.wire.say(b"\x16\x03\x01\x00\xa5 this is not HTTP\x00\xff\r\n\r\n")
    exchange.close()


async def _cut_headers(exchange: Exchange, answer: Answer) -> None:
    head = answer.head()
    await exchange.wire.say(head[: len(head) // 2])
    exchange.close()


async def _cut_body(exchange: Exchange, answer: Answer) -> None:
    await exchange.wire.say(answer.head() + _half(answer.body))
    exchange.close()


async def _reset_in_body(exchange: Exchange, answer: Answer) -> None:
    await exchange.wire.say(answer.head() + _half(answer.body))
    exchange.reset()


async def _cut_chunk(exchange: Exchange, answer: Answer) -> None:
    chunked = answer.having("content-length", None).having("transfer-encoding", "chunked")
    size = f"{len(answer.body):x}\r\n".encode()
    await exchange.wire.say(chunked.head() + size + _half(answer.body))
    exchange.close()


async def _cut_unframed(exchange: Exchange, answer: Answer) -> None:
    await exchange.wire.say(answer.having("content-length", None).head() + _half(answer.body))
    exchange.close()


def _half(body: bytes) -> bytes:
    return body[: min(len(body) // 2, _PART)]


def _either(name: str, sentence: str, show: Show) -> Fault:
    return Fault(
        name=name,
        group="transport",
        sentence=sentence,
        play=showing(show),
        parameters=(ACT,),
        examples=BOTH,
    )


BREAKS = (
    Fault(
        name="reset_at_accept",
        group="transport",
        sentence="A new connection is reset before anything is read; its path has to be *.",
        play=_reset_at_once,
        stage="accept",
    ),
    Fault(
        name="reset_unread",
        group="transport",
        sentence="The connection is reset when the first line of the request has come.",
        play=_reset_at_once,
        stage="line",
    ),
    Fault(
        name="reset_after_headers",
        group="transport",
        sentence="The connection is reset when the headers have come, before the body is read.",
        play=_reset_at_once,
    ),
    _either("reset", "The connection is reset when the request has been read whole, or acted on.", _reset),
    _either(
        "close", "The connection ends without a byte when the request has been read, or acted on.", _close
    ),
    _either("garbage", "Bytes that are not HTTP come, then the end.", _garbage),
    _either("cut_headers", "Half of the headers come, then the end.", _cut_headers),
    _either("cut_body", "The headers promise a body; half of it comes, then the end.", _cut_body),
    _either("cut_chunk", "A chunk is announced; half of it comes, then the end.", _cut_chunk),
    _either("cut_unframed", "Half of a body comes that is as long as the connection lives.", _cut_unframed),
    _either("reset_in_body", "Half of the body comes, then a reset.", _reset_in_body),
)
