"""An offer's story: what changed of it, and what was done about it here."""

from __future__ import annotations

from datetime import timedelta

from tests.offers import NOW, a_seen_offer, an_instruction, an_offer
from tui_app.domain.offer import OfferStatus, Side
from tui_app.ledger.action_states import ActionState
from tui_app.ledger.history import Happening, History
from tui_app.ledger.journal import PERSON, Journal
from tui_app.ledger.offers import OfferShelf
from tui_app.ledger.store import Ledger

KEY = an_offer().key
LATER = NOW + timedelta(hours=1)


def told(ledger: Ledger) -> list[str]:
    """The story, in order."""
    return [happening.what for happening in History(ledger).of(KEY)]


def test_an_offer_begins_with_its_maker_and_the_first_look(ledger: Ledger, shelf: OfferShelf) -> None:
    shelf.keep([a_seen_offer()], 1, NOW)
    shelf.keep([a_seen_offer()], 2, LATER)

    assert History(ledger).of(KEY) == [
        Happening(at=an_offer().placed_at, what="placed by thoughtful-violet-heron"),
        Happening(at=NOW, what="first seen here"),
    ]


def test_what_a_refresh_finds_changed_is_told_when_it_was_noticed(ledger: Ledger, shelf: OfferShelf) -> None:
    shelf.keep([a_seen_offer()], 1, NOW)
    shelf.keep([a_seen_offer(status=OfferStatus.EXPIRED, amount="6")], 2, LATER)

    changes = [each for each in History(ledger).of(KEY) if each.at == LATER]
    assert {each.what for each in changes} == {"status: open → expired", "amount: 5.00000000 → 6"}


def test_a_new_end_is_told_as_a_moment(ledger: Ledger, shelf: OfferShelf) -> None:
    shelf.keep([a_seen_offer()], 1, NOW)
    shelf.keep([a_seen_offer(expires=None)], 2, LATER)

    assert told(ledger)[-1] == "end: 2026-03-16 15:09 UTC → none"


def test_an_offer_that_a_whole_list_no_longer_holds_is_told(ledger: Ledger, shelf: OfferShelf) -> None:
    shelf.keep([a_seen_offer()], shelf.begin("main", Side.RECEIVED), NOW)
    shelf.finish("main", Side.RECEIVED, shelf.begin("main", Side.RECEIVED), LATER)

    assert told(ledger)[-1] == "status: open → not in the marketplace's list any more"


def test_a_re_read_that_finds_it_the_same_tells_nothing(ledger: Ledger, shelf: OfferShelf) -> None:
    shelf.keep([a_seen_offer()], 1, NOW)
    shelf.keep_one(an_offer(), LATER)

    assert len(told(ledger)) == 2


def test_our_own_answer_is_part_of_the_story(ledger: Ledger, shelf: OfferShelf, journal: Journal) -> None:
    shelf.keep([a_seen_offer()], 1, NOW - timedelta(hours=1))
    action = journal.plan(an_instruction())
    for state in (ActionState.CHECKED, ActionState.SENDING, ActionState.UNKNOWN, ActionState.NEEDS_PERSON):
        journal.advance(action, state)
    journal.advance(action, ActionState.DONE, said_by=PERSON)

    ours = [happening.what for happening in History(ledger).of(KEY) if happening.ours]
    assert ours == [
        "your accept: asked for",
        "your accept: offer checked again",
        "your accept: sent",
        "your accept: outcome not known, checking",
        "your accept: outcome not known, reading cannot tell",
        "your accept: done, as a person said",
    ]


def test_the_story_of_a_removed_account_is_gone(ledger: Ledger, shelf: OfferShelf) -> None:
    shelf.keep([a_seen_offer()], 1, NOW)
    shelf.keep([a_seen_offer(amount="6")], 2, LATER)
    shelf.forget_account("main")

    assert told(ledger) == []


def test_a_hostile_name_cannot_leave_its_line(ledger: Ledger, shelf: OfferShelf) -> None:
    shelf.keep([a_seen_offer(maker="a\x1b]52;c;AA\x07\nb")], 1, NOW)

    assert all(line.isprintable() for line in told(ledger))
