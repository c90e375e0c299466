"""What goes on between the preparing and the confirming call of an action in which a wallet has a part."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from tui_app.desk.carrying import Carrier, Report, not_begun
from tui_app.desk.endings import CUT_OFF_CONFIRMING, Ending, confirmed_with, done, unconfirmed
from tui_app.desk.permits import Permits
from tui_app.desk.preflight import Preflight
from tui_app.desk.signing import Signers
from tui_app.desk.tasks import in_thread, start
from tui_app.desk.workbench import Workbench
from tui_app.domain.errors import NotPermitted, OfferdeskError, UsageError
from tui_app.domain.hand_off import HandOff, checked_proof
from tui_app.gateway.contract import Connection, Finding, Outcome, SealedRequest, WalletActor
from tui_app.ledger.action_states import WITH_PERSON, ActionState
from tui_app.ledger.entries import Entry
from tui_app.ledger.journal import PERSON, WrongStep


class HandOffs:
    """Actions that wait for a wallet, or for a marketplace to be told what the wallet did.

    `trace` reads what a marketplace shows of an action now. Raises OfferdeskError.
    """

    def __init__(
        self,
        bench: Workbench,
        *,
        permits: Permits,
        carrier: Carrier,
        trace: Callable[[Entry], Awaitable[Finding]],
        signers: Signers,
    ) -> None:
        self._bench = bench
        self._permits = permits
        self._carrier = carrier
        self._trace = trace
        self._signers = signers
        self._preflight = Preflight(bench)
        self._busy: set[str] = set()
        self._left_over: set[str] = set()
        self._resuming: set[asyncio.Task[None]] = set()
        self._telling: set[asyncio.Task[Report]] = set()

    def waiting(self, action_id: str) -> Entry:
        """An action that goes on with its hand-off. Raises UsageError where it does not."""
        entry = self._bench.journal.entry(action_id)
        if entry.state not in WITH_PERSON or entry.hand_off is None:
            raise UsageError("This action does not wait for a wallet.")
        return entry

    def has_signer(self, account: str) -> bool:
        """Whether a program is named that signs for this account."""
        return bool(self._signers.program(account))

    async def check(self, action_id: str) -> None:
        """Hold the offer against what was confirmed, before a wallet does what cannot be undone.

        Raises StaleView, ActionRefused, or what reading raises.
        """
        entry = self.waiting(action_id)
        connection = await self._bench.accounts.connection(entry.instruction.account)
        await self._preflight.look(entry.instruction, connection)

    async def sign(self, action_id: str) -> Report:
        """Let the named program sign, and confirm with what it answers. What goes wrong leaves all as it was.

        An action whose wallet has answered already is only confirmed. Raises OfferdeskError.
        """
        entry = self.waiting(action_id)
        if entry.proof:
            return await self.confirm(action_id, entry.proof)
        self._hold_permit(entry)
        await self.check(action_id)
        with _Turn(self._busy, action_id):
            proof = await self._signers.sign(entry)
        # From here on it goes on by itself: whoever is cancelled now must not lose what was signed.
        telling = asyncio.create_task(self.confirm(action_id, proof), name=f"confirm {action_id}")
        self._telling.add(telling)
        telling.add_done_callback(self._told)
        return await asyncio.shield(telling)

    async def confirm(self, action_id: str, proof: str) -> Report:
        """Tell the marketplace what the wallet did, once.

        Where it may know already, it is told only after a read has shown that it does not. Raises
        UsageError for a proof of the wrong form, NotPermitted where nothing may be sent, or what reading
        raises; then all is as it was.
        """
        entry = self.waiting(action_id)
        checked = checked_proof(_given(entry).answer, proof)
        self._hold_permit(entry)
        with _Turn(self._busy, action_id):
            if entry.state is ActionState.CONFIRMATION_PENDING and (known := await self._recorded(entry)):
                return known
            await in_thread(self._take_permit, entry)
            await in_thread(self._keep, entry, checked)
            target = entry.instruction.target
            return await asyncio.shield(self._carrier.begin(self._carry_out(entry, checked), target))

    async def give_up(self, action_id: str) -> None:
        """Let an action go that no wallet has signed. Raises UsageError where one has, LedgerError."""
        entry = self.waiting(action_id)
        if entry.state is not ActionState.AWAITING_WALLET:
            raise UsageError(
                "The wallet has done its part, so this cannot be given up.", "Tell it what happened instead."
            )
        words = "Given up before the wallet signed: nothing changed."
        await in_thread(partial(self._step, entry, ActionState.NOT_DONE, words=words, said_by=PERSON))
        self._carrier.tell(action_id, entry.instruction)

    def recall(self) -> None:
        """Note what an earlier run left signed and not known to be recorded. Raises LedgerError."""
        self._left_over = {
            entry.action_id
            for entry in self._bench.journal.unsettled()
            if entry.proof and entry.state is not ActionState.NEEDS_PERSON
        }

    def resume(self, account: str) -> None:
        """Confirm again, once in this run and after a read, what an earlier run left. Raises LedgerError."""
        for entry in self._bench.journal.unsettled(account):
            pending = entry.state is ActionState.CONFIRMATION_PENDING
            if pending and entry.action_id in self._left_over and not self._permits.closed(account):
                self._left_over.discard(entry.action_id)
                task = start(self._resume(entry), f"confirm {entry.action_id} again")
                self._resuming.add(task)
                task.add_done_callback(self._resuming.discard)

    async def close(self) -> None:
        """Begin nothing any more."""
        tasks: tuple[asyncio.Task[Any], ...] = (*self._resuming, *self._telling)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _told(self, telling: asyncio.Task[Report]) -> None:
        """Let go of it; what went wrong is told to whoever waits, and stands in the journal."""
        self._telling.discard(telling)
        if not telling.cancelled():
            telling.exception()

    async def _resume(self, entry: Entry) -> None:
        try:
            await self.confirm(entry.action_id, entry.proof)
        except OfferdeskError as error:
            self._carrier.tell(entry.action_id, entry.instruction, f"not confirmed yet: {error.title}")

    async def _recorded(self, entry: Entry) -> Report | None:
        """How an action stands that was told before; None where a read shows that it is not recorded."""
        finding = await self._trace(entry)
        match finding.outcome:
            case Outcome.DID_NOT_HAPPEN:
                return None
            case Outcome.HAPPENED:
                ending = Ending(state=ActionState.DONE, words=finding.because, made=finding.made)
                return await self._carrier.settle(entry.action_id, entry.instruction, ending)
            case _:
                return Report(state=entry.state, sentence=finding.because, action_id=entry.action_id)

    async def _carry_out(self, entry: Entry, proof: str) -> Report:
        await self._carrier.catch_up()
        try:
            ending = await self._tell_marketplace(entry, proof)
        except WrongStep:  # another window or process was faster
            return not_begun(NotPermitted("this action has moved on meanwhile; look at it again."))
        return await self._carrier.settle(entry.action_id, entry.instruction, ending)

    async def _tell_marketplace(self, entry: Entry, proof: str) -> Ending:
        sealed = False

        def seal(request: SealedRequest) -> None:
            nonlocal sealed
            self._bench.journal.advance(
                entry.action_id,
                ActionState.CONFIRMING,
                body_sha256=request.body_sha256,
                sent_at=self._bench.their_time(entry.instruction.account),
                proof=proof,
            )
            sealed = True
            self._carrier.tell(entry.action_id, entry.instruction)

        try:
            connection = await self._bench.accounts.connection(entry.instruction.account)
            receipt = await by_wallet(connection).confirm(entry.instruction, _given(entry), proof, seal)
        except OfferdeskError as error:
            return confirmed_with(error) if sealed else unconfirmed(error)
        except BaseException:
            if sealed:
                self._carrier.note(entry.action_id, CUT_OFF_CONFIRMING)
            raise
        return done(entry.instruction, receipt)

    def _keep(self, entry: Entry, proof: str) -> None:
        """Write down what the wallet gave back before anything is done with it: it may not be had again."""
        if entry.state is ActionState.AWAITING_WALLET:
            self._step(entry, ActionState.CONFIRMATION_PENDING, proof=proof)

    def _step(self, entry: Entry, state: ActionState, **told: Any) -> None:
        try:
            self._bench.journal.advance(entry.action_id, state, **told)
        except WrongStep:  # another window or process was faster
            raise UsageError("This action has moved on meanwhile; look at it again.") from None

    def _hold_permit(self, entry: Entry) -> None:
        if why := self._permits.closed(entry.instruction.account):
            raise NotPermitted(f"{why}.")

    def _take_permit(self, entry: Entry) -> None:
        if why := self._permits.take(entry.instruction.account):
            raise NotPermitted(f"{why}.")


def by_wallet(connection: Connection) -> WalletActor:
    """The connection as one whose actions a wallet may have a part in. Raises UsageError."""
    if not isinstance(connection, WalletActor):
        raise UsageError("This marketplace has no action in which a wallet has a part.")
    return connection


class _Turn:
    """One step at a time for one action. Raises UsageError where another one is being taken."""

    def __init__(self, busy: set[str], action_id: str) -> None:
        self._busy = busy
        self._action_id = action_id

    def __enter__(self) -> None:
        if self._action_id in self._busy:
            raise UsageError("This action is being gone on with already.")
        self._busy.add(self._action_id)

    def __exit__(self, *_: object) -> None:
        self._busy.discard(self._action_id)


def _given(entry: Entry) -> HandOff:
    if entry.hand_off is None:
        raise UsageError("This action does not wait for a wallet.")
    return entry.hand_off
