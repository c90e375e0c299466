"""What was last seen, on the terminal until the dashboard draws."""

from __future__ import annotations

import signal
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.offers import a_seen_offer
from tests.terminal.screen import Terminal, surroundings, terminal
from tui_app import __version__
from tui_app.domain.offer import Side
from tui_app.last_frame import kept
from tui_app.last_frame.standing import FILE
from tui_app.ledger.offers import OfferShelf
from tui_app.ledger.store import Ledger
from tui_app.settings import AccountConfig, Places, places_for, save_accounts
from tui_app.wiring import LEDGER_FILE

pytestmark = pytest.mark.terminal

SIZE = (120, 40)
SEEN, THERE = "Last seen ", "You own this NFT"
ENTERED, LEFT = b"\x1b[?1049h", b"\x1b[?1049l\x1b[?25h"
BEGUN, DONE = b"\x1b[?2026h", b"\x1b[?2026l"


@pytest.fixture
def places(home: Path) -> Places:
    """The default profile, with an account and forty offers."""
    places = places_for()
    assert places.data.is_relative_to(home)
    places.create()
    save_accounts(places.accounts_file, [AccountConfig(name="main", marketplace="kraken", keeps="session")])
    now = datetime.now(UTC)
    with closing(Ledger(places.data / LEDGER_FILE)) as ledger:
        ends = now + timedelta(days=2)
        offers = [
            a_seen_offer(account="main", offer_id=f"O{place}", name=f"Narwhal-{place}", expires=ends)
            for place in range(40)
        ]
        OfferShelf(ledger).keep(offers, OfferShelf(ledger).begin("main", Side.RECEIVED), now)
    return places


@pytest.fixture
def frame(places: Places) -> Path:
    """The file of a frame as a dashboard on these offers keeps it."""
    file = places.cache / FILE
    around = kept.surroundings(surroundings(), SIZE, __version__)
    states = [
        kept.state_of(str(places.data / LEDGER_FILE), whole=False),
        *(kept.state_of(str(each)) for each in (places.settings_file, places.accounts_file)),
    ]
    rows = [f"\x1b[1mA row, {place}\x1b[0m".ljust(SIZE[0]) for place in range(SIZE[1])]
    assert kept.keep(str(file), kept.Frame(rows, said_in=1, seen_at=time.time()), around, states)
    return file


def leave(shown: Terminal) -> None:
    """End the dashboard, once it is there."""
    shown.until(THERE, "1 of 40")
    assert SEEN not in shown.text
    shown.press("q")
    assert shown.code() == 0


def seen(shown: Terminal) -> None:
    """Wait until a frame was drawn: on a loaded machine it may be drawn over before anybody looks."""
    shown.when(lambda: SEEN.encode() in shown.written and DONE in shown.written, "the last frame")


def test_the_list_stands_there_marked_until_the_dashboard_draws_over_it(places: Places) -> None:
    file = places.cache / FILE
    with terminal(size=SIZE) as first:
        leave(first)
        assert SEEN.encode() not in first.written
    assert file.stat().st_mode & 0o777 == 0o600
    assert THERE not in file.read_text()
    with terminal(size=SIZE) as shown:
        seen(shown)
        assert b"Narwhal-0" in shown.written.split(DONE)[0]
        assert not shown.is_echoing
        shown.press("j", "j")
        shown.until("▸  kraken  Narwhal-10 ", THERE)
        assert SEEN not in shown.text
        shown.press("q")
        assert shown.code() == 0
        assert shown.settings == shown.settings_before

    assert shown.written.count(ENTERED) == 1
    stood, drawn, *_ = shown.written.split(DONE)
    assert stood.startswith(BEGUN)
    assert drawn.startswith(BEGUN)


def test_an_end_before_the_dashboard_draws_leaves_the_terminal_as_it_was(frame: Path) -> None:
    for _ in range(5):
        with terminal(size=SIZE) as shown:
            seen(shown)
            shown.kill(signal.SIGTERM)

            assert shown.code() == 128 + signal.SIGTERM
            assert shown.settings == shown.settings_before
        if THERE.encode() not in shown.written:  # else the dashboard was faster than the signal
            break
    assert shown.written.endswith(LEFT)


def test_what_stands_in_the_way_of_a_start_is_said_where_it_can_be_read(frame: Path) -> None:
    with closing(Ledger(places_for().data / LEDGER_FILE)) as opened:
        opened.connection.execute("PRAGMA user_version = 9999")
    with terminal(size=SIZE) as shown:
        assert shown.code() != 0
        assert SEEN.encode() in shown.written
        assert shown.written.index(LEFT) < shown.written.index(b"newer")
        assert shown.settings == shown.settings_before


def test_a_dashboard_that_is_killed_leaves_the_frame_before_it(frame: Path) -> None:
    before = frame.read_bytes()
    with terminal(size=SIZE) as shown:
        shown.until(THERE)
        shown.kill(signal.SIGKILL)
        shown.code()

    assert [each.name for each in frame.parent.iterdir()] == [frame.name]
    assert frame.read_bytes() == before


@pytest.mark.parametrize(
    ("size", "no_color"), [((100, 40), ""), (SIZE, "1")], ids=["another size", "no colours"]
)
def test_elsewhere_nothing_stands(frame: Path, size: tuple[int, int], no_color: str) -> None:
    with terminal(size=size, NO_COLOR=no_color) as shown:
        shown.until("Narwhal-0")

    assert SEEN.encode() not in shown.written
    assert frame.exists()


def test_a_frame_that_somebody_wrote_into_is_removed_and_not_drawn(frame: Path) -> None:
    frame.write_bytes(frame.read_bytes().replace(b"A row, 3", b"\x1b]0;owned\x07"))
    with terminal(size=SIZE) as shown:
        shown.until("Narwhal-0")

    assert not any(text in shown.written for text in (b"owned", SEEN.encode()))
    assert not frame.exists()


def test_switched_off_it_is_forgotten(frame: Path) -> None:
    places_for().settings_file.write_text("last_frame = false\n")
    with terminal(size=SIZE) as shown:
        leave(shown)

    assert SEEN.encode() not in shown.written
    assert not frame.exists()


def test_it_goes_where_its_ledger_went(frame: Path) -> None:
    (places_for().data / LEDGER_FILE).unlink()
    with terminal(size=SIZE) as shown:
        shown.when(lambda: not frame.exists(), "the end of the frame")
        shown.settle(0.05)

    assert SEEN.encode() not in shown.written
