"""How each of several answers ended, and the way to ask again for what was refused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui_app.desk.bulk import Answered
from tui_app.ledger.action_states import ActionState
from tui_app.ui.action_words import state_colour, state_shape, state_word, told
from tui_app.ui.keys_now import with_keys
from tui_app.ui.widgets.fact_sheet import Fact, FactSheet

_WAITS = "waits for your wallet: <go.activity|6>, <activity.resume|g>"


class ManyResults(ModalScreen[bool]):
    """Answers True where the person wants the refused ones asked for again."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "close", "Close", id="results.close", tooltip="Go back"),
        Binding(
            "r",
            "retry",
            "Ask again",
            id="results.retry",
            tooltip="Ask again for what the marketplace refused",
        ),
    ]

    def __init__(self, answers: Sequence[Answered]) -> None:
        super().__init__()
        self._answers = answers

    def compose(self) -> ComposeResult:
        """Lay out how many ended how, and each of them."""
        with Vertical(id="results"):
            yield Static(Content.styled(self._summary(), "bold"), id="results-title")
            with VerticalScroll():
                yield FactSheet(label_width=12)
            yield Static(Content.styled(self._hint(), "$ink-dim"), id="results-hint")

    def on_mount(self) -> None:
        """Write them down."""
        self.query_one(FactSheet).show(list(self._facts()))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is something to ask again for only where something was refused."""
        return self._refused > 0 if action == "retry" else True

    def action_close(self) -> None:
        """Leave it at that."""
        self.dismiss(False)

    def action_retry(self) -> None:
        """Ask again, with a question of its own."""
        self.dismiss(True)

    @property
    def _refused(self) -> int:
        return sum(each.may_be_retried for each in self._answers)

    def _summary(self) -> str:
        done = sum(each.report.state is ActionState.DONE for each in self._answers)
        return f"{done} of {len(self._answers)} done"

    def _hint(self) -> str:
        again = f"<results.retry|r> asks again for the {self._refused} refused · " if self._refused else ""
        words = f"{again}<go.activity|6> leads to all of them later · <results.close|Esc> closes"
        return with_keys(self.app, words)

    def _facts(self) -> Iterator[Fact]:
        for each in self._answers:
            state = each.report.state
            label = _label(state)
            yield Fact(Content(f"{each.instruction.subject.name.shown} · {each.instruction.target}"), label)
            yield Fact(Content.styled(told(state, each.report.sentence), "$ink-dim"), " ")
            if state is ActionState.AWAITING_WALLET:
                yield Fact(Content.styled(with_keys(self.app, _WAITS), "$warning"), " ")


def _label(state: ActionState | None) -> Content:
    if state is None:
        return Content.styled("– not sent", "$ink-dim")
    return Content.styled(f"{state_shape(state)} {state_word(state)}", state_colour(state))
