"""The dialogs between pressing an action's key and the desk carrying it out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from textual.app import App

from tui_app.desk.desk import Desk
from tui_app.desk.order_forms import Suggestion
from tui_app.desk.tasks import in_thread
from tui_app.domain.instruction import Instruction, Terms
from tui_app.domain.new_order import NewOrder
from tui_app.domain.offer import Role
from tui_app.domain.verdicts import Action
from tui_app.ui.amounts import money_text
from tui_app.ui.modals.confirm_action import ConfirmAction, Question
from tui_app.ui.modals.confirm_order import ConfirmOrder, OrderQuestion
from tui_app.ui.modals.terms_form import TermsForm

_WITH_TERMS = {Action.COUNTER: "Answer with a counter-offer", Action.PLACE: "Place an offer"}


class Answering:
    """Asks the person for terms where an action needs them, and then for a yes."""

    def __init__(self, app: App[None], desk: Desk) -> None:
        self._app = app
        self._desk = desk

    async def confirm(self, draft: Instruction) -> Instruction | None:
        """The instruction as the person wants it, or None where they want nothing."""
        if draft.order is not None:
            return await self._app.push_screen_wait(
                ConfirmOrder(await in_thread(self._order_question, draft, draft.order), self._desk.preview)
            )
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
            clock=partial(self._desk.their_time, draft.account),
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
            own_maker=self._desk.own_maker(offer) if offer else "",
        )

    def _order_question(self, draft: Instruction, order: NewOrder) -> OrderQuestion:
        """Everything that is known about an order to be created. Raises LedgerError."""
        marketplace = self._desk.accounts.marketplace(draft.account)
        form, seen = self._desk.orders.form_of(draft.account), self._desk.orders.suggestions(draft.account)
        return OrderQuestion(
            draft=draft,
            order=order,
            marketplace=marketplace.title,
            effect=form.effect,
            billing=form.with_address if order.with_address else form.without_address,
            about_nft=_about(order.nft_id, seen.nfts),
            about_listing=_about(order.listing_id, seen.listings),
            doubts=self._desk.orders.doubts(draft),
        )


def _about(number: int, seen: Sequence[Suggestion]) -> str:
    return next((each.words for each in seen if each.ref == str(number)), "")
