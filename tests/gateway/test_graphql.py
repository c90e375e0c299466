"""GraphQL over real sockets: what every shape of an answer means to a read and to a write."""

from __future__ import annotations

import hashlib
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from tests.loopback import Act, Loopback, answer, loopback, raw, reset
from tui_app.domain.errors import (
    ActionRefused,
    CredentialsRejected,
    OfferdeskError,
    OutcomeUnknown,
    RateLimited,
    ServiceGone,
    Unreachable,
    UnreadableReply,
    UsageError,
)
from tui_app.domain.secrets import Secret
from tui_app.gateway.contract import SealedRequest
from tui_app.gateway.graphql import GraphQL, body_of
from tui_app.gateway.graphql_answers import Operation
from tui_app.gateway.http import HttpLines
from tui_app.gateway.pace import Allowance, Pace

pytestmark = pytest.mark.anyio

TOKEN = "canary-token-56rL9"
LIST = Operation("list", "things", "query list { things }")
DO = Operation("do", "thing", "mutation do { thing }")
NO = {"message": "no such thing", "path": ["thing"]}


def now() -> datetime:
    """The time of this machine."""
    return datetime.now(UTC)


@asynccontextmanager
async def endpoint(*acts: Act) -> AsyncIterator[tuple[Loopback, GraphQL]]:
    """A server that plays `acts`, and a caller of it."""
    async with loopback(*acts) as server:
        http = HttpLines()
        pace = Pace(Allowance(calls=50, seconds=1), place="here", clock=now)
        try:
            url, token = f"{server.base_url}/query", Secret(TOKEN)
            yield server, GraphQL(url, token, source="Mojito", http=http, pace=pace, clock=now)
        finally:
            await http.close()


def ignore(_request: SealedRequest) -> None:
    """A seal that a test does not look at."""


async def test_an_operation_is_one_post_with_its_variables_and_the_token() -> None:
    async with endpoint(answer({"data": {"things": [1]}})) as (server, graphql):
        found = await graphql.read(LIST, {"one": "1", "none": None})
    (seen,) = server.seen
    assert (seen.method, seen.target) == ("POST", "/query")
    assert seen.headers["authorization"] == f"Bearer {TOKEN}"
    assert json.loads(seen.body) == {
        "operationName": "list",
        "variables": {"one": "1"},
        "query": "query list { things }",
    }
    assert found.value == [1]


@pytest.mark.parametrize("digits", ["0.1", "1.50", "0.00000001", "12345678901234567890.123456789", "3"])
def test_a_float_on_the_wire_has_the_very_digits(digits: str) -> None:
    assert f'"price":{digits}'.encode() in body_of(DO, {"price": Decimal(digits)})


async def test_a_part_beside_errors_is_used_and_the_errors_are_told() -> None:
    partial = {"data": {"things": [1]}, "errors": [NO]}
    async with endpoint(answer(partial)) as (_server, graphql):
        found = await graphql.read(LIST, {})
    assert found.value == [1]
    assert [words.shown for words in found.complaints] == ["no such thing"]


READS: list[tuple[str, Act, type[OfferdeskError]]] = [
    ("errors alone", answer({"errors": [NO]}), ActionRefused),
    ("errors and null", answer({"errors": [NO], "data": None}), ActionRefused),
    ("errors and a null field", answer({"errors": [NO], "data": {"things": None}}), ActionRefused),
    ("errors with 400", answer({"errors": [NO]}, 400), ActionRefused),
    ("an error without a message", answer({"errors": [{}]}), ActionRefused),
    ("an error that is a text", answer({"errors": ["no"]}), ActionRefused),
    ("errors that are a text", answer({"errors": "no"}), UnreadableReply),
    ("no data at all", answer({}), UnreadableReply),
    ("data null", answer({"data": None}), UnreadableReply),
    ("data a list", answer({"data": []}), UnreadableReply),
    ("another field", answer({"data": {"other": 1}}), UnreadableReply),
    ("a list", answer([]), UnreadableReply),
    ("a web page", answer(b"<html>sorry</html>"), UnreadableReply),
    ("nothing", answer(b""), UnreadableReply),
    ("401", answer(b"", 401), CredentialsRejected),
    ("403 with a page", answer(b"<html>", 403), CredentialsRejected),
    ("401 with words", answer({"errors": [{"message": "token is expired"}]}, 401), CredentialsRejected),
    (
        "200 that means 401",
        answer({"errors": [{"message": "x", "extensions": {"code": "UNAUTHENTICATED"}}]}),
        CredentialsRejected,
    ),
    ("jwt expired", answer({"errors": [{"message": "jwt expired"}], "data": None}), CredentialsRejected),
    (
        "unauthorized beside data",
        answer({"errors": [{"message": "Unauthorized"}], "data": {"things": []}}),
        CredentialsRejected,
    ),
    ("404", answer(b"", 404), ServiceGone),
    ("307", answer(b"", 307, {"Location": "/elsewhere"}), UnreadableReply),
    ("429", answer(b"", 429), RateLimited),
    ("429 in words", answer({"errors": [{"message": "Too many requests"}]}), RateLimited),
]


@pytest.mark.parametrize(("act", "error"), [pytest.param(a, e, id=name) for name, a, e in READS])
async def test_what_a_read_cannot_use_is_the_error_it_amounts_to(
    act: Act, error: type[OfferdeskError]
) -> None:
    async with endpoint(act) as (server, graphql):
        with pytest.raises(error) as caught:
            await graphql.read(LIST, {})
    assert caught.value.title.endswith((".", "?"))
    assert len(server.seen) == 1
    assert TOKEN not in f"{caught.value.title}{caught.value.detail}"


async def test_a_read_is_asked_again_after_a_broken_answer() -> None:
    async with endpoint(answer(b"", 502), reset(), answer({"data": {"things": 1}})) as (server, graphql):
        assert (await graphql.read(LIST, {})).value == 1
    assert len(server.seen) == 3


async def test_an_nft_token_that_is_missing_is_no_matter_of_who_asks() -> None:
    async with endpoint(answer({"errors": [{"message": "token not found"}]})) as (_server, graphql):
        with pytest.raises(ActionRefused) as caught:
            await graphql.read(LIST, {})
    assert caught.value.detail == "Mojito says: token not found"


async def test_a_marketplace_s_words_are_shown_cleaned() -> None:
    words = "no\x1b]52;c;AAAA\x07 [@click=app.quit]x[/]\n" + "y" * 9_000
    async with endpoint(answer({"errors": [{"message": words}]})) as (_server, graphql):
        with pytest.raises(ActionRefused) as caught:
            await graphql.read(LIST, {})
    assert caught.value.detail.isprintable()
    assert len(caught.value.detail) < 400
    assert caught.value.words is not None


REFUSED: list[tuple[str, Act, type[OfferdeskError]]] = [
    ("errors alone", answer({"errors": [NO]}), ActionRefused),
    ("errors and null", answer({"errors": [NO], "data": None}), ActionRefused),
    ("errors and a null field", answer({"errors": [NO], "data": {"thing": None}}), ActionRefused),
    ("errors with 400", answer({"errors": [NO]}, 400), ActionRefused),
    ("errors with 401", answer({"errors": [NO]}, 401), CredentialsRejected),
    ("errors with 429", answer({"errors": [NO]}, 429), RateLimited),
]


@pytest.mark.parametrize(("act", "error"), [pytest.param(a, e, id=name) for name, a, e in REFUSED])
async def test_a_write_that_was_refused_in_words_was_not_done(act: Act, error: type[OfferdeskError]) -> None:
    async with endpoint(act) as (server, graphql):
        with pytest.raises(error):
            await graphql.write(DO, {}, ignore)
    assert len(server.seen) == 1


UNKNOWN: dict[str, Callable[[], Act]] = {
    "errors beside a result": lambda: answer({"errors": [NO], "data": {"thing": "done"}}),
    "an error without a message": lambda: answer({"errors": [{}], "data": None}),
    "an error that is a text": lambda: answer({"errors": ["no"], "data": None}),
    "errors that are a text": lambda: answer({"errors": "no", "data": None}),
    "a server that broke inside": lambda: answer({"errors": [{"message": "internal system error"}]}),
    "a server out of time": lambda: answer({"errors": [{"message": "context deadline exceeded"}]}),
    "a code for breaking": lambda: answer(
        {"errors": [{"message": "x", "extensions": {"code": "INTERNAL_SERVER_ERROR"}}]}
    ),
    "errors with 500": lambda: answer({"errors": [NO]}, 500),
    "errors with 409": lambda: answer({"errors": [NO]}, 409),
    "a null result": lambda: answer({"data": {"thing": None}}),
    "data null": lambda: answer({"data": None}),
    "no data": lambda: answer({}),
    "another field": lambda: answer({"data": {"other": 1}}),
    "a web page": lambda: answer(b"<html>"),
    "401 without words": lambda: answer(b"", 401),
    "404 without words": lambda: answer(b"", 404),
    "307": lambda: answer(b"", 307, {"Location": "/query"}),
    "502": lambda: answer(b"", 502),
    "truncated": lambda: answer(b'{"data":{"thing":"do'),
    "one field twice": lambda: answer(b'{"data":{"thing":"a","thing":"b"}}'),
    "reset after the request": reset,
    "closed after the request": lambda: raw(b""),
}


@pytest.mark.parametrize("make", UNKNOWN.values(), ids=UNKNOWN)
async def test_a_write_whose_answer_settles_nothing_is_unknown_and_never_sent_again(
    make: Callable[[], Act],
) -> None:
    async with endpoint(make()) as (server, graphql):
        with pytest.raises(OutcomeUnknown):
            await graphql.write(DO, {}, ignore)
    assert server.connections == 1


async def test_the_seal_sees_the_exact_bytes_before_any_of_them_leaves() -> None:
    sealed: list[SealedRequest] = []
    async with endpoint(answer({"data": {"thing": "done"}})) as (server, graphql):

        def seal(request: SealedRequest) -> None:
            assert server.connections == 0
            sealed.append(request)

        assert await graphql.write(DO, {"price": Decimal("1.50")}, seal) == "done"
    (request,), (seen,) = sealed, server.seen
    assert request.body_sha256 == hashlib.sha256(seen.body).hexdigest()
    assert request.masked.endswith("\n\n" + seen.body.decode())
    assert "Authorization: Bearer ***" in request.masked
    assert TOKEN not in request.masked


async def test_a_seal_that_objects_stops_the_request() -> None:
    def seal(_request: SealedRequest) -> None:
        raise UsageError("The ledger cannot be written.")

    async with endpoint(answer({"data": {"thing": "done"}})) as (server, graphql):
        with pytest.raises(UsageError):
            await graphql.write(DO, {}, seal)
    assert server.connections == 0


async def test_what_only_prepares_is_asked_once_and_never_unknown() -> None:
    async with endpoint(reset()) as (server, graphql):
        with pytest.raises(Unreachable) as caught:
            await graphql.ask_once(DO, {})
    assert "Nothing that binds you was sent" in caught.value.title
    assert server.connections == 1


async def test_after_too_many_calls_nothing_leaves_until_the_named_moment() -> None:
    async with endpoint(answer(b"", 429, {"Retry-After": "600"})) as (server, graphql):
        for _ in range(2):
            with pytest.raises(RateLimited):
                await graphql.read(LIST, {})
    assert len(server.seen) == 1
