"""What the detail pane says of an action."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.desk.wallet_market import a_hand_off
from tests.offers import NOW, an_instruction, money
from tests.rocks_account import ADDRESS, new_order
from tui_app.domain.instruction import Terms, creating
from tui_app.domain.verdicts import Action
from tui_app.ledger.action_states import ActionState
from tui_app.ledger.entries import Entry, Event
from tui_app.ledger.journal import OFFERDESK
from tui_app.ui.action_facts import ShownAction, action_facts, heading, known_facts
from tui_app.ui.action_verbs import reasons
from tui_app.ui.widgets.fact_sheet import Fact


def an_entry(state: ActionState = ActionState.DONE, **changes: Any) -> Entry:
    """An accept that was sent a minute after it was asked for; `changes` of Entry."""
    plain = Entry(
        action_id="a1b2",
        instruction=an_instruction(),
        state=state,
        planned_at=NOW - timedelta(minutes=5),
        sent_at=NOW - timedelta(minutes=4),
        settled_at=None,
        made=None,
        words="",
        body_sha256="ab" * 32,
        seen=False,
        attention=False,
    )
    return replace(plain, **changes)


def said_of(entry: Entry, *events: Event) -> list[str]:
    """Label and value of each fact as text."""
    shown = ShownAction(entry=entry, events=events, marketplace="Kraken NFT", why=reasons(entry), now=NOW)
    return lines(action_facts(shown))


def lines(facts: Iterable[Fact]) -> list[str]:
    """Label and value of each fact as text."""
    return [f"{fact.label} {fact.value}".strip() for fact in facts]


def test_state_amount_and_outcome_come_first() -> None:
    said = said_of(an_entry(ActionState.UNKNOWN, words="No answer came."))

    assert said[:2] == ["? not known", "5.00000000 ETH XETH"]
    assert said[3] == "Sent, outcome not known, checking. No answer came."


def test_every_id_that_somebody_may_ask_for_is_there() -> None:
    said = said_of(an_entry(made="AU-77"))

    for line in (
        "NFT Bored Ape #8817",
        "NFT id NT4KDQZ-XN2FR-A7B3CD",
        "offer id ON65F7C-CDFOB-VSYE6D",
        "account main on Kraken NFT",
        "action id a1b2",
        f"body sha256 {'ab' * 32}",
        "made AU-77",
    ):
        assert line in said


def test_the_time_of_sending_is_said_to_be_the_marketplaces() -> None:
    (sent,) = (line for line in said_of(an_entry()) if line.startswith("sent "))

    assert sent.endswith("by the marketplace's clock")


def test_what_was_not_sent_is_said_so() -> None:
    said = said_of(an_entry(ActionState.NOT_DONE, sent_at=None, body_sha256=None, words="Not sent: x."))

    assert "sent nothing was sent" in said
    assert "Not done: nothing changed. Not sent: x." in said


@pytest.mark.parametrize(
    ("entry", "keys"),
    [
        (an_entry(ActionState.UNKNOWN), {"k  check again", "t  tell"}),
        (an_entry(ActionState.NEEDS_PERSON), {"k  check again", "t  tell"}),
        (an_entry(ActionState.REFUSED), {"m  seen"}),
        (an_entry(ActionState.NOT_DONE), {"m  seen"}),
        (an_entry(ActionState.REFUSED, seen=True), set()),
        (an_entry(ActionState.DONE), set()),
        (an_entry(ActionState.SENDING), set()),
        (an_entry(ActionState.AWAITING_WALLET), {"g  go on"}),
        (an_entry(ActionState.CONFIRMATION_PENDING), {"g  go on", "k  check again", "t  tell"}),
        (an_entry(ActionState.CONFIRMING), set()),
    ],
)
def test_the_keys_that_do_something_stand_there(entry: Entry, keys: set[str]) -> None:
    possible = {"g  go on", "k  check again", "t  tell", "m  seen"}

    assert possible.intersection(said_of(entry)) == keys


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (an_entry(ActionState.DONE), "g k t it is settled"),
        (an_entry(ActionState.DONE), "m it ended well"),
        (an_entry(ActionState.REFUSED, seen=True), "m you have seen it"),
        (an_entry(ActionState.UNKNOWN), "g it does not wait for your wallet"),
        (an_entry(ActionState.UNKNOWN), "m it is not settled yet"),
        (an_entry(ActionState.SENDING), "k t it is under way"),
        (an_entry(ActionState.AWAITING_WALLET), "k t it waits for your wallet"),
    ],
)
def test_the_keys_that_do_nothing_say_why(entry: Entry, reason: str) -> None:
    assert reason in said_of(entry)


def test_each_step_has_its_time_and_its_words_and_a_persons_say_whose_they_are() -> None:
    moment = NOW.astimezone()
    said = said_of(
        an_entry(),
        Event(at=NOW, state=ActionState.PLANNED, words="", said_by="offerdesk"),
        Event(at=NOW, state=ActionState.UNKNOWN, words="It broke off.", said_by="offerdesk"),
        Event(at=NOW, state=ActionState.DONE, words="I saw it there.", said_by="a person"),
    )

    clock = f"{moment:%H:%M:%S}"
    assert said[-4:] == [
        f"{moment:%Y-%m-%d}",
        f"{clock} you said yes",
        f"{clock} sent, outcome not known, checking. It broke off.",
        f"{clock} I saw it there. (a person)",
    ]


def test_a_counter_offer_tells_both_prices() -> None:
    told = an_instruction(Action.COUNTER, terms=Terms(price=money("7.5")))
    said = said_of(an_entry(instruction=told))

    assert "7.5 ETH XETH" in said
    assert "they offered 5.00000000 ETH XETH" in said
    assert "to end as they decide" in said


def test_a_name_that_hides_something_is_spelt_out() -> None:
    said = said_of(an_entry(instruction=an_instruction(name="Bored\u200b Ape")))

    assert "Bored\\u{200b} Ape" in said


def test_what_went_to_a_wallet_and_what_came_back_is_told() -> None:
    waiting = said_of(an_entry(ActionState.AWAITING_WALLET, hand_off=a_hand_off()))
    signed = said_of(an_entry(ActionState.CONFIRMATION_PENDING, hand_off=a_hand_off(), proof="0x12"))

    assert f"your wallet {a_hand_off().todo}" in waiting
    assert "it gives a transaction hash" in waiting
    assert "it gave nothing yet" in waiting
    assert "it gave 0x12" in signed
    assert not [line for line in said_of(an_entry()) if line.startswith("your wallet")]


def test_words_of_strangers_are_cleaned() -> None:
    event = Event(at=NOW, state=ActionState.REFUSED, words="no\x1b[2J", said_by="offerdesk")
    said = said_of(an_entry(ActionState.REFUSED, words="no\x1b[2J", made="A\x1b"), event)

    assert "\x1b" not in "".join(said)


def test_the_heading_names_action_and_nft() -> None:
    entry = an_entry()
    shown = ShownAction(entry=entry, events=(), marketplace="Kraken NFT", why=reasons(entry), now=NOW)

    assert str(heading(shown)) == "Accept  Bored Ape #8817"


def test_what_a_person_needs_to_find_it_at_the_marketplace_is_known() -> None:
    said = lines(known_facts(an_entry(ActionState.NEEDS_PERSON, words="It is closed."), "Kraken NFT"))

    assert "offer ON65F7C-CDFOB-VSYE6D from thoughtful-violet-heron" in said
    assert "state sent, outcome not known; reading cannot tell" in said
    assert "reading It is closed." in said


def test_of_an_order_to_be_created_all_that_names_it_is_told_but_no_address() -> None:
    instruction = creating(new_order(**ADDRESS))
    entry = an_entry(ActionState.DONE, words="Created.", made="44", instruction=instruction)
    said = said_of(entry, Event(at=NOW, state=ActionState.CHECKED, words="", said_by=OFFERDESK))

    assert said[1] == "3 of NFT 405"
    for told in ("NFT id 405", "listing 2", "buyer 24", "quantity 3", "billing an address that was typed"):
        assert told in said
    assert any(line.endswith("the marketplace answers") for line in said)
    assert not any(word in line for line in said for word in ADDRESS.values())
    assert {"listing 2", "buyer 24", "quantity 3"} < set(lines(known_facts(entry, "license.rocks")))
