"""The dialogs around several answers at once: one question before, how each ended after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from textual.app import App

from tui_app.desk.bulk import Answered, ConfirmAll
from tui_app.desk.desk import Desk
from tui_app.desk.rivals import RIVALS, rivals
from tui_app.desk.tasks import in_thread
from tui_app.domain.instruction import Instruction
from tui_app.domain.offer import Offer
from tui_app.domain.verdicts import Action, Allowed, Blocked
from tui_app.ui.describe import draft_of
from tui_app.ui.modals.confirm_many import ConfirmMany, ManyQuestion
from tui_app.ui.modals.many_results import ManyResults
from tui_app.ui.telling import tell

NOT_YOURS = "it is not yours to answer so"


class AnsweringMany:
    """Asks once for all offers that may be answered so, and shows what became of each."""

    def __init__(self, app: App[None], desk: Desk, action: Action) -> None:
        self._app = app
        self._desk = desk
        self._action = action

    async def run(self, offers: Sequence[Offer]) -> None:
        """Answer these; what was refused may be asked for again, each time with a question."""
        while offers:
            drafts, left_out = self._sorted_out(offers)
            if not drafts:
                sentence = f"None of these can be answered so. {' '.join(left_out)}"
                tell(self._app, sentence, "warning")
                return
            answers = await self._desk.perform_all(drafts, self._asking(left_out))
            if answers is None:
                return
            again = await self._app.push_screen_wait(ManyResults(answers))
            offers = _refused(answers) if again else ()

    def _sorted_out(self, offers: Sequence[Offer]) -> tuple[list[Instruction], tuple[str, ...]]:
        """Drafts for what may be asked for, and sentences on what may not."""
        drafts: list[Instruction] = []
        reasons = Counter[str]()
        for offer in offers:
            match self._desk.verdict(self._action, offer):
                case Allowed():
                    drafts.append(draft_of(self._action, offer))
                case Blocked(reason):
                    reasons[reason] += 1
                case _:
                    reasons[NOT_YOURS] += 1
        excluding_each_other = rivals(drafts)
        reasons[RIVALS] = len(excluding_each_other)
        left_out = (f"{count} left out: {reason}." for reason, count in reasons.items() if count)
        return [draft for draft in drafts if draft not in excluding_each_other], tuple(left_out)

    def _own_makers(self, drafts: Sequence[Instruction]) -> tuple[str, ...]:
        found = (self._desk.own_maker(draft.offer) for draft in drafts if draft.offer is not None)
        return tuple(dict.fromkeys(filter(None, found)))

    def _asking(self, left_out: tuple[str, ...]) -> ConfirmAll:
        async def ask(drafts: tuple[Instruction, ...]) -> tuple[Instruction, ...] | None:
            effect = self._desk.accounts.marketplace(drafts[0].account).effects(self._action)
            question = ManyQuestion(
                action=self._action,
                drafts=drafts,
                effect=effect,
                left_out=left_out,
                own_makers=await in_thread(self._own_makers, drafts),
            )
            return drafts if await self._app.push_screen_wait(ConfirmMany(question)) else None

        return ask


def _refused(answers: Sequence[Answered]) -> list[Offer]:
    offers = (each.instruction.offer for each in answers if each.may_be_retried)
    return [offer for offer in offers if offer is not None]
