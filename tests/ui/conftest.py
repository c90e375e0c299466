"""What tests of the interface share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ui.rows import Stock, offers


@pytest.fixture(autouse=True)
def quick_fingers(monkeypatch: pytest.MonkeyPatch) -> None:
    """After each key Textual's pilot looks twice whether the app rests: for 10 ms each, not 20."""
    monkeypatch.setattr("textual._wait.SLEEP_GRANULARITY", 0.01)


@pytest.fixture
def stock(tmp_path: Path) -> Iterator[Stock]:
    """A ledger of a hundred offers, the first ending in four minutes, each 37 after the one before."""
    found = Stock(tmp_path)
    found.keep(offers(100))
    yield found
    found.ledger.close()
