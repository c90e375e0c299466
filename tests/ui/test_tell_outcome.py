"""The dialog that asks what became of an action."""

from __future__ import annotations

import pytest

from tests.hostile import SAMPLE, Hostile
from tests.offers import an_instruction
from tests.ui.dialog_app import opened
from tests.ui.test_action_facts import an_entry
from tui_app.ledger.action_states import ActionState
from tui_app.ui import deafness
from tui_app.ui.modals.tell_outcome import TellOutcome, Told

pytestmark = pytest.mark.anyio


@pytest.fixture(autouse=True)
def listening(monkeypatch: pytest.MonkeyPatch) -> None:
    """The dialog listens at once; that it does not is tested by itself."""
    monkeypatch.setattr(deafness, "DEAF_SECONDS", 0)


def asking(name: str = "Bored Ape #8817") -> TellOutcome:
    """The dialog about an accept that reading cannot decide."""
    entry = an_entry(
        ActionState.NEEDS_PERSON, instruction=an_instruction(name=name), words="The offer is closed."
    )
    return TellOutcome(entry, "Kraken NFT")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_what_is_known_and_what_each_answer_means_is_shown(size: tuple[int, int]) -> None:
    async with opened(asking(), size) as shown:
        text = shown.text

    for words in (
        "What became of this accept?",
        "5.00000000 ETH",
        "main on Kraken NFT",
        "Bored Ape #8817",
        "NT4KDQZ-XN2FR-A7B3CD",
        "reading cannot tell",
        "The offer is closed.",
        "It is recorded as done",
        "It is recorded as not done",
        "Cancel",
        "It was not done",
        "It was done",
    ):
        assert words in text


async def test_the_question_and_the_answers_are_there_in_the_smallest_window() -> None:
    async with opened(asking(), (60, 15)) as shown:
        text = shown.text

    for words in ("What became of this", "5.00000000 ETH", "Cancel", "It was not done", "It was done"):
        assert words in text


@pytest.mark.parametrize("keys", [("enter",), ("escape",), ("tab", "tab", "escape")])
async def test_cancel_is_the_default(keys: tuple[str, ...]) -> None:
    async with opened(asking()) as shown:
        await shown.press(*keys)

    assert shown.answers == [None]


@pytest.mark.parametrize(
    ("keys", "happened"),
    [
        (("right", "enter"), False),
        (("right", "right", "enter"), True),
        (("left", "enter"), True),
        (("tab", "enter"), False),
    ],
)
async def test_the_answers_are_reached_with_arrows_and_tab(keys: tuple[str, ...], happened: bool) -> None:
    async with opened(asking()) as shown:
        await shown.press(*keys)

    assert shown.answers == [Told(happened=happened, words="")]


async def test_a_line_of_words_goes_with_the_answer() -> None:
    async with opened(asking()) as shown:
        await shown.press("shift+tab", *"seen it", "enter", "right", "enter")

    assert shown.answers == [Told(happened=False, words="seen it")]


async def test_enter_in_the_line_of_words_is_no_answer() -> None:
    async with opened(asking()) as shown:
        await shown.press("shift+tab", "x", "enter")

        assert shown.answers == []


async def test_enter_typed_ahead_answers_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deafness, "DEAF_SECONDS", 600)
    async with opened(asking()) as shown:
        await shown.press("right", "enter", "tab", "enter")
        await shown.pilot.click("#done")

        assert shown.answers == []


@pytest.mark.parametrize("hostile", SAMPLE[::40], ids=lambda hostile: hostile.kind)
async def test_a_hostile_name_is_only_text(hostile: Hostile) -> None:
    async with opened(asking(hostile.text)) as shown:
        assert "What became of this accept?" in shown.text
        assert "It was done" in shown.text
