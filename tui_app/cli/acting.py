"""`offerdesk accept`, `reject`, `counter`, `cancel`: asked once and sent once, through the desk's gate."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from tui_app.cli import terminal
from tui_app.cli.dry_run import show_requests
from tui_app.cli.exit_codes import ExitCode, code_of_report, together_done
from tui_app.cli.ground import Where, desk_on, ground_of
from tui_app.cli.interrupts import run_to_end
from tui_app.cli.known import known_offers
from tui_app.cli.narration import Narration, complain
from tui_app.cli.order import Order
from tui_app.cli.output import Format, NobodyReads, Output, OutputFailed, silence_stdout
from tui_app.cli.results import Result, results_on
from tui_app.cli.rules import forbidden
from tui_app.domain.errors import NotPermitted
from tui_app.domain.instruction import Instruction
from tui_app.domain.offer import Offer, OfferKey
from tui_app.ledger.action_states import UNDECIDED, ActionState

if TYPE_CHECKING:
    from tui_app.desk.desk import Desk
    from tui_app.desk.perform import Report

CHECKING: Final = "sent, outcome not known, checking"

Tell = Callable[[Result], None]


def act(order: Order, where: Where, narration: Narration, *, form: Format, out: Output) -> int:
    """Carry an order out, or show what it would send. Raises OfferdeskError before anything is sent."""
    order.check(somebody_there=terminal.is_there())
    with ground_of(where, narration, market=True) as ground:

        async def work() -> int:
            async with desk_on(ground, narration, exact=True) as desk:
                drafts = [
                    draft_of(order, kept.offer, desk)
                    for kept in await known_offers(desk, order.keys, narration)
                ]
                if order.dry_run:
                    return await show_requests(desk, order, drafts, form, out)
                return await _Errand(desk, order, narration).run(drafts, form, out)

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


class _Errand:
    """One order on its way."""

    def __init__(self, desk: Desk, order: Order, narration: Narration) -> None:
        self._desk = desk
        self._order = order
        self._narration = narration

    async def run(self, drafts: Sequence[Instruction], form: Format, out: Output) -> int:
        """Ask, send one after the other, and say how each ended."""
        reasons = {_key(draft): forbidden(self._desk, draft) for draft in drafts}
        open_ = [draft for draft in drafts if not reasons[_key(draft)]]
        self._hold(open_)
        meant = await self._meant(open_) if open_ else []
        if meant is None:
            complain("Nothing was sent.")
            return ExitCode.FAILED
        left_out = [
            self._unsent(draft, reason, ExitCode.RULE) for draft in drafts if (reason := reasons[_key(draft)])
        ]
        return await self._told(left_out, meant, form, out)

    async def _told(
        self, left_out: Sequence[Result], meant: Sequence[Instruction], form: Format, out: Output
    ) -> ExitCode:
        codes: list[ExitCode] = []
        try:
            with results_on(out, form) as write:

                def tell(result: Result) -> None:
                    codes.append(result.code)
                    write(result)

                for result in left_out:
                    tell(result)
                await self._send(meant, tell)
        except (NobodyReads, OutputFailed):
            # What was sent has not failed because nobody hears of it; and nothing more is sent unheard.
            silence_stdout()
            complain("The results cannot be written, so nothing more is sent: see offerdesk activity.")
            return ExitCode.PARTLY
        return together_done(codes)

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

    async def _meant(self, drafts: Sequence[Instruction]) -> Sequence[Instruction] | None:
        if self._order.yes:
            return drafts
        from tui_app.cli.question import confirmed

        with terminal.terminal() as found:
            return await confirmed(self._desk, drafts, found) if found else None

    async def _send(self, meant: Sequence[Instruction], tell: Tell) -> None:
        stopped = False
        for draft in meant:
            if stopped:
                tell(
                    self._unsent(draft, "Not sent: what became of one before is not known.", ExitCode.PARTLY)
                )
                continue
            result, stopped = await self._send_one(draft)
            tell(result)

    async def _send_one(self, draft: Instruction) -> tuple[Result, bool]:
        """How it ended, and whether its outcome was unknown at first."""
        if (ticket := self._desk.take(draft)) is None:
            return self._unsent(draft, "Not sent: an earlier answer is on its way.", ExitCode.RULE), False
        report = await self._desk.perform(ticket, draft, _as_asked)
        if report is None:
            return self._unsent(draft, "Not sent.", ExitCode.FAILED), False
        if report.action_id is None or report.state not in UNDECIDED:
            return _result(draft, report), False
        return await self._looked_into(draft, report.action_id), True

    async def _looked_into(self, draft: Instruction, action_id: str) -> Result:
        wait = self._order.wait
        self._narration.note(f"{_key(draft)}: {CHECKING}, {wait} seconds at most …")
        state, sentence = await self._settled(action_id, wait)
        codes = {ActionState.DONE: ExitCode.OK, ActionState.NOT_DONE: ExitCode.LATER}
        return Result(
            key=_key(draft),
            action=draft.action,
            state=state,
            sentence=sentence,
            code=codes.get(state, ExitCode.PARTLY),
            action_id=action_id,
        )

    async def _settled(self, action_id: str, seconds: int) -> tuple[ActionState, str]:
        """What reading has shown by then."""
        changed = asyncio.Event()
        stop = self._desk.notices.listen(lambda _news: changed.set())
        try:
            async with asyncio.timeout(seconds):
                while self._desk.activity.entry(action_id).state is ActionState.UNKNOWN:
                    await changed.wait()
                    changed.clear()
        except TimeoutError:
            pass
        finally:
            stop()
        entry = self._desk.activity.entry(action_id)
        if entry.state is ActionState.UNKNOWN:
            return entry.state, f"{CHECKING[0].upper()}{CHECKING[1:]}: look again with offerdesk activity."
        return entry.state, entry.words

    def _unsent(self, draft: Instruction, sentence: str, code: ExitCode) -> Result:
        return Result(key=_key(draft), action=draft.action, state=None, sentence=sentence, code=code)


def _result(draft: Instruction, report: Report) -> Result:
    return Result(
        key=_key(draft),
        action=draft.action,
        state=report.state,
        sentence=report.sentence,
        code=code_of_report(report),
        action_id=report.action_id,
    )


async def _as_asked(draft: Instruction) -> Instruction:
    """It was confirmed before, with all the others."""
    return draft


def _key(draft: Instruction) -> OfferKey:
    return OfferKey(draft.account, draft.target)
