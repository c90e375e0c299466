"""When an amount has to be typed before it is meant."""

from __future__ import annotations

import pytest

from tests.offers import DOLLAR, ETHER, money
from tui_app.domain.doubt import doubt_about
from tui_app.domain.verdicts import Action

LARGE = str(2**256 - 1)


@pytest.mark.parametrize(
    ("action", "amount", "others", "doubtful"),
    [
        (Action.ACCEPT, "5", [], False),
        (Action.ACCEPT, "5", ["5"], False),
        (Action.ACCEPT, "5", ["10"], False),
        (Action.ACCEPT, "4.99999999", ["10"], True),
        (Action.ACCEPT, "5", ["1", "10.00000001"], True),
        (Action.ACCEPT, "500", ["1"], False),
        (Action.COUNTER, "1", ["2.1"], True),
        (Action.COUNTER, "100", ["2.1"], False),
        (Action.PLACE, "1", ["100"], False),
        (Action.PLACE, "200", ["100"], False),
        (Action.PLACE, "200.00000001", ["100"], True),
        (Action.CANCEL, "1", ["100"], False),
        (Action.REJECT, "1", ["100"], False),
        (Action.ACCEPT, LARGE, [LARGE], False),
        (Action.ACCEPT, "1", [LARGE], True),
    ],
)
def test_half_or_twice_is_in_doubt(action: Action, amount: str, others: list[str], doubtful: bool) -> None:
    assert bool(doubt_about(action, money(amount), [money(other) for other in others])) is doubtful


@pytest.mark.parametrize("action", [Action.ACCEPT, Action.COUNTER, Action.PLACE])
def test_a_currency_that_no_other_offer_has_is_in_doubt(action: Action) -> None:
    said = doubt_about(action, money("17", ETHER), [money("17", DOLLAR)])

    assert said == "Other offers for this NFT are in ZUSD, not in XETH."


def test_amounts_are_only_compared_within_one_currency() -> None:
    others = [money("2000", DOLLAR), money("1", ETHER)]

    assert doubt_about(Action.ACCEPT, money("1", ETHER), others) == ""


def test_the_sentence_names_the_amount_it_is_held_against() -> None:
    said = doubt_about(Action.ACCEPT, money("1"), [money("5.00000000")])

    assert said == "This is less than half of 5.00000000 XETH, which stands for this NFT."


@pytest.mark.parametrize(
    ("action", "amount", "doubtful"),
    [
        (Action.ACCEPT, "4.99", True),
        (Action.ACCEPT, "5", False),
        (Action.COUNTER, "4.99", True),
        (Action.PLACE, "4.99", False),
        (Action.CANCEL, "4.99", False),
    ],
)
def test_taking_less_than_ones_own_floor_is_in_doubt(action: Action, amount: str, doubtful: bool) -> None:
    floors = [money("5"), money("9000", DOLLAR)]

    assert bool(doubt_about(action, money(amount), [], floors)) is doubtful


def test_a_floor_in_another_currency_says_nothing() -> None:
    assert doubt_about(Action.ACCEPT, money("1", ETHER), [], [money("9000", DOLLAR)]) == ""
