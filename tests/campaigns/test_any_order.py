"""Any order of presses, lost answers, crashes, second instances, changed offers, set clocks and full disks
keeps what is promised.

CAMPAIGN_EXAMPLES and CAMPAIGN_STEPS say how many orders of how many steps the campaign tries.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
from collections.abc import Collection
from contextlib import AsyncExitStack, suppress
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.desk.disks import Disk, Filling
from tests.desk.proxy import (
    Fault,
    Hold,
    Proxy,
    act_then_close,
    act_then_cut,
    act_then_reset,
    changed,
    errors,
    instead,
    pass_on,
    proxy_before,
    reset_unread,
)
from tests.desk.seat import ACCOUNT, Clock, Market, Seat, accept, cancel, counter, nobody, place, seated, yes
from tui_app.domain.errors import UsageError
from tui_app.domain.instruction import Instruction
from tui_app.domain.offer import Side
from tui_app.domain.verdicts import Action
from tui_app.ledger.action_states import IN_HAND, SETTLED, UNDECIDED, ActionState
from tui_app.ledger.chain import verify

METHODS = {
    "accept": "NftAcceptOffer",
    "counter": "NftCounterOffer",
    "cancel": "NftCancelOffer",
    "place": "NftPlaceOffer",
}
FAULTS: dict[str, Fault] = {
    "none": pass_on,
    "reset before": reset_unread,
    "reset after": act_then_reset,
    "closed after": act_then_close,
    "cut after": act_then_cut,
    "502 before": instead(b"<html>", 502, acting=False),
    "502 after": instead(b"<html>", 502, acting=True),
    "refused": errors("EGeneral:Invalid arguments"),
    "nobody knows": errors("EWeird:Something", acting=True),
}
LOOKED_INTO = SETTLED | {ActionState.NEEDS_PERSON}
WRITTEN = [None, *(ActionState(state) for state in ("checked", "sending", "done", "unknown", "not done"))]
EXAMPLES = int(os.environ.get("CAMPAIGN_EXAMPLES", "300"))
STEPS = int(os.environ.get("CAMPAIGN_STEPS", "20"))
PARTS = 4
OFFERS = max(2000, EXAMPLES * 15)
"""How large a market this takes."""
picks = st.integers(0, 1)
faults = st.sampled_from(sorted(FAULTS))


class DeskMachine(RuleBasedStateMachine):
    """One account with two offers; the truth of every action is read off the market when it ended."""

    def __init__(self, market: Market, folder: Path, dead: str) -> None:
        super().__init__()
        self._runner = asyncio.Runner()
        self._market, self._dead = market, dead
        self._folders = (folder / f"{os.urandom(4).hex()}-{number}" for number in count())
        self._clock = Clock()
        self._truth: dict[str, int] = {}
        self._stack = AsyncExitStack()
        received, placed = market.offer(Side.RECEIVED).offer, market.offer(Side.PLACED).offer
        self._drafts = {
            "accept": accept(received),
            "counter": counter(received),
            "cancel": cancel(placed),
            "place": place(placed),
        }
        self._verbs: tuple[str, ...] = ()
        self._proxy: Proxy = self._run(self._stack.enter_async_context(proxy_before(market.info.base_url)))
        self._disk, self._journal = self._new_disk(next(self._folders))
        self._seat: Seat = self._run(self._open())

    @initialize(verbs=st.permutations(sorted(METHODS)))
    def choose(self, verbs: list[str]) -> None:
        """Keep to two verbs, so that they meet one another more often."""
        self._verbs = tuple(verbs[:2])

    @rule(pick=picks, fault=faults)
    def act(self, pick: int, fault: str) -> None:
        """Act, and perhaps lose the answer."""
        verb = self._verbs[pick]
        self._proxy.next(METHODS[verb], FAULTS[fault])
        self._watched(verb, self._press(self._drafts[verb], 1))

    @rule(pick=picks, presses=st.integers(2, 5))
    def press_often(self, pick: int, presses: int) -> None:
        """Press the same key several times at once."""
        verb = self._verbs[pick]
        self._watched(verb, self._press(self._drafts[verb], presses))

    @rule(pick=picks)
    def act_on_what_has_changed(self, pick: int) -> None:
        """Act on an offer whose amount changed since the person saw it: nothing happens to it."""
        verb = self._verbs[pick]
        target = self._drafts[verb].target

        def change(body: Any) -> None:
            for entry in body["result"]["offers"]:
                if entry["id"] == target:
                    entry["amount"]["amount"] = "0.0101"

        self._proxy.always["NftUserOffers"] = changed(change)
        happened = self._watched(verb, self._press(self._drafts[verb], 1))
        assert not happened or self._drafts[verb].offer is None
        del self._proxy.always["NftUserOffers"]

    @rule(pick=picks)
    def act_on_what_has_vanished(self, pick: int) -> None:
        """Act on an offer that the server lists no more: nothing happens to it."""
        verb = self._verbs[pick]
        if self._seat.journal.unsettled(ACCOUNT):
            return  # a list that lies to the tracing too proves nothing
        target = self._drafts[verb].target

        def vanish(body: Any) -> None:
            offers = body["result"]["offers"]
            body["result"]["offers"] = [entry for entry in offers if entry["id"] != target]

        self._proxy.always["NftUserOffers"] = changed(vanish)
        happened = self._watched(verb, self._press(self._drafts[verb], 1))
        assert not happened or self._drafts[verb].offer is None
        del self._proxy.always["NftUserOffers"]

    @rule(pick=picks, fault=faults, step=st.sampled_from(WRITTEN))
    def act_while_the_disk_gets_full(self, pick: int, fault: str, step: ActionState | None) -> None:
        """Act on a disk that is full from the start, or gets so before a step; then make room."""
        verb = self._verbs[pick]
        self._disk.full, self._journal.step = step is None, step
        self._proxy.next(METHODS[verb], FAULTS[fault])
        self._watched(verb, self._press(self._drafts[verb], 1))
        self._disk.full, self._journal.step = False, None
        self._run(self._seat.desk.refresh(ACCOUNT))

    @rule(pick=picks)
    def act_in_a_second_instance(self, pick: int) -> None:
        """Press in another instance: it says who acts for the account, and sends nothing."""
        verb = self._verbs[pick]
        assert not self._watched(verb, self._press_elsewhere(self._drafts[verb]))

    @rule()
    def tell_what_happened(self) -> None:
        """Let the person say of the oldest undecided action what they know.

        Of one that makes something they cannot say what it made, and the same again within seconds could
        be taken for it.
        """
        self._tell({Action.ACCEPT, Action.CANCEL})

    def _tell(self, actions: Collection[Action]) -> None:
        waiting = [entry for entry in self._seat.journal.unsettled(ACCOUNT) if entry.state in UNDECIDED]
        for entry in [entry for entry in waiting if entry.instruction.action in actions][:1]:
            with suppress(UsageError):  # it was found out meanwhile
                happened = bool(self._truth.get(entry.action_id, 0))
                self._run(self._seat.desk.activity.tell(entry.action_id, happened, "I looked."))

    @rule(pick=picks, acting=st.booleans())
    def crash_while_waiting(self, pick: int, acting: bool) -> None:
        """Die while the server holds its answer, and start again."""
        verb = self._verbs[pick]
        self._watched(verb, self._crash(verb, Hold(acting=acting)))

    @rule()
    def restart(self) -> None:
        """End in good order and start again."""
        folder = self._seat.folder
        self._run(self._seat.desk.close(0.5))
        self._disk.close()
        self._disk, self._journal = self._new_disk(folder)
        self._seat = self._run(self._open())

    @rule()
    def refresh(self) -> None:
        """Read the first page again."""
        self._run(self._seat.desk.refresh(ACCOUNT))

    @rule(hours=st.sampled_from([-48, 1, 48]))
    def set_clock(self, hours: int) -> None:
        """Set this machine's clock."""
        self._clock.off = timedelta(hours=hours)

    @invariant()
    def nothing_is_told_wrongly(self) -> None:
        """Done is what was done; refused and not done is what was not."""
        for entry in self._seat.journal.latest():
            assert entry.state not in IN_HAND, entry
            happened = self._truth.get(entry.action_id, 0)
            assert happened <= 1
            if entry.state in SETTLED:
                assert happened == (entry.state is ActionState.DONE), entry

    @invariant()
    def nothing_that_was_written_was_altered(self) -> None:
        """The chain over the journal holds."""
        with self._seat.ledger.reading() as connection:
            assert verify(connection).broken == ""

    def teardown(self) -> None:
        """Everything is decided in the end, and every effect has a row."""
        try:
            self._run(self._seat.desk.refresh(ACCOUNT))
            self._run(self._seat.until(self._all_looked_into))
            while self._seat.journal.unsettled(ACCOUNT):
                self._tell(tuple(Action))
            self.nothing_is_told_wrongly()
            rows = {entry.action_id for entry in self._seat.journal.latest()}
            assert rows >= {action_id for action_id, happened in self._truth.items() if happened}
        finally:
            self._run(self._seat.desk.close(0))
            self._disk.close()
            self._run(self._stack.aclose())
            self._runner.close()

    def _all_looked_into(self) -> bool:
        return all(entry.state in LOOKED_INTO for entry in self._seat.journal.latest())

    def _watched(self, verb: str, doing: Any) -> int:
        """Do it, note on its row how often it really happened, and say so."""
        draft = self._drafts[verb]
        target = draft.offer.key.offer_id if draft.offer else draft.subject.nft_id
        rows = {entry.action_id for entry in self._seat.journal.latest()}
        before = self._market.effects(target).count(verb)
        self._run(doing)
        new = {entry.action_id for entry in self._seat.journal.latest()} - rows
        happened = self._market.effects(target).count(verb) - before
        assert len(new) <= 1
        assert happened <= len(new)
        self._truth.update(dict.fromkeys(new, happened))
        self._proxy.faults.clear()
        return happened

    async def _press(self, draft: Instruction, presses: int) -> None:
        tickets = [self._seat.desk.take(draft) for _ in range(presses)]
        held = [ticket for ticket in tickets if ticket is not None]
        assert len(held) == 1
        await self._seat.desk.perform(held[0], draft, yes)

    async def _press_elsewhere(self, draft: Instruction) -> None:
        elsewhere = seated(self._market.info, self._seat.folder, at=self._proxy, clock=self._clock)
        async with elsewhere as second:
            report = await second.reported(draft)
            assert (report.state, report.action_id) == (None, None)

    async def _crash(self, verb: str, held: Hold) -> None:
        self._proxy.next(METHODS[verb], held)
        pressed = asyncio.create_task(self._press(self._drafts[verb], 1))
        reached = asyncio.create_task(held.reached.wait())
        await asyncio.wait([pressed, reached], return_when=asyncio.FIRST_COMPLETED)
        reached.cancel()
        folder = next(self._folders)
        self._snapshot(folder)
        with suppress(asyncio.CancelledError):
            await self._seat.desk.close(0)
        await asyncio.gather(pressed, return_exceptions=True)
        self._disk.close()
        self._disk, self._journal = self._new_disk(folder)
        self._seat = await self._open()

    def _snapshot(self, folder: Path) -> None:
        """What a process that is killed now leaves: every commit so far, held by a process that is gone."""
        folder.mkdir(parents=True)
        with sqlite3.connect(folder / "ledger.sqlite3", isolation_level=None) as copy:
            self._seat.ledger.connection.backup(copy)
            copy.execute("UPDATE actions SET holder = ?", (self._dead,))
            copy.execute("UPDATE account_holders SET holder = ?", (self._dead,))
            copy.execute("UPDATE nonces SET holder = ''")
        copy.close()

    def _new_disk(self, folder: Path) -> tuple[Disk, Filling]:
        disk = Disk(folder / "ledger.sqlite3")
        return disk, Filling(disk, self._clock)

    async def _open(self) -> Seat:
        journal = self._journal
        seat = seated(
            self._market.info,
            self._disk.path.parent,
            at=self._proxy,
            clock=self._clock,
            ledger=self._disk,
            journal=lambda _ledger, _clock: journal,
            refresh_limit=1,
        )
        return await self._stack.enter_async_context(seat)

    def _run(self, doing: Any) -> Any:
        return self._runner.run(doing)


def keeps_its_promises(market: Market, folder: Path, examples: int, steps: int) -> None:
    """Try so many orders of so many steps."""
    dead = nobody()

    class Machine(DeskMachine):
        def __init__(self) -> None:
            super().__init__(market, folder, dead)

    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            phases=[Phase.generate],  # so few steps can be read as they are; to shorten them takes minutes
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
            database=None,
        ),
    )


@pytest.mark.timeout(300)
def test_the_desk_keeps_its_promises_in_a_sample_of_orders(market: Market, tmp_path: Path) -> None:
    keeps_its_promises(market, tmp_path, 25, 8)


@pytest.mark.campaign
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("part", range(PARTS))
def test_the_desk_keeps_its_promises_in_any_order(part: int, market: Market, tmp_path: Path) -> None:
    keeps_its_promises(market, tmp_path / str(part), EXAMPLES // PARTS, STEPS)
