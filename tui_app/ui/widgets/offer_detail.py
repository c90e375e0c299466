"""The pane that says everything about the offer under the cursor."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from tui_app.ui.facts import Shown, heading, media_facts, nft_facts, offer_facts, raw_facts
from tui_app.ui.widgets.fact_sheet import Fact, FactSheet

TABS: dict[str, Callable[[Shown], Iterator[Fact]]] = {
    "Offer": offer_facts,
    "NFT": nft_facts,
    "Media": media_facts,
    "Raw": raw_facts,
}
_NAMES = tuple(TABS)


class OfferDetail(Vertical):
    """Heading, one line of tabs, and the chosen tab's facts, which scroll."""

    tab: reactive[int] = reactive(0, init=False)
    shown: reactive[Shown | None] = reactive(None, init=False)
    empty_text: reactive[str] = reactive("No offer is selected.", init=False)

    def compose(self) -> ComposeResult:
        """Lay out heading, tabs and facts."""
        yield Static(id="detail-heading")
        yield Static(id="detail-tabs")
        with VerticalScroll(id="detail-scroll"):
            yield FactSheet(id="detail-facts")

    def watch_tab(self) -> None:
        """Draw the tab that was turned to, from its top."""
        self._draw()
        self.query_one("#detail-scroll", VerticalScroll).scroll_home(animate=False)

    def watch_shown(self) -> None:
        """Draw another offer, or the same one as it is now."""
        self._draw()

    def watch_empty_text(self) -> None:
        """Draw what stands there without an offer."""
        self._draw()

    def on_mount(self) -> None:
        """Draw for the first time."""
        self._draw()

    def turn(self, step: int) -> None:
        """Go to a neighbouring tab, around the ends."""
        self.tab = (self.tab + step) % len(_NAMES)

    def _draw(self) -> None:
        shown = self.shown
        self.set_class(shown is None, "-empty")
        if shown is None:
            facts = [Fact(Content(line)) for line in self.empty_text.split("\n")]
        else:
            facts = list(TABS[_NAMES[self.tab]](shown))
            self.query_one("#detail-heading", Static).update(heading(shown))
            self.query_one("#detail-tabs", Static).update(_tab_line(self.tab))
        self.query_one(FactSheet).show(facts)


def _tab_line(chosen: int) -> Content:
    names = [
        Content.styled(f"[{name}]", "bold $accent")
        if place == chosen
        else Content.styled(f" {name} ", "$ink-dim")
        for place, name in enumerate(_NAMES)
    ]
    return Content(" ").join(names)
