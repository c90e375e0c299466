"""`offerdesk accept`, `reject`, `counter`, `cancel`: asked once and sent once, through the desk's gate."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from tui_app.cli import terminal
from tui_app.cli.dry_run import show_requests
from tui_app.cli.exit_codes import ExitCode
from tui_app.cli.exit_table import code_of_report, together_done
from tui_app.cli.forms import Format
from tui_app.cli.ground import Where, desk_on, ground_of
from tui_app.cli.interrupts import run_to_end
from tui_app.cli.known import known_offers, limit_for
from tui_app.cli.narration import Narration, complain
from tui_app.cli.order import Order
from tui_app.cli.output import NobodyReads, Output, OutputFailed, silence_stdout
from tui_app.cli.results import Result, results_on
from tui_app.cli.rules import forbidden
from tui_app.desk.endings import told
from tui_app.domain.errors import NotPermitted, OfferdeskError
from tui_app.domain.instruction import Instruction
from tui_app.domain.offer import Offer, OfferKey
from tui_app.ledger.action_states import ActionState

if TYPE_CHECKING:
    from tui_app.desk.bulk import Answered
    from tui_app.desk.carrying import Report
    from tui_app.desk.desk import Desk

CHECKING: Final = "sent, outcome not known, checking"

_TO_GO_ON_WITH: Final = frozenset({ActionState.UNKNOWN, ActionState.AWAITING_WALLET})

Tell = Callable[[Result], None]


def act(order: Order, where: Where, narration: Narration, *, form: Format, out: Output) -> int:
    """Carry an order out, or show what it would send. Raises OfferdeskError before anything is sent."""
    order.check(somebody_there=terminal.is_there(), amount_of=partial(limit_for, where))
    with ground_of(where, narration, market=True) as ground:

        async def work() -> int:
            async with desk_on(ground, narration, exact=True) as desk:
                drafts = [
                    draft_of(order, kept.offer, desk)
                    for kept in await known_offers(desk, order.keys, narration)
                ]
                if order.dry_run:
                    return await show_requests(desk, order, drafts, form, out)
                return await Errand(desk, order, narration).run(drafts, form, out)

        return run_to_end(work())


def draft_of(order: Order, offer: Offer, desk: Desk) -> Instruction:
    """What the order says for one offer. Raises UsageError."""
    account = offer.key.account
    codes = desk.accounts.marketplace(account).currencies
    asking = order.asking
    return Instruction(
        account=account,
        marketplace=offer.marketplace,
        action=order.action,
        offer=offer,
        terms=asking.terms(offer, codes, desk.their_time(account)) if asking else None,
    )


class Errand:
    """One order on its way; `write` tells how each item ended."""

    def __init__(self, desk: Desk, order: Order, narration: Narration) -> None:
        self._desk = desk
        self._order = order
        self._narration = narration
        self._codes: list[ExitCode] = []
        self._write: Tell = lambda _result: None

    async def run(self, drafts: Sequence[Instruction], form: Format, out: Output) -> ExitCode:
        """Ask, send one after the other, and say how each ended."""
        reasons = [(draft, forbidden(self._desk, draft)) for draft in drafts]
        open_ = [draft for draft, reason in reasons if not reason]
        self._hold(open_)
        try:
            with results_on(out, form) as self._write:
                for draft, reason in reasons:
                    if reason:
                        self._tell(_unsent(draft, reason))
                if open_ and not await self._send(open_):
                    complain("Nothing was sent.")
                    self._codes.append(ExitCode.FAILED)
        except (NobodyReads, OutputFailed):
            # What was sent has not failed because nobody hears of it; and nothing more is sent unheard.
            silence_stdout()
            complain("The results cannot be written, so nothing more is sent: see offerdesk activity.")
            return ExitCode.PARTLY
        return together_done(self._codes)

    def _hold(self, drafts: Sequence[Instruction]) -> None:
        """Raises NotPermitted where a limit forbids one of them, or nobody is there to type an amount."""
        for draft in drafts:
            if sentence := self._order.over_limit(draft):
                raise NotPermitted(f"Nothing was sent: {sentence}", f"Offer: {_key(draft)}")
            if self._order.yes and (doubt := self._desk.doubt(draft)):
                raise NotPermitted(
                    f"Nothing was sent: --yes is not enough here. {doubt}",
                    f"Leave --yes out, and type the amount of {_key(draft)} when you are asked.",
                )

    async def _send(self, drafts: Sequence[Instruction]) -> bool:
        """Whether the person meant it."""
        if len(drafts) == 1:
            return await self._send_one(drafts[0])
        unknown: list[Answered] = []

        def heard(answered: Answered) -> None:
            if answered.report.state in _TO_GO_ON_WITH:
                unknown.append(answered)
            else:
                self._tell(_result(answered.instruction, answered.report))

        meant = await self._desk.perform_all(drafts, self._confirm_all, heard) is not None
        for answered in unknown:
            self._tell(await self._gone_on_with(answered.instruction, answered.report))
        return meant

    async def _send_one(self, draft: Instruction) -> bool:
        if (ticket := self._desk.take(draft)) is None:
            self._tell(_unsent(draft, "Not sent: an action on this is on its way already."))
            return True
        report = await self._desk.perform(ticket, draft, self._confirm_one)
        if report is None:
            return False
        self._tell(await self._gone_on_with(draft, report))
        return True

    async def _confirm_one(self, draft: Instruction) -> Instruction | None:
        if self._order.yes:
            return draft
        from tui_app.cli.question import ask_for_one

        with terminal.terminal() as found:
            return await ask_for_one(self._desk, draft, found) if found else None

    async def _confirm_all(self, drafts: tuple[Instruction, ...]) -> tuple[Instruction, ...] | None:
        if self._order.yes:
            return drafts
        from tui_app.cli.question import ask_for_all

        with terminal.terminal() as found:
            return drafts if found and await ask_for_all(self._desk, drafts, found) else None

    def _tell(self, result: Result) -> None:
        self._codes.append(result.code)
        made = self._desk.activity.entry(result.action_id).made if result.action_id else None
        self._write(replace(result, made=made))

    async def _gone_on_with(self, draft: Instruction, report: Report) -> Result:
        """How it ends, after the wallet had its part where a program plays it."""
        if report.state is ActionState.AWAITING_WALLET and report.action_id is not None:
            if not self._desk.hand_offs.has_signer(draft.account):
                self._narration.note(f"Go on with it: offerdesk resume {report.action_id}")
                return _result(draft, report)
            self._narration.note(f"{_key(draft)}: the program that signs for {draft.account} is asked …")
            try:
                report = await self._desk.hand_offs.sign(report.action_id)
            except OfferdeskError as error:
                report = replace(report, sentence=f"Not signed yet: {told(error)}", cause=error)
        return await self._looked_into(draft, report)

    async def _looked_into(self, draft: Instruction, report: Report) -> Result:
        """How it ended; where that is not known yet, what reading shows in the time there is."""
        if report.action_id is None or report.state is not ActionState.UNKNOWN:
            return _result(draft, report)
        self._narration.note(f"{_key(draft)}: {CHECKING}, {self._order.wait} seconds at most …")
        state, sentence = await self._settled(report.action_id)
        codes = {ActionState.DONE: ExitCode.OK, ActionState.NOT_DONE: ExitCode.LATER}
        code = codes.get(state, ExitCode.PARTLY)
        return replace(_result(draft, report), state=state, sentence=sentence, code=code)

    async def _settled(self, action_id: str) -> tuple[ActionState, str]:
        changed = asyncio.Event()
        stop = self._desk.notices.listen(lambda _news: changed.set())
        with suppress(TimeoutError):
            async with asyncio.timeout(self._order.wait):
                while self._desk.activity.entry(action_id).state is ActionState.UNKNOWN:
                    await changed.wait()
                    changed.clear()
        stop()
        entry = self._desk.activity.entry(action_id)
        if entry.state is ActionState.UNKNOWN:
            return entry.state, f"{CHECKING.capitalize()}: look again with offerdesk activity."
        return entry.state, entry.words


def _result(draft: Instruction, report: Report) -> Result:
    return Result(
        key=_key(draft),
        action=draft.action,
        state=report.state,
        sentence=report.sentence,
        code=code_of_report(report),
        action_id=report.action_id,
    )


def _unsent(draft: Instruction, sentence: str) -> Result:
    return Result(key=_key(draft), action=draft.action, state=None, sentence=sentence, code=ExitCode.RULE)


def _key(draft: Instruction) -> OfferKey:
    return OfferKey(draft.account, draft.target)
