"""An account's calls leave no faster than allowed, and not at all during a pause."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta

import pytest

from tui_app.domain.errors import RateLimited
from tui_app.gateway.pace import Allowance, Pace

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 10, 21, 7, 28, tzinfo=UTC)


class SteppingClock:
    """A clock that tests set."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        """The time it was set to."""
        return self.now


def pace(clock: SteppingClock, calls: float = 100, seconds: float = 1) -> Pace:
    """The pace of an account at api.test."""
    return Pace(Allowance(calls=calls, seconds=seconds), place="api.test", clock=clock)


async def test_calls_beyond_the_allowance_are_spread() -> None:
    account = pace(SteppingClock(), calls=5, seconds=0.5)
    began = time.monotonic()
    await asyncio.gather(*(account.wait() for _ in range(8)))
    assert time.monotonic() - began >= 0.25


async def test_a_pause_is_said_at_once_and_not_waited_for() -> None:
    account = pace(SteppingClock())
    account.pause(NOW + timedelta(hours=1))
    with pytest.raises(RateLimited) as paused:
        await account.wait()
    assert paused.value.until == NOW + timedelta(hours=1)


async def test_a_pause_ends() -> None:
    account = pace(SteppingClock())
    account.pause(NOW + timedelta(seconds=0.15))
    await asyncio.sleep(0.15)
    await account.wait()


async def test_a_clock_set_back_does_not_prolong_a_pause() -> None:
    clock = SteppingClock()
    account = pace(clock)
    account.pause(NOW + timedelta(seconds=0.1))
    clock.now = NOW - timedelta(days=1)
    await asyncio.sleep(0.1)
    await account.wait()


async def test_a_pause_without_an_end_holds_nothing_up() -> None:
    account = pace(SteppingClock())
    account.pause(None)
    await account.wait()


async def test_a_budget_says_what_is_left_and_who_named_the_figures() -> None:
    account = pace(SteppingClock(), calls=5, seconds=3_600)
    assert (account.budget.calls, account.budget.left, account.budget.documented) == (5, 5, False)
    for _ in range(5):
        await account.wait()
    assert account.budget.left == 0
    assert account.budget.paused_until is None

    account.pause(NOW + timedelta(hours=1))
    assert account.budget.paused_until == NOW + timedelta(hours=1)
