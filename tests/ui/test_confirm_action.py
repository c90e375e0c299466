"""The last question before money moves."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.hostile import SAMPLE
from tests.offers import ETHER, NOW, an_instruction, an_offer, money
from tests.ui.dialog_app import DialogApp, Shown, opened
from tests.ui.screen import screen_text
from tui_app.domain.errors import Unreachable
from tui_app.domain.instruction import Instruction, Terms
from tui_app.domain.money import Currency
from tui_app.domain.offer import Particular, Role
from tui_app.domain.text import UntrustedText
from tui_app.domain.verdicts import Action
from tui_app.ui import deafness
from tui_app.ui.modals.confirm_action import ConfirmAction, Question

pytestmark = pytest.mark.anyio

YES = ("right", "enter")


@pytest.fixture(autouse=True)
def listening(monkeypatch: pytest.MonkeyPatch) -> None:
    """The dialog listens at once; that it does not is tested by itself."""
    monkeypatch.setattr(deafness, "DEAF_SECONDS", 0)


async def no_preview(instruction: Instruction) -> str:
    """Nothing to show."""
    return f"POST {instruction.target}"


def asking(**changes: Any) -> ConfirmAction:
    """The dialog about accepting a plain offer; `changes` as Question takes them."""
    question = {
        "draft": an_instruction(),
        "marketplace": "Kraken NFT",
        "role": Role.OWNER,
        "effect": "It cannot be undone.",
        "now": NOW,
        "fee_is_chosen": True,
        **changes,
    }
    return ConfirmAction(Question(**question), no_preview)


async def test_what_it_is_worth_and_what_is_decisive_at_this_marketplace_are_shown() -> None:
    owner = Particular("owner", UntrustedText("7GckBHDK"), decisive=True)
    tax = Particular("tax", UntrustedText("0.07"))
    offer = an_offer(worth=money("0.0394"), particulars=(owner, tax))
    async with opened(asking(draft=an_instruction(offer=offer))) as shown:
        assert "5.00000000 ETH XETH  ≈ 0.0394 ETH XETH, they say" in shown.text
        assert "7GckBHDK" in shown.text
        assert "0.07" not in shown.text


async def test_a_counter_offer_is_not_said_to_be_worth_what_the_offer_is() -> None:
    draft = an_instruction(Action.COUNTER, offer=an_offer(worth=money("9")), terms=Terms(price=money("7")))
    async with opened(asking(draft=draft)) as shown:
        assert "they say" not in shown.text


async def test_everything_that_decides_is_shown() -> None:
    async with opened(asking(best_other=money("4.5"), floors=(money("3"),))) as shown:
        text = shown.text

    for word in (
        "Accept this offer?",
        "5.00000000 ETH",
        "main on Kraken NFT, as owner",
        "Bored Ape #8817",
        "NT4KDQZ-XN2FR-A7B3CD",
        "NCMXJ3Y-5B4QK-QP7ZLL",
        "Ethereum",
        "ON65F7C-CDFOB-VSYE6D from thoughtful-violet-heron",
        "in 2 d",
        "4.5 ETH",
        "your floor",
        "3 ETH",
        "as the marketplace does by itself",
        "It cannot be undone.",
    ):
        assert word in text


async def test_yes_answers_with_the_instruction() -> None:
    async with opened(asking()) as shown:
        await shown.press(*YES)

    assert shown.answers == [an_instruction()]


@pytest.mark.parametrize(
    "keys", [("enter",), ("escape",), ("right", "right", "enter"), ("tab", "tab", "enter")]
)
async def test_anything_else_is_no(keys: tuple[str, ...]) -> None:
    async with opened(asking()) as shown:
        await shown.press(*keys)

    assert shown.answers == [None]


async def test_a_dialog_that_was_just_drawn_is_deaf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deafness, "DEAF_SECONDS", 600)
    async with opened(asking()) as shown:
        await shown.press("enter", *YES, "f", "tab", "enter")
        await shown.pilot.click("#yes")

        assert shown.answers == []
        assert "as the marketplace does by itself" in shown.text
        await shown.press("escape")
    assert shown.answers == [None]


async def test_the_creators_fee_is_chosen_with_f() -> None:
    async with opened(asking()) as shown:
        await shown.press("f")
        assert "yes, pay it" in shown.text
        await shown.press("f")
        assert "no, do not pay it" in shown.text
        await shown.press(*YES)

    assert [answer.pay_creator_fee for answer in shown.answers] == [False]


async def test_where_there_is_no_such_choice_there_is_no_key() -> None:
    async with opened(asking(fee_is_chosen=False)) as shown:
        await shown.press("f")

        assert "creator fee" not in shown.text


async def test_the_request_is_shown_and_nothing_answered() -> None:
    async with opened(asking()) as shown:
        await shown.press("d")
        await shown.pilot.pause()
        assert "POST ON65F7C-CDFOB-VSYE6D" in shown.text
        await shown.press("enter")
        await shown.pilot.pause()

        assert "Accept this offer?" in shown.text
    assert shown.answers == []


async def test_after_the_request_the_focus_is_on_no_again() -> None:
    async with opened(asking()) as shown:
        await shown.press("right", "d")
        await shown.pilot.pause()
        await shown.press("escape")
        await shown.pilot.pause()
        await shown.press("enter")

    assert shown.answers == [None]


async def test_a_request_that_cannot_be_made_up_is_said() -> None:
    async def fails(_instruction: Instruction) -> str:
        raise Unreachable("Kraken cannot be reached: check the network.")

    dialog = asking()
    dialog._preview = fails  # noqa: SLF001
    async with opened(dialog) as shown:
        await shown.press("d")
        await shown.pilot.pause()

        assert "Kraken cannot be reached" in shown.text


@pytest.mark.parametrize("size", [(60, 15), (80, 24), (120, 40), (200, 60)])
@pytest.mark.parametrize("doubt", ["", "This is less than half of 5 ETH, which stands for this NFT."])
async def test_amount_and_answers_are_seen_at_every_size(size: tuple[int, int], doubt: str) -> None:
    async with opened(asking(doubt=doubt), size) as shown:
        hint = "↑↓ ←→  d request"
        for word in ("Accept this offer?", "5.00000000 ETH", hint, " No ", "Accept this offer "):
            assert word in shown.text
        assert doubt[:30] in shown.text
        assert "too small" not in shown.text


@pytest.mark.parametrize("size", [(59, 20), (80, 14), (20, 5)])
async def test_in_a_window_too_small_to_read_it_there_is_no_yes(size: tuple[int, int]) -> None:
    async with opened(asking(), size) as shown:
        await shown.press(*YES)
        await shown.press("tab", "enter")

    assert all(answer is None for answer in shown.answers)


async def test_what_has_no_room_is_scrolled_to() -> None:
    async with opened(asking(), (60, 15)) as shown:
        assert "It cannot be undone." not in shown.text
        await shown.press(*["down"] * 12)
        await shown.pilot.pause()
        assert "It cannot be undone." in shown.text
        assert "5.00000000 ETH" in shown.text
        await shown.press(*["up"] * 12, *YES)

    assert shown.answers == [an_instruction()]


async def test_a_window_made_too_small_and_large_again_lets_yes_be_said() -> None:
    async with opened(asking()) as shown:
        await shown.pilot.resize_terminal(20, 5)
        await shown.pilot.resize_terminal(100, 30)
        await shown.pilot.pause()
        await shown.press(*YES)

    assert shown.answers == [an_instruction()]


async def test_an_amount_that_is_cut_off_cannot_be_confirmed() -> None:
    long = an_instruction(amount="0." + "0" * 35 + "1")
    async with opened(asking(draft=long), (60, 15)) as shown:
        assert "0.000000000000000000000000000000000001 ETH" in shown.text

    huge = an_instruction(amount=str(2**256 - 1))
    async with opened(asking(draft=huge), (60, 15)) as shown:
        assert str(2**256 - 1) in "".join(shown.text.replace("│", " ").split())


@pytest.mark.parametrize("typed", ["5", "5.0", " 5.00000000 "])
async def test_an_amount_in_doubt_has_to_be_typed(typed: str) -> None:
    async with opened(asking(doubt="This is odd.")) as shown:
        await type_amount(shown, typed)
        await shown.press("tab", "right", "enter")

    assert shown.answers == [replace(an_instruction(), typed=money())]


@pytest.mark.parametrize("typed", ["", "50", "4.99999999", "5 ETH", "five", "5e0x"])
async def test_anything_but_the_amount_is_not_enough(typed: str) -> None:
    async with opened(asking(doubt="This is odd.")) as shown:
        await type_amount(shown, typed)
        await shown.press("enter", "right", "enter", "right", "enter", "tab", "enter")
        await shown.pilot.click("#yes")

    assert all(answer is None for answer in shown.answers)


async def test_the_amount_may_be_typed_without_going_to_its_field() -> None:
    async with opened(asking(doubt="This is odd.")) as shown:
        for key in ("5", "full_stop", "0", "tab", "right", "enter"):
            await shown.press(key)

    assert shown.answers == [replace(an_instruction(), typed=money())]


async def type_amount(shown: Shown, text: str) -> None:
    """Type into the field for an amount in doubt."""
    field = shown.app.screen.query_one("#typed")
    shown.app.screen.set_focus(field)
    field.value = text  # type: ignore[attr-defined]
    await shown.pilot.pause()


async def test_a_counter_offer_shows_both_prices() -> None:
    terms = Terms(price=money("7.25", ETHER))
    async with opened(asking(draft=an_instruction(Action.COUNTER, terms=terms))) as shown:
        assert "Answer with a counter-offer?" in shown.text
        assert "7.25 ETH" in shown.text
        assert "they offer  5.00000000 ETH" in shown.text
        assert "no end was given" in shown.text


async def test_a_name_that_hides_something_is_marked() -> None:
    async with opened(asking(draft=an_instruction(name="Bored\u200b Ape"))) as shown:
        assert "≠ its name contains hidden characters" in shown.text


async def test_a_symbol_that_is_not_the_currency_shows_the_currency_too() -> None:

    fake = Currency(issuer="kraken", code="0xdeadbeef", symbol=UntrustedText("USDC"))
    async with opened(asking(draft=an_instruction(currency=fake))) as shown:
        assert "5.00000000 USDC 0xde…beef" in shown.text or "0xdeadbeef" in shown.text


@pytest.mark.parametrize("hostile", SAMPLE[::40], ids=lambda hostile: hostile.kind)
async def test_no_hostile_name_breaks_the_dialog(hostile: Any) -> None:
    offer = an_offer(name=hostile.text, collection=hostile.text, maker=hostile.text, chain=hostile.text)
    async with opened(asking(draft=an_instruction(offer=offer)), (80, 24)) as shown:
        assert "5.00000000 ETH" in shown.text
        assert "NT4KDQZ-XN2FR-A7B3CD" in shown.text
        await shown.press("escape")

    assert shown.answers == [None]


LONG = Currency(issuer="kraken", code="0x" + "c0de" * 10, symbol=UntrustedText("WRAPPED-" * 25 + "USDC"))
ENDLESS = Currency(issuer="kraken", code="0xc0de", symbol=UntrustedText("USDC" * 100))


def drawn(shown: Shown) -> str:
    """What the dialog says, without its frame and its line breaks."""
    return "".join(shown.text.replace("│", " ").split())


ALL_DIGITS = "9" * 78 + "." + "1" * 36
ODD = "This is less than half of 5 ETH, which stands for this NFT."


@pytest.mark.parametrize(
    ("size", "amount", "doubt", "may"),
    [
        ((60, 15), "5", "", True),
        ((60, 15), "5", ODD, False),
        ((60, 15), ALL_DIGITS, "", False),
        ((60, 15), ALL_DIGITS, ODD, False),
        ((80, 24), ALL_DIGITS, "", True),
        ((80, 24), ALL_DIGITS, ODD, True),
        ((59, 15), "5", "", False),
    ],
)
async def test_yes_is_there_only_with_the_whole_amount_and_unit(
    size: tuple[int, int], amount: str, doubt: str, may: bool
) -> None:
    draft = an_instruction(amount=amount, currency=LONG)
    async with opened(asking(draft=draft, doubt=doubt), size) as shown:
        if doubt:
            await type_amount(shown, amount)
        for _ in range(4):  # to measure, to make room, to measure again, to say so
            await shown.pilot.pause()
        text = drawn(shown)

        assert f"{amount}{LONG.symbol.shown}{LONG.code}" in text or not may
        assert ("toosmall:enlarge" in text) is (not may and size[0] > 59)
        assert ("Acceptthisoffer╰" in text.replace("─", "")) is may
        assert shown.app.screen.query_one("#yes").disabled is not may
        shown.app.screen.query_one("#yes").focus()
        await shown.press("enter")

    assert any(answer is not None for answer in shown.answers) is may


async def test_a_unit_that_no_window_could_show_is_never_agreed_to() -> None:
    async with opened(asking(draft=an_instruction(currency=ENDLESS)), (200, 60)) as shown:
        assert "Its unit is longer than can be shown" in shown.text
        assert " Accept this offer " not in shown.text
        await shown.press(*YES)

    assert shown.answers == [None]


async def test_each_end_says_whose_it_is() -> None:
    mine = Terms(price=money("7"), expires=NOW + timedelta(hours=5))
    draft = an_instruction(Action.COUNTER, offer=an_offer(), terms=mine)
    async with opened(asking(draft=draft)) as shown:
        assert [" ".join(line.split()[1:3]) for line in shown.text.splitlines() if " ends " in line] == [
            "theirs ends",
            "yours ends",
        ]
        assert "in 5 h" in shown.text


async def test_an_offer_of_ones_own_is_said_to_be() -> None:
    async with opened(asking(own_maker="vault")) as shown:
        assert "made by your own account vault: a trade with yourself" in shown.text


async def test_the_hints_name_the_keys_that_are_in_force() -> None:
    app = DialogApp(asking())
    app.set_keymap({"confirm.request": "x", "confirm.fee": "k", "confirm.down": "j"})
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        text = "\n".join(screen_text(app))
    assert "↑j ←→  x request" in text
    assert "(k changes it)" in text
