"""The pane that says everything about the purchase, or the token, under the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import reactive

from tui_app.ui.widgets.action_detail import ActionScroll
from tui_app.ui.widgets.fact_sheet import Fact, FactSheet
from tui_app.ui.widgets.private_text import PrivateText

_LABEL = 14


class ShownPurchase(NamedTuple):
    """What the pane draws: what it is about, its heading, and the facts."""

    about: str
    heading: Content
    facts: Sequence[Fact]


class PurchaseDetail(Vertical):
    """A heading, and the facts, which scroll."""

    shown: reactive[ShownPurchase | None] = reactive(None, repaint=False, init=False)

    def compose(self) -> ComposeResult:
        """Lay out heading and facts."""
        yield PrivateText(id="purchase-heading")
        with ActionScroll(id="purchase-scroll"):
            yield FactSheet(label_width=_LABEL, fills=True)

    def watch_shown(self, before: ShownPurchase | None, shown: ShownPurchase | None) -> None:
        """Draw another one from its top, or the same one as it is now."""
        said = shown.heading if shown else Content("")
        self.query_one("#purchase-heading", PrivateText).say(said, layout=False)
        self.query_one(FactSheet).show(shown.facts if shown else ())
        if before is None or shown is None or before.about != shown.about:
            self.query_one(ActionScroll).scroll_home(animate=False)
