"""Offers that a page brings as they were are only noted as seen, whatever became of them meanwhile."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.offers import DOLLAR, NOW, a_seen_offer, an_offer, money
from tui_app.domain.nft import Media, MediaKind
from tui_app.domain.offer import OfferKey, OfferStatus, Particular, Role, SeenOffer, Side
from tui_app.domain.text import UntrustedText
from tui_app.domain.unopened import Unopened
from tui_app.ledger import told_pages
from tui_app.ledger.history import History
from tui_app.ledger.instants import to_micros
from tui_app.ledger.offers import OfferShelf
from tui_app.ledger.sightings import GENERATION, PIECE, SEEN_AT
from tui_app.ledger.store import Ledger

ROOT = Path(__file__).resolve().parents[2]
LATER = NOW + timedelta(hours=1)
ANOTHER = UntrustedText("another")
MEDIUM = Media(kind=MediaKind.IMAGE, media_type=ANOTHER, url=ANOTHER, size=None)
CHANGES: dict[str, dict[str, Any]] = {
    "side": {"side": Side.PLACED},
    "role": {"role": Role.BOTH},
    "status": {"status": OfferStatus.EXPIRED},
    "their status": {"status_said": ANOTHER},
    "detail": {"detail": ANOTHER},
    "digits": {"price": money("5.0")},
    "currency": {"price": money(currency=DOLLAR)},
    "symbol": {"price": money(currency=replace(DOLLAR, code="XETH"))},
    "placed": {"placed_at": LATER},
    "end": {"expires": None},
    "maker": {"maker": ANOTHER},
    "quote": {"quote_id": "Q"},
    "worth": {"worth": money()},
    "particulars": {"particulars": (Particular("fee", ANOTHER),)},
    "ask": {"asks": True},
    "creators": {"nft": replace(an_offer().nft, creators=(ANOTHER,))},
    "chain's asset": {"nft": replace(an_offer().nft, chain_asset=ANOTHER)},
    "media": {"nft": replace(an_offer().nft, media=(MEDIUM,))},
}


def forbid_writing(connection: sqlite3.Connection, *tables: str) -> None:
    """Let whatever writes to these tables fail."""
    for table in tables:
        for change in ("UPDATE", "INSERT", "DELETE"):
            connection.execute(
                f"CREATE TEMP TRIGGER {change}_{table} BEFORE {change} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'rewritten'); END"
            )


def sightings(connection: sqlite3.Connection) -> list[tuple[int, int]]:
    """When and by which refresh the offers were seen."""
    return [tuple(row) for row in connection.execute(f"SELECT {SEEN_AT}, {GENERATION} FROM offers")]  # noqa: S608


def refresh(shelf: OfferShelf, *offer_ids: str) -> None:
    """Read a list to its end, in which these offers are open."""
    generation = shelf.begin("main", Side.RECEIVED)
    shelf.keep([a_seen_offer(offer_id=each) for each in offer_ids], generation, NOW)
    shelf.finish("main", Side.RECEIVED, generation, NOW)


def test_an_offer_that_is_as_it_was_is_only_noted_as_seen(shelf: OfferShelf, ledger: Ledger) -> None:
    offers = [a_seen_offer(offer_id=f"O{place}") for place in range(3)]
    shelf.keep(offers, 1, NOW)
    forbid_writing(ledger.connection, "offers", "offer_records", "offer_changes")
    before = ledger.connection.total_changes
    shelf.keep(offers, 2, LATER)

    assert ledger.connection.total_changes == before + len(offers)
    assert sightings(ledger.connection) == [(to_micros(LATER), 2)] * 3
    with pytest.raises(sqlite3.IntegrityError, match="rewritten"):
        shelf.keep([a_seen_offer(offer_id="O1", amount="6")], 2, LATER)


def test_one_that_changed_among_many_is_the_only_one_written(shelf: OfferShelf, ledger: Ledger) -> None:
    offers = [a_seen_offer(offer_id=f"O{place}") for place in range(2 * PIECE + 1)]
    shelf.keep(offers, 1, NOW)
    offers[PIECE + 1] = a_seen_offer(offer_id=offers[PIECE + 1].offer.key.offer_id, amount="7")
    ledger.connection.execute("CREATE TEMP TABLE written (row_id)")
    ledger.connection.execute(
        "CREATE TEMP TRIGGER noted AFTER UPDATE ON offers BEGIN INSERT INTO written VALUES (NEW.row_id); END"
    )
    shelf.keep(offers, 2, LATER)

    written = ledger.connection.execute("SELECT amount FROM written JOIN offers USING (row_id)").fetchall()
    assert [row[0] for row in written] == ["7"]
    assert set(sightings(ledger.connection)) == {(to_micros(LATER), 2)}


@pytest.mark.parametrize("what", CHANGES)
def test_whatever_changed_of_an_offer_is_kept(what: str, shelf: OfferShelf) -> None:
    shelf.keep([a_seen_offer()], 1, NOW)
    offer = replace(an_offer(), **CHANGES[what])
    shelf.keep([SeenOffer(offer=offer, raw="{}")], 1, NOW)
    found = shelf.find(offer.key)

    assert found is not None
    assert repr(found.offer) == repr(offer)


def test_another_wording_alone_is_kept(shelf: OfferShelf) -> None:
    for raw in ('{"id":1}', '{"id":2}'):
        shelf.keep([a_seen_offer(raw=raw)], 1, NOW)
    found = shelf.find(an_offer().key)

    assert found is not None
    assert found.raw == '{"id":2}'


def test_an_offer_that_was_read_otherwise_meanwhile_is_as_the_list_has_it(shelf: OfferShelf) -> None:
    shelf.keep([a_seen_offer()], 1, NOW)
    shelf.keep_one(an_offer(amount="7"), NOW)
    shelf.keep([a_seen_offer()], 2, LATER)
    found = shelf.find(an_offer().key)

    assert found is not None
    assert (found.offer, found.seen_at) == (an_offer(), LATER)


def test_an_offer_that_is_back_in_its_list_as_it_was_has_a_story(shelf: OfferShelf, ledger: Ledger) -> None:
    for offer_ids in (["O1"], [], ["O1"], ["O1"]):
        refresh(shelf, *offer_ids)

    told = [each.what for each in History(ledger).of(OfferKey("main", "O1")) if "status" in each.what]
    assert told == ["status: open → not in the marketplace's list any more", "status: unknown → open"]


def test_an_offer_named_twice_is_kept_as_it_was_named_last(shelf: OfferShelf) -> None:
    twice = [a_seen_offer(amount="6"), a_seen_offer(amount="7")]
    for generation in (1, 2):
        shelf.keep(twice, generation, NOW)
        found = shelf.find(an_offer().key)

        assert found is not None
        assert found.offer.price.plain == "7"


def test_offers_from_before_there_were_sightings_vanish_when_they_are_gone(
    shelf: OfferShelf, ledger: Ledger
) -> None:
    refresh(shelf, "stays", "goes")
    ledger.connection.execute("UPDATE offers SET seen_at = 5")
    ledger.connection.execute("DELETE FROM sightings")
    assert [at for at, _ in sightings(ledger.connection)] == [5, 5]
    refresh(shelf, "stays")

    kept = {each: shelf.find(OfferKey("main", each)) for each in ("stays", "goes")}
    assert {name: found.offer.status for name, found in kept.items() if found} == {
        "stays": OfferStatus.OPEN,
        "goes": OfferStatus.UNKNOWN,
    }


def test_another_version_of_the_program_writes_what_it_would_write_otherwise(
    shelf: OfferShelf, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.keep([a_seen_offer()], 1, NOW)
    (before,) = ledger.connection.execute("SELECT search FROM offers").fetchone()
    ledger.connection.execute("DROP TRIGGER a_rewritten_offer_is_looked_at_again")
    ledger.connection.execute("UPDATE offers SET search = 'as words were folded once'")
    monkeypatch.setattr(told_pages, "__version__", "99.9")
    shelf.keep([a_seen_offer()], 2, LATER)

    assert ledger.connection.execute("SELECT search FROM offers").fetchone()[0] == before


def test_a_removed_account_leaves_no_sightings(shelf: OfferShelf, ledger: Ledger) -> None:
    refresh(shelf, "O1")
    shelf.forget_account("main")

    assert ledger.connection.execute("SELECT COUNT(*) FROM sightings").fetchone()[0] == 0


def unopened(seen: SeenOffer | str, told: str) -> Unopened:
    """An entry that is told this way, and may be opened once."""
    left = [seen]
    return Unopened(key=an_offer().key, told=lambda: told, opened=left.pop)


def test_an_entry_that_is_told_as_it_was_is_not_opened(shelf: OfferShelf) -> None:
    entry = unopened(a_seen_offer(), "as it is")
    assert shelf.keep([], 1, NOW, [entry]) == []
    assert shelf.keep([], 2, LATER, [entry]) == []

    found = shelf.find(an_offer().key)
    assert found is not None
    assert (found.offer, found.seen_at) == (an_offer(), LATER)


def test_an_entry_that_is_told_otherwise_is_opened_and_kept(shelf: OfferShelf) -> None:
    shelf.keep([], 1, NOW, [unopened(a_seen_offer(), "as it was")])
    shelf.keep([], 2, LATER, [unopened(a_seen_offer(amount="7"), "as it is")])

    found = shelf.find(an_offer().key)
    assert found is not None
    assert found.offer == an_offer(amount="7")


def test_an_entry_whose_row_was_written_otherwise_is_opened_again(shelf: OfferShelf) -> None:
    shelf.keep([], 1, NOW, [unopened(a_seen_offer(), "as it is")])
    shelf.keep_one(an_offer(amount="7"), NOW)
    shelf.keep([], 2, LATER, [unopened(a_seen_offer(), "as it is")])

    found = shelf.find(an_offer().key)
    assert found is not None
    assert found.offer == an_offer()


def test_an_entry_that_nothing_is_told_of_is_opened_every_time(shelf: OfferShelf) -> None:
    for amount in ("1", "2"):
        shelf.keep([], 1, NOW, [unopened(a_seen_offer(amount=amount), "")])

    found = shelf.find(an_offer().key)
    assert found is not None
    assert found.offer == an_offer(amount="2")


def test_an_entry_that_cannot_be_read_leaves_its_row_as_it_was(shelf: OfferShelf) -> None:
    shelf.keep([], 1, NOW, [unopened(a_seen_offer(), "as it was")])
    assert shelf.keep([], 2, LATER, [unopened("It cannot be read.", "as it is")]) == ["It cannot be read."]

    found = shelf.find(an_offer().key)
    assert found is not None
    assert (found.offer, found.seen_at) == (an_offer(), NOW)


def pages(amount: str) -> Iterable[list[SeenOffer]]:
    """The same offers, at one amount."""
    return (
        [a_seen_offer(offer_id=f"O{page}-{place}", amount=amount) for place in range(50)]
        for page in range(20)
    )


KEEP_FOR_EVER = """
import sys
from itertools import count
from pathlib import Path
from tests.offers import NOW, a_seen_offer
from tui_app.ledger.offers import OfferShelf
from tui_app.ledger.store import Ledger

shelf = OfferShelf(Ledger(Path(sys.argv[1])))
print("begun", flush=True)
for turn in count(1):
    for page in range(20):
        offers = [a_seen_offer(offer_id=f"O{page}-{place}", amount=str(turn // 2 + 1)) for place in range(50)]
        shelf.keep(offers, turn, NOW)
"""
"""Refreshes one list again and again, every other time with other amounts."""


def test_a_refresh_that_is_killed_leaves_rows_that_agree_with_their_sightings(path: Path) -> None:
    for delay in (0.15, 0.35):
        command = [sys.executable, "-c", KEEP_FOR_EVER, str(path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as refreshing:
            assert refreshing.stdout is not None
            assert refreshing.stdout.readline()
            time.sleep(delay)
            refreshing.kill()
    with closing(Ledger(path)) as ledger:
        connection = ledger.connection
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        for amount in connection.execute("SELECT DISTINCT amount FROM offers").fetchall():
            for page in pages(amount[0]):
                OfferShelf(ledger).keep(page, 10**6, NOW)
            now = connection.execute("SELECT DISTINCT amount FROM offers").fetchall()
            assert [tuple(row) for row in now] == [tuple(amount)]
