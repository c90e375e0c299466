"""The journal: every step in order, one action per target, and nothing half written."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Final

import pytest

from tests.offers import NOW, a_seen_offer, an_instruction, an_nft, an_offer, money
from tui_app.domain.errors import LedgerError
from tui_app.domain.instruction import Instruction, Terms
from tui_app.domain.offer import OfferStatus
from tui_app.domain.verdicts import Action
from tui_app.ledger.action_states import UNSETTLED, ActionState
from tui_app.ledger.journal import AlreadyUnderWay, Journal
from tui_app.ledger.offers import OfferShelf
from tui_app.ledger.store import Ledger

ROOT = Path(__file__).parents[2]

# From each state, how an action gets there, and every step that is allowed next.
STATES: Final = """
    planned                                             -> checked, refused, not done
    planned checked                                     -> sending, awaiting wallet, refused, not done
    planned checked awaiting_wallet                     -> confirmation pending, not done
    planned checked awaiting_wallet confirmation_pending -> confirming, done, not done
    planned checked awaiting_wallet confirmation_pending confirming -> done, unknown, confirmation pending
    planned checked sending                             -> done, refused, unknown, not done
    planned checked sending unknown        -> done, not done, needs a person, confirmation pending
    planned checked sending unknown needs_a_person      -> done, not done
    planned checked sending done                        ->
    planned checked sending refused                     ->
    planned not_done                                    ->
"""


def paths() -> list[tuple[tuple[ActionState, ...], frozenset[ActionState]]]:
    """The table above, read."""
    found = []
    for line in filter(str.strip, STATES.splitlines()):
        way, _, after = line.partition("->")
        steps = tuple(ActionState(word.replace("_", " ")) for word in way.split())
        found.append(
            (steps, frozenset(ActionState(word.strip()) for word in after.split(",") if word.strip()))
        )
    return found


STEPS = [(way, step, step in allowed) for (way, allowed), step in product(paths(), ActionState)]


def walk(journal: Journal, way: tuple[ActionState, ...], instruction: Instruction | None = None) -> str:
    """Plan an action and take it along a way that begins with planned."""
    action_id = journal.plan(instruction or an_instruction())
    for state in way[1:]:
        journal.advance(action_id, state)
    return action_id


def shown(shelf: OfferShelf) -> OfferStatus:
    """The status that a person sees of the offer."""
    found = shelf.find(an_offer().key)
    assert found is not None
    return found.offer.status


def events(ledger: Ledger) -> list[str]:
    """The states that were written down, oldest first."""
    rows = ledger.connection.execute("SELECT state FROM action_events ORDER BY event_id")
    return [row["state"] for row in rows]


@pytest.mark.parametrize(("way", "step", "allowed"), STEPS, ids=lambda part: str(part))
def test_only_the_steps_of_the_table_can_be_taken(
    way: tuple[ActionState, ...], step: ActionState, allowed: bool, journal: Journal
) -> None:
    action_id = walk(journal, way)
    if allowed:
        journal.advance(action_id, step)
        assert journal.entry(action_id).state is step
    else:
        with pytest.raises(ValueError, match="cannot go from"):
            journal.advance(action_id, step)
        assert journal.entry(action_id).state is way[-1]


def test_a_planned_action_is_read_back_as_it_was_confirmed(journal: Journal) -> None:
    instruction = an_instruction(Action.COUNTER, terms=Terms(price=money("7.10")), pay_creator_fee=True)
    entry = journal.entry(journal.plan(instruction))

    assert entry.instruction == instruction
    assert (entry.state, entry.planned_at, entry.sent_at, entry.made) == (
        ActionState.PLANNED,
        NOW,
        None,
        None,
    )


def test_an_action_that_is_not_there_is_a_key_error(journal: Journal) -> None:
    with pytest.raises(KeyError):
        journal.entry("nobody")
    with pytest.raises(KeyError):
        journal.advance("nobody", ActionState.CHECKED)


@pytest.mark.parametrize("way", [way for way, _ in paths()], ids=lambda way: way[-1])
def test_as_long_as_an_action_is_not_settled_its_target_takes_no_other(
    way: tuple[ActionState, ...], journal: Journal
) -> None:
    walk(journal, way, an_instruction(Action.ACCEPT))

    if way[-1] in UNSETTLED:
        with pytest.raises(AlreadyUnderWay) as other:
            journal.plan(an_instruction(Action.COUNTER))
        assert other.value.action is Action.ACCEPT
        assert len(journal.latest()) == 1
    else:
        journal.plan(an_instruction(Action.COUNTER))


@pytest.mark.parametrize(
    "other",
    [
        an_instruction(offer_id="OTHER"),
        an_instruction(account="second"),
        an_instruction(Action.PLACE, offer=None, nft=an_nft()),
    ],
)
def test_other_targets_and_accounts_are_free(other: Instruction, journal: Journal) -> None:
    journal.plan(an_instruction())
    journal.plan(other)

    assert len(journal.unsettled()) == 2


def test_two_new_offers_for_one_nft_wait_for_each_other(journal: Journal) -> None:
    place = an_instruction(Action.PLACE, offer=None, nft=an_nft())
    journal.plan(place)

    with pytest.raises(AlreadyUnderWay):
        journal.plan(place)


def test_of_many_threads_that_plan_one_target_exactly_one_may(ledger: Ledger) -> None:
    def plan(_: int) -> bool:
        try:
            Journal(ledger, lambda: NOW).plan(an_instruction())
        except AlreadyUnderWay:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        planned = list(pool.map(plan, range(40)))

    assert planned.count(True) == 1
    assert len(Journal(ledger, lambda: NOW).latest()) == 1


def test_of_two_processes_that_plan_the_same_targets_each_gets_the_others_left(ledger: Ledger) -> None:
    code = """
import json, sys
from pathlib import Path
from tests.offers import NOW, an_instruction
from tui_app.ledger.journal import AlreadyUnderWay, Journal
from tui_app.ledger.store import Ledger
journal, mine = Journal(Ledger(Path(sys.argv[1])), lambda: NOW), []
for place in range(60):
    try:
        journal.plan(an_instruction(offer_id=f"O{place}"))
        mine.append(place)
    except AlreadyUnderWay:
        pass
print(json.dumps(mine))
"""
    command = [sys.executable, "-c", code, str(ledger.path)]
    started = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) for _ in range(2)]
    one, other = (json.loads(process.communicate()[0]) for process in started)

    assert sorted([*one, *other]) == list(range(60))


@pytest.mark.parametrize(
    ("way", "_allowed"), paths(), ids=lambda part: part[-1] if isinstance(part, tuple) else ""
)
def test_an_offer_is_in_flight_until_its_action_is_settled(
    way: tuple[ActionState, ...], _allowed: object, shelf: OfferShelf, journal: Journal
) -> None:
    shelf.keep([a_seen_offer()], 1, NOW)
    walk(journal, way)

    settled = {ActionState.DONE: OfferStatus.ACCEPTED}.get(way[-1], OfferStatus.OPEN)
    assert shown(shelf) is (OfferStatus.IN_FLIGHT if way[-1] in UNSETTLED else settled)


def test_a_refresh_does_not_hide_what_is_in_flight(shelf: OfferShelf, journal: Journal) -> None:
    shelf.keep([a_seen_offer()], 1, NOW)
    journal.plan(an_instruction())
    shelf.keep([a_seen_offer(status=OfferStatus.CLOSED)], 2, NOW)
    shelf.keep_one(an_offer(), NOW)

    assert shown(shelf) is OfferStatus.IN_FLIGHT


@pytest.mark.parametrize(
    "said", [OfferStatus.OPEN, OfferStatus.CLOSED, OfferStatus.EXPIRED, OfferStatus.FAILED]
)
def test_a_settled_answer_stands_unless_the_marketplace_says_something_else(
    said: OfferStatus, shelf: OfferShelf, journal: Journal
) -> None:
    shelf.keep([a_seen_offer()], 1, NOW)
    walk(journal, (ActionState.PLANNED, ActionState.CHECKED, ActionState.SENDING, ActionState.DONE))
    shelf.keep([a_seen_offer(status=said)], 2, NOW)

    vague = said in {OfferStatus.OPEN, OfferStatus.CLOSED}
    assert shown(shelf) is (OfferStatus.ACCEPTED if vague else said)


def test_the_action_and_its_offer_settle_together_or_not_at_all(
    ledger: Ledger, shelf: OfferShelf, journal: Journal
) -> None:
    shelf.keep([a_seen_offer()], 1, NOW)
    action_id = walk(journal, (ActionState.PLANNED, ActionState.CHECKED, ActionState.SENDING))
    ledger.connection.execute(
        "CREATE TRIGGER cut BEFORE UPDATE OF pending ON offers BEGIN SELECT json('broken'); END"
    )
    with pytest.raises(LedgerError):
        journal.advance(action_id, ActionState.DONE)

    assert journal.entry(action_id).state is ActionState.SENDING
    assert events(ledger) == ["planned", "checked", "sending"]
    assert shown(shelf) is OfferStatus.IN_FLIGHT


def test_every_step_is_written_down(ledger: Ledger, journal: Journal) -> None:
    walk(journal, (ActionState.PLANNED, ActionState.CHECKED, ActionState.SENDING, ActionState.UNKNOWN))

    assert events(ledger) == ["planned", "checked", "sending", "unknown"]


def test_nothing_was_sent_before_sending(ledger: Ledger) -> None:
    times = iter(NOW + timedelta(seconds=place) for place in range(100))
    journal = Journal(ledger, lambda: next(times))
    action_id = walk(journal, (ActionState.PLANNED, ActionState.CHECKED))
    before = journal.entry(action_id).sent_at
    journal.advance(action_id, ActionState.SENDING, body_sha256="ab" * 32)
    sent = journal.entry(action_id).sent_at
    journal.advance(action_id, ActionState.UNKNOWN)

    assert before is None
    assert isinstance(sent, datetime)
    assert journal.entry(action_id).sent_at == sent


def test_unsettled_actions_come_oldest_first_and_the_latest_newest_first(ledger: Ledger) -> None:
    times = iter(NOW + timedelta(seconds=place // 2) for place in range(100))
    journal = Journal(ledger, lambda: next(times))
    for name in "abc":
        journal.plan(an_instruction(offer_id=name))
    walk(journal, (ActionState.PLANNED, ActionState.NOT_DONE), an_instruction(offer_id="d"))
    journal.plan(an_instruction(offer_id="e", account="second"))

    assert [entry.instruction.target for entry in journal.unsettled()] == ["a", "b", "c", "e"]
    assert [entry.instruction.target for entry in journal.unsettled("second")] == ["e"]
    assert [entry.instruction.target for entry in journal.latest(2)] == ["e", "d"]


def test_the_action_on_a_target_is_found_by_account_and_target(journal: Journal) -> None:
    action_id = journal.plan(an_instruction(offer_id="O1"))
    found = journal.pending_on("main", "O1")

    assert found is not None
    assert found.action_id == action_id
    assert journal.pending_on("second", "O1") is None
    assert journal.pending_on("main", "O2") is None
    journal.advance(action_id, ActionState.NOT_DONE)
    assert journal.pending_on("main", "O1") is None


def test_only_what_an_ended_process_left_is_abandoned(ledger: Ledger, journal: Journal) -> None:
    code = """
import sys
from pathlib import Path
from tests.offers import NOW, an_instruction
from tui_app.ledger.action_states import ActionState
from tui_app.ledger.journal import Journal
from tui_app.ledger.store import Ledger
journal = Journal(Ledger(Path(sys.argv[1])), lambda: NOW)
for name in ("planned", "settled"):
    action_id = journal.plan(an_instruction(offer_id=name))
journal.advance(action_id, ActionState.NOT_DONE)
"""
    subprocess.run([sys.executable, "-c", code, str(ledger.path)], cwd=ROOT, check=True)
    journal.plan(an_instruction(offer_id="ours"))
    Journal(ledger, lambda: NOW).plan(an_instruction(offer_id="another window's"))

    assert [entry.instruction.target for entry in journal.abandoned()] == ["planned"]


def test_words_of_any_kind_can_be_written_down(journal: Journal) -> None:
    action_id = journal.plan(an_instruction())
    journal.advance(action_id, ActionState.NOT_DONE, words="a\ud800\0b")

    assert journal.entry(action_id).words == "a\ufffd\0b"


def test_a_broken_rule_of_the_tables_is_not_taken_for_another_action(
    ledger: Ledger, journal: Journal
) -> None:
    ledger.connection.execute(
        "CREATE TRIGGER cut BEFORE INSERT ON action_events BEGIN SELECT RAISE(ABORT, 'no'); END"
    )

    with pytest.raises(sqlite3.IntegrityError):
        journal.plan(an_instruction())
    assert journal.latest() == []
