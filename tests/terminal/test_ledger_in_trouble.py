"""Starting on a ledger that cannot be used as it is, in a real terminal."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.offers import NOW, a_seen_offer
from tests.terminal.screen import terminal
from tui_app.ledger.offers import OfferShelf
from tui_app.ledger.store import Ledger
from tui_app.settings import places_for
from tui_app.wiring import LEDGER_FILE

pytestmark = pytest.mark.terminal


@pytest.fixture
def path(home: Path) -> Path:
    """The ledger of the default profile, with offers in it."""
    places = places_for()
    assert places.data.is_relative_to(home)
    path = places.data / LEDGER_FILE
    with closing(Ledger(path)) as ledger:
        OfferShelf(ledger).keep([a_seen_offer(offer_id=f"O{place}") for place in range(200)], 1, NOW)
    return path


def aside(path: Path) -> list[str]:
    """The damaged files beside the ledger."""
    return [each.name for each in path.parent.glob("ledger.damaged-*.sqlite3")]


def test_a_file_that_is_no_database_is_set_aside_and_the_dashboard_starts(path: Path) -> None:
    path.write_bytes(b"no database " * 1_000)
    with terminal(size=(120, 40)) as shown:
        shown.until("is damaged", "a new one was begun")
        shown.press("q")

        assert shown.code() == 0
    assert len(aside(path)) == 1


def test_damage_that_the_first_paint_meets_is_set_aside_and_the_dashboard_starts(path: Path) -> None:
    content = bytearray(path.read_bytes())
    behind_the_tables = len(content) // 4096 // 3 * 4096
    content[behind_the_tables:] = b"\xa5" * (len(content) - behind_the_tables)
    path.write_bytes(content)
    with terminal(size=(120, 40)) as shown:
        shown.until("is damaged", "a new one was begun")
        shown.press("q")

        assert shown.code() == 0
        assert b"bug of its own" not in shown.written
    assert len(aside(path)) == 1


def test_a_newer_versions_ledger_ends_the_start_with_the_remedy(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with terminal(size=(120, 40)) as shown:
        assert shown.code() == 2
        assert "offerdesk: The ledger was written by a newer offerdesk; start that version" in shown.text
    assert aside(path) == []


def test_a_home_in_which_nothing_can_be_made_is_said_and_the_dashboard_starts(home: Path) -> None:
    for kind in ("config", "data", "cache", "state"):
        (home / kind).touch()
    with terminal(size=(120, 40)) as shown:
        shown.until("cannot be made (Not a directory)", "cannot be written", "There is no account yet.")
        shown.press("q")

        assert shown.code() == 0
    assert b"bug of its own" not in shown.written
    told = bytes(shown.written).rpartition(b"\x1b[?1049l")[2]
    assert b"and what belongs in it is not kept: make it writable, or set HOME." in told.replace(b"\r\n", b"")
