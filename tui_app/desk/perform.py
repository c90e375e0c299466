"""The one path of every money action, from the confirmed instruction to the settled row."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from tui_app.desk.endings import CUT_OFF_AFTER, CUT_OFF_BEFORE, Ending, answered, done, told, unsent
from tui_app.desk.gate import Ticket
from tui_app.desk.news import ActionChanged, OffersChanged
from tui_app.desk.permits import Permits
from tui_app.desk.preflight import Clearance, Preflight
from tui_app.desk.safeguards import Safeguards
from tui_app.desk.tasks import in_thread, start
from tui_app.desk.workbench import Workbench
from tui_app.domain.errors import ActionRefused, LedgerError, NotPermitted, OfferdeskError, StaleView
from tui_app.domain.instruction import Instruction
from tui_app.domain.offer import Offer
from tui_app.gateway.contract import SealedRequest
from tui_app.ledger.action_states import ActionState
from tui_app.ledger.journal import AlreadyUnderWay, WrongStep

ENDING = "offerdesk is about to end"

Confirm = Callable[[Instruction], Awaitable[Instruction | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """How an action ended for the person: its state and one sentence. None means not begun.

    `cause` is what stood in the way of an action that was not done, or what came instead of a yes.
    """

    state: ActionState | None
    sentence: str
    action_id: str | None = None
    cause: OfferdeskError | None = field(default=None, compare=False)

    @property
    def refused_by_rule(self) -> bool:
        """Whether a rule kept it from being sent: role, status, read-only, guard, a stale view."""
        unsent = self.state in {None, ActionState.NOT_DONE}
        return unsent and isinstance(self.cause, NotPermitted | ActionRefused | StaleView)


class Performer:
    """Carries out instructions: journal first, one request, never again.

    `look_into` begins to find out what became of an account's unknown actions.
    """

    def __init__(
        self,
        bench: Workbench,
        *,
        permits: Permits,
        safeguards: Safeguards,
        look_into: Callable[[str], None],
    ) -> None:
        self._bench = bench
        self._permits = permits
        self._safeguards = safeguards
        self._look_into = look_into
        self._preflight = Preflight(bench)
        self._under_way: set[asyncio.Task[Report]] = set()
        self._looking_again: set[asyncio.Task[None]] = set()
        self._unwritten: dict[str, Ending] = {}

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

    async def finish(self, seconds: float) -> None:
        """Begin nothing any more; wait for what is under way at most so long, then let go of it."""
        self._permits.close(ENDING)
        if self._under_way:
            await asyncio.wait(tuple(self._under_way), timeout=seconds)
        left: tuple[asyncio.Task[Any], ...] = (*self._under_way, *self._looking_again)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        await self.catch_up()

    async def catch_up(self) -> None:
        """Write down the endings that the ledger did not take when they came."""
        for action_id, ending in tuple(self._unwritten.items()):
            await in_thread(self._note, action_id, ending)

    @property
    def outstanding(self) -> int:
        """How many actions are under way."""
        return len(self._under_way)

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
        task = start(self._carry_out(instruction), f"action on {instruction.target}")
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        task.add_done_callback(lambda _task: kept.give_back())
        return task

    async def _carry_out(self, instruction: Instruction) -> Report:
        await self.catch_up()
        try:
            action_id = await in_thread(self._bench.journal.plan, instruction)
        except AlreadyUnderWay as other:
            return not_begun(NotPermitted(f"an earlier {other.action} is not settled yet."))
        except LedgerError as error:
            return not_begun(error)
        self._tell(action_id, instruction)
        ending = await self._check_and_send(action_id, instruction)
        problem = await in_thread(self._note, action_id, ending)
        self._tell(action_id, instruction)
        self._follow_up(instruction, ending)
        words = ending.words
        if problem and ending.state is not ActionState.NOT_DONE:
            words = f"{words} It could not be noted yet: {problem}"
        return Report(state=ending.state, sentence=words, action_id=action_id, cause=ending.cause)

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
            receipt = await connection.send(instruction, seal)
        except OfferdeskError as error:
            return answered(error) if sealed else unsent(error)
        except BaseException:
            # Whatever it was, the bytes may be out: only reading can tell.
            self._note(action_id, CUT_OFF_AFTER if sealed else CUT_OFF_BEFORE)
            raise
        return done(instruction, receipt)

    def _seal(self, action_id: str, clearance: Clearance, request: SealedRequest) -> None:
        """The last thing before the first byte: hold the look against the time, and commit."""
        self._preflight.hold(clearance)
        self._bench.journal.advance(
            action_id,
            ActionState.SENDING,
            body_sha256=request.body_sha256,
            sent_at=clearance.earliest,
        )
        self._tell(action_id, clearance.instruction)

    def _note(self, action_id: str, ending: Ending) -> str:
        """Settle the row; what kept it from that, or nothing. Then it is tried again later."""
        try:
            # Who took this process for dead may have settled it: what they read stands.
            with suppress(WrongStep):
                self._bench.journal.advance(action_id, ending.state, words=ending.words, made=ending.made)
        except LedgerError as error:
            self._unwritten[action_id] = ending
            return error.title
        self._unwritten.pop(action_id, None)
        return ""

    def _follow_up(self, instruction: Instruction, ending: Ending) -> None:
        if ending.state is ActionState.UNKNOWN:
            self._look_into(instruction.account)
        elif ending.state is not ActionState.NOT_DONE and instruction.offer is not None:
            task = start(self._look_again(instruction.offer), f"look again at {instruction.target}")
            self._looking_again.add(task)
            task.add_done_callback(self._looking_again.discard)

    async def _look_again(self, offer: Offer) -> None:
        try:
            connection = await self._bench.accounts.connection(offer.key.account)
            current = await connection.reread(offer)
            await in_thread(self._bench.shelf.keep_one, current, self._bench.clock())
        except OfferdeskError:
            return  # the next refresh will tell; what was done is settled already
        self._bench.notices.tell(OffersChanged(offer.key.account))

    def _tell(self, action_id: str, instruction: Instruction) -> None:
        self._bench.notices.tell(ActionChanged(action_id, instruction.account))
        self._bench.notices.tell(OffersChanged(instruction.account))


def not_begun(cause: OfferdeskError) -> Report:
    """The report of an action that something kept from being begun."""
    return Report(state=None, sentence=f"Not sent: {told(cause)}", cause=cause)
