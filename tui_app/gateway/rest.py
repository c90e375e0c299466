"""JSON calls over the shared transport, with one header that says who asks.

Reads may be asked again; writes leave once, as exactly the bytes that were sealed. What a marketplace's
answers mean is told by its `Explain`; what follows from that for a read and for a write is decided here.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Generator
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Final, NamedTuple

import httpx

from tui_app.domain.errors import (
    AT_ACCOUNTS,
    CredentialsMissing,
    CredentialsRejected,
    OfferdeskError,
    OutcomeUnknown,
    RateLimited,
    Unreachable,
    UnreadableReply,
)
from tui_app.domain.secrets import MASK, Credentials, Secret
from tui_app.gateway.base_url import place_of
from tui_app.gateway.budget import Budget
from tui_app.gateway.contract import Seal, SealedRequest, SignIn
from tui_app.gateway.decode import read_json, write_json
from tui_app.gateway.http import Call, Reply
from tui_app.gateway.pace import Allowance, Pace
from tui_app.gateway.retries import PATIENT, PRESSING, asked_again
from tui_app.gateway.statuses import status_error

_JSON: Final = "application/json"
_PACE: Final = Allowance(calls=20, seconds=1)  # none of these marketplaces names a limit
_LARGE: Final = 150_000  # bytes whose decoding would hold up the screen
_MAYBE_DONE: Final = frozenset({408, 425})


class Answer(NamedTuple):
    """What came back: a JSON value, None where there was no body at all, and the server's clock if named."""

    value: object
    date: datetime | None = None


class Refusal(NamedTuple):
    """What an answer refuses with. One that is not `definite` does not settle whether a write was done."""

    error: OfferdeskError
    definite: bool = True


Explain = Callable[[int, object], Refusal | None]
"""The refusal in an answer of this HTTP status and value (None: no JSON), or None where it has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One call: its path behind the base address, and its body, which is JSON or not there.

    `shown` is what stands for the body wherever a person or a log sees it. With `by_status` a 2xx is a yes
    whatever is in its body, for calls that are documented to answer with none.
    """

    method: str
    path: str
    body: object = None
    shown: object = None
    by_status: bool = False


class HeaderAuth(httpx.Auth):
    """Adds one header to one request, at the last moment. `scheme` stands before the secret, if any."""

    def __init__(self, name: str, secret: Secret, *, scheme: str = "") -> None:
        self.name = name
        self.scheme = scheme
        self._secret = secret

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Put the secret into `request`; the answer is not looked at."""
        request.headers[self.name] = f"{self.scheme} {self._secret.reveal()}".strip()
        yield request


class Rest:
    """One REST API at `base_url`. `source` is what messages call the marketplace."""

    def __init__(
        self, base_url: str, auth: HeaderAuth, *, explain: Explain, source: str, sign_in: SignIn
    ) -> None:
        self.base_url = base_url
        self.source = source
        self._auth = auth
        self._explain = explain
        self._http = sign_in.http
        self._clock = sign_in.clock
        self._pace = Pace(_PACE, place=place_of(base_url), clock=sign_in.clock)

    @property
    def budget(self) -> Budget:
        """How many calls may leave now."""
        return self._pace.budget

    async def read(self, request: Request, *, patience: timedelta = PATIENT) -> Answer:
        """The answer to a call that changes nothing, asked again where that helps. Raises OfferdeskError."""

        async def once() -> Answer:
            return await self._understood(await self._fetched(request))

        return await asked_again(once, clock=self._clock, patience=patience)

    async def time(self, request: Request) -> datetime:
        """Their clock, from the Date of the answer to a read, whatever that says. Raises OfferdeskError."""

        async def once() -> datetime:
            reply = await self._fetched(request)
            if isinstance(error := self._status_error(reply), RateLimited | Unreachable):
                raise error
            if reply.date is None:
                raise UnreadableReply(
                    f"{self.source} does not say what time it is there, so nothing is sent to it."
                )
            return reply.date

        return await asked_again(once, clock=self._clock, patience=PRESSING)

    async def write(self, request: Request, seal: Seal) -> Answer:
        """Send a call once, after `seal` has seen it; the answer, which refuses nothing.

        Raises OutcomeUnknown when it may have been done; any other OfferdeskError means that it was not.
        """
        await self._pace.wait()
        body = _bytes_of(request)
        seal(SealedRequest(body_sha256=hashlib.sha256(body).hexdigest(), masked=self.shown(request)))
        return self._done(await self._http.write(self._call(request)), by_status=request.by_status)

    def shown(self, request: Request) -> str:
        """The request as text, with the secret masked."""
        head = [f"{request.method} {self.base_url}{request.path}"]
        head.append(f"{self._auth.name}: {self._auth.scheme} {MASK}".replace(":  ", ": "))
        if request.body is None:
            return "\n".join(head)
        body = write_json(request.body if request.shown is None else request.shown)
        return "\n".join((*head, f"Content-Type: {_JSON}", "", body))

    async def _fetched(self, request: Request) -> Reply:
        await self._pace.wait()
        return await self._http.read(self._call(request))

    def _call(self, request: Request) -> Call:
        return Call(
            method=request.method,
            url=self.base_url + request.path,
            content=_bytes_of(request),
            content_type="" if request.body is None else _JSON,
            auth=self._auth,
        )

    async def _understood(self, reply: Reply) -> Answer:
        if len(reply.body) > _LARGE:
            return await asyncio.to_thread(self._result, reply)
        return self._result(reply)

    def _result(self, reply: Reply) -> Answer:
        by_status = self._status_error(reply)
        if isinstance(by_status, RateLimited | Unreachable):
            raise by_status
        value, unreadable = _value_of(reply, self.source)
        if (refusal := self._explain(reply.status, value)) is not None:
            raise refusal.error
        if error := by_status or unreadable:
            raise error
        return Answer(value, reply.date)

    def _done(self, reply: Reply, *, by_status: bool) -> Answer:
        if reply.status == HTTPStatus.TOO_MANY_REQUESTS and (error := self._status_error(reply)) is not None:
            raise error
        value, unreadable = _value_of(reply, self.source)
        refusal = self._explain(reply.status, value)
        if refusal is not None:
            maybe = reply.status in _MAYBE_DONE or reply.status >= HTTPStatus.INTERNAL_SERVER_ERROR
            if refusal.definite and not maybe:
                raise refusal.error
            raise unsure(self.source, f"{refusal.error.title} {refusal.error.detail}".strip())
        if reply.status not in range(200, 300):
            raise unsure(self.source, f"{self.source} answered HTTP {reply.status}.")
        if unreadable is not None and not by_status:
            raise unsure(self.source, unreadable.title)
        return Answer(value, reply.date)

    def _status_error(self, reply: Reply) -> OfferdeskError | None:
        error = status_error(reply, place=place_of(self.base_url), now=self._clock())
        if isinstance(error, RateLimited):
            self._pace.pause(error.until)
        return error


def unsure(source: str, because: str) -> OutcomeUnknown:
    """The error of a write whose answer does not settle whether it was done."""
    return OutcomeUnknown(f"Sent to {source}, but its answer does not say whether it was done.", because)


def secret_in(credentials: Credentials, name: str, what: str) -> Secret:
    """A key or token as it goes into a header. Raises CredentialsMissing, or CredentialsRejected for none."""
    text = credentials[name].reveal().strip() if name in credentials else ""
    if not text:
        raise CredentialsMissing(f"This account has no {what} yet. Enter one {AT_ACCOUNTS}.")
    if not (text.isascii() and text.isprintable()) or " " in text:
        raise CredentialsRejected(f"The {what} holds characters that none has. Paste it again.")
    return Secret(text)


def _bytes_of(request: Request) -> bytes:
    return b"" if request.body is None else write_json(request.body).encode()


def _value_of(reply: Reply, source: str) -> tuple[object, UnreadableReply | None]:
    """The JSON of an answer, and what keeps it from being read; neither where there is no body."""
    if not reply.body.strip():
        return None, None
    try:
        return read_json(reply.body, source=source), None
    except UnreadableReply as unreadable:
        return None, unreadable
