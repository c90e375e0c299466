"""The line that counts offers by status and lets one status be chosen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import events
from textual.message import Message

from tui_app.domain.offer import OfferStatus
from tui_app.ui.format import status_shape, status_word
from tui_app.ui.glyphs import UNICODE
from tui_app.ui.widgets.line import Line
from tui_app.ui.widgets.pieces import Piece, Pieces, width_of

Choice = OfferStatus | None


class StatusFilter(Line):
    """`All 128  [Open 41]  In flight 1 …`: statuses that no offer has are left out."""

    PREFIX = "status-filter"
    COMPONENT_CLASSES: ClassVar[set[str]] = {"status-filter--chosen", "status-filter--count"}

    class Chosen(Message):
        """The person wants to see only this status; None is all of them."""

        def __init__(self, line: StatusFilter, status: Choice) -> None:
            super().__init__()
            self.line = line
            self.status = status

        @property
        def control(self) -> StatusFilter:
            """The line that was clicked."""
            return self.line

    def __init__(
        self,
        *,
        id: str | None = None,  # noqa: A002 - every widget's argument
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._counts: dict[OfferStatus, int] = {}
        self._chosen: Choice = None
        self._so_far: int | None = None

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What can be chosen, from left to right: all, each status there is, and the chosen one."""
        there = (status for status in OfferStatus if self._counts.get(status) or status is self._chosen)
        return (None, *there)

    def show(self, counts: Mapping[OfferStatus, int], chosen: Choice, *, so_far: int | None = None) -> None:
        """Show how many offers have each status, and which status is chosen (None: all).

        While a filter is still counted, `so_far` were found of the chosen one, and `counts` are without it.
        """
        if (counts, chosen, so_far) != (self._counts, self._chosen, self._so_far):
            self._counts, self._chosen, self._so_far = dict(counts), chosen, so_far
            self.refresh()

    def beside(self, step: int) -> Choice:
        """The choice so many steps to the right of the chosen one, round the ends."""
        choices = self.choices
        return choices[(choices.index(self._chosen) + step) % len(choices)]

    def natural_width(self) -> int:
        """The columns in which everything is written out."""
        return width_of(self._flat(self._entries(shapes=False), "  "))

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        event.stop()
        x = 0
        entries, gap = self._arranged(self.size.width)
        for choice, entry in entries:
            if x <= offset.x < x + width_of(entry):
                self.post_message(self.Chosen(self, choice))
                return
            x += width_of(entry) + len(gap)

    def pieces(self, width: int) -> Pieces:
        """Words and counts; with too little room shapes for words; with still less only the chosen."""
        entries, gap = self._arranged(width)
        return self._flat(entries, gap)

    def _arranged(self, width: int) -> tuple[list[tuple[Choice, Pieces]], str]:
        entries: list[tuple[Choice, Pieces]] = []
        for shapes, gap in ((False, "  "), (False, " "), (True, "  "), (True, " ")):
            entries = self._entries(shapes=shapes)
            if width_of(self._flat(entries, gap)) <= width:
                return entries, gap
        few = [(choice, entry) for choice, entry in entries if choice in (None, self._chosen)]
        return [*few, (self._chosen, (Piece(UNICODE.cut),))], " "

    def _entries(self, *, shapes: bool) -> list[tuple[Choice, Pieces]]:
        return [(choice, self._entry(choice, shapes=shapes)) for choice in self.choices]

    def _entry(self, choice: Choice, *, shapes: bool) -> Pieces:
        count = self._count(choice)
        if choice is self._chosen:
            return (Piece(f"[{_word(choice)} {count}]", "chosen"),)
        if shapes and choice is not None:
            return (Piece(status_shape(choice, UNICODE)), Piece(count, "count"))
        return (Piece(f"{_word(choice)} "), Piece(count, "count"))

    def _count(self, choice: Choice) -> str:
        if self._so_far is not None:
            return f"{self._so_far}+" if choice is self._chosen else UNICODE.cut
        return str(sum(self._counts.values()) if choice is None else self._counts.get(choice, 0))

    def _flat(self, entries: list[tuple[Choice, Pieces]], gap: str) -> Pieces:
        flat: list[Piece] = []
        for place, (_, entry) in enumerate(entries):
            flat += [Piece(gap), *entry] if place else entry
        return tuple(flat)


def _word(choice: Choice) -> str:
    return "All" if choice is None else status_word(choice)
