"""Finding out by reading what became of actions whose answer was lost."""

from __future__ import annotations

import asyncio

from tui_app.desk.news import ActionChanged, OffersChanged
from tui_app.desk.tasks import start
from tui_app.desk.workbench import Workbench
from tui_app.domain.errors import OfferdeskError
from tui_app.gateway.contract import Finding, LostRequest, Outcome
from tui_app.ledger.journal import ActionState, Entry

_STATES = {
    Outcome.HAPPENED: ActionState.DONE,
    Outcome.DID_NOT_HAPPEN: ActionState.NOT_DONE,
    Outcome.CANNOT_TELL: ActionState.NEEDS_PERSON,
}
_UNDECIDED = frozenset({ActionState.UNKNOWN, ActionState.NEEDS_PERSON})


class Reconciler:
    """Settles unknown actions. It only ever reads; nothing is sent again."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self._watching: dict[str, asyncio.Task[None]] = {}

    def take_over(self) -> None:
        """At start: what a process that ended left half done is either unsent or unknown."""
        for entry in self._bench.journal.abandoned():
            if entry.state is ActionState.SENDING:
                self._bench.journal.advance(
                    entry.action_id, ActionState.UNKNOWN, words="offerdesk ended in between"
                )
            else:
                self._bench.journal.advance(
                    entry.action_id, ActionState.NOT_DONE, words="Not sent: offerdesk ended before."
                )

    def watch(self, account: str) -> None:
        """Look into every undecided action of an account, now and once more when it must have settled."""
        for entry in self._bench.journal.unsettled(account):
            if entry.state in _UNDECIDED and entry.action_id not in self._watching:
                task = start(self._watch(entry), f"look into {entry.action_id}")
                self._watching[entry.action_id] = task

    async def close(self) -> None:
        """Stop looking; what is unknown stays so until the next start."""
        tasks = tuple(self._watching.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _watch(self, entry: Entry) -> None:
        try:
            await self._settle(entry)
        finally:
            self._watching.pop(entry.action_id, None)

    async def _settle(self, entry: Entry) -> None:
        try:
            if not self._conclude(entry, await self._trace(entry)):
                await asyncio.sleep(self._until_settled(entry))
                self._conclude(entry, await self._trace(entry))
        except OfferdeskError as error:
            self._tell(entry, f"Still not known what became of it: {error.title}")

    async def _trace(self, entry: Entry) -> Finding:
        connection = await self._bench.accounts.connection(entry.instruction.account)
        skew = self._bench.sources.of(entry.instruction.account).skew
        return await connection.trace(
            LostRequest(
                instruction=entry.instruction,
                sent_at=(entry.sent_at or entry.planned_at) + skew,
                spoken_for=self._bench.journal.made_by_others(entry.action_id),
            )
        )

    def _conclude(self, entry: Entry, finding: Finding) -> bool:
        """Write the finding down, unless it says “no” too early for that to mean anything."""
        if finding.outcome is not Outcome.HAPPENED and self._until_settled(entry) > 0:
            return False
        state = _STATES[finding.outcome]
        if entry.state is not state:
            self._bench.journal.advance(entry.action_id, state, words=finding.because, made=finding.made)
        self._tell(entry, finding.because)
        return True

    def _until_settled(self, entry: Entry) -> float:
        settle = self._bench.accounts.marketplace(entry.instruction.account).settle
        passed = self._bench.clock() - (entry.sent_at or entry.planned_at)
        # A clock set back cannot make the wait longer than the marketplace needs.
        return min(settle, settle - passed).total_seconds()

    def _tell(self, entry: Entry, sentence: str) -> None:
        account = entry.instruction.account
        self._bench.notices.tell(ActionChanged(entry.action_id, account, sentence))
        self._bench.notices.tell(OffersChanged(account))
