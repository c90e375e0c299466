"""The pane that says everything about the action under the cursor."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from tui_app.ui.action_facts import ShownAction, action_facts, heading
from tui_app.ui.widgets.fact_sheet import FactSheet


def _scroll(keys: str, action: str, name: str, tooltip: str) -> Binding:
    return Binding(keys, action, tooltip, id=f"action.{name}", tooltip=tooltip, show=False)


class ActionScroll(VerticalScroll, inherit_bindings=False):
    """Scrolls without letters: those act on the action."""

    BINDINGS: ClassVar[list[BindingType]] = [
        _scroll("down,j", "scroll_down", "down", "Scroll the details down"),
        _scroll("up", "scroll_up", "up", "Scroll the details up"),
        _scroll("pagedown", "page_down", "page_down", "Scroll the details down one page"),
        _scroll("pageup", "page_up", "page_up", "Scroll the details up one page"),
        _scroll("home", "scroll_home", "first", "Scroll to the top of the details"),
        _scroll("end", "scroll_end", "last", "Scroll to the end of the details"),
    ]


class ActionDetail(Vertical):
    """A heading, and the facts, which scroll."""

    shown: reactive[ShownAction | None] = reactive(None, repaint=False, init=False)

    def compose(self) -> ComposeResult:
        """Lay out heading and facts."""
        yield Static(id="action-heading")
        with ActionScroll(id="action-scroll"):
            yield FactSheet(fills=True, id="action-facts")

    def watch_shown(self, before: ShownAction | None, shown: ShownAction | None) -> None:
        """Draw another action from its top, or the same one as it is now."""
        said = heading(shown) if shown else Content("")
        self.query_one("#action-heading", Static).update(said, layout=False)
        self.query_one(FactSheet).show(list(action_facts(shown)) if shown else [])
        if shown is None or before is None or before.entry.action_id != shown.entry.action_id:
            self.query_one(ActionScroll).scroll_home(animate=False)
