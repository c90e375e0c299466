"""Finding out by reading what became of actions whose answer was lost."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from itertools import chain, repeat
from typing import Final

from tui_app.desk import new_orders
from tui_app.desk.endings import CUT_OFF_AFTER, CUT_OFF_BEFORE
from tui_app.desk.news import ActionChanged, OffersChanged
from tui_app.desk.tasks import in_thread, start
from tui_app.desk.workbench import Workbench
from tui_app.domain.errors import LedgerError, MarketplaceError, OfferdeskError
from tui_app.gateway.contract import Finding, LostRequest, Outcome
from tui_app.ledger.action_states import ON_THE_WIRE, UNDECIDED, ActionState
from tui_app.ledger.entries import Entry
from tui_app.ledger.journal import WrongStep

_STATES = {
    Outcome.HAPPENED: ActionState.DONE,
    Outcome.DID_NOT_HAPPEN: ActionState.NOT_DONE,
    Outcome.CANNOT_TELL: ActionState.NEEDS_PERSON,
}
_SENTENCES = {
    ActionState.DONE: "it was done",
    ActionState.NOT_DONE: "it was not done",
    ActionState.NEEDS_PERSON: "whether it was done cannot be told; look at the marketplace",
    ActionState.CONFIRMATION_PENDING: "your wallet did its part, but the marketplace has not recorded it",
}
_PAUSES: Final = (5.0, 10.0, 20.0, 40.0, 60.0)
"""Seconds between looks that decided nothing; the last one is taken again and again."""


class Reconciler:
    """Settles unknown actions. It only ever reads; nothing is sent again.

    How long a marketplace needs to show an action is counted from when this process first looked, by
    the loop's clock: however the machine's clock is set, a "no" is not believed too early. `unrecorded`
    hears of an account where a marketplace has not recorded what a wallet did.
    """

    def __init__(self, bench: Workbench, *, unrecorded: Callable[[str], None]) -> None:
        self._bench = bench
        self._unrecorded = unrecorded
        self._watching: dict[str, asyncio.Task[None]] = {}
        self._first_looks: dict[str, float] = {}
        self._closed = False

    def take_over(self) -> None:
        """What a process that ended left half done is either unsent or unknown. Raises LedgerError."""
        for entry in self._bench.journal.abandoned():
            ending = CUT_OFF_AFTER if entry.state in ON_THE_WIRE else CUT_OFF_BEFORE
            with suppress(WrongStep):  # another process was faster
                self._bench.journal.advance(entry.action_id, ending.state, words=ending.words)

    def watch(self, account: str) -> None:
        """Look into every undecided action of an account until it is decided. Raises LedgerError."""
        if self._closed:
            return
        for entry in self._bench.journal.unsettled(account):
            if entry.state in UNDECIDED and entry.action_id not in self._watching:
                task = start(self._watch(entry), f"look into {entry.action_id}")
                self._watching[entry.action_id] = task

    async def look_again(self, entry: Entry) -> None:
        """Look at once what became of an undecided action, and go on looking if that decides nothing.

        Raises OfferdeskError where it cannot be looked up now.
        """
        self._first_looks.setdefault(entry.action_id, _now())
        if not await self._decided(entry):
            self.watch(entry.instruction.account)

    async def close(self) -> None:
        """Stop looking; what is unknown stays so until the next start."""
        self._closed = True
        tasks = tuple(self._watching.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _watch(self, entry: Entry) -> None:
        self._first_looks.setdefault(entry.action_id, _now())
        try:
            await self._look_until_decided(entry)
        finally:
            self._watching.pop(entry.action_id, None)

    async def _look_until_decided(self, entry: Entry) -> None:
        troubled = False
        for pause in chain(_PAUSES, repeat(_PAUSES[-1])):
            try:
                if await self._decided(entry):
                    return
                # The deciding look is due as soon as a “no” means something.
                pause = min(pause, max(self._until_settled(entry), 0.0))
            except (MarketplaceError, LedgerError) as error:
                if not troubled:
                    self._tell(entry, f"still not known what became of it: {error.title}")
                troubled = True
            except OfferdeskError as error:
                self._tell(entry, f"what became of it cannot be looked up: {error.title}")
                return
            await asyncio.sleep(pause)

    async def _decided(self, entry: Entry) -> bool:
        """Look once and write down what that showed, unless it is a “no” that comes too early."""
        settled = self._until_settled(entry) <= 0  # by now, not by the end of the look
        finding = await self.trace(entry)
        if finding.outcome is not Outcome.HAPPENED and not settled:
            return False
        if entry.state is not (state := _state_after(entry, finding)):
            with suppress(WrongStep):  # another process was faster
                await in_thread(
                    self._bench.journal.advance,
                    entry.action_id,
                    state,
                    words=finding.because,
                    made=finding.made,
                )
                self._tell(entry, f"{_SENTENCES[state]}. {finding.because}")
            if state is ActionState.CONFIRMATION_PENDING:
                self._unrecorded(entry.instruction.account)
        return True

    async def trace(self, entry: Entry) -> Finding:
        """What the marketplace shows of an action now. Raises OfferdeskError."""
        account = entry.instruction.account
        lost = LostRequest(
            instruction=entry.instruction,
            sent_at=entry.sent_at or entry.planned_at,
            spoken_for=self._bench.claims.of_others(entry),
            rivals=self._bench.claims.rivals(entry),
            hand_off=entry.hand_off,
        )
        after = self._bench.order_shelf.highest(account, entry.planned_at)
        return await new_orders.trace(await self._bench.accounts.connection(account), lost, after=after)

    def _until_settled(self, entry: Entry) -> float:
        settle = self._bench.accounts.marketplace(entry.instruction.account).settle
        return self._first_looks[entry.action_id] + settle.total_seconds() - _now()

    def _tell(self, entry: Entry, sentence: str) -> None:
        told = entry.instruction
        self._bench.notices.tell(
            ActionChanged(
                entry.action_id, told.account, f"{told.action} of {told.subject.name.shown}: {sentence}"
            )
        )
        self._bench.notices.tell(OffersChanged(told.account))


def _state_after(entry: Entry, finding: Finding) -> ActionState:
    """What a finding makes of an action; what a wallet did stays done, recorded or not."""
    if entry.hand_off is not None and finding.outcome is Outcome.DID_NOT_HAPPEN:
        return ActionState.CONFIRMATION_PENDING
    return _STATES[finding.outcome]


def _now() -> float:
    return asyncio.get_running_loop().time()
