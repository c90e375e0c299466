"""The last question before money moves. Its default is No."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from time import monotonic
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.errors import NoWidget
from textual.reactive import reactive
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Static

from tui_app.domain.errors import OfferdeskError
from tui_app.domain.instruction import Instruction
from tui_app.domain.money import Money
from tui_app.domain.offer import Role
from tui_app.domain.text import clean
from tui_app.domain.verdicts import Action
from tui_app.ui.amounts import money_text
from tui_app.ui.format import moment_in_full, time_left
from tui_app.ui.modals.text_view import TextView
from tui_app.ui.widgets.fact_sheet import Fact, FactSheet

# What was typed before the dialog could be read is not an answer to it.
DEAF_SECONDS = 0.4
_FEES = {None: "as the marketplace does by itself", True: "yes, pay it", False: "no, do not pay it"}
_NEXT_FEE = {None: True, True: False, False: None}
_VERBS = {
    Action.ACCEPT: "Accept this offer",
    Action.REJECT: "Reject this offer",
    Action.COUNTER: "Answer with a counter-offer",
    Action.CANCEL: "Cancel this offer of yours",
    Action.PLACE: "Place this offer",
}
_MUST_BE_SEEN = ("confirm-title", "confirm-amount", "no", "yes")

Preview = Callable[[Instruction], Awaitable[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a confirm dialog asks about.

    `best_other` is the best other open offer for the same NFT in the same currency, `floors` are the
    person's own for it. `doubt` says what is odd about the amount; then it has to be typed.
    `fee_is_chosen` says that the marketplace lets a person choose whether to pay the creator's fee.
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


class ConfirmAction(ModalScreen[Instruction | None]):
    """Shows exactly what is about to be done; answers with the instruction, or None for No."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "refuse", "No", id="confirm.no", tooltip="Do nothing"),
        Binding("d", "preview", "Exact request", id="confirm.request", tooltip="Show what would be sent"),
        Binding("f", "fee", "Creator fee", id="confirm.fee", tooltip="Whether to pay the creator's fee"),
        Binding(
            "left,right", "other_button", "Yes / No", id="confirm.move", tooltip="Move between Yes and No"
        ),
        Binding("down", "scroll(1)", "Down", id="confirm.down", tooltip="Scroll what is asked down"),
        Binding("up", "scroll(-1)", "Up", id="confirm.up", tooltip="Scroll what is asked up"),
    ]

    pay_creator_fee: reactive[bool | None] = reactive(None, init=False)
    too_small: reactive[bool] = reactive(False, init=False)
    typed: reactive[bool] = reactive(False, init=False)

    def __init__(self, question: Question, preview: Preview) -> None:
        super().__init__()
        self._question = question
        self._preview = preview
        self._opened = monotonic()

    def compose(self) -> ComposeResult:
        """Lay out the amount, which never scrolls away, the facts, and the two answers."""
        with Vertical(id="confirm", classes="-doubtful" if self._question.doubt else ""):
            yield Static(self._title(), id="confirm-title")
            yield Static(self._amount(), id="confirm-amount")
            with VerticalScroll(id="confirm-facts", can_focus=False):
                yield FactSheet(id="confirm-text")
            yield Static("", id="confirm-problem")
            if self._question.doubt:
                yield Static(Content(clean(self._question.doubt)), id="confirm-doubt")
                yield Input(
                    placeholder="to say yes, type the amount here", id="typed", max_length=130, compact=True
                )
            with Horizontal(id="confirm-buttons"):
                yield Static("d exact request  ↑↓ ←→", id="confirm-hint")
                yield Button("No", id="no", compact=True)
                yield Button(
                    Content(self._verb()), id="yes", disabled=bool(self._question.doubt), compact=True
                )

    def on_mount(self) -> None:
        """Write down what it is about."""
        self._draw_facts()

    def on_screen_resume(self) -> None:
        """Begin on No, and begin to listen only when it can have been read; after the request as well."""
        self._opened = monotonic()
        self.query_one("#no", Button).focus()

    def on_resize(self) -> None:
        """Find out whether the amount and its unit can be read in full."""
        self.call_after_refresh(self._measure)

    def watch_pay_creator_fee(self) -> None:
        """Say what was chosen."""
        self._draw_facts()

    def watch_too_small(self, too_small: bool) -> None:
        """Without a readable amount there is no Yes."""
        self.query_one("#yes", Button).disabled = not self._may_say_yes
        words = "This window is too small to show it all: enlarge it to say yes." if too_small else ""
        self.query_one("#confirm-problem", Static).update(Content(words))

    def watch_typed(self) -> None:
        """An amount in doubt was typed, or is no longer."""
        self.query_one("#yes", Button).disabled = not self._may_say_yes

    def on_input_changed(self, event: Input.Changed) -> None:
        """Compare what was typed with the amount."""
        event.stop()
        self.typed = self._is_the_amount(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes on to the answers; it never is one."""
        event.stop()
        self.focus_next()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The creator fee can be chosen only where the marketplace takes that choice."""
        if action == "fee":
            return self._question.fee_is_chosen
        return True

    def action_refuse(self) -> None:
        """Say No, which may be typed ahead."""
        self.dismiss(None)

    def action_fee(self) -> None:
        """Go to the next choice about the creator's fee."""
        if self._deaf:
            return
        self.pay_creator_fee = _NEXT_FEE[self.pay_creator_fee]

    def action_other_button(self) -> None:
        """Move the focus to the other answer."""
        if not self._deaf:
            self.focus_next()

    def action_scroll(self, by: int) -> None:
        """Scroll the facts; amount and answers stay."""
        self.query_one("#confirm-facts").scroll_relative(y=by, animate=False)

    async def action_preview(self) -> None:
        """Show the exact request, secrets masked. Nothing is sent."""
        try:
            text = await self._preview(self._answer())
        except OfferdeskError as error:
            text = error.title
        await self.app.push_screen(TextView("The exact request; nothing is sent", text))

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Answer, unless the press came before the dialog could be read."""
        event.stop()
        if self._deaf:
            return
        if event.button.id != "yes":
            self.dismiss(None)
        elif self._may_say_yes:
            self.dismiss(self._answer())

    @property
    def _deaf(self) -> bool:
        return monotonic() - self._opened < DEAF_SECONDS

    @property
    def _may_say_yes(self) -> bool:
        return not self.too_small and (self.typed or not self._question.doubt)

    def _is_the_amount(self, text: str) -> bool:
        if (amount := self._question.draft.amount) is None:
            return False
        try:
            return Money.parse(text.strip(), amount.currency).canonical == amount.canonical
        except ValueError:
            return False

    def _answer(self) -> Instruction:
        draft = self._question.draft
        typed = draft.amount if self.typed else None  # it is the same amount, or there is no Yes
        return replace(draft, pay_creator_fee=self.pay_creator_fee, typed=typed)

    def _measure(self) -> None:
        self.too_small = not all(self._is_seen(name) for name in _MUST_BE_SEEN)

    def _is_seen(self, name: str) -> bool:
        try:
            place = self.find_widget(self.query_one(f"#{name}"))
        except NoWidget:
            return False
        return bool(place.region) and place.visible_region == place.region

    def _draw_facts(self) -> None:
        self.query_one(FactSheet).show([Fact(Content(text), label) for label, text in self._facts()])

    def _verb(self) -> str:
        return _VERBS[self._question.draft.action]

    def _title(self) -> Content:
        return Content.styled(f"{self._verb()}?", "bold")

    def _amount(self) -> Content:
        amount = self._question.draft.amount
        shown = Content.styled(money_text(amount) if amount else "no amount", "bold $accent")
        offer = self._question.draft.offer
        if offer is None or offer.worth is None or amount != offer.price:
            return shown
        return Content.assemble(shown, (f"  ≈ {money_text(offer.worth)}, they say", "$ink-dim"))

    def _facts(self) -> Iterator[tuple[str, str]]:
        question, draft = self._question, self._question.draft
        nft = draft.subject
        yield "account", f"{draft.account} on {question.marketplace}, as {question.role}"
        yield "NFT", nft.name.shown + ("  ≠ its name contains hidden characters" if nft.name.hides else "")
        yield "NFT id", nft.nft_id
        yield "collection", f"{nft.collection.shown}  {nft.collection_id}"
        yield "chain", nft.chain.shown
        if draft.offer is not None:
            yield "offer", f"{draft.offer.key.offer_id} from {draft.offer.maker.shown}"
            yield from ((each.label, each.said.shown) for each in draft.offer.particulars if each.decisive)
            if draft.terms is not None:
                yield "they offer", money_text(draft.offer.price)
        yield "ends", self._ends()
        yield (
            "best other",
            money_text(question.best_other) if question.best_other else "no other open offer known",
        )
        if question.floors:
            yield "your floor", ", ".join(map(money_text, question.floors))
        if question.fee_is_chosen:
            yield "creator fee", f"{_FEES[self.pay_creator_fee]}  (f changes it)"
        yield "other fees", "not told by the marketplace"
        yield "sets off", question.effect

    def _ends(self) -> str:
        draft = self._question.draft
        moment = draft.terms.expires if draft.terms else draft.offer.expires if draft.offer else None
        if moment is None:
            return "no end was given"
        return f"{moment_in_full(moment)}, in {time_left(moment - self._question.now)}"
