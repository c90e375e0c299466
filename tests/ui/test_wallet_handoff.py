"""Going on with an action through a wallet: by itself, from Activity, step by step, at every trouble."""

from __future__ import annotations

import json
import stat
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual import events

from tests.desk.seat import ACCOUNT
from tests.desk.wallet_market import OTHER_PROOF, PROOFS, Fault, WalletMarket, a_bid
from tests.hostile import SAMPLE
from tests.offers import money
from tests.ui.bazaar import at_the_bazaar
from tests.ui.dashboard import Seat
from tests.ui.journal import diary
from tui_app.domain.hand_off import Proof
from tui_app.ledger.action_states import ActionState
from tui_app.ledger.entries import Entry
from tui_app.ui import deafness
from tui_app.ui.modals.wallet_handoff import WalletHandOff
from tui_app.ui.modals.yes_no import YesNo
from tui_app.ui.telling import tell
from tui_app.ui.widgets.paste_line import PasteLine

pytestmark = pytest.mark.anyio

FORMS = tuple(Proof)


@pytest.fixture
def market() -> WalletMarket:
    """A market with two bids for NFTs of ours."""
    found = WalletMarket()
    found.hold(a_bid(name="Decent Narwhal"), a_bid("B-2", name="Quiet Otter"))
    return found


@pytest.fixture(autouse=True)
def listening(monkeypatch: pytest.MonkeyPatch) -> None:
    """The dialog listens at once; that it does not is tested by itself."""
    monkeypatch.setattr(deafness, "DEAF_SECONDS", 0)


def program(*words: str, seconds: float = 0, code: int = 0) -> tuple[str, ...]:
    """A program that signs by printing these words."""
    script = f"import sys, time; sys.stdin.read(); time.sleep({seconds}); print({' '.join(words)!r})"
    return (sys.executable, "-S", "-c", f"{script}; sys.exit({code})")


def dialog(seat: Seat) -> WalletHandOff:
    """The dialog on top."""
    assert isinstance(seat.app.screen, WalletHandOff)
    return seat.app.screen


def newest(seat: Seat) -> Entry:
    """The newest action in the journal."""
    return seat.desk.activity.latest()[0]


async def ask(seat: Seat, key: str = "a") -> None:
    """Say yes to an action on the offer under the cursor."""
    await seat.press(key)
    await seat.until("offer?")
    await seat.past_deafness()
    await seat.press("right", "enter")


async def open_it(seat: Seat) -> None:
    """Say yes, and wait for the dialog, which comes by itself."""
    await ask(seat)
    await seat.until("through your wallet")


@asynccontextmanager
async def handing_off(market: WalletMarket, **options: Any) -> AsyncIterator[Seat]:
    """The dialog about an accept that was just prepared."""
    async with at_the_bazaar(market, **options) as seat:
        await open_it(seat)
        yield seat


async def paste(seat: Seat, text: str) -> None:
    """Paste a text, as a terminal does."""
    seat.app.post_message(events.Paste(text))
    await seat.when(lambda: bool(seat.app.screen.query_one(PasteLine).value), "the pasted text")


async def give(seat: Seat, proof: str) -> None:
    """Paste what the wallet gave, and confirm."""
    await paste(seat, proof)
    await seat.press("enter")


@asynccontextmanager
async def not_recorded(market: WalletMarket) -> AsyncIterator[Seat]:
    """The dialog about an accept that was signed, and refused by the marketplace; the next time it is not."""
    market.fault = Fault.REFUSED
    async with handing_off(market) as seat:
        await give(seat, market.proof)
        await seat.until("The Bazaar says no.", "✓ signed   ▸ confirm")
        market.fault = None
        yield seat


async def closed(seat: Seat) -> None:
    """Wait until the dialog is gone."""
    await seat.when(lambda: len(seat.app.screen_stack) == 1, "the list")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_it_opens_by_itself_and_shows_what_is_asked_of_the_wallet(
    market: WalletMarket, size: tuple[int, int]
) -> None:
    async with handing_off(market, size=size) as seat:
        await seat.until("✓ nothing has changed")

        for words in (
            "Accept through your wallet",
            "✓ prepared   ▸ sign   · confirm",
            "5.00000000 ETH",
            "hotlips on The Bazaar",
            "Decent Narwhal",
            "NT-B-1",
            market.todo,
            '"lamports": 5000000000.0000000000000000001',
            '"memo": "[b]pay[/b]"',
        ):
            assert words in seat.text


@pytest.mark.parametrize("size", [(60, 15), (80, 24), (100, 30), (200, 60)])
async def test_the_amount_the_line_and_the_keys_are_there_however_much_was_prepared(
    market: WalletMarket, size: tuple[int, int]
) -> None:
    market.parameters = json.dumps({f"field {number}": "x" * 90 for number in range(80)})
    async with handing_off(market, size=size) as seat:
        market.hold(replace(market.offers["B-1"], price=money("4")))
        await seat.press("r")
        await seat.until("Do not sign")
        tell(seat.app, "A sentence that is too long for one line of it. " * 8, "warning")
        await seat.until("A sentence that is")

        for words in ("▸ sign", "5.00000000 ETH", "as your wallet gave it", "Sign in your own", "esc Later"):
            assert words in seat.text


@pytest.mark.parametrize("form", FORMS)
async def test_what_the_wallet_gave_is_confirmed_once(market: WalletMarket, form: Proof) -> None:
    market.answer = form
    async with handing_off(market) as seat:
        await paste(seat, f"  {PROOFS[form]}\r\n")
        await seat.until("Enter confirms", "✓ sign   ▸ confirm")
        await seat.press(*["enter"] * 5)
        await closed(seat)
        await seat.until("Accepted the offer for")

    assert [told.proof for told in market.recorded] == [PROOFS[form]]
    assert market.told == market.recorded


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("0x12", "is 0x and 64 hexadecimal digits"),
        (PROOFS[Proof.EVM_SIGNATURE], "It looks like an EVM message signature"),
        (PROOFS[Proof.SOLANA_SIGNATURE], "It looks like a Solana transaction signature"),
        ("[@click=app.quit]x[/]", "is 0x and 64 hexadecimal digits"),
    ],
)
async def test_what_is_wrong_with_it_is_said_as_it_is_typed(
    market: WalletMarket, typed: str, said: str
) -> None:
    async with handing_off(market) as seat:
        await paste(seat, typed)
        await seat.when(lambda: said in " ".join(seat.text.replace("│", " ").split()), said)
        await seat.press("enter", "enter")

        assert newest(seat).state is ActionState.AWAITING_WALLET
    assert market.told == []


async def test_letters_typed_into_the_line_are_no_keys(market: WalletMarket) -> None:
    async with handing_off(market) as seat:
        await seat.press("tab", *"swyrX")

        assert dialog(seat).query_one(PasteLine).value == "swyrX"


async def test_it_is_never_called_done_before_it_is(market: WalletMarket) -> None:
    async with handing_off(market) as seat:
        market.held = True
        await give(seat, market.proof)
        await seat.until("Telling the marketplace")
        await seat.when(lambda: len(market.told) == 1, "the call")
        await seat.press("enter", "s", "X")

        assert "Accepted" not in seat.text
        market.held = False
        await seat.until("Accepted the offer for")
    assert len(market.told) == 1


async def test_left_while_the_marketplace_is_told_its_answer_is_told_later(market: WalletMarket) -> None:
    async with handing_off(market) as seat:
        market.held = True
        await give(seat, market.proof)
        await seat.when(lambda: len(market.told) == 1, "the call")
        await seat.press("escape")
        await closed(seat)
        market.held = False

        await seat.until("Accepted the offer for")
    assert len(market.recorded) == 1


async def test_left_it_is_kept_and_g_goes_on(market: WalletMarket) -> None:
    async with handing_off(market) as seat:
        await seat.press("escape")
        await seat.until("Kept: 6 Activity, g goes on.")
        await seat.press("6")
        await seat.until("● your wallet")
        await seat.press("g")
        await seat.until("Accept through your wallet")
        await give(seat, market.proof)

        await seat.until("✓ done")
    assert len(market.prepared) == len(market.recorded) == 1


async def test_it_is_gone_on_with_after_a_new_start(market: WalletMarket, tmp_path: Path) -> None:
    async with handing_off(market, folder=tmp_path) as seat:
        await seat.press("escape")
    async with at_the_bazaar(market, folder=tmp_path) as seat:
        await seat.press("6")
        await seat.until("● your wallet")
        await seat.press("g")
        await seat.until('"hash": "4fFv"')
        await give(seat, market.proof)
        await seat.until("✓ done")

    assert len(market.prepared) == len(market.recorded) == 1


async def test_enter_typed_ahead_confirms_nothing(
    market: WalletMarket, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with handing_off(market, signer=program(market.proof)) as seat:
        monkeypatch.setattr(deafness, "DEAF_SECONDS", 600)
        dialog(seat).listen_anew()
        dialog(seat).query_one(PasteLine).take(market.proof)
        await seat.press("enter", "s", "X", "y", "w", "r", "enter")
        await seat.pilot.pause()

        assert not isinstance(seat.app.screen, YesNo)
        assert newest(seat).state is ActionState.AWAITING_WALLET


async def test_what_the_wallet_has_to_know_is_copied(market: WalletMarket) -> None:
    async with handing_off(market) as seat:
        await seat.press("y")
        await seat.until("Copied as JSON")
        said = json.loads(seat.app.clipboard)

    assert said["parameters"]["hash"] == "4fFv"
    assert (said["action"], said["amount"], said["currency"]) == ("accept", "5.00000000", "XETH")


async def test_it_is_written_into_a_private_file_whose_name_is_told(
    market: WalletMarket, tmp_path: Path
) -> None:
    async with handing_off(market, folder=tmp_path) as seat:
        await seat.press("w")
        await seat.until("Written into")
        (file,) = (tmp_path / "data" / "exports").iterdir()

        assert file.name in "".join(part.strip(" │") for part in seat.text.splitlines())
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert json.loads(file.read_text())["parameters"]["hash"] == "4fFv"


async def test_a_file_that_cannot_be_written_is_said_in_the_dialog(
    market: WalletMarket, tmp_path: Path
) -> None:
    async with handing_off(market, folder=tmp_path) as seat:
        (tmp_path / "data" / "exports").write_text("in the way")
        await seat.press("w")

        await seat.until("The hand-off cannot be written")


async def test_an_offer_that_changed_is_warned_of_before_the_wallet_is_asked(market: WalletMarket) -> None:
    async with at_the_bazaar(market) as seat:
        await open_it(seat)
        await seat.press("escape")
        market.hold(replace(market.offers["B-1"], price=money("4")))
        await seat.press("6")
        await seat.until("● your wallet")
        await seat.press("g")

        await seat.until("amount: 5 → 4", "Do not sign")


async def test_an_offer_that_cannot_be_read_again_is_no_reason_to_sign(market: WalletMarket) -> None:
    async with handing_off(market) as seat:
        await seat.until("✓ nothing has changed")
        market.unread = True
        await seat.press("r")
        await seat.until("The Bazaar does not answer", "Do not sign before")
        market.unread = False
        await seat.press("r")

        await seat.until("✓ nothing has changed")
        await seat.until_gone("Do not sign")


async def test_the_program_of_the_settings_signs(market: WalletMarket) -> None:
    async with handing_off(market, signer=program(market.proof)) as seat:
        await seat.until("s lets your program sign")
        await seat.press("s", "s", "s")
        await seat.until("Accepted the offer for")

    assert [told.proof for told in market.told] == [market.proof]


async def test_without_a_program_there_is_no_key_for_it(market: WalletMarket) -> None:
    async with handing_off(market) as seat:
        assert "s Sign" not in seat.text


async def test_the_program_is_not_asked_about_an_offer_that_changed(
    market: WalletMarket, tmp_path: Path
) -> None:
    asked = tmp_path / "asked"
    signer = (sys.executable, "-S", "-c", f"open({str(asked)!r}, 'w'); print({market.proof!r})")
    async with handing_off(market, signer=signer) as seat:
        await seat.until("✓ nothing has changed")
        market.hold(replace(market.offers["B-1"], price=money("4")))
        await seat.press("s")

        await seat.until("amount: 5 → 4", "Do not sign")
    assert not asked.exists()
    assert market.told == []


@pytest.mark.parametrize(
    ("signer", "said"),
    [
        (program("rubbish"), "The program that signs answered something else"),
        (program("", code=3), "ended with code 3"),
        (program(""), "printed nothing"),
        (("/nowhere/to-be-found",), "cannot be started"),
    ],
)
async def test_a_program_that_fails_leaves_everything_as_it_was(
    market: WalletMarket, signer: Sequence[str], said: str
) -> None:
    async with handing_off(market, signer=signer) as seat:
        await seat.press("s")
        await seat.until(said)
        await give(seat, market.proof)

        await seat.until("Accepted the offer for")
    assert len(market.told) == 1


async def test_escape_ends_a_program_that_hangs(market: WalletMarket) -> None:
    async with handing_off(market, signer=program(market.proof, seconds=60)) as seat:
        await seat.press("s")
        await seat.until("Your program is asked to sign", "Esc ends it")
        await seat.press("escape")
        await seat.until("Your program was ended")

        assert newest(seat).state is ActionState.AWAITING_WALLET
        await give(seat, market.proof)
        await seat.until("Accepted the offer for")


async def test_what_the_marketplace_does_not_record_stays_to_be_confirmed(market: WalletMarket) -> None:
    async with not_recorded(market) as seat:
        await seat.press("enter")
        await seat.until("Accepted the offer for")

    assert len(market.told) == 2
    assert len(market.recorded) == 1


async def test_a_pending_confirmation_opens_with_its_proof_and_looks_before_it_tells_again(
    market: WalletMarket,
) -> None:
    async with not_recorded(market) as seat:
        await seat.press("escape", "6")
        await seat.until("● to confirm")
        market.record("B-1")
        await seat.press("g")
        await seat.until("Your wallet has signed", "✓ signed   ▸ confirm", market.proof)
        await seat.press("enter")

        await seat.until("✓ done")
    assert len(market.told) == 1


async def test_what_cannot_be_looked_up_is_not_told_again(market: WalletMarket) -> None:
    async with not_recorded(market) as seat:
        market.unread = True
        await seat.press("enter")
        await seat.until("The Bazaar does not answer")

        assert len(market.told) == 1


async def test_another_proof_may_be_given_while_the_confirmation_is_pending(market: WalletMarket) -> None:
    async with not_recorded(market) as seat:
        seat.app.post_message(events.Paste(OTHER_PROOF))
        await seat.until(OTHER_PROOF)
        await seat.press("enter")
        await seat.until("Accepted the offer for")

    assert market.recorded[0].proof == OTHER_PROOF


async def test_an_answer_that_is_lost_is_not_called_done_or_failed(market: WalletMarket) -> None:
    market.fault, market.vague = Fault.LOST_AFTER, True
    async with handing_off(market) as seat:
        await give(seat, market.proof)
        await closed(seat)
        await seat.until("outcome not known")

        assert "Accepted" not in seat.text
        assert "failed" not in seat.text.casefold()
    assert len(market.told) == 1


async def test_it_is_given_up_after_a_question_whose_default_is_no(market: WalletMarket) -> None:
    async with handing_off(market) as seat:
        await seat.press("X")
        await seat.until("Give this up?")
        await seat.press("enter")
        await seat.when(lambda: isinstance(seat.app.screen, WalletHandOff), "the dialog")
        assert newest(seat).state is ActionState.AWAITING_WALLET
        await seat.press("X")
        await seat.until("Give this up?")
        await seat.press("right", "enter")
        await closed(seat)
        await seat.until("It was given up.")

        assert newest(seat).state is ActionState.NOT_DONE
    assert market.told == []


async def test_what_the_wallet_signed_is_not_given_up(market: WalletMarket) -> None:
    async with not_recorded(market) as seat:
        await seat.press("tab", "tab", "X")

        assert not isinstance(seat.app.screen, YesNo)
        assert "Give up" not in seat.text


async def test_an_action_that_moved_on_elsewhere_closes_the_dialog(market: WalletMarket) -> None:
    async with handing_off(market) as seat:
        await seat.desk.hand_offs.confirm(newest(seat).action_id, market.proof)
        await closed(seat)

        await seat.until("Accepted the offer for")


async def test_reading_only_says_so_and_keeps_the_step(market: WalletMarket, tmp_path: Path) -> None:
    async with handing_off(market, folder=tmp_path) as seat:
        await seat.press("escape")
    read_only = {"closed_to_acting": "offerdesk is in read-only mode"}
    async with at_the_bazaar(market, folder=tmp_path, desk=read_only) as seat:
        await seat.press("6")
        await seat.until("● your wallet")
        await seat.press("g")
        await seat.until("through your wallet")
        await give(seat, market.proof)
        await seat.until("read-only mode")

        assert newest(seat).state is ActionState.AWAITING_WALLET
    assert market.told == []


async def test_a_dialog_that_is_open_is_not_covered(market: WalletMarket) -> None:
    async with at_the_bazaar(market) as seat:
        await ask(seat)
        await seat.press("down", "question_mark")
        await seat.when(lambda: bool(market.prepared), "the preparation")
        await seat.when(
            lambda: newest(seat).state is ActionState.AWAITING_WALLET, "the action that waits for a wallet"
        )

        if not isinstance(seat.app.screen, WalletHandOff):
            await seat.until("6 Activity, g goes on")


async def test_marked_offers_wait_for_the_wallet_and_say_where(market: WalletMarket) -> None:
    market.hold(a_bid("B-3", name="Vast Heron"))
    async with at_the_bazaar(market) as seat:
        await seat.press("space", "space", "a")
        await seat.until("Accept these 2 offers")
        await seat.past_deafness()
        await seat.press("right", "enter")
        await seat.until("0 of 2 done")

        assert seat.text.count("waits for your wallet: 6, g") == 2


@pytest.mark.parametrize("hostile", SAMPLE[::12], ids=lambda hostile: hostile.kind)
async def test_what_strangers_wrote_is_only_text(market: WalletMarket, hostile: Any) -> None:
    market.todo = hostile.text
    market.parameters = json.dumps({hostile.text: [hostile.text]}, ensure_ascii=False)
    market.hold(a_bid(name=hostile.text, maker=hostile.text))
    async with handing_off(market) as seat:
        await seat.until("through your wallet")

        assert seat.app.is_running


async def test_an_offer_that_ended_meanwhile_is_not_to_be_signed(market: WalletMarket) -> None:
    async with handing_off(market) as seat:
        await seat.until("✓ nothing has changed")
        soon = datetime.now(UTC) + timedelta(seconds=5)
        market.hold(replace(market.offers["B-1"], expires=soon))
        await seat.press("r")

        await seat.until("Do not sign")


@asynccontextmanager
async def pending_in_activity(market: WalletMarket, folder: Path) -> AsyncIterator[Seat]:
    """The Activity screen on an accept that was signed, told, and is not known to be recorded."""
    market.hold(a_bid("B-9", name="Amber Lynx"))
    with diary(folder) as writing:
        writing.write(ActionState.CONFIRMATION_PENDING, account=ACCOUNT, offer_id="B-9", nft_id="NT-B-9")
    market.unread = True  # so that nothing confirms it at the start
    async with at_the_bazaar(market, folder=folder) as seat:
        await seat.press("6")
        await seat.until("● to confirm")
        market.unread = False
        yield seat


@pytest.mark.parametrize("happened", [True, False])
async def test_a_person_who_knows_what_became_of_it_tells(
    market: WalletMarket, tmp_path: Path, happened: bool
) -> None:
    async with pending_in_activity(market, tmp_path) as seat:
        await seat.press("t")
        await seat.until("What became of this accept?")
        await seat.past_deafness()
        await seat.press(*["right"] * (2 if happened else 1), "enter")

        await seat.until("✓ done" if happened else "⊘ not done")
    assert market.told == []


async def test_checking_again_settles_what_was_recorded(market: WalletMarket, tmp_path: Path) -> None:
    async with pending_in_activity(market, tmp_path) as seat:
        market.record("B-9")
        await seat.press("k")

        await seat.until("✓ done")
    assert market.told == []


async def test_checking_again_says_that_it_is_not_recorded_yet(market: WalletMarket, tmp_path: Path) -> None:
    async with pending_in_activity(market, tmp_path) as seat:
        market.vague = True
        await seat.press("k")
        await seat.when(lambda: len(seat.app._notifications) >= 2, "a word about it")  # noqa: SLF001

        assert "● to confirm" in seat.text
        assert newest(seat).state is ActionState.CONFIRMATION_PENDING
    assert market.told == []


async def test_g_is_dim_where_nothing_waits_for_a_wallet(market: WalletMarket, tmp_path: Path) -> None:
    with diary(tmp_path) as writing:
        writing.write(ActionState.NEEDS_PERSON, account=ACCOUNT)
    market.vague = True
    async with at_the_bazaar(market, folder=tmp_path) as seat:
        await seat.press("6")
        await seat.until("‼ needs you", "g: it does not wait for your wallet")
        await seat.press("g")

        assert len(seat.app.screen_stack) == 1
