"""Carrying an action to its end: what is under way, its last step in the journal, and who hears of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from tui_app.desk.endings import Ending, told
from tui_app.desk.news import ActionChanged, OffersChanged
from tui_app.desk.tasks import in_thread, start
from tui_app.desk.workbench import Workbench
from tui_app.domain.errors import ActionRefused, LedgerError, NotPermitted, OfferdeskError, StaleView
from tui_app.domain.instruction import Instruction
from tui_app.domain.offer import Offer
from tui_app.ledger.action_states import ActionState
from tui_app.ledger.journal import WrongStep


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """How an action ended for the person: its state and one sentence. None means not begun.

    `cause` is what stood in the way of an action that was not done, or what came instead of a yes.
    `otherwise`: it was done, but not as it was asked for.
    """

    state: ActionState | None
    sentence: str
    action_id: str | None = None
    otherwise: bool = False
    cause: OfferdeskError | None = field(default=None, compare=False)

    @property
    def refused_by_rule(self) -> bool:
        """Whether a rule kept it from being sent: role, status, read-only, guard, a stale view."""
        unsent = self.state in {None, ActionState.NOT_DONE}
        return unsent and isinstance(self.cause, NotPermitted | ActionRefused | StaleView)


def not_begun(cause: OfferdeskError) -> Report:
    """The report of an action that something kept from being begun."""
    return Report(state=None, sentence=f"Not sent: {told(cause)}", cause=cause)


class Carrier:
    """Keeps hold of every action that is under way, whoever asked for it and whatever became of them.

    `look_into` begins to find out what became of an account's unknown actions.
    """

    def __init__(self, bench: Workbench, look_into: Callable[[str], None]) -> None:
        self._bench = bench
        self._look_into = look_into
        self._under_way: set[asyncio.Task[Report]] = set()
        self._looking_again: set[asyncio.Task[None]] = set()
        self._unwritten: dict[str, Ending] = {}

    def begin(self, carrying: Coroutine[Any, Any, Report], target: str) -> asyncio.Task[Report]:
        """Start what carries an action out. It is waited for at the end of the program."""
        task = start(carrying, f"action on {target}")
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return task

    async def settle(self, action_id: str, instruction: Instruction, ending: Ending) -> Report:
        """Write down how an action ended, tell of it, and look at its offer again."""
        problem = await in_thread(self.note, action_id, ending)
        self.tell(action_id, instruction)
        self._follow_up(instruction, ending)
        words = ending.words
        if problem and ending.state is not ActionState.NOT_DONE:
            words = f"{words} It could not be noted yet: {problem}"
        return Report(
            state=ending.state,
            sentence=words,
            action_id=action_id,
            otherwise=ending.otherwise,
            cause=ending.cause,
        )

    async def finish(self, seconds: float) -> None:
        """Wait for what is under way at most so long, then let go of it."""
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
            await in_thread(self.note, action_id, ending)

    @property
    def outstanding(self) -> int:
        """How many actions are under way."""
        return len(self._under_way)

    def note(self, action_id: str, ending: Ending) -> str:
        """Settle the row; what kept it from that, or nothing. Then it is tried again later."""
        try:
            # Who took this process for dead may have settled it: what they read stands.
            with suppress(WrongStep):
                self._bench.journal.advance(
                    action_id,
                    ending.state,
                    words=ending.words,
                    made=ending.made,
                    hand_off=ending.hand_off,
                )
        except LedgerError as error:
            self._unwritten[action_id] = ending
            return error.title
        self._unwritten.pop(action_id, None)
        return ""

    def tell(self, action_id: str, instruction: Instruction, sentence: str = "") -> None:
        """Tell everybody that an action, and with it perhaps its offer, is another."""
        self._bench.notices.tell(ActionChanged(action_id, instruction.account, sentence))
        self._bench.notices.tell(OffersChanged(instruction.account))

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
