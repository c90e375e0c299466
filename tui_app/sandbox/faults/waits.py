"""Faults of time: answers that are held, late, dripping, or never ending."""

from __future__ import annotations

from tui_app.sandbox.faults.breaks import BOTH
from tui_app.sandbox.faults.exchange import Exchange
from tui_app.sandbox.faults.fault import Fault
from tui_app.sandbox.faults.plays import answer_to
from tui_app.sandbox.faults.settings import ACT, Given, Parameter, seconds

_TICK = 0.05
_LIMIT = seconds("seconds", 30, "how long at most, before the connection ends")
_PACE = Parameter(
    name="bytes_per_second", kind="number", default=20, least=0.01, most=10**6, meaning="how fast it drips"
)
_IF_LEFT = Parameter(
    name="if_left",
    kind="choice",
    default="nothing",
    choices=("nothing", "act"),
    meaning="what becomes of a request that has not acted yet when its client leaves",
)
_SIZE = Parameter(
    name="bytes", kind="whole", default=2_000_000, least=1, most=10**8, meaning="how many bytes of headers"
)


async def _hold(exchange: Exchange, given: Given) -> None:
    await _held(exchange, given, if_left=given.text("if_left"))


async def _held(exchange: Exchange, given: Given, *, if_left: str) -> None:
    await exchange.body()
    answer = await exchange.act() if given.flag("act") else None
    then = await exchange.hold(given.number("seconds"), "before acting" if answer is None else "after acting")
    if then == "answer":
        await exchange.reply(answer or await exchange.act())
    elif then == "reset":
        exchange.reset()
    elif exchange.left and answer is None and if_left == "act":
        await exchange.act()


async def _continue_then_nothing(exchange: Exchange, given: Given) -> None:
    await exchange.body()
    await exchange.wire.say(b"HTTP/1.1 100 Continue\r\n\r\n")
    await _held(exchange, given, if_left="nothing")


async def _late(exchange: Exchange, given: Given) -> None:
    await exchange.body()
    answer = await exchange.act() if given.flag("act") else None
    if await exchange.wait(given.number("seconds")):
        await exchange.reply(answer or await exchange.act())


async def _drip_headers(exchange: Exchange, given: Given) -> None:
    answer = await answer_to(exchange, given)
    await _drip(exchange, given, answer.head() + answer.body)


async def _drip_body(exchange: Exchange, given: Given) -> None:
    answer = await answer_to(exchange, given)
    await exchange.wire.say(answer.head())
    await _drip(exchange, given, answer.body)


async def _drip(exchange: Exchange, given: Given, data: bytes) -> None:
    pace = given.number("bytes_per_second")
    step = max(1, int(pace * _TICK))
    left = given.number("seconds")
    for start in range(0, len(data), step):
        await exchange.wire.say(data[start : start + step])
        left -= step / pace
        if left < 0:
            exchange.end("time was up")
        if exchange.wire.closing or left < 0 or not await exchange.wait(step / pace):
            return
    exchange.close()


async def _header_flood(exchange: Exchange, given: Given) -> None:
    answer = await answer_to(exchange, given)
    await exchange.wire.say(answer.head()[:-2])
    for lines in _flood(given.whole("bytes")):
        await exchange.wire.say(lines)
    exchange.close()


def _flood(size: int) -> list[bytes]:
    line = b"x-flood: " + b"a" * 1013 + b"\r\n"
    return [line * 64] * -(-size // (64 * len(line)))


WAITS = (
    Fault(
        name="hold",
        group="transport",
        sentence="No answer comes until the request is released at /_sandbox/faults/release, or time is up.",
        play=_hold,
        parameters=(ACT, _LIMIT, _IF_LEFT),
        examples=BOTH,
    ),
    Fault(
        name="continue_then_nothing",
        group="transport",
        sentence="100 Continue comes, and then nothing, as with hold.",
        play=_continue_then_nothing,
        parameters=(ACT, _LIMIT),
        examples=BOTH,
    ),
    Fault(
        name="late",
        group="transport",
        sentence="The right answer comes late; the request acts at once, or right before it.",
        play=_late,
        parameters=(ACT, seconds("seconds", 2, "how late")),
        examples=({"seconds": 0.2},),
    ),
    Fault(
        name="drip_headers",
        group="transport",
        sentence="The answer comes a few bytes at a time, headers and all.",
        play=_drip_headers,
        parameters=(ACT, _PACE, _LIMIT),
        examples=BOTH,
    ),
    Fault(
        name="drip_body",
        group="transport",
        sentence="The headers come at once, the body a few bytes at a time.",
        play=_drip_body,
        parameters=(ACT, _PACE, _LIMIT),
        examples=BOTH,
    ),
    Fault(
        name="header_flood",
        group="transport",
        sentence="Headers come by the megabyte, then the end.",
        play=_header_flood,
        parameters=(ACT, _SIZE),
        examples=BOTH,
    ),
)
