"""However a list is read, page by page or whole, by an index or without one, it is the same list."""

from __future__ import annotations

import threading
from array import array
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ledger.test_conditions import LETTERS, fill, kept_of, offers, terms
from tests.offers import NOW, an_offer
from tui_app.domain.errors import LedgerError
from tui_app.domain.filter_terms import Filter
from tui_app.domain.filters import parse_filter
from tui_app.domain.matching import matches
from tui_app.domain.offer import Offer, OfferStatus, Side
from tui_app.ledger import upkeep, windows
from tui_app.ledger.answers import Answer
from tui_app.ledger.offer_indexes import INDEXES, lacking, make
from tui_app.ledger.store import Ledger
from tui_app.ledger.windows import Sort, View, Windows

WORDS = st.text(LETTERS, min_size=3, max_size=5)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """One file for all generated offers, which takes even a few of them for many."""
    with pytest.MonkeyPatch.context() as patch, closing(Ledger(folder(tmp_path_factory))) as ledger:
        patch.setattr(windows, "_SCANNED", 0)
        patch.setattr(upkeep, "WORTH_IT", 0)
        patch.setattr(upkeep, "PIECE", 2)
        patch.setattr(upkeep, "FEW", -1)
        ledger.connection.execute("PRAGMA synchronous = OFF")
        yield ledger


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A file of many offers and every index, which no test changes."""
    with closing(Ledger(folder(tmp_path_factory))) as ledger:
        ledger.connection.execute("PRAGMA synchronous = OFF")
        fill(ledger, [different(place) for place in range(5_000)])
        for name in INDEXES:
            make(ledger.connection, name)
        yield ledger


def folder(paths: pytest.TempPathFactory) -> Path:
    """Where a ledger is."""
    return paths.mktemp("shared") / "ledger.sqlite3"


def views() -> st.SearchStrategy[View]:
    """Views of the received offers: any order and status, a filter of words and other terms."""
    words = st.one_of(WORDS, st.builds("nft:{},{}".format, WORDS, WORDS), terms())
    lines = st.lists(words, max_size=3).map(" ".join)
    return st.builds(
        View,
        side=st.just(Side.RECEIVED),
        status=st.none() | st.sampled_from(OfferStatus),
        wanted=st.none() | lines.map(parse_filter),
        sort=st.sampled_from(Sort),
        reverse=st.booleans(),
        account=st.sampled_from(["", "", "main", "a"]),
    )


def different(place: int) -> Offer:
    """An offer that shares nothing with the others that lists are sorted by."""
    name, moment = f"N{place:05d}", NOW + timedelta(seconds=place)
    return an_offer(
        offer_id=name,
        name=name,
        collection=name,
        maker=name,
        amount=str(place),
        placed_at=moment,
        expires=moment,
    )


def _rows(ledger: Ledger) -> list[int]:
    return [row[0] for row in ledger.connection.execute("SELECT row_id FROM offers ORDER BY row_id")]


def never() -> bool:
    """Nobody stops waiting."""
    return False


def whole(ledger: Ledger, view: View) -> Answer:
    """The answer to a view that nobody stops waiting for."""
    found = Windows(ledger).answer(view, NOW, never)
    assert found is not None
    return found


@settings(max_examples=40)
@given(st.lists(offers(), max_size=8, unique_by=lambda each: each.key), st.integers(0, 4), views())
def test_an_answer_is_what_the_filter_means(
    shared: Ledger, kept: list[Offer], pieces: int, view: View
) -> None:
    upkeep.forget_words(shared)
    shelf = fill(shared, kept)
    for _, _ in zip(upkeep.upkeep(shared), range(pieces), strict=False):
        pass  # the index of words is left wherever it has come to

    seen = [each for row in _rows(shared) if (each := shelf.at_row(row)) is not None]
    meant = {
        each.row_id: each.offer
        for each in seen
        if view.account in ("", each.offer.key.account)
        and matches(view.wanted or Filter(), each.offer, NOW, kept_of(shared, each))
    }
    found = whole(shared, view)
    assert sorted(found.row_ids) == [row for row, each in meant.items() if view.status in (None, each.status)]
    assert found.counts == Counter(each.status for each in meant.values())


@settings(max_examples=40)
@given(st.lists(offers(), max_size=8, unique_by=lambda each: each.key), st.integers(0, 8), views())
def test_a_page_is_the_beginning_of_the_answer(
    shared: Ledger, kept: list[Offer], limit: int, view: View
) -> None:
    fill(shared, kept)
    page, found = Windows(shared).page(view, NOW, limit, 60), whole(shared, view)

    assert page.row_ids == found.row_ids[:limit]
    assert not page.whole or page.row_ids == found.row_ids
    assert page.counts in (None, found.counts)
    assert Windows(shared).row_ids(view, NOW) == found.row_ids


@settings(max_examples=40)
@given(st.lists(offers(), min_size=1, max_size=8, unique_by=lambda each: each.key), st.sampled_from(Sort))
def test_a_list_is_the_same_without_an_index_of_its_order(
    shared: Ledger, kept: list[Offer], sort: Sort
) -> None:
    fill(shared, kept)
    views = [View(side=Side.RECEIVED, sort=sort, reverse=reverse) for reverse in (False, True)]
    along = [whole(shared, view).row_ids for view in views]
    for name in INDEXES:
        shared.connection.execute(f"DROP INDEX IF EXISTS {name}")
    pages = [Windows(shared).page(view, NOW, 99, 60).row_ids for view in views]
    for _ in upkeep.upkeep(shared):
        pass

    assert pages == along
    assert not lacking(shared.connection)


def test_a_page_ends_when_its_time_is_up_and_holds_what_was_found(shared: Ledger) -> None:
    fill(shared, [an_offer(offer_id=f"O{place:05d}", name="Ape") for place in range(3_000)])
    view = View(side=Side.RECEIVED, wanted=parse_filter("punk"))

    assert Windows(shared).page(view, NOW, 50, 0) == (array("q"), False, None)


def test_nobody_gets_an_answer_that_nobody_waits_for(shared: Ledger) -> None:
    fill(shared, [an_offer(offer_id=f"O{place:05d}") for place in range(2_000)])
    for line in ("", "ape", "price>1"):
        view = View(side=Side.RECEIVED, wanted=parse_filter(line))
        assert Windows(shared).answer(view, NOW, lambda: True) is None


def test_an_answer_is_given_up_in_the_middle(shared: Ledger) -> None:
    fill(shared, [an_offer(offer_id=f"O{place:05d}") for place in range(2_000)])
    asked: list[bool] = []

    def after_a_while() -> bool:
        asked.append(len(asked) > 3)
        return asked[-1]

    view = View(side=Side.RECEIVED, wanted=parse_filter("!punk"))
    assert Windows(shared).answer(view, NOW, after_a_while) is None
    assert asked[:5] == [False, False, False, False, True]


def test_closing_the_ledger_cuts_an_answer_short(path: Path) -> None:
    ledger = Ledger(path)
    fill(ledger, [an_offer(offer_id=f"O{place:05d}") for place in range(2_000)])
    inside, closing_began = threading.Event(), threading.Event()

    def wait() -> bool:
        inside.set()
        assert closing_began.wait(10)
        return False

    def look() -> None:
        with pytest.raises(LedgerError):
            Windows(ledger).answer(View(side=Side.RECEIVED, wanted=parse_filter("!punk")), NOW, wait)

    looking = threading.Thread(target=look)
    looking.start()
    assert inside.wait(10)
    closer = threading.Thread(target=ledger.close)
    closer.start()
    closer.join(0.2)
    closing_began.set()
    looking.join(10)
    closer.join(10)
    assert not looking.is_alive()


@pytest.mark.parametrize("reverse", [False, True])
@pytest.mark.parametrize("sort", list(Sort))
def test_a_page_is_read_along_an_index(sort: Sort, reverse: bool, long: Ledger) -> None:
    asked: list[bool] = []

    def on_and_on() -> bool:
        asked.append(False)
        return False

    view = View(side=Side.RECEIVED, status=OfferStatus.OPEN, sort=sort, reverse=reverse)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(windows, "after", lambda _seconds: on_and_on)
        page = Windows(long).page(view, NOW, 20, 60)

    assert len(page.row_ids) == 20
    assert len(asked) < 20  # to go through all of them takes 200
