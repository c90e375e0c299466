"""Any order of presses, lost answers, crashes, changed offers and set clocks keeps what is promised."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from contextlib import AsyncExitStack, suppress
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

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
from tui_app.domain.instruction import Instruction
from tui_app.domain.offer import Side
from tui_app.ledger.action_states import ActionState

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
IN_HAND = {ActionState.PLANNED, ActionState.CHECKED, ActionState.SENDING}
DECIDED = {ActionState.DONE, ActionState.NOT_DONE, ActionState.REFUSED}
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
        self._seat: Seat = self._run(self._open(next(self._folders)))

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
        self._seat.ledger.close()
        self._seat = self._run(self._open(folder))

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
            assert entry.state not in IN_HAND
            happened = self._truth.get(entry.action_id, 0)
            assert happened <= 1
            if entry.state in DECIDED:
                assert happened == (entry.state is ActionState.DONE), entry

    def teardown(self) -> None:
        """Everything is decided in the end, and every effect has a row."""
        try:
            self._run(self._seat.desk.refresh(ACCOUNT))
            self._run(self._seat.until(self._all_decided))
            self.nothing_is_told_wrongly()
            rows = {entry.action_id for entry in self._seat.journal.latest()}
            assert rows >= {action_id for action_id, happened in self._truth.items() if happened}
        finally:
            self._run(self._seat.desk.close(0))
            self._seat.ledger.close()
            self._run(self._stack.aclose())
            self._runner.close()

    def _all_decided(self) -> bool:
        return all(entry.state in DECIDED for entry in self._seat.journal.latest())

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
        self._seat.ledger.close()
        self._seat = await self._open(folder)

    def _snapshot(self, folder: Path) -> None:
        """What a process that is killed now leaves: every commit so far, held by a process that is gone."""
        folder.mkdir(parents=True)
        with sqlite3.connect(folder / "ledger.sqlite3", isolation_level=None) as copy:
            self._seat.ledger.connection.backup(copy)
            copy.execute("UPDATE actions SET holder = ?", (self._dead,))
            copy.execute("UPDATE nonces SET holder = ''")
        copy.close()

    async def _open(self, folder: Path) -> Seat:
        seat = seated(self._market.info, folder, at=self._proxy, clock=self._clock, refresh_limit=1)
        return await self._stack.enter_async_context(seat)

    def _run(self, doing: Any) -> Any:
        return self._runner.run(doing)


@pytest.mark.timeout(300)
def test_the_desk_keeps_its_promises_in_any_order(market: Market, tmp_path: Path) -> None:
    dead = nobody()

    class Machine(DeskMachine):
        def __init__(self) -> None:
            super().__init__(market, tmp_path, dead)

    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=30,
            stateful_step_count=8,
            deadline=None,
            phases=[Phase.generate],  # eight steps can be read as they are; to shorten them takes minutes
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
            database=None,
        ),
    )
