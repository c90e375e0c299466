"""GraphQL over the shared transport: one POST for one operation, with a bearer token.

Reads may be asked again; writes leave once, as exactly the bytes that were sealed. Numbers are written digit
for digit, so a Float on the wire says what a person typed and not what a binary fraction makes of it.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Generator, Mapping
from datetime import timedelta
from typing import Final

import httpx

from tui_app.domain.errors import OutcomeUnknown, RateLimited, Unreachable
from tui_app.domain.secrets import MASK, Secret
from tui_app.gateway.base_url import place_of
from tui_app.gateway.budget import Budget
from tui_app.gateway.contract import Clock, Seal, SealedRequest
from tui_app.gateway.decode import write_json
from tui_app.gateway.graphql_answers import Answer, Operation, result_of_read, result_of_write
from tui_app.gateway.http import Call, HttpLines, Reply
from tui_app.gateway.pace import Pace
from tui_app.gateway.retries import PATIENT, asked_again

CONTENT_TYPE: Final = "application/json; charset=utf-8"
_LARGE: Final = 150_000  # bytes whose decoding would hold up the screen

Variables = Mapping[str, object]
"""What an operation is asked with. A variable that is None is left out of the request."""


class BearerAuth(httpx.Auth):
    """Adds the token to one request, at the last moment."""

    def __init__(self, token: Secret) -> None:
        self._token = token

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Put the token into `request`; the answer is not looked at."""
        request.headers["Authorization"] = f"Bearer {self._token.reveal()}"
        yield request


class GraphQL:
    """One GraphQL endpoint with one token. `source` is what messages call the marketplace."""

    def __init__(
        self, url: str, token: Secret, *, source: str, http: HttpLines, pace: Pace, clock: Clock
    ) -> None:
        self.url = url
        self._auth = BearerAuth(token)
        self._source = source
        self._http = http
        self._pace = pace
        self._clock = clock

    @property
    def budget(self) -> Budget:
        """How many calls may leave now."""
        return self._pace.budget

    async def read(
        self, operation: Operation, variables: Variables, *, patience: timedelta = PATIENT
    ) -> Answer:
        """The answer to an operation that changes nothing, asked again where that helps.

        Raises OfferdeskError.
        """
        call = self._call(body_of(operation, variables))

        async def once() -> Answer:
            await self._pace.wait()
            return await self._answer(await self._http.read(call), operation)

        return await asked_again(once, clock=self._clock, patience=patience)

    async def ask_once(self, operation: Operation, variables: Variables) -> object:
        """The result of an operation that nothing of value hangs on, on a line of its own and never again.

        Raises OfferdeskError, but never OutcomeUnknown.
        """
        await self._pace.wait()
        try:
            reply = await self._http.write(self._call(body_of(operation, variables)))
            return self._result(reply, operation)
        except OutcomeUnknown as unknown:
            title = f"{self._source} gave no usable answer. Nothing that binds you was sent; try again."
            raise Unreachable(title, unknown.detail or unknown.title) from None

    async def write(self, operation: Operation, variables: Variables, seal: Seal) -> object:
        """Send an operation once, after `seal` has seen it; the result of its field, which is not null.

        Raises OutcomeUnknown when it may have been done; any other OfferdeskError means that it was not.
        """
        await self._pace.wait()
        body = body_of(operation, variables)
        masked = self.shown(operation, variables)
        seal(SealedRequest(body_sha256=hashlib.sha256(body).hexdigest(), masked=masked))
        return self._result(await self._http.write(self._call(body)), operation)

    def shown(self, operation: Operation, variables: Variables) -> str:
        """The request as text, with the token masked."""
        body = body_of(operation, variables).decode()
        head = (f"POST {self.url}", f"Authorization: Bearer {MASK}", f"Content-Type: {CONTENT_TYPE}")
        return "\n".join((*head, "", body))

    def _call(self, body: bytes) -> Call:
        return Call(method="POST", url=self.url, content=body, content_type=CONTENT_TYPE, auth=self._auth)

    def _result(self, reply: Reply, operation: Operation) -> object:
        try:
            return result_of_write(reply, operation, source=self._source, now=self._clock())
        except RateLimited as limited:
            self._pace.pause(limited.until)
            raise

    async def _answer(self, reply: Reply, operation: Operation) -> Answer:
        def look() -> Answer:
            place, now = place_of(self.url), self._clock()
            return result_of_read(reply, operation, source=self._source, place=place, now=now)

        try:
            return await asyncio.to_thread(look) if len(reply.body) > _LARGE else look()
        except RateLimited as limited:
            self._pace.pause(limited.until)
            raise


def body_of(operation: Operation, variables: Variables) -> bytes:
    """The body of a request, Decimals digit for digit: what is sealed is what leaves."""
    given = {name: value for name, value in variables.items() if value is not None}
    request = {"operationName": operation.name, "variables": given, "query": operation.text}
    return write_json(request).encode()
