"""What is watched is kept per account, named where it can be, and stays off once taken off."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.hostile import SAMPLE
from tests.offers import NOW
from tui_app.domain.text import UntrustedText
from tui_app.domain.watch import Watched
from tui_app.ledger.store import Ledger
from tui_app.ledger.watch_list import WatchList

ONE, TWO = Watched("nft", "1"), Watched("nft", "2")
LATER = NOW + timedelta(minutes=1)


@pytest.fixture
def watch_list(ledger: Ledger) -> WatchList:
    """The watch-list of the ledger."""
    return WatchList(ledger)


def test_what_is_added_is_watched_in_that_order_and_by_that_account_only(watch_list: WatchList) -> None:
    watch_list.add("main", [TWO], NOW)
    watch_list.add("main", [ONE, TWO], LATER)
    watch_list.add("other", [Watched("contract", "1")], NOW)
    assert watch_list.of("main") == (TWO, ONE)


@pytest.mark.parametrize("name", SAMPLE, ids=lambda each: each.kind)
def test_names_that_a_marketplace_shows_are_kept_as_they_were_written(
    name: object, watch_list: WatchList
) -> None:
    shown = Watched("nft", "1", UntrustedText(name.text), UntrustedText("Apes"))  # type: ignore[attr-defined]  # of the corpus
    watch_list.add("main", [ONE], NOW)
    watch_list.keep_found("main", [shown], LATER)
    (kept,) = watch_list.of("main")
    assert kept.name.shown == shown.name.shown


def test_a_nameless_sighting_takes_no_name_away(watch_list: WatchList) -> None:
    named = Watched("nft", "1", UntrustedText("Ape #1"), UntrustedText("Apes"))
    watch_list.keep_found("main", [named], NOW)
    watch_list.keep_found("main", [ONE], LATER)
    assert watch_list.of("main") == (named,)


def test_what_was_taken_off_stays_off_until_a_person_adds_it_again(watch_list: WatchList) -> None:
    watch_list.keep_found("main", [ONE], NOW)
    assert watch_list.remove("main", "nft", "1")
    assert not watch_list.remove("main", "nft", "1")
    watch_list.keep_found("main", [ONE], LATER)
    assert watch_list.of("main") == ()
    watch_list.add("main", [ONE], LATER)
    assert watch_list.of("main") == (ONE,)


def test_an_account_that_is_forgotten_watches_nothing(watch_list: WatchList) -> None:
    watch_list.add("main", [ONE], NOW)
    watch_list.add("other", [TWO], NOW)
    watch_list.forget_account("main")
    assert (watch_list.of("main"), watch_list.of("other")) == ((), (TWO,))
