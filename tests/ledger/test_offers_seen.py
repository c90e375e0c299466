"""What the ledger remembers of lists: refreshes, offers that vanish, and offers read by themselves."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.hostile import SAMPLE
from tests.offers import NOW, a_seen_offer, an_instruction, an_offer
from tui_app.domain.offer import OfferKey, OfferStatus, SeenOffer, Side
from tui_app.domain.verdicts import Action
from tui_app.ledger.action_states import ActionState
from tui_app.ledger.journal import Journal
from tui_app.ledger.offers import OfferShelf, Refreshed

LATER = NOW + timedelta(minutes=5)


def status(shelf: OfferShelf, offer_id: str, account: str = "main") -> OfferStatus:
    """The status that a person sees."""
    found = shelf.find(OfferKey(account, offer_id))
    assert found is not None
    return found.offer.status


def refresh(shelf: OfferShelf, *offer_ids: str, account: str = "main", side: Side = Side.RECEIVED) -> None:
    """Read a list to its end, in which these offers are open."""
    generation = shelf.begin(account, side)
    shelf.keep(
        [a_seen_offer(account=account, offer_id=each, side=side) for each in offer_ids], generation, NOW
    )
    shelf.finish(account, side, generation, NOW)


def test_an_offer_is_found_as_it_was_seen(shelf: OfferShelf) -> None:
    seen = a_seen_offer(raw='{"id": "O1"}')
    shelf.keep([seen], 1, NOW)
    found = shelf.find(seen.offer.key)

    assert found is not None
    assert (found.offer, found.raw, found.seen_at) == (seen.offer, '{"id": "O1"}', NOW)
    assert shelf.at_row(found.row_id) == found


def test_what_was_never_seen_is_not_found(shelf: OfferShelf) -> None:
    assert shelf.find(OfferKey("main", "O1")) is None
    assert shelf.at_row(1) is None


def test_an_open_offer_that_a_list_no_longer_holds_becomes_unknown(shelf: OfferShelf) -> None:
    refresh(shelf, "stays", "goes")
    refresh(shelf, "stays")

    assert (status(shelf, "stays"), status(shelf, "goes")) == (OfferStatus.OPEN, OfferStatus.UNKNOWN)


def test_an_offer_that_is_listed_again_is_open_again(shelf: OfferShelf) -> None:
    refresh(shelf, "comes back")
    refresh(shelf)
    refresh(shelf, "comes back")

    assert status(shelf, "comes back") is OfferStatus.OPEN


def test_a_refresh_that_was_cut_short_makes_nothing_unknown(shelf: OfferShelf) -> None:
    refresh(shelf, "first", "second")
    shelf.keep([a_seen_offer(offer_id="first")], shelf.begin("main", Side.RECEIVED), NOW)

    assert (status(shelf, "first"), status(shelf, "second")) == (OfferStatus.OPEN, OfferStatus.OPEN)


def test_a_refresh_of_one_list_leaves_the_others_alone(shelf: OfferShelf) -> None:
    refresh(shelf, "theirs", account="second")
    refresh(shelf, "placed", side=Side.PLACED)
    refresh(shelf)

    assert status(shelf, "theirs", "second") is OfferStatus.OPEN
    assert status(shelf, "placed") is OfferStatus.OPEN


@pytest.mark.parametrize("settled", [each for each in OfferStatus if each is not OfferStatus.OPEN])
def test_only_open_offers_become_unknown_by_vanishing(settled: OfferStatus, shelf: OfferShelf) -> None:
    shelf.keep([a_seen_offer(status=settled)], shelf.begin("main", Side.RECEIVED), NOW)
    refresh(shelf)

    assert status(shelf, an_offer().key.offer_id) is settled


def test_what_a_second_window_saw_meanwhile_stays_seen(shelf: OfferShelf) -> None:
    refresh(shelf, "O1")
    slow, quick = shelf.begin("main", Side.RECEIVED), shelf.begin("main", Side.RECEIVED)
    shelf.keep([a_seen_offer(offer_id="O1")], quick, NOW)
    shelf.keep([a_seen_offer(offer_id="O1")], slow, NOW)
    shelf.finish("main", Side.RECEIVED, quick, NOW)

    assert status(shelf, "O1") is OfferStatus.OPEN


def test_an_offer_that_changed_sides_can_still_vanish(shelf: OfferShelf) -> None:
    for _ in range(5):
        refresh(shelf, "moves", side=Side.PLACED)
    refresh(shelf, "moves", side=Side.RECEIVED)
    refresh(shelf, side=Side.RECEIVED)

    assert status(shelf, "moves") is OfferStatus.UNKNOWN


def test_generations_rise_over_all_lists(shelf: OfferShelf) -> None:
    lists = [
        ("main", Side.RECEIVED),
        ("main", Side.PLACED),
        ("second", Side.RECEIVED),
        ("main", Side.RECEIVED),
    ]
    begun = [shelf.begin(*each) for each in lists]

    assert begun == sorted(set(begun))


def test_a_list_was_refreshed_only_when_it_was_read_to_its_end(shelf: OfferShelf) -> None:
    shelf.begin("main", Side.PLACED)
    generation = shelf.begin("main", Side.RECEIVED)
    shelf.finish("main", Side.RECEIVED, generation, LATER)

    assert shelf.refreshed() == [Refreshed(account="main", side=Side.RECEIVED, finished_at=LATER)]


def test_an_offer_read_by_itself_is_updated_and_keeps_its_raw_json(shelf: OfferShelf) -> None:
    shelf.keep([a_seen_offer(raw="{}")], 1, NOW)
    shelf.keep_one(an_offer(amount="7", status=OfferStatus.CLOSED), LATER)
    found = shelf.find(an_offer().key)

    assert found is not None
    assert (found.offer.price.plain, found.offer.status) == ("7", OfferStatus.CLOSED)
    assert (found.raw, found.seen_at) == ("{}", LATER)


def test_an_offer_read_by_itself_still_counts_as_listed(shelf: OfferShelf) -> None:
    generation = shelf.begin("main", Side.RECEIVED)
    shelf.keep([a_seen_offer()], generation, NOW)
    shelf.keep_one(an_offer(), LATER)
    shelf.finish("main", Side.RECEIVED, generation, LATER)

    assert status(shelf, an_offer().key.offer_id) is OfferStatus.OPEN


def test_a_forgotten_account_leaves_its_actions(shelf: OfferShelf, journal: Journal) -> None:
    refresh(shelf, "ours")
    refresh(shelf, "theirs", account="second")
    journal.plan(an_instruction(offer_id="ours"))
    shelf.forget_account("main")

    assert shelf.find(OfferKey("main", "ours")) is None
    assert status(shelf, "theirs", "second") is OfferStatus.OPEN
    assert [each.account for each in shelf.refreshed()] == ["second"]
    assert [entry.instruction.target for entry in journal.unsettled()] == ["ours"]


@pytest.mark.parametrize(
    ("action", "answer"),
    [
        (Action.ACCEPT, OfferStatus.ACCEPTED),
        (Action.REJECT, OfferStatus.REJECTED),
        (Action.CANCEL, OfferStatus.CANCELLED),
    ],
)
def test_our_own_answer_outlives_a_list_that_no_longer_holds_the_offer(
    action: Action, answer: OfferStatus, shelf: OfferShelf, journal: Journal
) -> None:
    refresh(shelf, "O1")
    action_id = journal.plan(an_instruction(action, offer_id="O1"))
    for state in (ActionState.CHECKED, ActionState.SENDING, ActionState.DONE):
        journal.advance(action_id, state)
    refresh(shelf)

    assert status(shelf, "O1") is answer


@pytest.mark.parametrize("kind", sorted({hostile.kind for hostile in SAMPLE}))
def test_hostile_text_in_every_field_is_kept_to_the_letter(kind: str, shelf: OfferShelf) -> None:
    for hostile in (each.text for each in SAMPLE if each.kind == kind):
        offer = an_offer(
            offer_id="O1", name=hostile, collection=hostile, maker=hostile, detail=hostile, chain=hostile,
            status_said=hostile, nft_id=hostile, collection_id=hostile, quote_id=hostile,
        )  # fmt: skip
        shelf.keep([SeenOffer(offer=offer, raw=hostile)], 1, NOW)
        found = shelf.find(offer.key)

        assert found is not None
        assert found.offer == offer


@pytest.mark.parametrize(
    "offer_id", ["", "O\0", "O\ud800", "O'; DROP TABLE offers", "x" * 100_000, "ＯＮ", "o1"]
)
def test_an_offer_is_found_whatever_its_id(offer_id: str, shelf: OfferShelf) -> None:
    shelf.keep([a_seen_offer(offer_id=offer_id), a_seen_offer(offer_id="O1")], 1, NOW)
    found = shelf.find(OfferKey("main", offer_id))

    assert found is not None
    assert found.offer.key.offer_id == offer_id


def test_an_answer_to_an_offer_of_any_id_marks_its_row(shelf: OfferShelf, journal: Journal) -> None:
    shelf.keep([a_seen_offer(offer_id="O\ud800")], 1, NOW)
    journal.plan(an_instruction(offer_id="O\ud800"))

    assert status(shelf, "O\ud800") is OfferStatus.IN_FLIGHT
