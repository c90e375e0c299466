"""An action on its way through a wallet: prepared, signed there, confirmed here. It may be left anywhere."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Input, Static
from textual.worker import Worker

from tui_app.desk.carrying import Report
from tui_app.desk.news import ActionChanged, News, Notices
from tui_app.domain.errors import MarketplaceError, OfferdeskError
from tui_app.domain.text import clean
from tui_app.ui.deafness import Deaf
from tui_app.ui.hand_off_facts import ANSWERS, amount_of, parameters, progress, title_of
from tui_app.ui.handing_off import HandingOff, sentence_of, warning_of
from tui_app.ui.hearing import listen
from tui_app.ui.keys_now import privacy_key, with_keys
from tui_app.ui.modals.handoff_keys import HANDOFF_KEYS
from tui_app.ui.modals.readable import PRIVATE
from tui_app.ui.modals.yes_no import YesNo
from tui_app.ui.privacy import Hides, is_private, unhidden
from tui_app.ui.telling import tell
from tui_app.ui.widgets.fact_sheet import FactSheet
from tui_app.ui.widgets.key_line import KeyLine
from tui_app.ui.widgets.paste_line import PasteLine
from tui_app.ui.widgets.private_text import PrivateText

_LONGEST, _WORDS_LIMIT = 200, 600
_LOOKING = "reading the offer again …"
_AS_BEFORE = "✓ nothing has changed"
_CHANGED = "✗ see below"
_SIGNING = "Your program is asked to sign … <handoff.leave|Esc> ends it."
_CONFIRMING = "Telling the marketplace … <handoff.leave|Esc> leaves this; what comes of it is told."
_GIVING_UP = "Letting it go …"
_CUT_OFF = "Your program was ended. If your wallet has signed all the same, paste what it gave."
_COPIED = "Copied as JSON. Where your terminal takes no copies, <handoff.write|w> writes a file."
_KEPT = "Kept: <go.activity|6> Activity, <activity.resume|g> goes on."
_QUESTION = (
    "The marketplace was told nothing yet. "
    "If your wallet has signed already, say No and paste what it gave: giving up would not undo that."
)

Step = Callable[[], Awaitable[Report]]


class WalletHandOff(Deaf[None]):
    """Goes on with one action. Workers of the app carry it, so that closing this cuts nothing off."""

    BINDINGS: ClassVar[list[BindingType]] = HANDOFF_KEYS
    AHEAD: ClassVar[frozenset[str]] = frozenset({"leave"})

    busy: reactive[str] = reactive("", init=False, bindings=True)

    def __init__(self, work: HandingOff, notices: Notices, report: Callable[[Report], None]) -> None:
        """`report` hears how the action ended, also where that comes after this was closed."""
        super().__init__()
        self._work = work
        self._notices = notices
        self._report = report
        self._carrying: Worker[None] | None = None
        self._left = False
        self._said = self._warning = self._looked = ""
        self._stop_listening: Callable[[], None] | None = None

    def compose(self) -> ComposeResult:
        """Lay out the steps and the amount, which never scroll away, the facts, the line, and the keys."""
        with Vertical(id="handoff"):
            yield Static(title_of(self._work.entry), id="handoff-title")
            yield Static(id="handoff-steps")
            yield PrivateText(amount_of(self._work.entry), id="handoff-amount")
            with VerticalScroll(id="handoff-scroll"):
                yield FactSheet(id="handoff-facts")
                yield PrivateText(parameters(self._work.hand_off), hides=Hides.ALL, id="handoff-parameters")
            yield PrivateText(id="handoff-warning")
            yield PasteLine(
                longest=_LONGEST,
                placeholder=f"{ANSWERS[self._work.hand_off.answer]}, as your wallet gave it",
                id="handoff-proof",
            )
            yield Static(id="handoff-said")
            yield KeyLine(id="handoff-keys")

    def on_mount(self) -> None:
        """Begin at the step that the action is at, and follow it."""
        self._stop_listening = listen(self, self._notices, self._heard)
        self._facts.focus()
        self._catch_up()
        if self._work.unsigned:
            self._look()

    def on_unmount(self) -> None:
        """Stop following."""
        if self._stop_listening is not None:
            self._stop_listening()

    def on_screen_resume(self) -> None:
        """Catch up with what happened meanwhile."""
        self._follow()

    def watch_busy(self) -> None:
        """While something is under way there is nothing to type."""
        if self.busy:
            self._facts.focus()
        self._line.disabled = bool(self.busy)
        self._draw()

    def on_paste(self, event: events.Paste) -> None:
        """Wherever the focus is, there is one line to paste into."""
        event.stop()
        if not self.busy:
            self._line.value = ""
            self._line.take(event.text)
            self._line.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say whether it has the right form."""
        event.stop()
        self._say("")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the line is the same Enter."""
        event.stop()
        self.action_go_on()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is over, or has no program to do it, is hidden; while something is under way, more is dim."""
        unsigned, idle = self._work.unsigned, not self.busy or None
        match action:
            case "sign":
                return unsigned and self._work.has_signer and idle
            case "look" | "give_up":
                return unsigned and idle
            case "go_on" | "other":
                return idle
            case _:
                return True

    def action_go_on(self) -> None:
        """Confirm, or lead to where something is missing."""
        if self.busy or self._withheld():
            return
        if proof := self._work.typed(self._line.value).proof:
            self._begin(_CONFIRMING, lambda: self._work.confirm(proof))
        else:
            self._line.focus()

    def action_sign(self) -> None:
        """Let the program sign, and confirm what it answers."""
        if not self.busy and not self._withheld():
            self._begin(_SIGNING, self._work.sign)

    def action_copy(self) -> None:
        """Hand everything the wallet has to know to the terminal's clipboard."""
        self.app.copy_to_clipboard(self._work.text)
        self._say(f"{with_keys(self.app, _COPIED)}{unhidden(self)}")

    def action_write(self) -> None:
        """Write the same into a file, and say which."""
        self.run_worker(self._write(), group="write")

    def action_look(self) -> None:
        """Hold the offer against what was confirmed, once more."""
        if not self.busy:
            self._look()

    def action_other(self) -> None:
        """From the facts to the line, and back."""
        (self._line if self._facts.has_focus else self._facts).focus()

    def action_give_up(self) -> None:
        """Let the action go, after a question."""
        if not self.busy:
            self.run_worker(self._give_up(), group="give up")

    def action_leave(self) -> None:
        """Leave it as it is, which may be typed ahead; a program that signs is ended first."""
        self._work.read_again()
        if self._carrying is not None and self.busy == _SIGNING and self._work.unsigned:
            self._carrying.cancel()
            return
        self._left = True
        self.dismiss()
        if not self.busy:
            tell(self.app, with_keys(self.app, _KEPT), "information", hides=Hides.NOTHING)

    @property
    def _facts(self) -> VerticalScroll:
        return self.query_one("#handoff-scroll", VerticalScroll)

    @property
    def _line(self) -> PasteLine:
        return self.query_one(PasteLine)

    def _withheld(self) -> bool:
        """Whether what is at stake is hidden, which is said then: nothing of it is signed or confirmed."""
        if is_private(self):
            self._say(PRIVATE.format(key=privacy_key(self.app)))
        return is_private(self)

    def _look(self) -> None:
        self._judge(_LOOKING, "")
        self.run_worker(self._compare(), group="look", exclusive=True)

    async def _compare(self) -> None:
        warning = await self._work.look()
        self._judge(_CHANGED if warning else _AS_BEFORE, warning)

    async def _write(self) -> None:
        self._say(await self._work.write())

    async def _give_up(self) -> None:
        if await self.app.push_screen_wait(YesNo("Give this up?", _QUESTION)):
            self._begin(_GIVING_UP, self._work.give_up)

    def _begin(self, words: str, step: Step) -> None:
        self._said, self.busy = "", words
        self._carrying = self.app.run_worker(self._carry(step), group="actions")

    async def _carry(self, step: Step) -> None:
        """Take a step; what came of it is said here, or, where this was closed meanwhile, in a toast."""
        try:
            report = await step()
        except asyncio.CancelledError:
            self._stay(_CUT_OFF)
            raise
        except OfferdeskError as error:
            self._went_wrong(error)
            return
        self._work.read_again()
        if self._work.with_person and not self._left:
            self._stay(report.sentence)
        else:
            self._end(report)

    def _went_wrong(self, error: OfferdeskError) -> None:
        self._work.read_again()
        if self._left:
            tell(self.app, sentence_of(error), "warning")
        elif self._work.unsigned and isinstance(error, MarketplaceError):
            self._judge(_CHANGED, warning_of(error))
            self._stay("")
        else:
            self._stay(sentence_of(error))

    def _stay(self, sentence: str) -> None:
        """Nothing is under way any more, and the action is not at its end."""
        if not self._left and self.is_running:
            self._work.read_again()
            self.busy, self._said = "", sentence
            self._catch_up()

    def _end(self, report: Report) -> None:
        """Step aside, and then tell how the action ended: a toast goes to the screen on top."""
        if not self._left and self.is_current:
            self._left = True
            self.dismiss()
        self._report(report)

    def _heard(self, news: News) -> None:
        if isinstance(news, ActionChanged) and self._work.concerns(news.action_id):
            self.call_later(self._follow)

    def _follow(self) -> None:
        """The action moved on, here or elsewhere."""
        if self._left:
            return
        self._work.read_again()
        if self.busy == _SIGNING and not self._work.unsigned:
            self.busy = _CONFIRMING
        if not self.busy and self._work.out_of_hands and self.is_current:
            entry = self._work.entry
            self._end(Report(state=entry.state, sentence=entry.words, action_id=entry.action_id))
        else:
            self._catch_up()

    def _catch_up(self) -> None:
        if self._work.entry.proof and not self._line.value:
            with self._line.prevent(Input.Changed):
                self._line.value = self._work.entry.proof
        if not self._work.unsigned:
            self._looked = self._warning = ""
        self.refresh_bindings()
        self._draw()

    def _say(self, sentence: str) -> None:
        self._said = sentence
        self._draw()

    def _judge(self, looked: str, warning: str) -> None:
        self._looked, self._warning = looked, warning
        self._draw()

    def _draw(self) -> None:
        if not self.display:
            return  # it is being taken away, its widgets first
        typed = self._line.value
        words = with_keys(self.app, self.busy) or self._said or self._work.advice(typed)
        filled_in = bool(self._work.typed(typed).proof)
        self._put("#handoff-steps", progress(self._work.entry.state, filled_in=filled_in))
        self.query_one("#handoff-warning", PrivateText).say(Content(self._warning))
        self.set_class(bool(self._warning), "-warned")
        self._put("#handoff-said", Content(clean(words, limit=_WORDS_LIMIT)))
        self.query_one(FactSheet).show(list(self._work.facts(self._looked)))

    def _put(self, selector: str, content: Content) -> None:
        self.query_one(selector, Static).update(content)
