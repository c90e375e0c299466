"""Lines of label and value; a value that needs more lines stays in its own column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

LABEL_WIDTH = 12


@dataclass(frozen=True, slots=True)
class Fact:
    """A value, and what it is. Without a label the value has the whole width."""

    value: Content
    label: str = ""


class FactSheet(Widget):
    """As high as its facts need at its width."""

    DEFAULT_CSS = "FactSheet { height: auto; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - every widget's argument
        super().__init__(id=id)
        self._facts: Sequence[Fact] = ()

    def show(self, facts: Sequence[Fact]) -> None:
        """Draw these from now on."""
        if facts != self._facts:
            self._facts = facts
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Lines needed at `width` columns."""
        return max(1, len(_lines(self._facts, width)))

    def render(self) -> Content:
        """All lines."""
        return Content("\n").join(_lines(self._facts, self.content_size.width))


def _lines(facts: Sequence[Fact], width: int) -> list[Content]:
    return [line for fact in facts for line in _wrapped(fact, max(LABEL_WIDTH + 10, width))]


def _wrapped(fact: Fact, width: int) -> list[Content]:
    if not fact.label:
        return fact.value.wrap(width) or [Content("")]
    first, *more = fact.value.wrap(width - LABEL_WIDTH) or [Content("")]
    label = Content.styled(fact.label.ljust(LABEL_WIDTH), "$ink-dim")
    return [label + first, *(Content(" " * LABEL_WIDTH) + line for line in more)]
