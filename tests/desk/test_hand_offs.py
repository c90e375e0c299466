"""Between preparing and confirming lies a wallet: nothing is told twice, nothing that was signed is lost."""

from __future__ import annotations

import asyncio
import json
import sys
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.desk.seat import Seat, nobody
from tests.desk.wallet_market import OTHER_PROOF, PROOFS, Fault, WalletMarket, a_bid, asked, seated_at
from tui_app.desk.signing import Signers
from tui_app.domain.errors import (
    NotPermitted,
    OfferdeskError,
    ProgramFailed,
    StaleView,
    Unreachable,
    UsageError,
)
from tui_app.domain.hand_off import Proof
from tui_app.domain.offer import OfferStatus
from tui_app.domain.verdicts import Action
from tui_app.ledger.account_locks import AccountLocks
from tui_app.ledger.action_states import ActionState
from tui_app.ledger.store import Ledger

pytestmark = pytest.mark.anyio

BID = a_bid()
DONE, PENDING, WAITING = ActionState.DONE, ActionState.CONFIRMATION_PENDING, ActionState.AWAITING_WALLET


@pytest.fixture
def market() -> WalletMarket:
    """A market with one offer."""
    made = WalletMarket()
    made.hold(BID)
    return made


async def prepared(seat: Seat, action: Action = Action.ACCEPT) -> str:
    """An action that waits for the wallet; its id."""
    report = await seat.reported(asked(BID, action))
    assert report.state is WAITING, report.sentence
    return report.action_id or ""


async def signed(seat: Seat, market: WalletMarket, fault: Fault | None) -> str:
    """An action that was confirmed once, in whatever trouble; its id."""
    action_id = await prepared(seat)
    market.fault = fault
    await seat.desk.hand_offs.confirm(action_id, market.proof)
    market.fault = None
    return action_id


async def test_preparing_tells_the_marketplace_nothing_and_keeps_others_off(
    market: WalletMarket, tmp_path: Path
) -> None:
    async with seated_at(market, tmp_path) as seat:
        await seat.desk.refresh("hotlips")
        action_id = await prepared(seat)
        again = await seat.reported(asked(BID, Action.REJECT))

        entry = seat.desk.hand_offs.waiting(action_id)
        assert entry.hand_off is not None
        assert entry.hand_off.parameters == market.parameters
        assert seat.states(action_id) == ["planned", "checked", "awaiting wallet"]
        assert seat.shown(BID) is OfferStatus.IN_FLIGHT
        assert again.sentence == "Not sent: an earlier accept is not settled yet."
    assert (len(market.prepared), market.told) == (1, [])


async def test_where_nothing_could_be_prepared_nothing_was_signed(
    market: WalletMarket, tmp_path: Path
) -> None:
    market.unprepared = Unreachable("The Bazaar does not answer.")
    async with seated_at(market, tmp_path) as seat:
        report = await seat.reported(asked(BID))
    assert report.state is ActionState.NOT_DONE
    assert report.sentence == "Nothing was signed: The Bazaar does not answer."


async def test_what_the_wallet_gave_back_is_written_down_and_told_once(
    market: WalletMarket, tmp_path: Path
) -> None:
    async with seated_at(market, tmp_path) as seat:
        await seat.desk.refresh("hotlips")
        action_id = await prepared(seat)
        report = await seat.desk.hand_offs.confirm(action_id, f"  {market.proof}\n")

        assert report.state is DONE
        assert seat.states(action_id)[3:] == ["confirmation pending", "confirming", "done"]
        assert seat.journal.entry(action_id).proof == market.proof
        await seat.until(lambda: seat.shown(BID) is OfferStatus.ACCEPTED)
        with pytest.raises(UsageError, match="does not wait"):
            await seat.desk.hand_offs.confirm(action_id, market.proof)
    assert [told.proof for told in market.told] == [market.proof]


@pytest.mark.parametrize("text", ["", "done", PROOFS[Proof.SOLANA_SIGNATURE], PROOFS[Proof.EVM_HASH][:-1]])
async def test_a_proof_of_the_wrong_form_leaves_everything_as_it_was(
    text: str, market: WalletMarket, tmp_path: Path
) -> None:
    async with seated_at(market, tmp_path) as seat:
        action_id = await prepared(seat)
        with pytest.raises(UsageError, match="not an EVM transaction hash"):
            await seat.desk.hand_offs.confirm(action_id, text)
        assert seat.states(action_id)[-1] == "awaiting wallet"
    assert market.told == []


@pytest.mark.parametrize("fault", Fault)
async def test_whatever_befalls_the_confirming_call_it_takes_effect_once(
    fault: Fault, market: WalletMarket, tmp_path: Path
) -> None:
    async with seated_at(market, tmp_path) as seat:
        action_id = await signed(seat, market, fault)
        entry = await seat.until_state(action_id, DONE, PENDING)
        assert entry.proof == market.proof
        assert (entry.state is DONE) == (fault is Fault.LOST_AFTER)
        assert len(market.told) == int(fault is not Fault.UNSENT)

        if entry.state is PENDING:
            assert (await seat.desk.hand_offs.confirm(action_id, entry.proof)).state is DONE
    assert len(market.recorded) == 1


async def test_it_is_not_told_again_while_reading_fails_or_cannot_tell(
    market: WalletMarket, tmp_path: Path
) -> None:
    async with seated_at(market, tmp_path) as seat:
        action_id = await signed(seat, market, Fault.REFUSED)
        market.unread = True
        with pytest.raises(Unreachable):
            await seat.desk.hand_offs.confirm(action_id, market.proof)
        market.unread, market.vague = False, True
        report = await seat.desk.hand_offs.confirm(action_id, market.proof)

        assert (report.state, report.sentence) == (PENDING, "The offer is closed.")
    assert len(market.told) == 1


async def test_it_is_not_told_again_where_it_was_recorded_after_all(
    market: WalletMarket, tmp_path: Path
) -> None:
    async with seated_at(market, tmp_path) as seat:
        action_id = await signed(seat, market, Fault.REFUSED)
        market.record("B-1")
        assert (await seat.desk.hand_offs.confirm(action_id, market.proof)).state is DONE
    assert len(market.told) == 1


async def test_another_proof_can_be_given_where_the_first_was_refused(
    market: WalletMarket, tmp_path: Path
) -> None:
    async with seated_at(market, tmp_path) as seat:
        action_id = await signed(seat, market, Fault.REFUSED)
        assert (await seat.desk.hand_offs.confirm(action_id, OTHER_PROOF)).state is DONE
        assert seat.journal.entry(action_id).proof == OTHER_PROOF
    assert [told.proof for told in market.told] == [market.proof, OTHER_PROOF]


async def test_two_presses_tell_it_once(market: WalletMarket, tmp_path: Path) -> None:
    async with seated_at(market, tmp_path) as seat:
        action_id = await prepared(seat)
        market.held = True
        first = asyncio.create_task(seat.desk.hand_offs.confirm(action_id, market.proof))
        await seat.until(lambda: bool(market.told))
        with pytest.raises(UsageError):
            await seat.desk.hand_offs.confirm(action_id, market.proof)
        market.held = False
        assert (await first).state is DONE
    assert len(market.told) == 1


async def test_it_is_carried_to_its_end_where_nobody_waits_for_it_any_more(
    market: WalletMarket, tmp_path: Path
) -> None:
    async with seated_at(market, tmp_path) as seat:
        action_id = await prepared(seat)
        market.held = True
        pressed = asyncio.create_task(seat.desk.hand_offs.confirm(action_id, market.proof))
        await seat.until(lambda: bool(market.told))
        pressed.cancel()
        market.held = False
        await seat.until_state(action_id, DONE)
    assert len(market.recorded) == 1


async def test_giving_up_before_the_wallet_signed_changes_nothing(
    market: WalletMarket, tmp_path: Path
) -> None:
    async with seated_at(market, tmp_path) as seat:
        action_id = await prepared(seat)
        await seat.desk.hand_offs.give_up(action_id)
        entry = seat.journal.entry(action_id)
        assert (entry.state, seat.journal.events(action_id)[-1].said_by) == (ActionState.NOT_DONE, "a person")
        await prepared(seat)
    assert market.told == []


async def test_what_a_wallet_signed_cannot_be_given_up(market: WalletMarket, tmp_path: Path) -> None:
    async with seated_at(market, tmp_path) as seat:
        action_id = await signed(seat, market, Fault.UNSENT)
        with pytest.raises(UsageError, match="cannot be given up"):
            await seat.desk.hand_offs.give_up(action_id)


async def left_confirming(market: WalletMarket, folder: Path, *, sent: bool) -> str:
    """An action that a process which is gone was confirming, or was about to confirm."""
    async with seated_at(market, folder) as seat:
        action_id = await prepared(seat)
        seat.journal.advance(action_id, PENDING, proof=market.proof)
        if sent:
            seat.journal.advance(action_id, ActionState.CONFIRMING, proof=market.proof)
        seat.ledger.connection.execute("UPDATE actions SET holder = ?", (nobody(),))
    return action_id


@pytest.mark.parametrize("sent", [False, True])
@pytest.mark.parametrize("recorded", [False, True])
async def test_the_next_start_confirms_once_what_is_not_recorded(
    sent: bool, recorded: bool, market: WalletMarket, tmp_path: Path
) -> None:
    action_id = await left_confirming(market, tmp_path, sent=sent)
    if recorded:
        market.record("B-1")
    async with seated_at(market, tmp_path) as seat:
        await seat.desk.refresh("hotlips")
        await seat.until_state(action_id, DONE)
    assert len(market.told) == int(not recorded)
    assert market.recorded


async def test_in_one_run_it_is_tried_again_by_itself_once_only(market: WalletMarket, tmp_path: Path) -> None:
    action_id = await left_confirming(market, tmp_path, sent=True)
    market.fault = Fault.REFUSED
    async with seated_at(market, tmp_path) as seat:
        for _ in range(3):
            await seat.desk.refresh("hotlips")
            await seat.until_state(action_id, PENDING)
            await seat.until(lambda: seat.desk.outstanding == 0 and len(market.told) == 1)
    assert len(market.told) == 1


@pytest.mark.parametrize("options", [{"closed_to_acting": "read-only"}, {"read_only_accounts": ["hotlips"]}])
async def test_where_nothing_may_be_sent_nothing_is_confirmed(
    options: dict[str, Any], market: WalletMarket, tmp_path: Path
) -> None:
    action_id = await left_confirming(market, tmp_path, sent=False)
    async with seated_at(market, tmp_path, **options) as seat:
        await seat.desk.refresh("hotlips")
        with pytest.raises(NotPermitted):
            await seat.desk.hand_offs.confirm(action_id, market.proof)
        assert seat.journal.entry(action_id).state is PENDING
    assert market.told == []


async def test_its_one_try_is_not_spent_while_another_instance_acts(
    market: WalletMarket, tmp_path: Path
) -> None:
    action_id = await left_confirming(market, tmp_path, sent=False)
    with closing(Ledger(tmp_path / "ledger.sqlite3")) as ledger:
        other = AccountLocks(ledger, lambda: datetime.now(UTC))
        assert other.take("hotlips") is None
        async with seated_at(market, tmp_path) as seat:
            await seat.desk.refresh("hotlips")
            await asyncio.sleep(0.1)
            assert market.told == []
            other.give_back_all()
            await seat.desk.refresh("hotlips")
            await seat.until_state(action_id, DONE)


async def test_a_second_instance_confirms_nothing_of_the_first(market: WalletMarket, tmp_path: Path) -> None:
    async with seated_at(market, tmp_path) as seat:
        action_id = await prepared(seat)
        seat.journal.advance(action_id, PENDING, proof=market.proof)
        results = await asyncio.gather(
            *(seat.desk.hand_offs.confirm(action_id, market.proof) for _ in range(5)), return_exceptions=True
        )
        assert len([each for each in results if isinstance(each, UsageError)]) == 4
    assert len(market.recorded) == 1


def program(code: str) -> Signers:
    """A program that signs for every account, by Python's code."""
    return Signers({"*": (sys.executable, "-c", code)}, patience=3)


async def test_a_program_gets_the_hand_off_and_what_it_prints_is_confirmed(
    market: WalletMarket, tmp_path: Path
) -> None:
    note = tmp_path / "seen.json"
    code = f"import sys; open({str(note)!r}, 'w').write(sys.stdin.read()); print({market.proof!r})"
    async with seated_at(market, tmp_path, signers=program(code)) as seat:
        action_id = await prepared(seat)
        assert (await seat.desk.hand_offs.sign(action_id)).state is DONE

    seen = json.loads(note.read_text())
    assert (seen["schema"], seen["action"], seen["answer"]) == (
        "offerdesk.hand-off.1",
        "accept",
        "evm transaction hash",
    )
    assert market.parameters in note.read_text()
    assert [told.proof for told in market.told] == [market.proof]


async def test_what_goes_wrong_behind_a_program_is_no_bug(market: WalletMarket, tmp_path: Path) -> None:
    async with seated_at(market, tmp_path, signers=program(f"print({market.proof!r})")) as seat:
        action_id = await signed(seat, market, Fault.REFUSED)
        market.unread = True
        with pytest.raises(Unreachable):
            await seat.desk.hand_offs.sign(action_id)
        assert seat.journal.entry(action_id).state is PENDING


async def test_what_a_program_signed_is_kept_where_nobody_waits_for_it_any_more(
    market: WalletMarket, tmp_path: Path
) -> None:
    async with seated_at(market, tmp_path, signers=program(f"print({market.proof!r})")) as seat:
        action_id = await prepared(seat)
        market.held = True
        pressed = asyncio.create_task(seat.desk.hand_offs.sign(action_id))
        await seat.until(lambda: seat.journal.entry(action_id).proof == market.proof)
        pressed.cancel()
        market.held = False
        await seat.until_state(action_id, DONE)
    assert len(market.recorded) == 1


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("print('yes')", "answered something else"),
        ("raise SystemExit(1)", "ended with code 1"),
        ("pass", "printed nothing"),
        ("import time; time.sleep(60)", "gave no answer within 3 s"),
        (f"print({OTHER_PROOF!r}, {OTHER_PROOF!r})", "answered something else"),
    ],
)
async def test_a_program_that_does_not_sign_leaves_the_step_as_it_was(
    code: str, sentence: str, market: WalletMarket, tmp_path: Path
) -> None:
    async with seated_at(market, tmp_path, signers=program(code)) as seat:
        action_id = await prepared(seat)
        with pytest.raises(ProgramFailed, match=sentence):
            await seat.desk.hand_offs.sign(action_id)
        assert seat.states(action_id)[-1] == "awaiting wallet"
    assert market.told == []


async def test_no_wallet_is_asked_once_the_offer_is_another(market: WalletMarket, tmp_path: Path) -> None:
    note = tmp_path / "asked"
    async with seated_at(market, tmp_path, signers=program(f"open({str(note)!r}, 'w')")) as seat:
        action_id = await prepared(seat)
        market.hold(replace(BID, expires=None))
        with pytest.raises(StaleView):
            await seat.desk.hand_offs.sign(action_id)
    assert not note.exists()


async def test_without_a_program_it_is_said_which_setting_names_one(
    market: WalletMarket, tmp_path: Path
) -> None:
    async with seated_at(market, tmp_path) as seat:
        action_id = await prepared(seat)
        assert not seat.desk.hand_offs.has_signer("hotlips")
        with pytest.raises(OfferdeskError) as none:
            await seat.desk.hand_offs.sign(action_id)
        assert "signer_commands" in none.value.detail
