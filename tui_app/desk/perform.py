"""The one path of every money action, from the confirmed instruction to the settled row."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from tui_app.desk import new_orders
from tui_app.desk.carrying import Carrier, Report, not_begun
from tui_app.desk.endings import (
    CUT_OFF_AFTER,
    CUT_OFF_BEFORE,
    Ending,
    answered,
    done,
    prepared,
    unprepared,
    unsent,
)
from tui_app.desk.gate import Ticket
from tui_app.desk.hand_offs import by_wallet
from tui_app.desk.permits import Permits
from tui_app.desk.preflight import Clearance, Preflight
from tui_app.desk.safeguards import Safeguards
from tui_app.desk.tasks import in_thread
from tui_app.desk.workbench import Workbench
from tui_app.domain.errors import LedgerError, NotPermitted, OfferdeskError
from tui_app.domain.instruction import Instruction
from tui_app.domain.verdicts import ByWallet
from tui_app.gateway.contract import Connection, SealedRequest
from tui_app.ledger.action_states import ActionState
from tui_app.ledger.journal import AlreadyUnderWay

Confirm = Callable[[Instruction], Awaitable[Instruction | None]]


class Performer:
    """Carries out instructions: journal first, one request, never again."""

    def __init__(
        self, bench: Workbench, *, permits: Permits, safeguards: Safeguards, carrier: Carrier
    ) -> None:
        self._bench = bench
        self._permits = permits
        self._safeguards = safeguards
        self._carrier = carrier
        self._preflight = Preflight(bench)

    async def perform(self, ticket: Ticket, draft: Instruction, confirm: Confirm) -> Report | None:
        """Ask the person, then do what they said. None means that they said no.

        Once confirmed it is carried to its end, and its target kept, even where the caller is
        cancelled. Raises ValueError for a ticket that is spent or for another target.
        """
        with ticket:
            try:
                self._check_permit(draft)
                confirmed = await confirm(draft)
                if confirmed is None:
                    return None
                await in_thread(self._take_permit, confirmed)
                self._check_permit(confirmed)  # the program may have begun to end meanwhile
            except (NotPermitted, LedgerError) as error:
                return not_begun(error)
            return await asyncio.shield(self._begin(ticket, confirmed))

    def _check_permit(self, instruction: Instruction) -> None:
        if why := self._permits.closed(instruction.account):
            raise NotPermitted(f"{why}.")

    def _take_permit(self, instruction: Instruction) -> None:
        if why := self._permits.take(instruction.account):
            raise NotPermitted(f"{why}.")
        self._safeguards.hold(instruction)

    def _begin(self, ticket: Ticket, instruction: Instruction) -> asyncio.Task[Report]:
        if (ticket.account, ticket.target) != (instruction.account, instruction.target):
            raise ValueError("the ticket is for another target")
        kept = ticket.pass_on()
        task = self._carrier.begin(self._carry_out(instruction), instruction.target)
        task.add_done_callback(lambda _task: kept.give_back())
        return task

    async def _carry_out(self, instruction: Instruction) -> Report:
        await self._carrier.catch_up()
        try:
            action_id = await in_thread(self._bench.journal.plan, instruction)
        except AlreadyUnderWay as other:
            return not_begun(NotPermitted(f"an earlier {other.action} is not settled yet."))
        except LedgerError as error:
            return not_begun(error)
        self._carrier.tell(action_id, instruction)
        ending = await self._check_and_send(action_id, instruction)
        return await self._carrier.settle(action_id, instruction, ending)

    async def _check_and_send(self, action_id: str, instruction: Instruction) -> Ending:
        journal, sealed = self._bench.journal, False

        def seal(request: SealedRequest) -> None:
            nonlocal sealed
            self._seal(action_id, clearance, request)
            sealed = True

        try:
            connection = await self._bench.accounts.connection(instruction.account)
            clearance = await self._preflight.look(instruction, connection)
            await in_thread(journal.advance, action_id, ActionState.CHECKED)
            if self._needs_wallet(clearance):
                return await _prepare(connection, instruction)
            receipt = await new_orders.send(connection, instruction, seal)
        except OfferdeskError as error:
            return answered(error) if sealed else unsent(error)
        except BaseException:
            # Whatever it was, the bytes may be out: only reading can tell.
            self._carrier.note(action_id, CUT_OFF_AFTER if sealed else CUT_OFF_BEFORE)
            raise
        return done(instruction, receipt)

    def _needs_wallet(self, clearance: Clearance) -> bool:
        instruction = clearance.instruction
        marketplace = self._bench.accounts.marketplace(instruction.account)
        return isinstance(marketplace.route(instruction.action, clearance.current), ByWallet)

    def _seal(self, action_id: str, clearance: Clearance, request: SealedRequest) -> None:
        """The last thing before the first byte: hold the look against the time, and commit."""
        self._preflight.hold(clearance)
        self._bench.journal.advance(
            action_id,
            ActionState.SENDING,
            body_sha256=request.body_sha256,
            sent_at=clearance.earliest,
        )
        self._carrier.tell(action_id, clearance.instruction)


async def _prepare(connection: Connection, instruction: Instruction) -> Ending:
    try:
        return prepared(await by_wallet(connection).prepare(instruction))
    except OfferdeskError as error:
        return unprepared(error)
