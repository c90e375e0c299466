"""Several answers after one yes: a journal row and a request each, one after the other."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from tui_app.desk.carrying import Report, not_begun
from tui_app.desk.gate import Gate, Ticket
from tui_app.desk.perform import Performer
from tui_app.desk.rivals import RIVALS, rivals
from tui_app.desk.safeguards import Safeguards
from tui_app.domain.errors import NotPermitted
from tui_app.domain.instruction import Instruction
from tui_app.ledger.action_states import ActionState

ConfirmAll = Callable[[tuple[Instruction, ...]], Awaitable[tuple[Instruction, ...] | None]]
"""Asks once for all of them; the same ones, in their order, as the person wants them, or None."""

BUSY = "an answer to this offer is on its way already."
AFTER_UNKNOWN = "the outcome of an earlier one is not known yet; answer the others when it is."


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One of several instructions, and how it ended."""

    instruction: Instruction
    report: Report

    @property
    def may_be_retried(self) -> bool:
        """Whether the marketplace definitely refused it; anything else is not asked for again blindly."""
        return self.report.state is ActionState.REFUSED


class Bulk:
    """Carries out several instructions and stops at the first whose outcome is not known."""

    def __init__(self, gate: Gate, performer: Performer, safeguards: Safeguards) -> None:
        self._gate = gate
        self._performer = performer
        self._safeguards = safeguards

    async def perform(
        self,
        drafts: Sequence[Instruction],
        confirm: ConfirmAll,
        each: Callable[[Answered], None] = lambda _answered: None,
    ) -> list[Answered] | None:
        """Ask once, then answer one after the other; None where the person said no.

        `each` hears of every end as it comes. What cannot be asked for at all (another answer is on
        its way, an amount in doubt, which has to be typed by itself, or several bids for one NFT) is
        told as not begun.
        """
        ended: list[Answered] = []

        def end(instruction: Instruction, report: Report) -> None:
            ended.append(Answered(instruction=instruction, report=report))
            each(ended[-1])

        with ExitStack() as held:
            taken = self._take(drafts, held, end)
            confirmed = await confirm(tuple(taken)) if taken else ()
            if confirmed is None:
                return None
            unknown = False
            for instruction, ticket in zip(confirmed, taken.values(), strict=True):
                report = await self._one(ticket, instruction, unknown=unknown)
                unknown = unknown or report.state is ActionState.UNKNOWN
                end(instruction, report)
        return ended

    def _take(
        self, drafts: Sequence[Instruction], held: ExitStack, end: Callable[[Instruction, Report], None]
    ) -> dict[Instruction, Ticket]:
        """The gate's tickets of those that can be asked for, all taken before anything waits."""
        taken: dict[Instruction, Ticket] = {}
        excluding_each_other = rivals(drafts)
        for draft in drafts:
            if draft in excluding_each_other:
                end(draft, not_begun(NotPermitted(f"{RIVALS}.")))
            elif doubt := self._safeguards.doubt(draft):
                end(draft, not_begun(NotPermitted(f"{doubt} Answer it by itself, and type the amount.")))
            elif (ticket := self._gate.take(draft.account, draft.target)) is None:
                end(draft, not_begun(NotPermitted(BUSY)))
            else:
                taken[draft] = held.enter_context(ticket)
        return taken

    async def _one(self, ticket: Ticket, instruction: Instruction, *, unknown: bool) -> Report:
        if unknown:
            return not_begun(NotPermitted(AFTER_UNKNOWN))
        report = await self._performer.perform(ticket, instruction, _as_confirmed)
        if report is None:
            raise ValueError("what was confirmed already is not refused")
        return report


async def _as_confirmed(instruction: Instruction) -> Instruction:
    return instruction
