"""What every last question before something is sent has in common. Its default is No."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Awaitable, Callable, Iterator
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.reactive import reactive
from textual.widgets import Button, Input, Static

from tui_app.domain.errors import OfferdeskError
from tui_app.domain.instruction import Instruction
from tui_app.domain.text import clean
from tui_app.ui.keys_now import with_keys
from tui_app.ui.modals.readable import TOO_LONG, Readable
from tui_app.ui.modals.text_view import TextView
from tui_app.ui.privacy import Hides
from tui_app.ui.widgets.fact_sheet import Fact, FactSheet
from tui_app.ui.widgets.private_text import PrivateText

_WORDS_LIMIT: Final = 1_000
_HIDES: Final = {"collection": Hides.ALL}  # its id stands behind its name here
# The shortest that says all: in 60 columns there are few beside the answers.
_HINT: Final = "<confirm.up|↑><confirm.down|↓> <confirm.move|←→>  <confirm.request|d> request"
_DIGITS: Final = frozenset("0123456789")

Preview = Callable[[Instruction], Awaitable[str]]


class LastQuestion(Readable[Instruction | None]):
    """Shows exactly what is about to be done; answers with the instruction, or None for No.

    Subclasses say what it is, in `verb`, `amount` and `facts`. Where they have a `doubt`, yes takes a
    text that `means_it` besides.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "refuse", "No", id="confirm.no", tooltip="Do nothing"),
        Binding("d", "preview", "Exact request", id="confirm.request", tooltip="Show what would be sent"),
        Binding(
            "left,right", "other_button", "Yes / No", id="confirm.move", tooltip="Move between Yes and No"
        ),
        Binding("down", "scroll(1)", "Down", id="confirm.down", tooltip="Scroll what is asked down"),
        Binding("up", "scroll(-1)", "Up", id="confirm.up", tooltip="Scroll what is asked up"),
    ]

    MUST_BE_SEEN: ClassVar[tuple[str, ...]] = ("confirm-title", "confirm-amount", "no", "yes")

    typed: reactive[bool] = reactive(False, init=False)

    def __init__(self, preview: Preview, *, doubt: str = "", to_type: str = "the amount") -> None:
        """`doubt` is what is odd about it, or empty; `to_type` names what has to be typed then."""
        super().__init__()
        self._preview = preview
        self._doubt = doubt
        self._to_type = to_type

    @property
    @abstractmethod
    def verb(self) -> str:
        """What yes does."""

    @abstractmethod
    def amount(self) -> Content:
        """What is at stake, in one line, which never scrolls away."""

    @abstractmethod
    def facts(self) -> Iterator[tuple[str, str]]:
        """Everything else, as labels and texts."""

    @property
    def cut(self) -> bool:
        """Whether something that is at stake can be shown in no window; then there is no yes."""
        return False

    @abstractmethod
    def means_it(self, text: str) -> bool:
        """Whether this is what has to be typed."""

    @abstractmethod
    def instruction(self) -> Instruction:
        """What yes answers with now."""

    def compose(self) -> ComposeResult:
        """Lay out the amount, which never scrolls away, the facts, and the two answers."""
        with Vertical(id="confirm", classes="-doubtful" if self._doubt else ""):
            yield Static(Content.styled(f"{self.verb}?", "bold"), id="confirm-title")
            yield Static(Content(TOO_LONG if self.cut else ""), id="confirm-problem")
            yield PrivateText(self.amount(), id="confirm-amount")
            with VerticalScroll(id="confirm-facts", can_focus=False):
                yield FactSheet(id="confirm-text")
            if self._doubt:
                yield PrivateText(Content(clean(self._doubt, limit=_WORDS_LIMIT)), id="confirm-doubt")
                placeholder = f"to say yes, type {self._to_type} here"
                # What was typed before it had the focus must stay.
                yield Input(
                    placeholder=placeholder, id="typed", max_length=130, compact=True, select_on_focus=False
                )
            with Horizontal(id="confirm-buttons"):
                yield Static(Content(with_keys(self.app, _HINT)), id="confirm-hint")
                yield Button("No", id="no", compact=True)
                yes = Button(Content(self.verb), id="yes", disabled=bool(self._doubt), compact=True)
                yes.display = not self.cut
                yield yes

    def on_mount(self) -> None:
        """Write down what it is about."""
        self.draw_facts()

    def on_screen_resume(self) -> None:
        """Begin on No; after the request as well."""
        self.query_one("#no", Button).focus()

    def watch_too_small(self) -> None:
        """Without a readable amount there is no Yes."""
        self.query_one("#yes", Button).disabled = not self._may_say_yes
        self.draw_problem()

    def watch_private(self) -> None:
        """Without a shown amount there is no Yes either; what is shown again has to be read first."""
        self.listen_anew()
        self.query_one("#yes", Button).disabled = not self._may_say_yes
        self.draw_problem()

    def draw_problem(self) -> None:
        """Say why there is no Yes."""
        words = TOO_LONG if self.cut else self.why_withheld
        self.query_one("#confirm-problem", Static).update(Content(words))

    def watch_typed(self) -> None:
        """What has to be typed was typed, or is no longer."""
        self.query_one("#yes", Button).disabled = not self._may_say_yes

    def on_key(self, event: Key) -> None:
        """A number that is asked for may be typed from wherever the focus is."""
        if self._doubt and event.character and event.character in _DIGITS:
            event.stop()
            field = self.query_one("#typed", Input)
            field.focus()
            field.insert_text_at_cursor(event.character)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Compare what was typed."""
        event.stop()
        self.typed = self.means_it(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes on to the answers; it never is one."""
        event.stop()
        self.focus_next()

    def action_refuse(self) -> None:
        """Say No, which may be typed ahead."""
        self.dismiss(None)

    def action_other_button(self) -> None:
        """Move the focus to the other answer."""
        self.focus_next()

    def action_scroll(self, by: int) -> None:
        """Scroll the facts; amount and answers stay."""
        self.query_one("#confirm-facts").scroll_relative(y=by, animate=False)

    async def action_preview(self) -> None:
        """Show the exact request, secrets masked. Nothing is sent."""
        try:
            text = await self._preview(self.instruction())
        except OfferdeskError as error:
            text = error.title
        await self.app.push_screen(TextView("The exact request; nothing is sent", text))

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Answer, unless the press came before the dialog could be read."""
        event.stop()
        if self.deaf:
            return
        if event.button.id != "yes":
            self.dismiss(None)
        elif self._may_say_yes and self.is_read:
            self.dismiss(self.instruction())

    def draw_facts(self) -> None:
        """Write the facts down as they are now."""
        facts = [Fact(Content(text), label, _HIDES.get(label)) for label, text in self.facts()]
        self.query_one(FactSheet).show(facts)

    @property
    def _may_say_yes(self) -> bool:
        return not self.cut and not self.withheld and (self.typed or not self._doubt)
