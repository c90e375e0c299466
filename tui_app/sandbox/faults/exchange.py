"""One request that meets a fault: it can be read, acted on, answered, held, or broken off."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import Literal

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tui_app.sandbox.effects import EffectLog
from tui_app.sandbox.faults.answer import Answer, Headers
from tui_app.sandbox.faults.called import Endpoints
from tui_app.sandbox.faults.uses import Ending, Point, Use, UseLog
from tui_app.sandbox.faults.wire import WIRE, Wire
from tui_app.sandbox.kraken.market import Market
from tui_app.sandbox.kraken.view import VIEW, View

FLUSH = 5.0
"""Seconds a client has to read the last of what was sent before the connection is cut."""

Then = Literal["answer", "close", "reset"]


class ClientLeft(Exception):
    """The client closed its connection before the request had come whole."""


class NoWire(Exception):
    """The fault needs a real connection, and the request came without one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What every exchange of one sandbox shares. `inside` is the sandbox without any fault."""

    inside: ASGIApp
    effects: EffectLog
    market: Market
    endpoints: Endpoints
    uses: UseLog
    clock: Callable[[], datetime]


class Exchange:
    """One request on its way. `use` is its entry in the log, `kept` what arming its fault gave, `turn`
    how many requests met the same rule before it.
    """

    def __init__(self, around: Surroundings, scope: Scope, receive: Receive, send: Send) -> None:
        self._around = around
        self._scope = scope
        self._receive = receive
        self._send = send
        self._body: bytes | None = None
        self._wire: Wire | None = scope.get("state", {}).get(WIRE)
        self._woken = asyncio.Event()
        self._then: Then = "answer"
        self._leaving: asyncio.Task[None] | None = None
        self._answered = False
        self.use: Use | None = None
        self.kept: object = None
        self.turn = 0

    @property
    def wire(self) -> Wire:
        """The connection's own bytes. Raises NoWire where there is no connection."""
        if self._wire is None:
            raise NoWire
        return self._wire

    @property
    def market(self) -> Market:
        """The market behind the request."""
        return self._around.market

    @property
    def now(self) -> datetime:
        """The sandbox's time."""
        return self._around.clock()

    @property
    def takes_graphql(self) -> bool:
        """Whether the request is for an endpoint that takes GraphQL."""
        return self._around.endpoints.called(self._scope["method"], self._scope["path"]).takes_graphql

    @property
    def target(self) -> str:
        """The path asked for, with its query, as it came."""
        query = self._scope["query_string"].decode("latin-1")
        path: str = self._scope["path"]
        return f"{path}?{query}" if query else path

    def header(self, name: str) -> str:
        """A header of the request; empty where it has none."""
        pairs: Headers = self._scope["headers"]
        return next((value.decode("latin-1") for key, value in pairs if key == name.encode()), "")

    async def body(self) -> bytes:
        """The request read whole. Raises ClientLeft."""
        if self._body is None:
            self._body = await self._read()
        return self._body

    async def act(self, view: View | None = None) -> Answer:
        """Let the sandbox take the request as if nothing were wrong; its answer, not yet sent."""
        body = await self.body()
        sent: list[Message] = []
        before = len(self._around.effects)

        async def receive() -> Message:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Message) -> None:
            sent.append(message)

        scope = self._scope if view is None else {**self._scope, VIEW: view}
        await self._around.inside(scope, receive, send)
        if self.use is not None:
            self.use.acted = True
            self.use.effects.extend(range(before + 1, len(self._around.effects) + 1))
        return _recorded(sent)

    async def reply(self, answer: Answer) -> None:
        """Send `answer` as HTTP."""
        dated = self.dated(answer)
        self._answered = True
        start = {"type": "http.response.start", "status": dated.status, "headers": list(dated.headers)}
        await self._send(start)
        await self._send({"type": "http.response.body", "body": dated.body})
        self.end("answered")

    def dated(self, answer: Answer) -> Answer:
        """`answer` with the sandbox's time, if it tells none."""
        return answer.having_at_least("date", format_datetime(self.now, usegmt=True))

    def close(self) -> None:
        """End the connection with FIN."""
        self.wire.close()
        self.end("closed")

    def reset(self) -> None:
        """End the connection with RST."""
        self.wire.reset()
        self.end("reset")

    @property
    def left(self) -> bool:
        """Whether the client is known to have left while it waited."""
        return self.use is not None and self.use.ending == "client left"

    def end(self, ending: Ending) -> None:
        """Note how it ended; the first that is noted stays."""
        if self.use is not None and not self.use.ending:
            self.use.ending = ending

    def note(self, words: str) -> None:
        """Say why the fault could do nothing."""
        if self.use is not None:
            self.use.note = words

    async def wait(self, seconds: float) -> bool:
        """Wait that long; False where the client left or somebody ended the wait before."""
        leaving, waking = self._left(), asyncio.ensure_future(self._woken.wait())
        try:
            done, _ = await asyncio.wait(
                {leaving, waking}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED
            )
        finally:
            waking.cancel()
        if leaving in done:
            self.end("client left")
        return not done

    async def hold(self, seconds: float, point: Point) -> Then | None:
        """Keep the request where it is until released, and say what is wanted then.

        None where the client left, the time was up, or the sandbox stops.
        """
        if self.use is None:
            return None
        self._around.uses.hold(self.use, point)
        try:
            if await self.wait(seconds):
                self.end("time was up")
        finally:
            self._around.uses.hold(self.use, "")
        return None if self.use.ending else self._then

    def release(self, then: Then) -> None:
        """Let a held request go on."""
        self._then = then
        self._woken.set()

    def stop(self) -> None:
        """End it now, whatever it waits for."""
        self.end("stopped")
        self._woken.set()
        if self._wire is not None:
            self._wire.abort()

    async def finish(self) -> None:
        """Leave nothing open of a request that got no whole answer."""
        if not self._answered and self._wire is not None:
            self._wire.close()
            await asyncio.wait({self._left()}, timeout=FLUSH)
            self._wire.abort()
            await asyncio.wait({self._left()}, timeout=FLUSH)
        if self._leaving is not None:
            self._leaving.cancel()

    async def _read(self) -> bytes:
        parts = []
        while True:
            message = await self._receive()
            if message["type"] == "http.disconnect":
                raise ClientLeft
            parts.append(message.get("body", b""))
            if not message.get("more_body", False):
                return b"".join(parts)

    def _left(self) -> asyncio.Task[None]:
        if self._leaving is None:
            self._leaving = asyncio.create_task(self._until_left())
        return self._leaving

    async def _until_left(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass


def _recorded(sent: list[Message]) -> Answer:
    start = sent[0]
    headers = tuple((name.lower(), value) for name, value in start["headers"])
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return Answer(status=start["status"], headers=headers, body=body)
