"""A token is taken by its form, and what it says of its end is told before anything is sent with it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.loopback import answer
from tests.mojito_account import account_at, data, feed, jwt, mojito_account, token
from tui_app.domain.errors import CredentialsMissing, CredentialsRejected
from tui_app.domain.secrets import Credentials
from tui_app.gateway.contract import OfferQuery
from tui_app.marketplaces.mojito.token import Token

pytestmark = pytest.mark.anyio

END = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
NOW = datetime.now(UTC)


def read(text: str) -> Token:
    """The token in what was stored."""
    return Token.of(Credentials.of({"token": text}))


@pytest.mark.parametrize("around", ["{}", "  {}\n", "Bearer {}", "bearer   {}"])
async def test_the_end_of_a_token_is_read(around: str) -> None:
    text = jwt(exp=int(END.timestamp()))
    found = read(around.format(text))
    assert (found.ends, found.secret.reveal()) == (END, text)


@pytest.mark.parametrize("exp", [None, "x", True, 10**30, -(10**30), [], {}])
async def test_a_token_whose_end_says_nothing_has_no_named_one(exp: object) -> None:
    found = read(jwt(exp=exp))
    assert found.ends is None
    found.check(NOW, theirs=True)


@pytest.mark.parametrize(
    "text",
    ["x", "a.b", "a.b.c.d", "a.!.c", "a..c", "a.bm8.c", "a.W10.c", "a\n.e30.c", "a.e30.c" + "c" * 20_000],
)
async def test_what_is_no_token_is_said_in_one_sentence(text: str) -> None:
    with pytest.raises(CredentialsRejected, match="is not a token") as caught:
        read(text)
    assert text not in caught.value.title


@pytest.mark.parametrize("stored", [{}, {"token": ""}, {"token": "  "}])
async def test_a_token_that_is_not_there_is_missing(stored: dict[str, str]) -> None:
    with pytest.raises(CredentialsMissing):
        Token.of(Credentials.of(stored))


async def test_a_token_that_ended_long_ago_is_not_even_tried() -> None:
    async with account_at(answer(feed()), secret=jwt(exp=int(END.timestamp()))) as (server, account):
        with pytest.raises(CredentialsRejected, match="ended on 2026-01-02 at 03:04 UTC"):
            await account.probe()
    assert server.connections == 0


async def test_a_wrong_clock_here_does_not_end_a_token() -> None:
    async with account_at(answer(feed()), secret=token(hours=-3)) as (server, account):
        assert "the token holds until" in await account.probe()
    assert len(server.seen) == 1


async def test_once_their_clock_is_known_it_decides() -> None:
    later = (NOW + timedelta(days=2)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    act = answer(data(__typename="Query"), headers={"Date": later})
    async with account_at(act, secret=token(hours=24)) as (server, account):
        await account.server_time()
        with pytest.raises(CredentialsRejected, match="The token ended on"):
            await account.server_time()
    assert len(server.seen) == 1


async def test_a_token_the_server_calls_expired_says_when_it_ended() -> None:
    act = answer({"errors": [{"message": "token is expired"}]}, 401)
    async with account_at(act, secret=token(hours=-1)) as (server, account):
        with pytest.raises(CredentialsRejected, match="The token ended on"):
            async for _ in account.pages(OfferQuery()):
                pass
    assert len(server.seen) == 1


async def test_a_token_never_shows() -> None:
    secret = token()
    async with mojito_account("https://api.example.com/query", secret=secret) as account:
        assert secret not in repr(vars(account))
    assert secret not in repr(read(secret))
