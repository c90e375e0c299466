"""What is news: found out once, behind a refresh, never what was there before or what the person did."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.offers import ETHER, NOW, a_seen_offer, an_instruction, an_offer
from tui_app.domain.offer import OfferStatus, Side
from tui_app.ledger.action_states import ActionState
from tui_app.ledger.journal import Journal
from tui_app.ledger.minimums import Minimum, Minimums
from tui_app.ledger.offer_indexes import make
from tui_app.ledger.offers import OfferShelf
from tui_app.ledger.store import Ledger
from tui_app.ledger.unread import COUNTED, Came, Unread
from tui_app.ledger.windows import Sort, View, Windows

LATER = NOW + timedelta(hours=3)
HOUR = timedelta(hours=1)


@pytest.fixture
def unread(ledger: Ledger) -> Unread:
    """Of an account that was read before, with one offer."""
    found = Unread(ledger)
    OfferShelf(ledger).keep([a_seen_offer()], 1, NOW)
    assert found.note("main", NOW) == Came()
    return found


def fresh(offer_id: str, **changes: Any) -> Any:
    """An offer that was placed after the first look."""
    return a_seen_offer(offer_id=offer_id, placed_at=LATER, expires=None, **changes)


def marks(ledger: Ledger) -> dict[str, str]:
    """Why which offers are unread."""
    found = ledger.connection.execute("SELECT offer_id, why FROM unread JOIN offers USING (row_id)")
    return {row["offer_id"]: row["why"] for row in found}


def test_the_first_look_at_an_account_finds_nothing_new(ledger: Ledger, shelf: OfferShelf) -> None:
    shelf.keep([a_seen_offer(), fresh("O2")], 1, NOW)

    assert Unread(ledger).note("main", NOW) == Came()
    assert marks(ledger) == {}


def test_what_came_and_what_changed_is_news_once(ledger: Ledger, shelf: OfferShelf, unread: Unread) -> None:
    shelf.keep([a_seen_offer(amount="6"), fresh("O2"), fresh("O3", side=Side.PLACED)], 2, LATER)

    assert unread.note("main", LATER) == Came(new=2, changed=1)
    assert marks(ledger) == {an_offer().key.offer_id: "changed", "O2": "new", "O3": "new"}
    assert [unread.count(side) for side in Side] == [2, 1, 0]
    assert unread.note("main", LATER) == Came()


def test_what_was_placed_before_the_first_look_is_only_new_to_us(
    ledger: Ledger, shelf: OfferShelf, unread: Unread
) -> None:
    shelf.keep([a_seen_offer(offer_id="O2", placed_at=NOW - timedelta(days=1))], 2, LATER)
    assert unread.note("main", LATER) == Came()


def test_what_does_not_say_when_it_was_placed_is_new(
    ledger: Ledger, shelf: OfferShelf, unread: Unread
) -> None:
    shelf.keep([a_seen_offer(offer_id="O2", placed_at=datetime.fromtimestamp(0, UTC))], 2, LATER)

    assert unread.note("main", LATER) == Came(new=1)


def test_a_clock_that_was_ahead_at_the_first_look_hides_nothing_for_long(
    ledger: Ledger, shelf: OfferShelf
) -> None:
    unread = Unread(ledger)
    unread.note("main", NOW + timedelta(days=400))
    unread.note("main", NOW)
    shelf.keep([fresh("O2")], 2, LATER)
    assert unread.note("main", LATER) == Came(new=1)


def test_the_news_of_one_account_are_not_those_of_another(
    ledger: Ledger, shelf: OfferShelf, unread: Unread
) -> None:
    shelf.keep([fresh("O2"), fresh("O3", account="other")], 2, LATER)
    assert unread.note("other", LATER) == Came()
    assert unread.note("main", LATER) == Came(new=1)


def test_what_the_person_did_is_no_news(
    ledger: Ledger, shelf: OfferShelf, journal: Journal, unread: Unread
) -> None:
    action_id = journal.plan(an_instruction())
    for state in (ActionState.CHECKED, ActionState.SENDING):
        journal.advance(action_id, state)
    journal.advance(action_id, ActionState.DONE, made="O9")
    shelf.keep([a_seen_offer(status=OfferStatus.ACCEPTED), fresh("O9")], 2, LATER)

    assert unread.note("main", LATER) == Came()


def test_what_ends_soon_is_news_once_however_often_and_whenever_it_is_asked(
    ledger: Ledger, shelf: OfferShelf
) -> None:
    unread = Unread(ledger)
    ends = {f"O{minutes}": NOW + timedelta(minutes=minutes) for minutes in (30, 70, 100, 300)}
    shelf.keep([a_seen_offer(offer_id=name, expires=end) for name, end in ends.items()], 1, NOW)
    shelf.keep([a_seen_offer(offer_id="gone", expires=ends["O70"], status=OfferStatus.CLOSED)], 1, NOW)

    assert unread.note_endings(NOW, HOUR) == 0  # the first time, everything would be
    assert unread.note_endings(NOW + timedelta(minutes=15), HOUR) == 1
    assert unread.note_endings(NOW, HOUR) == 0  # a clock set back
    assert unread.note_endings(NOW + timedelta(minutes=60), HOUR) == 1
    assert marks(ledger) == {"O70": "ending", "O100": "ending"}
    make(ledger.connection, "offers_by_end")
    assert unread.note_endings(NOW + timedelta(hours=9), HOUR) == 0  # all of them are over


def test_looking_clears_and_a_second_window_agrees(
    ledger: Ledger, shelf: OfferShelf, unread: Unread, path: Path
) -> None:
    shelf.keep([fresh(f"O{place}") for place in range(COUNTED + 5)], 2, LATER)
    assert unread.note("main", LATER) == Came(new=COUNTED + 5)
    rows = [row[0] for row in ledger.connection.execute("SELECT row_id FROM unread ORDER BY row_id")]
    with closing(Ledger(path)) as other:
        assert Unread(other).note("main", LATER) == Came()
        assert Unread(other).count(Side.RECEIVED) == COUNTED
        assert Unread(other).read(rows[:2]) == 2
    assert unread.read(rows) == COUNTED + 3
    assert unread.read(rows) == 0
    assert unread.read([]) == 0


def test_an_offer_that_is_gone_is_not_counted(ledger: Ledger, shelf: OfferShelf, unread: Unread) -> None:
    shelf.keep([fresh("O2")], 2, LATER)
    unread.note("main", LATER)
    shelf.forget_account("main")

    assert unread.count(Side.RECEIVED) == 0
    shelf.keep([fresh("O2")], 3, LATER)
    assert unread.note("main", LATER) == Came()  # it is added again: a first look


@pytest.mark.parametrize(
    ("minimum", "muted"),
    [
        (Minimum("*", Decimal("5.01"), "XETH"), True),
        (Minimum("*", Decimal(5), "XETH"), False),
        (Minimum("*", Decimal(9), "ZUSD"), False),
        (Minimum("*", Decimal(9), "ETH"), False),  # its symbol, not its code
        (Minimum("*", Decimal(9), "XETH", "dew"), False),
        (Minimum("*", Decimal(9), "XETH", "kraken"), True),
        (Minimum("Bored Apes", Decimal(9), "XETH"), True),
        (Minimum("ncmxj3y-5b4qk-qp7zll", Decimal(9), "XETH"), True),
        (Minimum("Punks", Decimal(9), "XETH"), False),
    ],
)
def test_what_is_bid_below_a_minimum_is_no_news(
    ledger: Ledger, shelf: OfferShelf, unread: Unread, minimum: Minimum, muted: bool
) -> None:
    shelf.keep([fresh("O2", amount="5.00", currency=ETHER)], 2, LATER)
    Minimums(ledger).put([minimum])
    assert unread.note("main", LATER) == Came(new=not muted)


def test_a_collections_own_minimum_goes_before_that_of_all(
    ledger: Ledger, shelf: OfferShelf, unread: Unread
) -> None:
    Minimums(ledger).put([Minimum("*", Decimal(9), "XETH"), Minimum("Bored Apes", Decimal(1), "XETH")])
    shelf.keep(
        [fresh("O2"), fresh("O3", collection="Punks", collection_id="P"), fresh("O4", asks=True)], 2, LATER
    )
    shelf.keep([fresh("O5", side=Side.PLACED, collection="Punks", collection_id="P")], 2, LATER)
    unread.note("main", LATER)
    assert set(marks(ledger)) == {"O2", "O4", "O5"}


def test_a_new_minimum_clears_what_it_mutes(ledger: Ledger, shelf: OfferShelf, unread: Unread) -> None:
    shelf.keep([fresh("O2"), fresh("O3", amount="50")], 2, LATER)
    unread.note("main", LATER)
    Minimums(ledger).put([Minimum("*", Decimal(9), "XETH")])
    assert set(marks(ledger)) == {"O3"}


def test_a_row_of_the_list_says_why_it_is_unread_and_whether_it_is_muted(
    ledger: Ledger, shelf: OfferShelf, unread: Unread, windows: Windows
) -> None:
    shelf.keep([fresh("O2", amount="9"), fresh("O3", amount="1")], 2, LATER)
    Minimums(ledger).put([Minimum("*", Decimal(2), "XETH")])
    unread.note("main", LATER)

    rows = windows.rows(windows.row_ids(View(side=Side.RECEIVED, sort=Sort.PRICE), NOW))
    assert [(row.unread, row.muted) for row in rows] == [("", True), ("", False), ("new", False)]
