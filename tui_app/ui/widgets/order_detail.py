"""The pane that says everything about the order under the cursor."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from tui_app.ui.order_facts import TABS, ShownOrder, heading, tab_facts
from tui_app.ui.widgets.fact_sheet import Fact, FactSheet
from tui_app.ui.widgets.offer_detail import DetailScroll
from tui_app.ui.widgets.private_text import PrivateText
from tui_app.ui.widgets.tab_line import tab_line

_LABEL = 20
_NONE = "No order is selected."


class OrderDetail(Vertical):
    """Heading, one line of tabs, and the chosen tab's facts, which scroll."""

    tab: reactive[int] = reactive(0, repaint=False, init=False)
    shown: reactive[ShownOrder | None] = reactive(None, repaint=False, init=False)

    def compose(self) -> ComposeResult:
        """Lay out heading, tabs and facts."""
        yield PrivateText(id="detail-heading")
        yield Static(id="detail-tabs")
        with DetailScroll(id="detail-scroll"):
            yield FactSheet(label_width=_LABEL, fills=True, id="detail-facts")

    def on_mount(self) -> None:
        """Draw what there is."""
        self._draw()

    @property
    def tab_name(self) -> str:
        """The tab that is shown."""
        return TABS[self.tab]

    def watch_tab(self) -> None:
        """Draw the tab that was turned to, from its top."""
        self._draw()
        self.query_one(DetailScroll).scroll_home(animate=False)

    def watch_shown(self, before: ShownOrder | None, shown: ShownOrder | None) -> None:
        """Draw another order from its top, or the same one as it is now."""
        self._draw()
        if before is None or shown is None or before.kept.key != shown.kept.key:
            self.query_one(DetailScroll).scroll_home(animate=False)

    def turn(self, step: int) -> None:
        """Go to a neighbouring tab, around the ends."""
        self.tab = (self.tab + step) % len(TABS)

    def _draw(self) -> None:
        shown = self.shown
        self.set_class(shown is None, "-empty")
        if shown is None:
            self.query_one(FactSheet).show([Fact(Content.styled(_NONE, "$ink-dim"))])
            return
        self.query_one("#detail-heading", PrivateText).say(heading(shown), layout=False)
        self.query_one("#detail-tabs", Static).update(tab_line(TABS, self.tab), layout=False)
        self.query_one(FactSheet).show(list(tab_facts(self.tab_name, shown)))
