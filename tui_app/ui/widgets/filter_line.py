"""The line a filter is typed into: letter and list change in the same frame."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.reactive import reactive

from tui_app.domain.text import neutralise
from tui_app.ui.format import cut
from tui_app.ui.glyphs import UNICODE
from tui_app.ui.widgets.line import Line
from tui_app.ui.widgets.list_keys import FILTER_KEYS
from tui_app.ui.widgets.pieces import Piece, Pieces, width_of

_PROMPT = "/ "
_HINT = "filter"
_EXAMPLE = "words, or collection:narwhal price>1 ends<2h"
_LEAST_ASIDE = 16

# Of these names Textual does not know which character they are.
_TYPED = frozenset({"plus", "minus", "slash", "backslash", "at", "underscore"})

MAX_LENGTH = 500
"""As many letters as the filter language reads, which is imported with the first of them."""


def typed(text: str) -> str:
    """What of a text may stand in a filter: no line breaks, no control codes, nothing invisible."""
    line = text.replace("\r\n", " ").replace("\n", " ").replace("\r", " ").replace("\t", " ")
    return neutralise("".join(char for char in line if char.isprintable()))


class FilterLine(Line, can_focus=True):
    """Edits one line of text. `on_change` is called in the key's own handler, before anything is drawn.

    A posted message would reach the list one frame later than the letter. `on_leave` is called likewise:
    what is typed behind the key that leaves is for the list.
    """

    PREFIX = "filter-line"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"filter-line--{ink}" for ink in ("prompt", "hint", "caret", "problem", "count")
    }
    BINDINGS: ClassVar[list[BindingType]] = FILTER_KEYS

    problem: reactive[str] = reactive("", init=False)
    matches: reactive[int | None] = reactive(None, init=False)
    more: reactive[bool] = reactive(False, init=False)
    """Whether there may be more matches than were found so far."""

    class Changed(Message):
        """The text is another one."""

        def __init__(self, line: FilterLine, text: str) -> None:
            super().__init__()
            self.line = line
            self.text = text

        @property
        def control(self) -> FilterLine:
            """The line that was edited."""
            return self.line

    class Left(Message):
        """The person is done here and wants back to the list."""

        def __init__(self, line: FilterLine) -> None:
            super().__init__()
            self.line = line

        @property
        def control(self) -> FilterLine:
            """The line that was left."""
            return self.line

    def __init__(
        self,
        on_change: Callable[[str], None] | None = None,
        on_leave: Callable[[], None] | None = None,
        *,
        example: str = _EXAMPLE,
        id: str | None = None,  # noqa: A002 - every widget's argument
        classes: str | None = None,
    ) -> None:
        """`example` says what may be typed here."""
        super().__init__(id=id, classes=classes)
        self._on_change = on_change
        self._left_to = on_leave
        self._example = example
        self._text = ""
        self._at = 0

    @property
    def value(self) -> str:
        """What is typed."""
        return self._text

    @value.setter
    def value(self, text: str) -> None:
        """Put another text in. Nobody is told: who sets it knows."""
        self._text = typed(text)[:MAX_LENGTH]
        self._at = len(self._text)
        self.refresh()

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Letters are typed here, whatever they do elsewhere."""
        return key in _TYPED or (character is not None and character.isprintable())

    def on_key(self, event: events.Key) -> None:
        """Type a letter."""
        if event.is_printable and event.character:
            event.stop()
            event.prevent_default()
            self._insert(event.character)

    def on_paste(self, event: events.Paste) -> None:
        """Type a whole text, on one line and without control codes."""
        event.stop()
        self._insert(event.text[: MAX_LENGTH * 4])

    def on_focus(self) -> None:
        """The caret appears."""
        self.refresh()

    on_blur = on_focus

    def action_leave(self) -> None:
        """Back to the list; the filter stays."""
        if self._left_to is not None:
            self._left_to()
        self.post_message(self.Left(self))

    def action_back(self) -> None:
        """Clear what is typed; with nothing typed, back to the list."""
        if self._text:
            self._edit("", 0)
        else:
            self.action_leave()

    def action_to(self, by: int) -> None:
        """Move the caret."""
        self._edit(self._text, self._at + by)

    def action_start(self) -> None:
        """The caret goes to the start."""
        self._edit(self._text, 0)

    def action_end(self) -> None:
        """The caret goes to the end."""
        self._edit(self._text, len(self._text))

    def action_rub_out(self) -> None:
        """Delete before the caret."""
        self._cut_from(max(0, self._at - 1))

    def action_delete(self) -> None:
        """Delete at the caret."""
        self._edit(self._text[: self._at] + self._text[self._at + 1 :], self._at)

    def action_rub_out_word(self) -> None:
        """Delete back to the start of the word."""
        before = self._text[: self._at].rstrip()
        self._cut_from(before.rfind(" ") + 1)

    def action_rub_out_all(self) -> None:
        """Delete back to the start."""
        self._cut_from(0)

    def pieces(self, width: int) -> Pieces:
        """Prompt, text with its caret, and to the right the problem or how many match."""
        prompt = Piece(_PROMPT, "prompt")
        if not self._text:
            hint = self._example if self.has_focus else _HINT
            caret = (Piece(hint[0], "caret"), Piece(hint[1:], "hint"))
            return (prompt, *caret) if self.has_focus else (prompt, Piece(hint, "hint"))
        aside = self._aside(width - len(_PROMPT) - cell_len(self._text) - 1)
        body = self._body(width - len(_PROMPT) - width_of(aside))
        blanks = width - len(_PROMPT) - width_of(body) - width_of(aside)
        return (prompt, *body, Piece(" " * blanks), *aside)

    def _aside(self, room: int) -> Pieces:
        """The problem, or how many match; of a problem at least its mark, whatever the room."""
        if self.problem:
            words = f"{UNICODE.soon} {self.problem}"
            shown = cut(words, room - 2, UNICODE) if room >= _LEAST_ASIDE else UNICODE.soon
            return (Piece("  "), Piece(shown, "problem"))
        words = "" if self.matches is None else _matches(self.matches, more=self.more)
        return (Piece("  "), Piece(words, "count")) if words and cell_len(words) + 2 <= room else ()

    def _body(self, width: int) -> Pieces:
        """The stretch of the text around the caret that fits."""
        first, caret = 0, 1 if self.has_focus else 0
        while first < self._at and cell_len(self._text[first : self._at]) + caret > width:
            first += 1
        text = set_cell_size(self._text[first:] + " ", min(width, cell_len(self._text[first:]) + caret))
        if not self.has_focus:
            return (Piece(text),)
        at = self._at - first
        return (Piece(text[:at]), Piece(text[at : at + 1], "caret"), Piece(text[at + 1 :]))

    def _insert(self, text: str) -> None:
        new = typed(text)[: MAX_LENGTH - len(self._text)]
        self._edit(self._text[: self._at] + new + self._text[self._at :], self._at + len(new))

    def _cut_from(self, start: int) -> None:
        self._edit(self._text[:start] + self._text[self._at :], start)

    def _edit(self, text: str, at: int) -> None:
        changed = text != self._text
        self._text, self._at = text, max(0, min(at, len(text)))
        self.refresh()
        if changed:
            if self._on_change is not None:
                self._on_change(text)
            self.post_message(self.Changed(self, text))


def _matches(found: int, *, more: bool) -> str:
    return f"{found:,}{'+' * more} match{'es' * (found != 1 or more)}"
