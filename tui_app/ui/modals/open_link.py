"""The question before a link of a stranger's is opened: which, at which host. Its default is No."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, OptionList, Static
from textual.widgets.option_list import Option

from tui_app.ui.keys_now import with_keys
from tui_app.ui.links import WebLink
from tui_app.ui.modals.readable import Readable
from tui_app.ui.privacy import HIDDEN, Hides, is_private, unhidden
from tui_app.ui.widgets.private_text import PrivateText

_LABEL = 14
_COPIES = "<link.copy|y> copies it"
_HINT = f"{_COPIES}  <link.move|←→>"
_SAID = "Whoever runs this host learns your network address, and may show you anything."
_COPIED = "Asked the terminal to copy the link. Nobody tells whether it did."


class OpenLink(Readable[str | None]):
    """Answers with the address that is to be opened, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "give_up", "No", id="link.no", tooltip="Open nothing"),
        Binding("left,right", "other_button", "Yes / No", id="link.move", tooltip="Move between No and Open"),
        Binding("y", "copy", "Copy", id="link.copy", tooltip="Copy the link instead"),
    ]

    AHEAD: ClassVar[frozenset[str]] = frozenset({"give_up", "copy"})
    MUST_BE_SEEN: ClassVar[tuple[str, ...]] = ("link-host", "no", "yes")

    def __init__(self, links: Sequence[WebLink], why_not: str) -> None:
        """`links` are at least one; `why_not` is why none can be opened here, or empty."""
        super().__init__()
        self._links = links
        self._why_not = why_not
        self._link = links[0]

    def compose(self) -> ComposeResult:
        """Lay out the links where there are several, host and link of the chosen one, and the answers."""
        with Vertical(id="link"):
            yield Static(Content.styled("Open this link outside?", "bold"), id="link-title")
            yield OptionList(
                *(Option(self._line(each)) for each in self._links), id="link-list", markup=False
            )
            yield PrivateText(hides=Hides.ALL, id="link-host")
            with VerticalScroll(id="link-whole", can_focus=False):
                yield PrivateText(hides=Hides.ALL, id="link-text")
            yield Static(id="link-said")
            with Horizontal(id="link-buttons"):
                yield Static(Content(with_keys(self.app, _HINT)), id="link-hint")
                yield Button("No", id="no", compact=True)
                yield Button("Open", id="yes", compact=True)

    def on_mount(self) -> None:
        """Begin with the list where there is something to choose, else with No."""
        choices = self.query_one(OptionList)
        choices.display = len(self._links) > 1
        self._show()
        (choices if choices.display else self.query_one("#no")).focus()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show this one."""
        event.stop()
        self._link = self._links[event.option_index]
        self._show()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go on to the answers; Enter on the list never is one."""
        event.stop()
        self.listen_anew()
        self.query_one("#no").focus()

    def watch_too_small(self) -> None:
        """Whose host cannot be read is not opened."""
        self._show()

    def watch_private(self) -> None:
        """Nor whose host is hidden; what is shown again has to be read first."""
        self.listen_anew()
        choices = self.query_one(OptionList)
        for place, each in enumerate(self._links):
            choices.replace_option_prompt_at_index(place, self._line(each))
        self._show()

    def action_give_up(self) -> None:
        """Open nothing."""
        self.dismiss(None)

    def action_other_button(self) -> None:
        """Move the focus to the other answer."""
        (self.query_one("#no") if self.query_one("#yes").has_focus else self.query_one("#yes")).focus()

    def action_copy(self) -> None:
        """Have the terminal copy it."""
        self.app.copy_to_clipboard(self._link.address)
        self._say(f"{_COPIED}{unhidden(self)}")

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Answer, unless the press came before this could be read."""
        event.stop()
        if self.deaf:
            return
        opens = event.button.id == "yes" and not self._kept_from and self.is_read
        self.dismiss(self._link.address if opens else None)

    @property
    def _kept_from(self) -> str:
        """Why it is not opened; empty where it would be."""
        if self._link.why_not:
            return f"It is not opened: {self._link.why_not}."
        if self._why_not:
            return f"{self._why_not}. {with_keys(self.app, _COPIES)}."
        return self.why_withheld

    def _line(self, link: WebLink) -> Content:
        return Content(f"{link.label:<{_LABEL}} {HIDDEN if is_private(self) else link.host}")

    def _show(self) -> None:
        link = self._link
        self.query_one("#link-host", PrivateText).say(Content.styled(link.host, "bold $accent"))
        self.query_one("#link-text", PrivateText).say(Content(link.address))
        self._say(self._kept_from or _SAID)
        self.query_one("#yes", Button).disabled = bool(self._kept_from)

    def _say(self, words: str) -> None:
        self.query_one("#link-said", Static).update(Content(words))
