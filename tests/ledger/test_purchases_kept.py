"""Searches stay until they are taken off, and show what they showed last, in order, with its age."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from tests.hostile import SAMPLE, Hostile
from tests.offers import NOW
from tests.purchases import SEARCH, a_purchase, usdt
from tui_app.domain.offer import OfferStatus
from tui_app.domain.purchase import Fee, Purchase, Search, Token
from tui_app.domain.text import UntrustedText
from tui_app.ledger.purchase_records import purchase_from, purchase_text
from tui_app.ledger.purchases import PurchaseShelf
from tui_app.ledger.store import Ledger

LATER = NOW + timedelta(minutes=1)
BARE = Purchase(
    account="main",
    marketplace="tokenizationtr",
    purchase_id="p",
    user_id="u",
    token=Token("", UntrustedText(""), UntrustedText("")),
    status=OfferStatus.UNKNOWN,
    status_said=UntrustedText(""),
    notes=("quantity is no number",),
)


@pytest.fixture
def shelf(ledger: Ledger) -> PurchaseShelf:
    """The shelf of the ledger, with one search on it."""
    found = PurchaseShelf(ledger)
    found.add(SEARCH, NOW)
    return found


def shown(shelf: PurchaseShelf, search: Search = SEARCH) -> list[str]:
    """The ids of the purchases of a search, as a list has them."""
    return [row.purchase.purchase_id for row in shelf.all_of(search)]


def names(*numbers: int) -> list[str]:
    """The ids of purchases."""
    return [f"purchase_{number}" for number in numbers]


@pytest.mark.parametrize(
    "purchase",
    [
        a_purchase(),
        BARE,
        a_purchase(quantity=Decimal("7.50")),
        a_purchase(cost=usdt("0.000000000000000000000000000000000001"), fees=(Fee("x", usdt("1E+2")),)),
    ],
)
def test_a_purchase_reads_back_as_it_was(purchase: Purchase) -> None:
    again = purchase_from(purchase_text(purchase))

    assert again == purchase
    assert str(again.quantity) == str(purchase.quantity)
    assert [fee.money.source for fee in again.fees] == [fee.money.source for fee in purchase.fees]


@pytest.mark.parametrize("hostile", SAMPLE, ids=lambda each: each.kind)
def test_whatever_a_stranger_wrote_is_kept_as_it_was_written(hostile: Hostile, shelf: PurchaseShelf) -> None:
    written = UntrustedText(hostile.text)
    token = Token(hostile.text[:64], written, written)
    purchase = a_purchase(token=token, status_said=written, transaction=written, purchase_id=hostile.text)
    shelf.keep(SEARCH, [purchase], shelf.begin(SEARCH), NOW)

    assert [row.purchase for row in shelf.all_of(SEARCH)] == [purchase]


def test_searches_are_listed_in_the_order_they_were_made_each_once(shelf: PurchaseShelf) -> None:
    others = [Search("main", "u"), Search("main", "u", "t"), Search("main", grouped=True), Search("other")]
    for search in (*others, SEARCH, others[0]):
        shelf.add(search, LATER)

    assert [each.search for each in shelf.searches()] == [SEARCH, *others]
    assert [each.since for each in shelf.searches()] == [NOW, *[LATER] * 4]


def test_pages_stand_one_behind_the_other(shelf: PurchaseShelf) -> None:
    reading = shelf.begin(SEARCH)
    shelf.keep(SEARCH, [a_purchase(9), a_purchase(8)], reading, NOW)
    shelf.keep(SEARCH, [a_purchase(1), a_purchase(7)], reading, LATER)

    assert shown(shelf) == names(9, 8, 1, 7)
    assert [row.seen_at for row in shelf.all_of(SEARCH)] == [NOW, NOW, LATER, LATER]


def test_what_a_page_brings_a_second_time_is_not_new_and_stays_in_its_place(shelf: PurchaseShelf) -> None:
    reading = shelf.begin(SEARCH)
    shelf.keep(SEARCH, [a_purchase(1), a_purchase(2)], reading, NOW)
    fresh = shelf.keep(SEARCH, [a_purchase(2), a_purchase(3)], reading, LATER)

    assert [each.purchase_id for each in fresh] == names(3)
    assert shown(shelf) == names(1, 2, 3)


def test_what_was_last_known_stays_behind_what_is_read_until_all_was_read(shelf: PurchaseShelf) -> None:
    before = shelf.begin(SEARCH)
    shelf.keep(SEARCH, map(a_purchase, (3, 2, 1)), before, NOW)
    shelf.finish(SEARCH, before, NOW)
    again = shelf.begin(SEARCH)
    fresh = shelf.keep(SEARCH, map(a_purchase, (4, 3)), again, LATER)

    assert [each.purchase_id for each in fresh] == names(4, 3)
    assert shown(shelf) == names(4, 3, 2, 1)
    assert [row.seen_at for row in shelf.all_of(SEARCH)] == [LATER, LATER, NOW, NOW]
    shelf.keep(SEARCH, [a_purchase(1)], again, LATER)
    shelf.finish(SEARCH, again, LATER)
    assert shown(shelf) == names(4, 3, 1)


def test_when_it_was_read_to_its_end_is_known(shelf: PurchaseShelf) -> None:
    reading = shelf.begin(SEARCH)
    assert shelf.searches()[0].read_at is None
    shelf.finish(SEARCH, reading, LATER)

    assert shelf.searches()[0].read_at == LATER


def test_searches_do_not_show_one_anothers_purchases(shelf: PurchaseShelf) -> None:
    other = Search("main", token_id="t")
    shelf.add(other, NOW)
    for search in (SEARCH, other):
        shelf.keep(search, [a_purchase(1)], shelf.begin(search), NOW)
    shelf.forget(SEARCH)

    assert (shown(shelf), shown(shelf, other)) == ([], names(1))
    assert [each.search for each in shelf.searches()] == [other]


def test_a_page_of_a_search_that_was_taken_off_meanwhile_is_dropped(shelf: PurchaseShelf) -> None:
    reading = shelf.begin(SEARCH)
    shelf.forget(SEARCH)

    assert shelf.keep(SEARCH, [a_purchase()], reading, NOW) == ()
    shelf.finish(SEARCH, reading, NOW)
    assert shown(shelf) == []
    assert shelf.begin(SEARCH) == 0


def test_an_account_that_is_forgotten_leaves_nothing(shelf: PurchaseShelf, ledger: Ledger) -> None:
    kept = Search("other")
    shelf.add(kept, NOW)
    for search in (SEARCH, kept):
        shelf.keep(search, [a_purchase()], shelf.begin(search), NOW)
    shelf.forget_account("main")

    assert [each.search for each in shelf.searches()] == [kept]
    assert ledger.connection.execute("SELECT COUNT(*) FROM purchases").fetchone()[0] == 1


def test_a_window_holds_the_rows_asked_for_in_the_order_asked(shelf: PurchaseShelf) -> None:
    shelf.keep(SEARCH, map(a_purchase, range(600)), shelf.begin(SEARCH), NOW)
    row_ids = shelf.row_ids(SEARCH)

    found = shelf.rows([row_ids[5], row_ids[2], 10_000])
    assert [row.purchase.purchase_id for row in found] == names(5, 2)
    assert len(list(shelf.all_of(SEARCH))) == 600
    with pytest.raises(ValueError, match="500"):
        shelf.rows(row_ids)
