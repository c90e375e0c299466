"""One question before several answers: every one of them listed, totals per currency. Its default is No."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from tui_app.domain.instruction import Instruction
from tui_app.domain.offer import Side
from tui_app.domain.verdicts import Action
from tui_app.ui.amounts import money_in_full, unit_is_cut
from tui_app.ui.keys_now import with_keys
from tui_app.ui.modals.readable import TOO_LONG, Readable
from tui_app.ui.totals import totals_text
from tui_app.ui.widgets.fact_sheet import Fact, FactSheet
from tui_app.ui.widgets.private_text import PrivateText

_HINT = "one request each  <many.up|↑><many.down|↓> <many.move|←→>"
_TITLES = {
    Action.ACCEPT: "Accept {count}?",
    Action.REJECT: "Reject {count}?",
    Action.CANCEL: "Cancel {count} of yours?",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ManyQuestion:
    """What is asked about. `effect` is what each sets off; `left_out` says why which others are not asked.

    `own_makers` are the person's own accounts that made any of these.
    """

    action: Action
    drafts: tuple[Instruction, ...]
    effect: str
    left_out: tuple[str, ...] = ()
    own_makers: tuple[str, ...] = ()


class ConfirmMany(Readable[bool]):
    """Lists exactly what is about to be done, one after the other; answers True only for Yes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "refuse", "No", id="many.no", tooltip="Do nothing"),
        Binding("left,right", "other_button", "Yes / No", id="many.move", tooltip="Move between Yes and No"),
        Binding("down", "scroll(2)", "Down", id="many.down", tooltip="Scroll the list down"),
        Binding("up", "scroll(-2)", "Up", id="many.up", tooltip="Scroll the list up"),
        Binding("pagedown", "page(1)", "Page down", id="many.page_down", tooltip="Scroll down one page"),
        Binding("pageup", "page(-1)", "Page up", id="many.page_up", tooltip="Scroll up one page"),
    ]

    MUST_BE_SEEN: ClassVar[tuple[str, ...]] = ("many-title", "many-total", "no", "yes")

    def __init__(self, question: ManyQuestion) -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        """Lay out title and totals, which never scroll away, the list, and the two answers."""
        with Vertical(id="many"):
            yield Static(self._title(), id="many-title")
            yield Static(Content(TOO_LONG if self._cut else ""), id="many-problem")
            yield PrivateText(self._total(), id="many-total")
            with VerticalScroll(id="many-facts", can_focus=False):
                yield FactSheet(label_width=4, id="many-text")
            with Horizontal(id="many-buttons"):
                yield Static(Content(with_keys(self.app, _HINT)), id="many-hint")
                yield Button("No", id="no", compact=True)
                yes = Button("Yes, all of them", id="yes", compact=True)
                yes.display = not self._cut
                yield yes

    def on_mount(self) -> None:
        """Write down what it is about, and begin on No."""
        self.query_one(FactSheet).show(list(self._facts()))
        self.query_one("#no", Button).focus()

    def watch_too_small(self) -> None:
        """Without readable totals there is no Yes."""
        self.query_one("#yes", Button).disabled = self.withheld
        words = TOO_LONG if self._cut else self.why_withheld
        self.query_one("#many-problem", Static).update(Content(words))

    def watch_private(self) -> None:
        """Nor without shown ones; what is shown again has to be read first."""
        self.listen_anew()
        self.watch_too_small()

    def action_refuse(self) -> None:
        """Say No, which may be typed ahead."""
        self.dismiss(False)

    def action_other_button(self) -> None:
        """Move the focus to the other answer."""
        self.focus_next()

    def action_scroll(self, by: int) -> None:
        """Scroll the list; totals and answers stay."""
        self.query_one("#many-facts").scroll_relative(y=by, animate=False)

    def action_page(self, by: int) -> None:
        """Scroll the list by pages, each with a line of the one before."""
        listed = self.query_one("#many-facts")
        self.action_scroll(by * max(1, listed.size.height - 1))

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Answer, unless the press came before the dialog could be read."""
        event.stop()
        if not self.deaf:
            agreed = event.button.id == "yes" and not self.withheld and not self._cut
            self.dismiss(agreed and self.is_read)

    @property
    def _cut(self) -> bool:
        amounts = (draft.amount for draft in self._question.drafts)
        return any(unit_is_cut(amount.currency) for amount in amounts if amount is not None)

    def _title(self) -> Content:
        count = len(self._question.drafts)
        words = "this 1 offer" if count == 1 else f"these {count} offers"
        return Content.styled(_TITLES[self._question.action].format(count=words), "bold")

    def _total(self) -> Content:
        amounts = (draft.amount for draft in self._question.drafts)
        return Content.styled(f"{totals_text(filter(None, amounts))} in all", "bold $accent")

    def _facts(self) -> Iterator[Fact]:
        for words in self._question.left_out:
            yield Fact(Content.styled(words, "$warning"))
        for number, draft in enumerate(self._question.drafts, 1):
            amount = money_in_full(draft.amount) if draft.amount else "no amount"
            yield Fact(Content.assemble((amount, "bold"), f"  {draft.subject.name.shown}"), f"{number}")
            yield Fact(Content.styled(_ids(draft), "$ink-dim"), " ")
        yield Fact(Content(f"Each one: {self._question.effect}"))
        yield Fact(Content("They are sent one after the other; the first unknown outcome stops the rest."))
        if own := ", ".join(self._question.own_makers):
            yield Fact(
                Content.styled(f"Some were made by your own: {own}. It is a trade with yourself.", "$warning")
            )


def _ids(draft: Instruction) -> str:
    theirs = draft.offer is not None and draft.offer.side is not Side.PLACED
    maker = f" from {draft.offer.maker.shown}" if draft.offer and theirs else ""
    return f"{draft.account} · NFT {draft.subject.nft_id} · offer {draft.target}{maker}"
