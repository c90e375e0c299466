"""The dialogs between pressing an action's key and the desk carrying it out."""

from __future__ import annotations

from dataclasses import replace

from textual.app import App

from tui_app.desk.desk import Desk
from tui_app.domain.instruction import Instruction, Terms
from tui_app.domain.offer import Role
from tui_app.domain.verdicts import Action
from tui_app.ui.amounts import money_text
from tui_app.ui.modals.confirm_action import ConfirmAction, Question
from tui_app.ui.modals.terms_form import TermsForm

_WITH_TERMS = {Action.COUNTER: "Answer with a counter-offer", Action.PLACE: "Place an offer"}


class Answering:
    """Asks the person for terms where an action needs them, and then for a yes."""

    def __init__(self, app: App[None], desk: Desk) -> None:
        self._app = app
        self._desk = desk

    async def confirm(self, draft: Instruction) -> Instruction | None:
        """The instruction as the person wants it, or None where they want nothing."""
        if draft.action in _WITH_TERMS:
            terms = await self._ask_terms(draft)
            if terms is None:
                return None
            draft = replace(draft, terms=terms)
        return await self._app.push_screen_wait(ConfirmAction(self._question(draft), self._desk.preview))

    async def _ask_terms(self, draft: Instruction) -> Terms | None:
        marketplace = self._desk.accounts.marketplace(draft.account)
        theirs = draft.offer.price if draft.offer else None
        others = [theirs] if theirs else self._desk.others(draft)
        subject = draft.subject.name.shown + (f", they offer {money_text(theirs)}" if theirs else "")
        form = TermsForm(
            title=f"{_WITH_TERMS[draft.action]} on {marketplace.title}",
            subject=subject,
            issuer=draft.marketplace,
            currencies=list(
                dict.fromkeys([*(each.currency.code for each in others), *marketplace.currencies])
            ),
            now=self._desk.their_time(draft.account),
        )
        return await self._app.push_screen_wait(form)

    def _question(self, draft: Instruction) -> Question:
        marketplace = self._desk.accounts.marketplace(draft.account)
        offer, amount = draft.offer, draft.amount
        others = self._desk.others(draft)
        same = [other for other in others if amount and other.currency == amount.currency]
        return Question(
            draft=draft,
            marketplace=marketplace.title,
            role=offer.role if offer else Role.BIDDER,
            effect=marketplace.effects(draft.action),
            now=self._desk.their_time(draft.account),
            best_other=same[0] if same else None,
            floors=tuple(self._desk.floors(draft)),
            doubt=self._desk.doubt(draft),
            fee_is_chosen=draft.action in marketplace.creator_fee,
        )
