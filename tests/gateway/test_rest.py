"""JSON calls over real sockets: what an answer's status and refusal mean to a read and to a write."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from tests.loopback import Act, Loopback, answer, loopback, reset
from tests.rest_account import Seals, http_lines, sign_in
from tui_app.domain.errors import (
    ActionRefused,
    CredentialsMissing,
    CredentialsRejected,
    OfferdeskError,
    OutcomeUnknown,
    RateLimited,
    ServiceGone,
    Unreachable,
    UnreadableReply,
)
from tui_app.domain.secrets import MASK, Credentials, Secret
from tui_app.gateway.rest import HeaderAuth, Refusal, Request, Rest, secret_in

pytestmark = pytest.mark.anyio

KEY = "canary-key-56rL9"
READ = Request(method="GET", path="/things?limit=1")
WRITE = Request(method="POST", path="/things", body={"price": Decimal("1.50")})
NO = {"no": "sure"}


def explain(_status: int, value: object) -> Refusal | None:
    """A refusal says no; one that is not sure says maybe."""
    if isinstance(value, Mapping) and "no" in value:
        return Refusal(ActionRefused("They say no."), definite=value["no"] == "sure")
    return None


@asynccontextmanager
async def api(*acts: Act, scheme: str = "") -> AsyncIterator[tuple[Loopback, Rest]]:
    """A server that plays `acts`, and a caller of it."""
    async with loopback(*acts) as server:
        http = http_lines()
        auth = HeaderAuth("X-Key", Secret(KEY), scheme=scheme)
        given = sign_in({}, {}, http)
        try:
            yield server, Rest(server.base_url, auth, explain=explain, source="Shop", sign_in=given)
        finally:
            await http.close()


async def test_a_read_brings_exact_numbers_and_their_clock() -> None:
    moment = datetime(2026, 3, 14, 15, 9, 26, tzinfo=UTC)
    dated = {"Date": "Sat, 14 Mar 2026 15:09:26 GMT"}
    async with api(answer(b'{"price": 0.10}', headers=dated)) as (server, rest):
        found = await rest.read(READ)

    assert found == ({"price": Decimal("0.10")}, moment)
    assert server.seen[0].headers["x-key"] == KEY
    assert server.seen[0].target == "/things?limit=1"


async def test_a_scheme_stands_before_the_secret() -> None:
    async with api(answer({}), scheme="Bearer") as (server, rest):
        await rest.read(READ)
        shown = rest.shown(READ)

    assert server.seen[0].headers["x-key"] == f"Bearer {KEY}"
    assert shown.endswith(f"X-Key: Bearer {MASK}")


READS: list[tuple[Act, type[OfferdeskError]]] = [
    (answer(NO), ActionRefused),
    (answer(NO, 404), ActionRefused),
    (answer({}, 404), ServiceGone),
    (answer({}, 401), CredentialsRejected),
    (answer({}, 403), UnreadableReply),
    (answer(b"<html>"), UnreadableReply),
    (answer(NO, 429), RateLimited),
    (answer({}, 302), UnreadableReply),
]


@pytest.mark.parametrize(("act", "kind"), READS)
async def test_a_read_raises_what_its_answer_amounts_to(act: Act, kind: type[OfferdeskError]) -> None:
    async with api(act) as (server, rest):
        with pytest.raises(kind):
            await rest.read(READ)

    assert len(server.seen) == 1


async def test_a_read_is_asked_again_and_a_large_answer_read_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tui_app.gateway.retries.FIRST_WAIT", 0.01)
    async with api(answer(NO, 500), answer({"name": "x" * 200_000})) as (server, rest):
        found = await rest.read(READ)

    assert isinstance(found.value, dict)
    assert len(server.seen) == 2


async def test_a_read_without_a_body_brings_nothing() -> None:
    async with api(answer(b" ")) as (_, rest):
        assert (await rest.read(READ)).value is None


async def test_a_write_leaves_once_as_the_bytes_that_were_sealed() -> None:
    seals = Seals()
    async with api(answer({"ok": 1})) as (server, rest):
        found = await rest.write(WRITE, seals)

    assert found.value == {"ok": 1}
    assert server.seen[0].body == b'{"price":1.50}'
    assert server.seen[0].headers["content-type"] == "application/json"
    assert KEY not in seals[0].masked
    assert seals[0].masked.endswith('{"price":1.50}')


DEFINITE: list[tuple[Act, type[OfferdeskError]]] = [
    (answer(NO), ActionRefused),
    (answer(NO, 400), ActionRefused),
    (answer(NO, 409), ActionRefused),
    (answer({}, 429), RateLimited),
]


@pytest.mark.parametrize(("act", "kind"), DEFINITE)
async def test_a_write_is_refused_in_words_that_say_so(act: Act, kind: type[OfferdeskError]) -> None:
    async with api(act) as (_, rest):
        with pytest.raises(kind):
            await rest.write(WRITE, Seals())


UNSURE = [
    answer({"no": "maybe"}),
    answer({"no": "maybe"}, 400),
    answer(NO, 500),
    answer(NO, 408),
    answer(NO, 425),
    answer({}, 400),
    answer({}, 500),
    answer({}, 302),
    answer(b"<html>"),
    reset(),
]


@pytest.mark.parametrize("act", UNSURE)
async def test_a_write_whose_answer_settles_nothing_is_unknown(act: Act) -> None:
    async with api(act) as (server, rest):
        with pytest.raises(OutcomeUnknown):
            await rest.write(WRITE, Seals())

    assert len(server.seen) == 1


async def test_their_clock_is_read_from_any_answer() -> None:
    dated = {"Date": "Sat, 14 Mar 2026 15:09:26 GMT"}
    async with api(answer(NO, 400, dated)) as (_, rest):
        assert await rest.time(READ) == datetime(2026, 3, 14, 15, 9, 26, tzinfo=UTC)


async def test_a_server_without_a_clock_says_so() -> None:
    async with api(answer({})) as (_, rest):
        with pytest.raises(UnreadableReply, match="what time it is"):
            await rest.time(READ)


async def test_a_server_that_wants_a_pause_gets_it() -> None:
    async with api(answer({}, 429, {"Retry-After": "100"})) as (server, rest):
        for _ in range(2):
            with pytest.raises(RateLimited):
                await rest.write(WRITE, Seals())

    assert len(server.seen) == 1


async def test_a_closed_server_is_unreachable() -> None:
    async with api(answer({})) as (server, rest):
        server.stop_listening()
        with pytest.raises(Unreachable):
            await rest.write(WRITE, Seals())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", CredentialsMissing),
        (" ", CredentialsMissing),
        ("a b", CredentialsRejected),
        ("é", CredentialsRejected),
    ],
)
def test_a_secret_that_fits_into_no_header_is_refused(text: str, kind: type[OfferdeskError]) -> None:
    with pytest.raises(kind):
        secret_in(Credentials.of({"key": text}), "key", "API key")


def test_a_secret_is_taken_without_the_blanks_around_it() -> None:
    assert secret_in(Credentials.of({"key": f" {KEY}\n"}), "key", "API key").reveal() == KEY
