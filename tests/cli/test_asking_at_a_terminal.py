"""The question before money moves, in a real terminal: what it shows, and what counts as a yes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.cli.headless import OFFERDESK, Stall
from tests.terminal.screen import Terminal

pytestmark = pytest.mark.terminal


@contextmanager
def asked(stall: Stall, *arguments: str, columns: int = 120) -> Iterator[Terminal]:
    """A command in a terminal of its own."""
    command = [*OFFERDESK, "--sandbox", str(stall.line), *arguments]
    terminal = Terminal(command, (columns, 40), {**os.environ, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"})
    try:
        yield terminal
    finally:
        terminal.close()


def test_the_question_says_all_that_is_at_stake(stall: Stall) -> None:
    offer = stall.plain[0]
    with asked(stall, "accept", offer["key"]) as terminal:
        terminal.until(
            *("Accept this offer?", f"{offer['price']['amount']} {offer['price']['currency']}"),
            *("kraken on Kraken NFT, as owner", offer["nft"]["id"], offer["nft"]["collection"]["text"]),
            *(offer["nft"]["chain"]["text"], offer["maker"]["text"], "sets off", "creates an auction"),
            "Type yes to do it",
        )
        terminal.press("n", "enter")
        assert terminal.code() == 1
    assert stall.effects(offer["key"]) == []


def test_what_is_longer_than_a_line_goes_on_under_its_beginning(stall: Stall) -> None:
    with asked(stall, "accept", stall.plain[0]["key"], columns=52) as terminal:
        terminal.until("sets off", "Type yes to do it")
        lines = terminal.text.splitlines()
        first = next(place for place, line in enumerate(lines) if line.startswith("  sets off"))
        question = next(place for place, line in enumerate(lines) if line.startswith("Type yes"))
        assert question - first > 1
        assert all(line.startswith(" " * 15) for line in lines[first + 1 : question])
        terminal.press("n", "enter")
        assert terminal.code() == 1


def test_a_typed_yes_sends_it_once(stall: Stall) -> None:
    offer = stall.plain.pop()
    with asked(stall, "accept", offer["key"]) as terminal:
        terminal.until("Type yes to do it")
        terminal.press("yes", "enter")
        terminal.until(f"{offer['key']}  done")
        assert terminal.code() == 0
    assert stall.effects(offer["key"]) == ["accept"]


@pytest.mark.parametrize("answer", ["", "y", "YES", "yes please", "\x04"])
def test_nothing_else_is_a_yes(stall: Stall, answer: str) -> None:
    offer = stall.plain[0]
    with asked(stall, "accept", offer["key"]) as terminal:
        terminal.until("Type yes to do it")
        terminal.press(answer, "enter")
        terminal.until("Nothing was sent.")
        assert terminal.code() == 1
    assert stall.effects(offer["key"]) == []


def test_what_was_typed_before_the_question_is_no_answer(stall: Stall) -> None:
    offer = stall.plain[0]
    with asked(stall, "accept", offer["key"]) as terminal:
        terminal.press("yes", "enter")
        terminal.until("Type yes to do it")
        terminal.settle(0.5)
        assert f"{offer['key']}  " not in terminal.text
        terminal.press("no", "enter")
        assert terminal.code() == 1
    assert stall.effects(offer["key"]) == []


def test_an_odd_amount_has_to_be_typed(stall: Stall) -> None:
    odd = stall.odd.pop()
    with asked(stall, "accept", odd["key"]) as terminal:
        terminal.until("To mean it, type the amount")
        terminal.press("yes", "enter")
        assert terminal.code() == 1
    assert stall.effects(odd["key"]) == []
    with asked(stall, "accept", odd["key"]) as terminal:
        terminal.until("To mean it, type the amount")
        terminal.press(odd["price"]["amount"], "enter")
        assert terminal.code() == 0, terminal.text
    assert stall.effects(odd["key"]) == ["accept"]


def test_several_are_asked_for_at_once_with_totals(stall: Stall) -> None:
    offers: list[dict[str, Any]] = [stall.plain.pop(), stall.plain.pop()]
    with asked(stall, "accept", *(each["key"] for each in offers)) as terminal:
        terminal.until("Accept these 2 offers?", "in all", *(each["id"] for each in offers))
        terminal.press("yes", "enter")
        assert terminal.code() == 0, terminal.text
    assert [stall.effects(each["key"]) for each in offers] == [["accept"], ["accept"]]


def test_ctrl_c_at_the_question_sends_nothing(stall: Stall) -> None:
    offer = stall.plain[0]
    with asked(stall, "accept", offer["key"]) as terminal:
        terminal.until("Type yes to do it")
        terminal.press("ctrl+c")
        assert terminal.code() == 130
    assert stall.effects(offer["key"]) == []
