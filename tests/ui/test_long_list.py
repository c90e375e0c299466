"""A list that is too long to be known at once: a page first, then the rest, never a stale one."""

from __future__ import annotations

import random
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import datetime

import pytest

from tests.ui.dashboard import Seat, dashboard
from tests.ui.market import Market, a_market
from tui_app.domain.filters import parse_filter
from tui_app.domain.matching import matches
from tui_app.ledger import windows
from tui_app.ledger.answers import Answer
from tui_app.ledger.instants import utc_now
from tui_app.ledger.windows import View, Windows
from tui_app.ui.screens import list_answers
from tui_app.ui.widgets.filter_line import FilterLine
from tui_app.ui.widgets.offer_table import OfferTable

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("held_threads")]


class Gate:
    """Holds every whole answer back while it is shut; `asked` are the views looked for."""

    def __init__(self) -> None:
        self.open = threading.Event()
        self.open.set()
        self.asked: list[View] = []
        self._answer = Windows.answer

    def answer(self, found: Windows, view: View, now: datetime, enough: Callable[[], bool]) -> Answer | None:
        """The answer, once the gate is open or nobody waits for it."""
        self.asked.append(view)
        while not self.open.wait(0.005):
            if enough():
                return None
        return self._answer(found, view, now, enough)


@pytest.fixture(scope="module")
def market() -> Iterator[Market]:
    """A market that no test here changes."""
    with a_market(offers=300) as found:
        yield found


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    """Stands before the whole answers; no page is found within its time."""
    gate = Gate()
    monkeypatch.setattr(windows, "_SCANNED", 0)
    monkeypatch.setattr(list_answers, "AT_ONCE_SECONDS", 0.0)
    monkeypatch.setattr(
        Windows, "answer", lambda self, view, now, enough: gate.answer(self, view, now, enough)
    )
    yield gate
    gate.open.set()


@pytest.fixture
async def seat(market: Market, gate: Gate) -> AsyncIterator[Seat]:
    """A dashboard for which 300 offers are many."""
    assert gate.open.is_set()
    async with dashboard(market.line) as taken:
        yield taken


def table(seat: Seat) -> OfferTable:
    """The list."""
    return seat.app.screen.query_one(OfferTable)


def filter_line(seat: Seat) -> FilterLine:
    """Where filters are typed."""
    return seat.app.screen.query_one(FilterLine)


def strangers(seat: Seat) -> list[str]:
    """Names in the list that the filter which is typed keeps out."""
    wanted = parse_filter(filter_line(seat).value)
    found = [seat.desk.shelf.at_row(row) for row in table(seat).row_ids]
    return [
        each.offer.nft.name.shown for each in found if each and not matches(wanted, each.offer, utc_now())
    ]


async def test_counts_read_plus_until_they_are_known(seat: Seat, gate: Gate) -> None:
    gate.open.clear()
    await seat.press("slash")
    await seat.type("e")
    assert "+ matches" in seat.text
    assert f"[Open {len(table(seat).row_ids)}+]" in seat.text

    gate.open.set()
    await seat.when(
        lambda: "+" not in seat.line("matches") and f"[Open {len(table(seat).row_ids)}]" in seat.text
    )
    assert not strangers(seat)


async def test_nothing_is_said_to_be_missing_before_all_was_looked_through(seat: Seat, gate: Gate) -> None:
    gate.open.clear()
    await seat.press("slash")
    await seat.type("qqqq")
    assert "Looking through all offers" in seat.text

    gate.open.set()
    await seat.until("No offer matches this filter.")


async def test_an_answer_to_an_earlier_filter_is_never_shown(seat: Seat, gate: Gate) -> None:
    gate.open.clear()
    await seat.press("slash")
    await seat.type("e")
    await seat.when(lambda: len(gate.asked) > 0)
    await seat.type("zz")
    gate.open.set()
    await seat.until("No offer matches this filter.")

    assert not table(seat).row_ids


async def test_typing_and_resizing_while_queries_run_never_shows_a_stranger(seat: Seat, gate: Gate) -> None:
    chance = random.Random(7)  # noqa: S311 - no secret
    await seat.press("slash")
    for _ in range(60):
        gate.open.set() if chance.random() < 0.5 else gate.open.clear()
        if chance.random() < 0.2:
            await seat.pilot.resize_terminal(chance.randrange(60, 160), chance.randrange(15, 50))
        else:
            seat.app.simulate_key(chance.choice(["e", "a", "r", "o", "t", "backspace", "backspace"]))
            await seat.pilot.pause()
        assert not strangers(seat)
    gate.open.set()
    await seat.when(lambda: not filter_line(seat).more)
    assert not strangers(seat)


async def test_the_cursor_is_back_on_its_row_when_the_rest_has_come(seat: Seat, gate: Gate) -> None:
    await seat.press("end")
    there = table(seat).cursor_row
    gate.open.clear()
    await seat.press("s")
    assert filter_line(seat).more

    gate.open.set()
    await seat.when(lambda: not filter_line(seat).more)
    assert table(seat).cursor_row == there


async def test_a_cursor_that_was_moved_meanwhile_stays_where_it_was_moved(
    seat: Seat, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_answers, "AT_ONCE_SECONDS", 60.0)
    await seat.press("end")
    there = table(seat).cursor_row
    gate.open.clear()
    await seat.press("s")
    await seat.press("down")
    moved = table(seat).cursor_row
    gate.open.set()
    await seat.when(lambda: not filter_line(seat).more)

    assert table(seat).cursor_row == moved != there
