"""What tests of the interface share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ui.rest import Rest
from tests.ui.rows import Stock, offers
from tests.ui.sheets import Known, read_once


@pytest.fixture(scope="session")
def sheets() -> Known:
    """What stylesheets were found to say."""
    return {}


@pytest.fixture(autouse=True)
def sheets_read_once(monkeypatch: pytest.MonkeyPatch, sheets: Known) -> None:
    """An app starts without parsing what another test's app has parsed."""
    read_once(monkeypatch, sheets)


@pytest.fixture(autouse=True)
def rest(monkeypatch: pytest.MonkeyPatch) -> Rest:
    """After each key Textual's pilot waits until the app rests."""
    found = Rest()
    found.take_place(monkeypatch)
    return found


@pytest.fixture
def held_threads(rest: Rest) -> None:
    """The test holds threads back, and nothing waits for them."""
    rest.threads_are_held = True


@pytest.fixture
def stock(tmp_path: Path) -> Iterator[Stock]:
    """A ledger of a hundred offers, the first ending in four minutes, each 37 after the one before."""
    found = Stock(tmp_path)
    found.keep(offers(100))
    yield found
    found.ledger.close()
