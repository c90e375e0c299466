"""The last look before money moves: the offer as it is now, held against what was confirmed."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from tui_app.desk.tasks import in_thread
from tui_app.desk.workbench import Workbench
from tui_app.domain.errors import ActionRefused, StaleView
from tui_app.domain.instruction import Instruction, differences
from tui_app.domain.offer import Offer
from tui_app.domain.verdicts import Blocked, Hidden, Standing, Unsupported, judge
from tui_app.gateway.contract import Connection

GOOD_FOR: Final = 20.0
"""Seconds from the look to the first byte; after a longer wait in a queue, the look is worth nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clearance:
    """A look that found nothing against an instruction.

    `current` is the offer as it was found, None for a new one. The marketplace's clock said `theirs`
    somewhere between `asked` and `answered`, which are seconds of the loop's clock: nobody sets that.
    """

    instruction: Instruction
    current: Offer | None
    theirs: datetime
    asked: float
    answered: float

    @property
    def age(self) -> float:
        """Seconds since the look began."""
        return _now() - self.asked

    @property
    def earliest(self) -> datetime:
        """What the marketplace's clock says at least."""
        return self.theirs + timedelta(seconds=_now() - self.answered)

    @property
    def latest(self) -> datetime:
        """What the marketplace's clock says at most."""
        return self.theirs + timedelta(seconds=self.age)


class Preflight:
    """Looks at an offer right before an action on it. Sends nothing that changes anything."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench

    async def look(self, instruction: Instruction, connection: Connection) -> Clearance:
        """Read the time and the offer again.

        Raises StaleView where the offer is no longer what was confirmed, ActionRefused where the action
        is not possible any more, or what reading raises.
        """
        asked = _now()
        theirs = await connection.server_time()
        answered = _now()
        current = await self._reread(instruction, connection)
        clearance = Clearance(
            instruction=instruction, current=current, theirs=theirs, asked=asked, answered=answered
        )
        self.hold(clearance)
        return clearance

    def hold(self, clearance: Clearance) -> None:
        """Raises ActionRefused where the action is not possible now, going by what the look found."""
        instruction, current = clearance.instruction, clearance.current
        marketplace = self._bench.accounts.marketplace(instruction.account)
        route = marketplace.route(instruction.action, current)
        if isinstance(route, Unsupported):
            raise ActionRefused(f"{route.reason}.")
        if clearance.age > GOOD_FOR:
            raise ActionRefused("too much time passed since this was checked; try again.")
        if current is not None:
            standing = Standing(role=current.role, route=route, now=clearance.latest)
            verdict = judge(instruction.action, current, standing)
            if isinstance(verdict, Hidden):
                raise ActionRefused("this account has no say in that offer.")
            if isinstance(verdict, Blocked):
                raise ActionRefused(f"{verdict.reason}.")

    async def _reread(self, instruction: Instruction, connection: Connection) -> Offer | None:
        if (confirmed := instruction.offer) is None:
            return None
        current = await connection.reread(confirmed)
        await in_thread(self._bench.shelf.keep_one, current, self._bench.clock())
        if changes := differences(confirmed, current):
            raise StaleView(
                "the offer is no longer what was confirmed; look at it again.",
                "; ".join(map(str, changes)),
                changes=changes,
            )
        return current


def _now() -> float:
    return asyncio.get_running_loop().time()
