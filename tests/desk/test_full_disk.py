"""What cannot be written down is not done; what was done and cannot be written down is written later."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest

from tests.desk.disks import Disk, Filling
from tests.desk.proxy import Proxy, act_then_reset
from tests.desk.seat import ACCOUNT, Clock, Market, Seat, accept, counter, nobody, seated
from tui_app.desk.sources import SourceState
from tui_app.domain.offer import OfferStatus
from tui_app.ledger.action_states import ActionState
from tui_app.ledger.journal import Journal

pytestmark = pytest.mark.anyio

FULL = "The disk that holds {file} is full; free some space and try again."


@asynccontextmanager
async def on_a_disk(
    market: Market, proxy: Proxy, folder: Path, step: ActionState | None = None
) -> AsyncIterator[tuple[Seat, Disk]]:
    """A desk on a disk that gets full before `step`, and the disk."""
    disk = Disk(folder / "ledger.sqlite3")
    async with seated(
        market.info,
        folder,
        at=proxy,
        ledger=disk,
        journal=lambda _ledger, clock: Filling(disk, clock, step),
        refresh_limit=1,
    ) as seat:
        yield seat, disk
        disk.full = False
    disk.close()


async def test_what_cannot_be_planned_is_not_sent(market: Market, proxy: Proxy, tmp_path: Path) -> None:
    instruction = accept(market.spare().offer)
    async with on_a_disk(market, proxy, tmp_path) as (seat, disk):
        disk.full = True
        report = await seat.reported(instruction)

        assert report.state is None
        assert report.sentence == f"Not sent: {FULL.format(file=disk.path)}"
        assert not proxy.asked
        assert seat.desk.take(instruction) is not None


@pytest.mark.parametrize("step", [ActionState.CHECKED, ActionState.SENDING])
async def test_what_cannot_be_written_before_the_first_byte_is_not_sent(
    step: ActionState, market: Market, proxy: Proxy, tmp_path: Path
) -> None:
    seen = market.offer()
    async with on_a_disk(market, proxy, tmp_path, step) as (seat, disk):
        seat.know(seen)
        report = await seat.reported(accept(seen.offer))

        assert report.state is ActionState.NOT_DONE
        assert report.sentence == f"Not sent: {FULL.format(file=disk.path)}"
        assert not proxy.asked["NftAcceptOffer"]

        disk.full = False
        await seat.desk.refresh(ACCOUNT)
        assert seat.journal.entry(report.action_id or "").state is ActionState.NOT_DONE
        assert seat.shown(seen.offer) is OfferStatus.OPEN


async def test_with_room_again_the_same_offer_can_be_answered_at_once(
    market: Market, proxy: Proxy, tmp_path: Path
) -> None:
    instruction = accept(market.offer().offer)
    async with on_a_disk(market, proxy, tmp_path, ActionState.CHECKED) as (seat, disk):
        await seat.reported(instruction)
        disk.full = False

        assert (await seat.reported(instruction)).state is ActionState.DONE
    assert market.effects(instruction.target) == ["accept"]


async def test_what_was_done_is_told_and_written_when_there_is_room(
    market: Market, proxy: Proxy, tmp_path: Path
) -> None:
    seen = market.offer()
    async with on_a_disk(market, proxy, tmp_path, ActionState.DONE) as (seat, disk):
        seat.know(seen)
        report = await seat.reported(accept(seen.offer))

        assert report.state is ActionState.DONE
        assert report.sentence.startswith("Accepted the offer for ")
        assert report.sentence.endswith(f"It could not be noted yet: {FULL.format(file=disk.path)}")
        entry = seat.journal.entry(report.action_id or "")
        assert entry.state is ActionState.SENDING
        again = await seat.reported(counter(seen.offer))
        assert again.sentence.startswith("Not sent: ")

        disk.full = False
        await seat.desk.refresh(ACCOUNT)
        entry = seat.journal.entry(entry.action_id)
        assert entry.state is ActionState.DONE
        assert entry.made
        assert seat.shown(seen.offer) is OfferStatus.ACCEPTED
    assert market.effects(seen.offer.key.offer_id) == ["accept"]


async def test_a_lost_answer_is_looked_into_when_there_is_room(
    market: Market, proxy: Proxy, tmp_path: Path
) -> None:
    instruction = accept(market.offer().offer)
    proxy.next("NftAcceptOffer", act_then_reset)
    async with on_a_disk(market, proxy, tmp_path, ActionState.UNKNOWN) as (seat, disk):
        report = await seat.reported(instruction)
        assert report.state is ActionState.UNKNOWN

        disk.full = False
        await seat.desk.refresh(ACCOUNT)
        assert (await seat.until_settled()).state is ActionState.DONE
    assert market.effects(instruction.target) == ["accept"]


async def test_what_could_not_be_written_is_written_at_the_end(
    market: Market, proxy: Proxy, tmp_path: Path
) -> None:
    async with on_a_disk(market, proxy, tmp_path, ActionState.DONE) as (seat, disk):
        report = await seat.reported(accept(market.offer().offer))
        disk.full = False
        await seat.desk.close()

        assert seat.journal.entry(report.action_id or "").state is ActionState.DONE


async def test_a_list_that_cannot_be_kept_is_a_state_and_what_was_seen_stays(
    market: Market, proxy: Proxy, tmp_path: Path
) -> None:
    seen = market.spare()
    async with on_a_disk(market, proxy, tmp_path) as (seat, disk):
        seat.know(seen)
        disk.full = True
        await seat.desk.refresh(ACCOUNT)

        assert seat.desk.source(ACCOUNT).state is SourceState.FAILED
        assert seat.desk.source(ACCOUNT).problem == FULL.format(file=disk.path)
        assert seat.shown(seen.offer) is OfferStatus.OPEN


async def test_a_desk_opens_on_a_full_disk_and_finds_out_later(
    market: Market, proxy: Proxy, tmp_path: Path
) -> None:
    instruction = accept(market.spare().offer)
    with closing(Disk(tmp_path / "ledger.sqlite3")) as disk:
        left = Journal(disk, Clock()).plan(instruction)
        disk.connection.execute("UPDATE actions SET holder = ?", (nobody(),))
        disk.full = True
        async with seated(market.info, tmp_path, at=proxy, ledger=disk, refresh_limit=1) as seat:
            assert seat.journal.entry(left).state is ActionState.PLANNED
            disk.full = False
            await seat.desk.refresh(ACCOUNT)
            assert seat.journal.entry(left).state is ActionState.NOT_DONE
