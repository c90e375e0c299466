"""Reads are asked again a few times, at growing random intervals, as late as the server wishes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import stamina

from tui_app.domain.errors import (
    OfferdeskError,
    OfferGone,
    RateLimited,
    ServiceGone,
    Unreachable,
    UnreadableReply,
)
from tui_app.gateway.retries import ATTEMPTS, FIRST_WAIT, Backoff, asked_again

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 10, 21, 7, 28, tzinfo=UTC)
PATIENCE = timedelta(minutes=5)


@pytest.fixture(autouse=True)
def _without_waiting() -> Iterator[None]:
    with stamina.set_testing(True, attempts=ATTEMPTS, cap=True):
        yield


def clock() -> datetime:
    """A clock that stands still."""
    return NOW


async def attempts_at(*errors: OfferdeskError | None) -> tuple[int, OfferdeskError | None]:
    """How often an operation failing with these in turn is called, and what comes out in the end."""
    waiting = list(errors)
    calls = 0

    async def once() -> str:
        nonlocal calls
        calls += 1
        if (error := waiting.pop(0) if waiting else None) is not None:
            raise error
        return "fine"

    try:
        await asked_again(once, clock=clock)
    except OfferdeskError as error:
        return calls, error
    return calls, None


async def test_a_good_answer_is_asked_for_once() -> None:
    assert await attempts_at() == (1, None)


async def test_an_unreachable_server_is_asked_three_times() -> None:
    errors = [Unreachable("1"), Unreachable("2"), Unreachable("3")]
    assert await attempts_at(*errors) == (3, errors[2])


async def test_the_second_attempt_may_succeed() -> None:
    assert await attempts_at(Unreachable("once")) == (2, None)


async def test_a_pause_within_patience_is_waited_for() -> None:
    assert await attempts_at(RateLimited("later", until=NOW + timedelta(minutes=4))) == (2, None)


@pytest.mark.parametrize(
    "error",
    [
        RateLimited("much later", until=NOW + timedelta(minutes=6)),
        RateLimited("some time"),
        UnreadableReply("no"),
        ServiceGone("no"),
        OfferGone("no"),
    ],
)
async def test_what_waiting_cannot_help_is_not_repeated(error: OfferdeskError) -> None:
    assert await attempts_at(error) == (1, error)


async def test_a_bug_is_not_repeated() -> None:
    calls = 0

    async def once() -> None:
        nonlocal calls
        calls += 1
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await asked_again(once, clock=clock)
    assert calls == 1


def test_intervals_are_random_within_a_doubling_limit() -> None:
    waits: list[list[float]] = [[], []]
    for _ in range(200):
        backoff = Backoff(clock, PATIENCE)
        for each in waits:
            each.append(float(backoff(Unreachable("again"))))
    for widest, each in zip((FIRST_WAIT, FIRST_WAIT * 2), waits, strict=True):
        assert 0 <= min(each) < widest * 0.2
        assert widest * 0.8 < max(each) <= widest


@pytest.mark.parametrize(
    ("after", "wait"),
    [
        (timedelta(seconds=7), 7.0),
        (timedelta(seconds=-7), 0.0),
        (PATIENCE, 300.0),
        (PATIENCE + timedelta(seconds=1), False),
    ],
)
def test_a_named_moment_is_waited_for_up_to_patience(after: timedelta, wait: float | bool) -> None:
    assert Backoff(clock, PATIENCE)(RateLimited("x", until=NOW + after)) == wait
