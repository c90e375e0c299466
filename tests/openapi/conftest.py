"""The sandbox's time, for tests that hold its answers to the descriptions."""

from __future__ import annotations

import pytest

from tests.sandbox_client import Clock


@pytest.fixture
def clock() -> Clock:
    """It stands still."""
    return Clock()
