"""A ledger file of the test's own, and the rooms that work on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.new_ledger import put_new_ledger
from tests.offers import NOW
from tui_app.ledger.journal import Journal
from tui_app.ledger.offers import OfferShelf
from tui_app.ledger.store import Ledger
from tui_app.ledger.windows import Windows


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the ledger is; neither file nor folder is there yet."""
    return tmp_path / "profile" / "ledger.sqlite3"


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    """An empty ledger."""
    opened = Ledger(put_new_ledger(path))
    yield opened
    opened.close()


@pytest.fixture
def shelf(ledger: Ledger) -> OfferShelf:
    """Offers of the ledger."""
    return OfferShelf(ledger)


@pytest.fixture
def windows(ledger: Ledger) -> Windows:
    """Windows of the ledger."""
    return Windows(ledger)


@pytest.fixture
def journal(ledger: Ledger) -> Journal:
    """The journal of the ledger, at a time that stands still."""
    return Journal(ledger, lambda: NOW)
