"""Accounts at marketplaces with a REST API: signed in anywhere, and their documents' examples."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from ssl import PROTOCOL_TLS_CLIENT, SSLContext
from typing import Any, TypeVar

from tests.kraken_account import MemoryNonces
from tests.loopback import Act, Loopback, Respond, loopback
from tui_app.domain.secrets import Credentials
from tui_app.gateway.contract import Connection, SealedRequest, SignIn
from tui_app.gateway.decode import read_json, write_json
from tui_app.gateway.http import HttpLines

DOCUMENTS = Path(__file__).parent / "openapi" / "documents"
NAME = "penelope"

Connected = TypeVar("Connected", bound=Connection)
Connect = Callable[[SignIn], Connected]


def printed(name: str) -> Any:
    """An example of the documents, byte for byte as printed, read as the program reads answers."""
    return read_json((DOCUMENTS / f"{name}.json").read_bytes(), source="the page")


def changed(value: Mapping[str, Any], **changes: object) -> dict[str, Any]:
    """A copy with some fields changed; `nft__name` names one further in, `items__0__id` one of a list.

    A field whose new value is `ABSENT` is left out.
    """
    found = deepcopy(dict(value))
    for name, new in changes.items():
        *outer, last = [int(step) if step.isdigit() else step for step in name.split("__")]
        inner: Any = found
        for step in outer:
            inner = inner[step]
        if new is ABSENT:
            del inner[last]
        else:
            inner[last] = new
    return found


ABSENT = object()


def over_the_wire(value: object) -> Any:
    """A value as the program reads it from an answer."""
    return read_json(write_json(value).encode(), source="a test")


def http_lines() -> HttpLines:
    """HTTP clients that trust nobody: loading certificates takes longer than a whole test on loopback."""
    return HttpLines(trust=SSLContext(PROTOCOL_TLS_CLIENT))


def sign_in(fields: Mapping[str, str], secrets: Mapping[str, str], http: HttpLines | None = None) -> SignIn:
    """What a connection is made from."""
    return SignIn(
        account=NAME,
        fields=dict(fields),
        credentials=Credentials.of(secrets),
        nonces=MemoryNonces(),
        clock=lambda: datetime.now(UTC),
        http=http or http_lines(),
    )


@asynccontextmanager
async def signed_in(
    connect: Connect[Connected], fields: Mapping[str, str], secrets: Mapping[str, str]
) -> AsyncIterator[Connected]:
    """A connection, closed afterwards."""
    lines = http_lines()
    connection = connect(sign_in(fields, secrets, lines))
    try:
        yield connection
    finally:
        await connection.close()
        await lines.close()


@asynccontextmanager
async def played(
    connect: Connect[Connected],
    *acts: Act,
    by: Respond | None = None,
    fields: Mapping[str, str] | None = None,
    secrets: Mapping[str, str] | None = None,
) -> AsyncIterator[tuple[Loopback, Connected]]:
    """A loopback server that plays `acts`, or asks `by`, and a connection to it."""
    async with loopback(*acts, by=by) as server:
        given = {"base_url": server.base_url, **(fields or {})}
        async with signed_in(connect, given, secrets or {}) as connection:
            yield server, connection


class Seals(list[SealedRequest]):
    """What was sealed, in order; itself a seal."""

    def __call__(self, request: SealedRequest) -> None:
        """Remember it."""
        self.append(request)
