"""Calls to one Kraken-compatible server with one key: signed, paced, in the order of their nonces."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from tui_app.domain.errors import RateLimited
from tui_app.domain.secrets import MASK
from tui_app.gateway.base_url import place_of
from tui_app.gateway.contract import Clock, NonceSource, Seal, SealedRequest
from tui_app.gateway.http import Call, HttpLines, Reply
from tui_app.gateway.pace import Pace
from tui_app.gateway.retries import PATIENT, asked_again
from tui_app.marketplaces.kraken.encoding import Body, Endpoint, Fields, body_of, query_of
from tui_app.marketplaces.kraken.envelope import result_of_read, result_of_write
from tui_app.marketplaces.kraken.errors import NonceRefused
from tui_app.marketplaces.kraken.signing import KeyPair, KrakenAuth

_JUMP = timedelta(
    hours=1
)  # past another program that counts as we do; past one with finer units nothing helps
_LARGE = 150_000  # bytes whose decoding would hold up the screen


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of a read, and the server's clock where it named it."""

    result: object
    date: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Calls:
    """What every call of one account needs. Public calls are paced with the private ones."""

    base_url: str
    keys: KeyPair
    nonces: NonceSource
    http: HttpLines
    pace: Pace
    clock: Clock

    async def public(self, path: str, fields: Fields, *, patience: timedelta = PATIENT) -> Answer:
        """The answer to a public read. Raises OfferdeskError."""
        call = Call(method="GET", url=self.base_url + path + query_of(fields))

        async def once() -> Answer:
            await self.pace.wait()
            reply = await self.http.read(call)
            return Answer(await self._result(reply), reply.date)

        return await asked_again(once, clock=self.clock, patience=patience)

    async def private(self, endpoint: Endpoint, fields: Fields, *, patience: timedelta = PATIENT) -> object:
        """The result of a signed read; every attempt has a nonce of its own. Raises OfferdeskError."""

        async def once() -> object:
            await self.pace.wait()
            async with self.nonces.turn(self.keys.fingerprint) as nonce:
                reply = await self.http.read(self._signed(endpoint, fields, str(nonce))[0])
            return await self._result(reply)

        return await asked_again(lambda: self._past_foreign_nonces(once), clock=self.clock, patience=patience)

    async def write(self, endpoint: Endpoint, fields: Fields, seal: Seal) -> object:
        """Send a signed write once, after `seal` has seen it; its result.

        Raises OutcomeUnknown when it may have been done; any other OfferdeskError means that it was not.
        """
        await self.pace.wait()
        async with self.nonces.turn(self.keys.fingerprint) as nonce:
            call, body = self._signed(endpoint, fields, str(nonce))
            masked = self.shown(endpoint, fields, str(nonce))
            seal(SealedRequest(body_sha256=hashlib.sha256(body.content).hexdigest(), masked=masked))
            reply = await self.http.write(call)
        try:
            return result_of_write(reply, now=self.clock())
        except RateLimited as limited:
            self.pace.pause(limited.until)
            raise

    def shown(self, endpoint: Endpoint, fields: Fields, nonce: str) -> str:
        """The request as text, with the credentials masked."""
        body = body_of(endpoint, self._complete(fields, nonce, MASK))
        head = (f"POST {self.base_url}{endpoint.path}", f"API-Key: {MASK}", f"API-Sign: {MASK}")
        return "\n".join((*head, f"Content-Type: {body.content_type}", "", body.content.decode()))

    def _signed(self, endpoint: Endpoint, fields: Fields, nonce: str) -> tuple[Call, Body]:
        otp = self.keys.otp.reveal() if self.keys.otp else ""
        body = body_of(endpoint, self._complete(fields, nonce, otp))
        call = Call(
            method="POST",
            url=self.base_url + endpoint.path,
            content=body.content,
            content_type=body.content_type,
            auth=KrakenAuth(self.keys, path=endpoint.path, nonce=nonce),
        )
        return call, body

    def _complete(self, fields: Fields, nonce: str, otp: str) -> Fields:
        return {"nonce": nonce, **fields} | ({"otp": otp} if self.keys.otp else {})

    async def _past_foreign_nonces(self, once: Callable[[], Awaitable[object]]) -> object:
        try:
            return await once()
        except NonceRefused:
            await self.nonces.jump(self.keys.fingerprint, _JUMP)
        return await once()

    async def _result(self, reply: Reply) -> object:
        place, now = place_of(self.base_url), self.clock()
        try:
            if len(reply.body) > _LARGE:
                return await asyncio.to_thread(result_of_read, reply, place=place, now=now)
            return result_of_read(reply, place=place, now=now)
        except RateLimited as limited:
            self.pace.pause(limited.until)
            raise
