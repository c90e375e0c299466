"""The one path of every money action, from the confirmed instruction to the settled row."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from tui_app.desk.gate import Ticket
from tui_app.desk.news import ActionChanged, OffersChanged
from tui_app.desk.tasks import start
from tui_app.desk.workbench import Workbench
from tui_app.domain.errors import (
    ActionRefused,
    LedgerError,
    OfferdeskError,
    OutcomeUnknown,
    StaleView,
)
from tui_app.domain.instruction import Instruction, differences
from tui_app.domain.verdicts import Action, Blocked, Hidden, Standing, judge
from tui_app.gateway.contract import Connection, Receipt, SealedRequest
from tui_app.ledger.journal import ActionState, AlreadyUnderWay

_PAST = {
    Action.ACCEPT: "Accepted the offer for",
    Action.REJECT: "Rejected the offer for",
    Action.COUNTER: "Made a counter-offer for",
    Action.CANCEL: "Cancelled the offer for",
    Action.PLACE: "Placed an offer for",
}

Confirm = Callable[[Instruction], Awaitable[Instruction | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """How an action ended for the person: its state and one sentence. None means not begun."""

    state: ActionState | None
    sentence: str
    action_id: str | None = None


class Performer:
    """Carries out instructions: journal first, one request, never again."""

    def __init__(self, bench: Workbench, *, closed_to_acting: str) -> None:
        self._bench = bench
        self._closed_to_acting = closed_to_acting
        self._under_way: set[asyncio.Task[Report]] = set()

    async def perform(self, ticket: Ticket, draft: Instruction, confirm: Confirm) -> Report | None:
        """Ask the person, then do what they said. None means that they said no.

        Once confirmed it is carried to its end even where the caller is cancelled.
        """
        with ticket:
            confirmed = await confirm(draft)
            if confirmed is None:
                return None
            task = start(self._carry_out(confirmed), f"action on {confirmed.target}")
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)
            return await asyncio.shield(task)

    async def finish(self, seconds: float) -> int:
        """Wait for what is under way, at most so long; returns how many still are."""
        if self._under_way:
            await asyncio.wait(tuple(self._under_way), timeout=seconds)
        return len(self._under_way)

    @property
    def outstanding(self) -> int:
        """How many actions are under way."""
        return len(self._under_way)

    async def _carry_out(self, instruction: Instruction) -> Report:
        try:
            action_id = self._bench.journal.plan(instruction)
        except AlreadyUnderWay as other:
            return Report(state=None, sentence=f"Not sent: an earlier {other.action} is not settled yet.")
        except LedgerError as error:
            return Report(state=None, sentence=f"Not sent: {error.title}")
        self._tell(action_id, instruction)
        try:
            return await self._check_and_send(action_id, instruction)
        finally:
            self._tell(action_id, instruction)

    async def _check_and_send(self, action_id: str, instruction: Instruction) -> Report:
        try:
            connection = await self._bench.accounts.connection(instruction.account)
            await self._check(instruction, connection)
            self._bench.journal.advance(action_id, ActionState.CHECKED)
        except OfferdeskError as error:
            return self._settle(action_id, ActionState.NOT_DONE, f"Not sent: {error.title}")
        report = await self._send(action_id, instruction, connection)
        if report.state in {ActionState.DONE, ActionState.REFUSED}:
            await self._look_again(instruction, connection)
        return report

    async def _check(self, instruction: Instruction, connection: Connection) -> None:
        if self._closed_to_acting:
            raise ActionRefused(self._closed_to_acting)
        if (confirmed := instruction.offer) is None:
            return
        theirs = await connection.server_time()
        current = await connection.reread(confirmed)
        self._bench.shelf.keep_one(current, self._bench.clock())
        if changes := differences(confirmed, current):
            raise StaleView(
                "the offer is no longer what was confirmed; look at it again.",
                "; ".join(str(change) for change in changes),
                changes=changes,
            )
        marketplace = self._bench.accounts.marketplace(instruction.account)
        standing = Standing(
            role=marketplace.role(current),
            route=marketplace.route(instruction.action, current),
            now=theirs,
        )
        match judge(instruction.action, current, standing):
            case Blocked(reason):
                raise ActionRefused(f"{reason}.")
            case Hidden():
                raise ActionRefused("this account has no say in that offer.")
            case _:
                return

    async def _send(self, action_id: str, instruction: Instruction, connection: Connection) -> Report:
        sealed = False

        def seal(request: SealedRequest) -> None:
            nonlocal sealed
            self._bench.journal.advance(action_id, ActionState.SENDING, body_sha256=request.body_sha256)
            sealed = True
            self._tell(action_id, instruction)

        try:
            receipt = await connection.send(instruction, seal)
        except OutcomeUnknown as error:
            return self._settle(action_id, ActionState.UNKNOWN, error.title)
        except OfferdeskError as error:
            words = f"{error.title} {error.detail}".strip()
            return self._settle(action_id, ActionState.REFUSED if sealed else ActionState.NOT_DONE, words)
        except BaseException:
            # Whatever it was, the bytes may be out: only reading can tell.
            self._settle(action_id, ActionState.UNKNOWN if sealed else ActionState.NOT_DONE, "interrupted")
            raise
        return self._done(action_id, instruction, receipt)

    def _done(self, action_id: str, instruction: Instruction, receipt: Receipt) -> Report:
        made = f" It made {receipt.made}." if receipt.made else ""
        sentence = f"{_PAST[instruction.action]} {instruction.subject.name}.{made}"
        return self._settle(action_id, ActionState.DONE, sentence, made=receipt.made)

    def _settle(self, action_id: str, state: ActionState, words: str, *, made: str | None = None) -> Report:
        try:
            self._bench.journal.advance(action_id, state, words=words, made=made)
        except LedgerError as error:
            # The row still says “sending”, so the next start finds out by reading.
            words = f"{words} It could not be noted: {error.title}"
        return Report(state=state, sentence=words, action_id=action_id)

    async def _look_again(self, instruction: Instruction, connection: Connection) -> None:
        if instruction.offer is None:
            return
        try:
            current = await connection.reread(instruction.offer)
            self._bench.shelf.keep_one(current, self._bench.clock())
        except OfferdeskError:
            return  # the next refresh will tell; what was done is settled already

    def _tell(self, action_id: str, instruction: Instruction) -> None:
        self._bench.notices.tell(ActionChanged(action_id, instruction.account))
        self._bench.notices.tell(OffersChanged(instruction.account))
