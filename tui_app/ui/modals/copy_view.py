"""Taking something along: what there is, all of the selected one, and a key that hands it to the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui_app.ui.copies import Copy
from tui_app.ui.links import link_of
from tui_app.ui.messages import LinkRequested
from tui_app.ui.privacy import HIDDEN, Hides, follow_privacy, unhidden
from tui_app.ui.widgets.key_line import KeyLine
from tui_app.ui.widgets.private_text import PrivateText

HINT: Final = "Enter asks the terminal to copy it. Nobody tells whether it did: else select the text above."
_LABEL: Final = 18
_MOST: Final = 50_000
"""Letters that terminals are known to take at once."""


class CopyList(OptionList):
    """What there is to copy."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Copy", id="copy.copy", tooltip="Have the terminal copy this"),
    ]


class CopyView(ModalScreen[None]):
    """Copies through OSC 52, over ssh too, where the terminal allows that."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "open_link", "Open", id="copy.open", tooltip="Open this link in your browser"),
        Binding("escape,q", "dismiss", "Close", id="copy.close", tooltip="Go back"),
    ]

    chosen: reactive[Copy | None] = reactive(None, repaint=False, bindings=True, init=False)

    def __init__(self, copies: Sequence[Copy]) -> None:
        """`copies` are what there is, at least one."""
        super().__init__()
        self._copies = copies

    def compose(self) -> ComposeResult:
        """Lay out what there is, all of the selected one, and the keys."""
        with Vertical(id="copy"):
            yield Static(Content.styled("Copy", "bold"), id="copy-title")
            yield CopyList(*(Option(_line(each)) for each in self._copies), id="copy-list", markup=False)
            with VerticalScroll(id="copy-whole", can_focus=False):
                yield PrivateText(hides=Hides.ALL, id="copy-text")
            yield Static(Content(HINT), id="copy-said")
            yield KeyLine(id="copy-keys")

    def on_mount(self) -> None:
        """Begin with the first, and follow what may be shown."""
        self.query_one(CopyList).focus()
        follow_privacy(self, self._hide)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only links are opened."""
        return action != "open_link" or (self.chosen is not None and self.chosen.is_link)

    def action_open_link(self) -> None:
        """Ask to open it."""
        if self.chosen is not None and self.chosen.is_link:
            self.post_message(LinkRequested([link_of(self.chosen.label, self.chosen.text)]))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show all of it."""
        event.stop()
        self.chosen = self._copies[event.option_index]
        self.query_one("#copy-text", PrivateText).say(Content(self.chosen.text))
        self._say(HINT)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Have the terminal copy it."""
        event.stop()
        chosen = self._copies[event.option_index]
        if len(chosen.text) > _MOST:
            self._say("That is more than terminals take at once: select it with the mouse.")
            return
        self.app.copy_to_clipboard(chosen.text)
        self._say(f"Asked the terminal to copy: {chosen.label}. Where it does not, select the text above.")

    def _hide(self, hides: bool) -> None:
        for place, each in enumerate(self._copies):
            shown = each._replace(text=HIDDEN) if hides else each
            self.query_one(CopyList).replace_option_prompt_at_index(place, _line(shown))
        self._say(HINT)

    def _say(self, sentence: str) -> None:
        self.query_one("#copy-said", Static).update(Content(sentence + unhidden(self)))


def _line(each: Copy) -> Content:
    return Content(f"{each.label:<{_LABEL}} {each.text}")
