"""The sandbox with faults around it: an ASGI application that lets each request meet what is armed."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from starlette.types import Receive, Scope, Send

from tui_app.sandbox.faults.answer import Answer
from tui_app.sandbox.faults.called import Called
from tui_app.sandbox.faults.exchange import ClientLeft, Exchange, NoWire, Surroundings, Then
from tui_app.sandbox.faults.script import Armed, Rule, Script
from tui_app.sandbox.faults.settings import LONGEST_WAIT, numbered
from tui_app.sandbox.faults.uses import Use

OWN_PATHS = "/_sandbox/"
"""No fault meets a request to the sandbox itself."""

_LONGEST_PLAY = 2 * LONGEST_WAIT


class FaultySandbox:
    """One sandbox and the script of its faults."""

    def __init__(self, around: Surroundings, script: Script) -> None:
        self._around = around
        self._inside = around.inside
        self._script = script
        self._playing: dict[int, Exchange] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as ASGI asks."""
        if not self._script.armed or scope["type"] != "http" or scope["path"].startswith(OWN_PATHS):
            await self._inside(scope, receive, send)
            return
        exchange = Exchange(self._around, scope, receive, send)
        try:
            await self._meet(exchange, scope)
        except ClientLeft:
            exchange.end("client left")

    def arm(self, rules: Sequence[Rule]) -> list[Armed]:
        """What to arm of `rules`, each prepared; a change at once is made. Raises WrongScript."""
        for number, rule in enumerate(rules, 1):
            with numbered(number):
                if rule.fault.check is not None:
                    rule.fault.check(rule.given, self._around.market, bool(rule.path))
        return [armed for armed in map(self._prepared, rules) if armed.rule.path]

    def meets_accept(self) -> bool:
        """Whether a new connection is to be reset; where it is, that is noted."""
        if not self._script.armed:
            return False
        return self._noted(self._script.take_connection(), None, None)

    @property
    def reads_lines(self) -> bool:
        """Whether a request may be reset as soon as its first line has come."""
        return bool(self._script.armed) and self._script.has("line")

    def meets_line(self, http_method: str, path: str) -> bool:
        """Whether a request is to be reset before the rest of it is read; where it is, that is noted."""
        called = self._around.endpoints.called(http_method, path)
        first = self._script.first(called, None)
        if first is None or first.rule.fault.stage != "line" or path.startswith(OWN_PATHS):
            return False
        return self._noted(self._script.take(called, None), http_method, called)

    def release(self, use_id: int | None, then: Then) -> list[int]:
        """Let one held request go on, or all of them; the ids of those that were held."""
        held = [use.id for use in self._around.uses.held() if use_id in (None, use.id)]
        for one in held:
            self._playing[one].release(then)
        return held

    def end_all(self) -> None:
        """End everything that is held or dripping."""
        for exchange in self._playing.values():
            exchange.stop()

    def stop(self) -> None:
        """The same, and end every wait for something held."""
        self.end_all()
        self._around.uses.some_held.set()

    async def _meet(self, exchange: Exchange, scope: Scope) -> None:
        called = self._around.endpoints.called(scope["method"], scope["path"])
        body = await exchange.body() if self._script.reads_bodies(called) else None
        if body is not None:
            called = called.with_body(body)
        armed = self._script.take(called, body)
        if armed is None:
            await exchange.reply(await exchange.act())
            return
        exchange.use = self._begun(armed, scope["method"], called)
        exchange.kept, exchange.turn = armed.kept, armed.turn - 1
        self._playing[exchange.use.id] = exchange
        try:
            await self._play(exchange, armed)
        finally:
            await exchange.finish()
            del self._playing[exchange.use.id]

    async def _play(self, exchange: Exchange, armed: Armed) -> None:
        try:
            async with asyncio.timeout(_LONGEST_PLAY):
                await armed.rule.fault.play(exchange, armed.rule.given)
        except TimeoutError:
            exchange.end("time was up")
        except ClientLeft:
            exchange.end("client left")
        except NoWire:
            words = f"The fault {armed.rule.fault.name} needs a real connection."
            await exchange.reply(Answer.of(501, words.encode(), "text/plain"))

    def _prepared(self, rule: Rule) -> Armed:
        waits = bool(rule.path)
        prepare = rule.fault.prepare if waits else rule.fault.apply
        kept = prepare(rule.given, self._around.market) if prepare is not None else None
        armed = Armed(rule=rule, kept=kept, skip=rule.skip, left=rule.times)
        if not waits:
            self._begun(armed, None, None).ending = "applied"
        return armed

    def _begun(self, armed: Armed, http_method: str | None, called: Called | None) -> Use:
        return self._around.uses.begin(armed.rule.fault.name, armed.rule.given.plain(), http_method, called)

    def _noted(self, armed: Armed | None, http_method: str | None, called: Called | None) -> bool:
        if armed is None:
            return False
        self._begun(armed, http_method, called).ending = "reset"
        return True
