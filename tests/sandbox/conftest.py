"""Sandboxes for every test of the room: fresh ones in this process, and one process for a whole module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.sandbox_client import Clock, Faults, KrakenCaller, in_process
from tests.sandbox_process import SandboxInfo, running_sandbox


@pytest.fixture
def clock() -> Clock:
    """The time of the sandbox in this process; it stands still."""
    return Clock()


@pytest.fixture
def kraken(clock: Clock) -> KrakenCaller:
    """A caller of a sandbox in this process with every switch at its default."""
    return in_process(clock)


@pytest.fixture(scope="module")
def served() -> Iterator[SandboxInfo]:
    """A sandbox in a process of its own, the same for a whole module."""
    with running_sandbox() as running:
        yield running


@pytest.fixture(scope="module")
def caller(served: SandboxInfo) -> Iterator[KrakenCaller]:
    """A caller of `served` with one connection that is kept."""
    found = KrakenCaller.of(served)
    yield found
    found.close()


@pytest.fixture
def faults(caller: KrakenCaller) -> Iterator[Faults]:
    """The faults of `served`; nothing is armed when a test begins."""
    yield caller.faults
    caller.faults.clear()
