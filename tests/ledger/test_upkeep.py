"""What makes a large ledger quick is made in pieces, and a ledger is right while it is not there yet."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.desk.disks import Disk
from tests.offers import NOW, a_seen_offer, an_offer
from tui_app.domain.errors import LedgerFull
from tui_app.domain.filters import parse_filter
from tui_app.domain.offer import SeenOffer, Side
from tui_app.ledger import upkeep
from tui_app.ledger.answers import Answer
from tui_app.ledger.checking import check
from tui_app.ledger.damage import is_marked
from tui_app.ledger.offer_indexes import INDEXES, lacking
from tui_app.ledger.offers import OfferShelf
from tui_app.ledger.store import Ledger
from tui_app.ledger.windows import View, Windows
from tui_app.ledger.words import indexed_upto

COUNT = 40
PIECE = 8


@pytest.fixture(autouse=True)
def _few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upkeep, "WORTH_IT", 1)
    monkeypatch.setattr(upkeep, "PIECE", PIECE)
    monkeypatch.setattr(upkeep, "FEW", 1_000)


@pytest.fixture
def full(ledger: Ledger) -> Ledger:
    """A ledger of some offers, Ape 0 to Ape 39."""
    stock(ledger)
    return ledger


def stock(ledger: Ledger) -> None:
    """Keep some offers."""
    OfferShelf(ledger).keep(
        [a_seen_offer(offer_id=f"O{place:02d}", name=f"Ape {place:02d}") for place in range(COUNT)], 1, NOW
    )


def keep_up(ledger: Ledger) -> list[upkeep.Progress]:
    """Do all that is to be done."""
    return list(upkeep.upkeep(ledger))


def found(ledger: Ledger, line: str) -> Answer:
    """The answer to a filter."""
    answer = Windows(ledger).answer(View(side=Side.RECEIVED, wanted=parse_filter(line)), NOW, lambda: False)
    assert answer is not None
    return answer


def names(ledger: Ledger, line: str) -> list[str]:
    """The names of the NFTs that a filter finds."""
    return [row.nft.shown for row in Windows(ledger).rows(found(ledger, line).row_ids)]


def test_words_are_indexed_piece_by_piece_and_then_no_more(full: Ledger) -> None:
    assert [progress.done for progress in keep_up(full)] == [8, 16, 24, 32, 40]
    assert keep_up(full) == []


def test_what_comes_later_is_found_at_once_and_indexed_with_the_next_upkeep(full: Ledger) -> None:
    keep_up(full)
    OfferShelf(full).keep([a_seen_offer(offer_id="new", name="Punk")], 1, NOW)

    assert names(full, "punk") == ["Punk"]
    keep_up(full)
    assert names(full, "punk") == ["Punk"]
    assert indexed_upto(full.connection) == COUNT + 1


def test_a_new_name_is_found_at_once_and_the_old_one_no_more(full: Ledger) -> None:
    keep_up(full)
    OfferShelf(full).keep([a_seen_offer(offer_id="O07", name="Punk")], 1, NOW)
    for _ in range(2):
        assert (names(full, "punk"), names(full, '"ape 07"')) == (["Punk"], [])
        keep_up(full)
    assert full.connection.execute("SELECT COUNT(*) FROM renamed_offers").fetchone()[0] == 0


def test_forgotten_offers_are_found_no_more(full: Ledger) -> None:
    keep_up(full)
    OfferShelf(full).forget_account("main")

    assert names(full, "ape") == []


@pytest.mark.parametrize("line", ['"a\0b"', '"\0ape"', 'x"y', '"or not and"', "漢字漢", "ß\u0301é"])
def test_any_word_may_be_looked_up(line: str, full: Ledger) -> None:
    name = line.replace('"', "") if "\0" in line else line
    OfferShelf(full).keep([SeenOffer(offer=an_offer(offer_id="new", nft_id=name), raw="{}")], 1, NOW)
    without = names(full, line)
    keep_up(full)

    assert names(full, line) == without


DIE = """
import os, signal, sys
from pathlib import Path
from tui_app.ledger import upkeep
from tui_app.ledger.store import Ledger
upkeep.WORTH_IT, upkeep.PIECE = 1, 8
told, tell = [], upkeep._tell
def die_in_the_middle(connection, row_ids):
    tell(connection, row_ids)
    told.append(row_ids)
    if len(told) == 3:
        os.kill(os.getpid(), signal.SIGKILL)
upkeep._tell = die_in_the_middle
list(upkeep.upkeep(Ledger(Path(sys.argv[1]))))
"""


def test_a_process_that_dies_in_the_middle_leaves_what_it_finished(full: Ledger) -> None:
    ended = subprocess.run([sys.executable, "-c", DIE, str(full.path)], timeout=60, check=False)

    assert ended.returncode == -signal.SIGKILL
    assert indexed_upto(full.connection) == 2 * PIECE
    assert len(names(full, "ape")) == COUNT
    assert [progress.done for progress in keep_up(full)] == [24, 32, 40]
    assert len(names(full, "ape")) == COUNT


def test_two_that_make_the_index_at_once_make_one(full: Ledger) -> None:
    with closing(Ledger(full.path)) as other:
        ours, theirs = upkeep.upkeep(full), upkeep.upkeep(other)
        done = [progress.done for pair in zip(ours, theirs, strict=False) for progress in pair]

    assert done == [8, 16, 24, 32]
    keep_up(full)
    assert len(names(full, "ape 0")) == 10 + 3  # 00 to 09, and 10, 20, 30


def test_indexes_of_orders_that_are_lacking_are_made_one_by_one(
    full: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep, "FEW", COUNT - 1)
    for name in INDEXES:
        full.connection.execute(f"DROP INDEX IF EXISTS {name}")
    steps = keep_up(full)

    assert [each.total for each in steps[: len(INDEXES)]] == [0] * len(INDEXES)
    assert not lacking(full.connection)


def test_few_offers_are_sorted_and_not_indexed(full: Ledger) -> None:
    before = lacking(full.connection)
    keep_up(full)

    assert lacking(full.connection) == before
    assert "offers_by_nft" in before


@pytest.fixture
def disk(path: Path) -> Iterator[Disk]:
    """A ledger on a disk that can get full."""
    path.parent.mkdir()
    with closing(Disk(path)) as opened:
        yield opened


def test_a_full_disk_ends_the_upkeep_and_leaves_the_list_as_it_was(disk: Disk) -> None:
    stock(disk)
    steps = upkeep.upkeep(disk)
    next(steps)
    disk.full = True
    with pytest.raises(LedgerFull):
        next(steps)

    assert len(names(disk, "ape")) == COUNT
    disk.full = False
    assert [progress.done for progress in keep_up(disk)] == [16, 24, 32, 40]


def test_a_damaged_index_of_words_is_told_and_made_anew(full: Ledger) -> None:
    keep_up(full)
    damage(full)
    first, second = found(full, "ape"), found(full, "ape")

    assert (first.trouble, len(first.row_ids)) == (True, COUNT)
    assert (second.trouble, len(second.row_ids)) == (False, COUNT)
    assert not is_marked(full.path)
    assert len(keep_up(full)) == COUNT // PIECE
    assert (check(full), len(names(full, "ape"))) == ("", COUNT)


def test_a_damaged_index_of_words_is_made_anew_by_the_upkeep_that_meets_it(full: Ledger) -> None:
    keep_up(full)
    damage(full)
    OfferShelf(full).keep([a_seen_offer(offer_id="new", name="Punk")], 1, NOW)
    keep_up(full)

    assert not is_marked(full.path)
    assert len(names(full, '"ape "')) == COUNT
    assert names(full, "punk") == ["Punk"]


def test_sqlite_without_such_an_index_goes_through_the_offers(
    full: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        upkeep, "_INDEX", "CREATE VIRTUAL TABLE IF NOT EXISTS offer_words USING no_such(words)"
    )

    assert keep_up(full) == []
    assert len(names(full, "ape")) == COUNT


def damage(ledger: Ledger) -> None:
    """Overwrite what the index of words holds."""
    ledger.connection.execute("UPDATE offer_words_data SET block = zeroblob(length(block)) WHERE id > 1")
    ledger.connection.execute("UPDATE offer_words_data SET block = x'ffffffffffff' WHERE id <= 10")
