"""The pane that says everything about the offer under the cursor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from tui_app.ui.widgets.alarm import Alarm
from tui_app.ui.widgets.tab_line import tab_line

if TYPE_CHECKING:
    from tui_app.ui.facts import Shown
    from tui_app.ui.widgets.fact_sheet import FactSheet

# One frame: the list shows first where the cursor is, and a key held down does not wait for details.
BEHIND_SECONDS = 1 / 60
_NAMES = ("Offer", "NFT", "Media", "Timeline", "Raw")


def _scroll(keys: str, action: str, name: str, tooltip: str) -> Binding:
    return Binding(keys, action, tooltip, id=f"detail.{name}", tooltip=tooltip, show=False)


class DetailScroll(VerticalScroll, inherit_bindings=False):
    """Scrolls up and down only: left and right turn the tabs."""

    BINDINGS: ClassVar[list[BindingType]] = [
        _scroll("down,j", "scroll_down", "down", "Scroll the details down"),
        _scroll("up,k", "scroll_up", "up", "Scroll the details up"),
        _scroll("pagedown", "page_down", "page_down", "Scroll the details down one page"),
        _scroll("pageup", "page_up", "page_up", "Scroll the details up one page"),
        _scroll("home,g", "scroll_home", "first", "Scroll to the top of the details"),
        _scroll("end,G", "scroll_end", "last", "Scroll to the end of the details"),
    ]


class OfferDetail(Vertical):
    """Heading, one line of tabs, and the chosen tab's facts, which scroll."""

    tab: reactive[int] = reactive(0, repaint=False, init=False)
    shown: reactive[Shown | None] = reactive(None, repaint=False, init=False)
    empty_text: reactive[str] = reactive("No offer is selected.", repaint=False, init=False)

    def __init__(
        self,
        clock: Callable[[], datetime],
        *,
        id: str | None = None,  # noqa: A002 - every widget's argument
    ) -> None:
        """`clock` gives the time that ages are counted to, aware."""
        super().__init__(id=id)
        self._clock = clock
        self._alarm = Alarm(self, clock, self._pass_time)
        self._heading, self._tabs = Static(id="detail-heading"), Static(id="detail-tabs")
        self._facts: FactSheet | None = None
        self._due = False

    @property
    def is_drawn(self) -> bool:
        """Whether nothing waits for the next frame."""
        return not self._due

    def watch_tab(self) -> None:
        """Draw the tab that was turned to, from its top."""
        self._draw()
        if self._facts is not None:
            self.query_one(DetailScroll).scroll_home(animate=False)

    def watch_shown(self) -> None:
        """Draw another offer, or the same one as it is now, behind the frame that shows the cursor on it."""
        if not self._due:
            self._due = True
            self.set_timer(BEHIND_SECONDS, self._draw)

    def watch_empty_text(self) -> None:
        """Draw what stands there without an offer."""
        self._draw()

    def on_mount(self) -> None:
        """Leave the first frame to the list: what is in here is laid out behind it."""
        self.call_after_refresh(self._furnish)

    def on_show(self) -> None:
        """Time passed while nobody could see it."""
        self._pass_time()

    def turn(self, step: int) -> None:
        """Go to a neighbouring tab, around the ends."""
        self.tab = (self.tab + step) % len(_NAMES)

    async def _furnish(self) -> None:
        if not self.is_attached:
            return  # the app is on its way out, and Textual puts up nothing more
        from tui_app.ui.widgets.fact_sheet import FactSheet

        self._facts = FactSheet(fills=True, id="detail-facts")
        scroll = DetailScroll(self._facts, id="detail-scroll")
        await self.mount(self._heading, self._tabs, scroll)
        self._draw()

    def _draw(self) -> None:
        self._due = False
        if self._facts is None:
            return
        from tui_app.ui.facts import heading, says_another_time, tab_facts
        from tui_app.ui.privacy import Hides
        from tui_app.ui.widgets.fact_sheet import Fact

        shown = self.shown
        self.set_class(shown is None, "-empty")
        if shown is None:
            facts = [Fact(Content(line), hides=Hides.NOTHING) for line in self.empty_text.split("\n")]
        else:
            facts = list(tab_facts(_NAMES[self.tab], shown))
            _say(self._heading, heading(shown))
            _say(self._tabs, tab_line(_NAMES, self.tab))
            self._alarm.set(says_another_time(shown))
        self._facts.show(facts)

    def _pass_time(self) -> None:
        """Say how old everything is now, in the frame in which the list does."""
        if self.shown is not None and self.display and self.screen.is_active:
            self.set_reactive(OfferDetail.shown, replace(self.shown, now=self._clock()))
            self._draw()


def _say(line: Static, content: Content) -> None:
    """Put other words in a line; drawing it costs as much as all facts."""
    if not (isinstance(line.content, Content) and line.content.is_same(content)):
        line.update(content, layout=False)
