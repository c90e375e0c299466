"""The pane that says everything about the offer under the cursor."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from tui_app.ui.facts import Shown, heading, media_lines, nft_lines, offer_lines, raw_lines

TABS: dict[str, Callable[[Shown], Content]] = {
    "Offer": offer_lines,
    "NFT": nft_lines,
    "Media": media_lines,
    "Raw": raw_lines,
}
_NAMES = tuple(TABS)


class OfferDetail(Vertical):
    """Heading, one line of tabs, and the chosen tab's text, which scrolls."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "turn(-1)", "Tab ←", id="detail.previous", tooltip="The tab to the left", show=False),
        Binding("right", "turn(1)", "Tab →", id="detail.next", tooltip="The tab to the right", show=False),
    ]

    tab: reactive[int] = reactive(0, init=False)
    shown: reactive[Shown | None] = reactive(None, init=False)
    empty_text: reactive[str] = reactive("No offer is selected.", init=False)

    def compose(self) -> ComposeResult:
        """Lay out heading, tabs and text."""
        yield Static(id="detail-heading")
        yield Static(id="detail-tabs")
        with VerticalScroll(id="detail-scroll"):
            yield Static(id="detail-text")

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

    def action_turn(self, step: int) -> None:
        """Go to a neighbouring tab, around the ends."""
        self.tab = (self.tab + step) % len(_NAMES)

    def _draw(self) -> None:
        self._line("#detail-tabs", _tab_line(self.tab))
        if self.shown is None:
            self._line("#detail-heading", Content(""))
            self._line("#detail-text", Content(self.empty_text))
        else:
            self._line("#detail-heading", heading(self.shown))
            self._line("#detail-text", TABS[_NAMES[self.tab]](self.shown))

    def _line(self, selector: str, content: Content) -> None:
        self.query_one(selector, Static).update(content)


def _tab_line(chosen: int) -> Content:
    names = [
        Content.styled(f"[{name}]", "bold $accent")
        if place == chosen
        else Content.styled(f" {name} ", "$text-muted")
        for place, name in enumerate(_NAMES)
    ]
    return Content(" ").join(names)
