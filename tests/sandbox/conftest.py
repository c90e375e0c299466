"""A clock that stands still and a fresh Kraken sandbox in this process, for every test of the room."""

from __future__ import annotations

import pytest

from tests.sandbox_client import Clock, KrakenCaller, in_process


@pytest.fixture
def clock() -> Clock:
    """The sandbox's time."""
    return Clock()


@pytest.fixture
def kraken(clock: Clock) -> KrakenCaller:
    """A caller of a sandbox with every switch at its default."""
    return in_process(clock)
