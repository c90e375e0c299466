"""The last question before money moves. Its default is No."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive

from tui_app.domain.instruction import Instruction
from tui_app.domain.money import Money
from tui_app.domain.offer import Role
from tui_app.domain.verdicts import Action
from tui_app.ui.amounts import money_in_full, money_text, unit_is_cut
from tui_app.ui.format import moment_in_full, time_left
from tui_app.ui.keys_now import key_now
from tui_app.ui.modals.last_question import LastQuestion, Preview

_FEES = {None: "as the marketplace does by itself", True: "yes, pay it", False: "no, do not pay it"}
_NEXT_FEE = {None: True, True: False, False: None}
_VERBS = {
    Action.ACCEPT: "Accept this offer",
    Action.REJECT: "Reject this offer",
    Action.COUNTER: "Answer with a counter-offer",
    Action.CANCEL: "Cancel this offer of yours",
    Action.PLACE: "Place this offer",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a confirm dialog asks about.

    `best_other` is the best other open offer for the same NFT in the same currency, `floors` are the
    person's own for it. `doubt` says what is odd about the amount; then it has to be typed.
    `fee_is_chosen` says that the marketplace lets a person choose whether to pay the creator's fee.
    `own_maker` is the person's own account that made the offer, or empty.
    """

    draft: Instruction
    marketplace: str
    role: Role
    effect: str
    now: datetime
    best_other: Money | None = None
    floors: tuple[Money, ...] = ()
    doubt: str = ""
    fee_is_chosen: bool = False
    own_maker: str = ""


class ConfirmAction(LastQuestion):
    """Asks about an action on an offer, or about a new one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "fee", "Creator fee", id="confirm.fee", tooltip="Whether to pay the creator's fee"),
    ]

    pay_creator_fee: reactive[bool | None] = reactive(None, init=False)

    def __init__(self, question: Question, preview: Preview) -> None:
        super().__init__(preview, doubt=question.doubt)
        self._question = question

    @property
    def verb(self) -> str:
        """What yes does."""
        return _VERBS[self._question.draft.action]

    def watch_pay_creator_fee(self) -> None:
        """Say what was chosen."""
        self.draw_facts()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The creator fee can be chosen only where the marketplace takes that choice."""
        if action == "fee":
            return self._question.fee_is_chosen
        return True

    def action_fee(self) -> None:
        """Go to the next choice about the creator's fee."""
        self.pay_creator_fee = _NEXT_FEE[self.pay_creator_fee]

    def means_it(self, text: str) -> bool:
        """Whether this is the amount."""
        if (amount := self._question.draft.amount) is None:
            return False
        try:
            return Money.parse(text.strip(), amount.currency).canonical == amount.canonical
        except ValueError:
            return False

    def instruction(self) -> Instruction:
        """The draft, with what was chosen and typed."""
        draft = self._question.draft
        typed = draft.amount if self.typed else None  # it is the same amount, or there is no Yes
        return replace(draft, pay_creator_fee=self.pay_creator_fee, typed=typed)

    def amount(self) -> Content:
        """The money, and what it is worth in other money."""
        amount = self._question.draft.amount
        shown = Content.styled(money_in_full(amount) if amount else "no amount", "bold $accent")
        offer = self._question.draft.offer
        if offer is None or offer.worth is None or amount != offer.price:
            return shown
        return Content.assemble(shown, (f"  ≈ {money_in_full(offer.worth)}, they say", "$ink-dim"))

    @property
    def cut(self) -> bool:
        """Whether the amount's unit is too long to be shown."""
        amount = self._question.draft.amount
        return amount is not None and unit_is_cut(amount.currency)

    def facts(self) -> Iterator[tuple[str, str]]:
        """Whose it is, what it is about, its end, the prices beside it, fees, and what it sets off."""
        question, draft = self._question, self._question.draft
        nft = draft.subject
        yield "account", f"{draft.account} on {question.marketplace}, as {question.role}"
        yield "NFT", nft.name.shown + ("  ≠ its name contains hidden characters" if nft.name.hides else "")
        yield "NFT id", nft.nft_id
        yield "collection", f"{nft.collection.shown}  {nft.collection_id}"
        yield "chain", nft.chain.shown
        if draft.offer is not None:
            yield "offer", f"{draft.offer.key.offer_id} from {draft.offer.maker.shown}"
            if question.own_maker:
                yield (
                    "yourself",
                    f"made by your own account {question.own_maker}: a trade with yourself",
                )
            yield from ((each.label, each.said.shown) for each in draft.offer.particulars if each.decisive)
            if draft.terms is not None:
                yield "they offer", money_in_full(draft.offer.price)
                yield "theirs ends", self._end(draft.offer.expires)
        yield from self._ends()
        yield (
            "best other",
            money_text(question.best_other) if question.best_other else "no other open offer known",
        )
        if question.floors:
            yield "your floor", ", ".join(map(money_text, question.floors))
        if question.fee_is_chosen:
            yield "creator fee", f"{_FEES[self.pay_creator_fee]}  ({self._fee_key} changes it)"
        yield "other fees", "not told by the marketplace"
        yield "sets off", question.effect

    @property
    def _fee_key(self) -> str:
        return key_now(self.app, "confirm.fee", "f")

    def _ends(self) -> Iterator[tuple[str, str]]:
        draft = self._question.draft
        if draft.terms is not None:
            yield "yours ends", self._end(draft.terms.expires)
        elif draft.offer is not None:
            yield "ends", self._end(draft.offer.expires)

    def _end(self, moment: datetime | None) -> str:
        if moment is None:
            return "no end was given"
        return f"{moment_in_full(moment)}, in {time_left(moment - self._question.now)}"
