"""Creating an order from the Orders screen: the form, the last question, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import httpx
import pytest
from textual.events import Key
from textual.widgets import Input

from tests.rocks_account import TYPED, new_order
from tests.sandbox_client import Faults
from tests.sandbox_process import SandboxInfo, effects, running_sandbox
from tests.ui.dashboard import Seat
from tests.ui.dialog_app import Shown, opened
from tests.ui.order_desk import DEW, ROCKS, at_orders, look_up
from tui_app.domain.instruction import Instruction, creating
from tui_app.ui import deafness
from tui_app.ui.modals.confirm_order import ConfirmOrder, OrderQuestion
from tui_app.ui.modals.new_order import NewOrderForm

pytestmark = pytest.mark.anyio

FIELDS = ("nft_id", "listing_id", "buyer_id", "quantity", "street", "postal", "city", "country")
ORDER = ("405", "2", "24", "3")
ADDRESS = ("Szeroka canary", "87-100", "Toruń", "Poland")


@pytest.fixture(scope="module")
def sandbox() -> Iterator[SandboxInfo]:
    """A sandbox; whoever creates orders counts from what was there before."""
    with running_sandbox("--offers", "8") as info:
        yield info


@pytest.fixture(autouse=True)
def listening(monkeypatch: pytest.MonkeyPatch) -> None:
    """The last question listens at once; that it does not is tested by itself."""
    monkeypatch.setattr(deafness, "DEAF_SECONDS", 0)


async def fill(seat: Seat, values: Sequence[str]) -> None:
    """Open the form and fill its first fields."""
    await seat.press("N")
    await seat.when(
        lambda: isinstance(seat.app.screen, NewOrderForm) and seat.app.screen.is_mounted, "the form"
    )
    for name, value in zip(FIELDS, values, strict=False):
        seat.app.screen.query_one(f"#{name}", Input).value = value
    await seat.pilot.pause()


async def ask(seat: Seat, values: Sequence[str] = ORDER) -> None:
    """Fill the form and go on to the last question."""
    await fill(seat, values)
    await seat.press("ctrl+s")
    await seat.until("Create this order?")


async def test_fields_typed_in_one_go_reach_each_its_own(sandbox: SandboxInfo) -> None:
    async with at_orders(sandbox, ROCKS) as seat:
        await seat.press("N")
        await seat.when(
            lambda: isinstance(seat.app.screen, NewOrderForm) and seat.app.screen.is_mounted, "the form"
        )
        for key in ("4", "0", "5", "tab", "2", "tab", "2", "4", "tab", "3", "ctrl+s"):
            seat.app.post_message(Key(key, key if len(key) == 1 else None))
        await seat.until("3 of NFT 405 for buyer 24", "2, of which")


async def say_yes(seat: Seat, quantity: str = "3") -> None:
    """Type the quantity and press yes."""
    await seat.press("left")
    await seat.type(quantity)
    await seat.press("enter", "right", "enter")


def made(info: SandboxInfo) -> int:
    """How many orders were created there."""
    return sum(each["marketplace"] == ROCKS for each in effects(info))


async def test_an_order_is_created_once_and_comes_onto_the_list(sandbox: SandboxInfo) -> None:
    before = made(sandbox)
    async with at_orders(sandbox, ROCKS) as seat:
        await ask(seat)
        for words in (
            "3 of NFT 405 for buyer 24",
            "license_rocks on license.rocks",
            "user 24",
            "The first billing address stored for this user is used",
            "It cannot be undone",
        ):
            assert words in seat.text
        await say_yes(seat)
        await seat.until("Created an order of NFT 405.", "1 of 1", "◐ created")
        await seat.press("6")
        await seat.until("New order", "3 of NFT 405", "✓ done")

    assert made(sandbox) == before + 1


async def test_without_the_quantity_typed_enter_says_no(sandbox: SandboxInfo) -> None:
    before = made(sandbox)
    async with at_orders(sandbox, ROCKS) as seat:
        await ask(seat)
        await seat.press("enter")
        await seat.until_gone("Create this order?")
        assert seat.desk.activity.latest() == []

    assert made(sandbox) == before


async def test_what_was_typed_stands_there_again_after_a_no_and_not_after_a_yes(sandbox: SandboxInfo) -> None:
    def typed(seat: Seat) -> list[str]:
        return [seat.app.screen.query_one(f"#{name}", Input).value for name in FIELDS]

    async with at_orders(sandbox, ROCKS) as seat:
        await ask(seat, (*ORDER, *ADDRESS))
        await seat.press("enter")
        await seat.until_gone("Create this order?")
        await fill(seat, ())
        assert typed(seat) == [*ORDER, *ADDRESS]
        await seat.press("ctrl+s")
        await seat.until("Create this order?")
        await say_yes(seat)
        await seat.until("Created an order of NFT 405.")
        await fill(seat, ())
        assert not any(typed(seat))


async def test_the_exact_request_is_shown_with_the_address_masked(sandbox: SandboxInfo) -> None:
    async with at_orders(sandbox, ROCKS) as seat:
        await ask(seat, (*ORDER, *ADDRESS))
        await seat.until("A new billing address is stored")
        await seat.press("d")
        await seat.until("The exact request; nothing is sent", '"nftId"', "buyerBillin")
        assert "canary" not in seat.text
        assert seat.desk.activity.latest() == []


async def test_what_is_wrong_and_what_the_bill_comes_to_is_said_as_it_is_typed(sandbox: SandboxInfo) -> None:
    async with at_orders(sandbox, ROCKS) as seat:
        await fill(seat, ("405", "2", "24", "0"))
        await seat.until("The quantity is a whole number from 1 on", "The first billing address stored")
        await seat.press("ctrl+s")
        assert "New order through" in seat.text

        seat.app.screen.query_one("#quantity", Input).value = "3"
        seat.app.screen.query_one("#street", Input).value = "Szeroka"
        await seat.until("A billing address needs all four fields", "A new billing address is stored")


async def test_what_is_typed_in_one_go_goes_into_field_after_field(sandbox: SandboxInfo) -> None:
    async with at_orders(sandbox, ROCKS) as seat:
        await fill(seat, ())
        for key in (*"405", "enter", *"2", "enter", *"24", "enter", *"3", "enter"):
            seat.app.post_message(Key(key, key if len(key) == 1 else "\r"))
        await seat.pilot.pause()
        values = [seat.app.screen.query_one(f"#{name}", Input).value for name in FIELDS[:4]]

    assert values == list(ORDER)


async def test_numbers_that_were_seen_are_suggested(sandbox: SandboxInfo) -> None:
    async with at_orders(sandbox) as seat:
        await look_up(seat, "1,2", "1 of 2")
        await fill(seat, ())
        await seat.until("Seen in orders", "Titel NFT")
        await seat.press("down", "enter", "down")
        await seat.until("of NFT 1, 20.00 EUR")
        typed = [seat.app.screen.query_one(f"#{name}", Input).value for name in ("nft_id", "listing_id")]

    assert typed == ["1", "1"]


async def test_what_is_odd_about_it_is_said_in_the_last_question(sandbox: SandboxInfo) -> None:
    async with at_orders(sandbox) as seat:
        await look_up(seat, "1", "1 of 1")
        await ask(seat, ("405", "1", "24", "3"))

        shown = " ".join(seat.text.replace("│", " ").split())
        assert "Listing 1, as order 1 tells it, is of NFT 1, not of NFT 405." in shown
        assert "ended on 2023-01-04" in shown


async def test_a_second_order_of_the_same_while_one_is_asked_about_is_only_a_note(
    sandbox: SandboxInfo,
) -> None:
    async with at_orders(sandbox, ROCKS) as seat:
        draft = seat.desk.orders.draft(ROCKS, TYPED)
        ticket = seat.desk.take(draft)
        assert ticket is not None
        with ticket:
            await fill(seat, ORDER)
            await seat.press("ctrl+s")
            await seat.until("An order of this listing and NFT")
        assert "Create this order?" not in seat.text


async def test_an_answer_that_is_lost_is_not_known_and_never_called_failed(sandbox: SandboxInfo) -> None:
    with httpx.Client(base_url=sandbox.base_url, trust_env=False) as client:
        faults = Faults(client)
        async with at_orders(sandbox, ROCKS) as seat:
            faults.arm("close", "license_rocks.create_orders", act=True)
            await ask(seat)
            await say_yes(seat)
            await seat.press("6")
            await seat.until("New order  NFT 405")
            await seat.when(lambda: "in flight" not in seat.line("NFT 405"), "an end")
            await seat.until("not known")
            assert "failed" not in seat.text.casefold()
        faults.clear()


async def test_read_only_creates_nothing(sandbox: SandboxInfo) -> None:
    before = made(sandbox)
    async with at_orders(sandbox, ROCKS, read_only=True) as seat:
        await fill(seat, ORDER)
        await seat.press("ctrl+s")
        await seat.until("read-only mode")
        assert "Create this order?" not in seat.text

    assert made(sandbox) == before


async def test_where_no_account_creates_orders_there_is_no_key_for_it(sandbox: SandboxInfo) -> None:
    async with at_orders(sandbox, DEW) as seat:
        assert "N New order" not in seat.text


def asking(draft: Instruction | None = None) -> ConfirmOrder:
    """The last question about a plain order."""
    order = new_order()
    question = OrderQuestion(
        draft=draft or creating(order),
        order=order,
        marketplace="license.rocks",
        effect="It cannot be undone.",
        billing="The first one.",
        doubts=("It is odd.",),
    )

    async def preview(instruction: Instruction) -> str:
        return f"POST {instruction.target}"

    return ConfirmOrder(question, preview)


async def answered(shown: Shown, quantity: str) -> list[Instruction | None]:
    """What comes of this quantity, and yes."""
    await shown.press("left", *quantity, "enter", "right", "enter")
    return shown.answers


@pytest.mark.parametrize("quantity", ["2", "30", "03", ""])
async def test_another_quantity_is_no_yes(quantity: str) -> None:
    async with opened(asking()) as shown:
        assert not any(await answered(shown, quantity))


async def test_the_quantity_and_yes_answer_with_the_order() -> None:
    async with opened(asking()) as shown:
        assert await answered(shown, "3") == [creating(new_order())]


@pytest.mark.parametrize("size", [(100, 10), (62, 12)])
async def test_in_a_window_that_cuts_it_there_is_no_yes(size: tuple[int, int]) -> None:
    async with opened(asking(), size=size) as shown:
        seen = "3 of NFT 405 for buyer 24" in shown.text
        assert seen or not any(await answered(shown, "3"))


async def test_what_was_typed_ahead_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deafness, "DEAF_SECONDS", 600)
    async with opened(asking()) as shown:
        assert await answered(shown, "3") == []
