"""A program that draws hostile strings, uncleaned, in one kind of widget after another.

`python -m tests.raw_sinks SINK STEP on|off` draws every STEP-th string of the corpus with the filter on or
off and exits. Each string stands behind its number in the corpus, so that a reader can tell it was drawn.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from rich.text import Text
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.filter import LineFilter
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import DataTable, Input, Label, OptionList, Static, Tree

from tests.hostile import CORPUS
from tui_app.ui.line_filter import ControlFilter


def statics(texts: Sequence[str]) -> list[Widget]:
    """One Static per text."""
    return [Static(Content(text)) for text in texts]


def labels(texts: Sequence[str]) -> list[Widget]:
    """One Label per text, by the other way to keep markup out."""
    return [Label(text, markup=False) for text in texts]


def bordered(texts: Sequence[str]) -> list[Widget]:
    """One Static per text, which is its border's title."""
    boxes = statics(["" for _ in texts])
    for box, text in zip(boxes, texts, strict=True):
        box.styles.border = ("solid", "white")
        box.border_title = Content(text)
    return boxes


def table(texts: Sequence[str]) -> list[Widget]:
    """A DataTable with a row per text."""
    cells: DataTable[Text] = DataTable(header_height=1)
    cells.add_column(Text("name"))
    for text in texts:
        cells.add_row(Text(text))
    return [cells]


def options(texts: Sequence[str]) -> list[Widget]:
    """An OptionList with an option per text."""
    return [OptionList(*map(Content, texts))]


def tree(texts: Sequence[str]) -> list[Widget]:
    """A Tree with a leaf per text."""
    root: Tree[None] = Tree(Text("offers"))
    root.root.expand()
    for text in texts:
        root.root.add_leaf(Text(text))
    return [root]


def inputs(texts: Sequence[str]) -> list[Widget]:
    """One Input per text."""
    return [Input(text) for text in texts]


PAGE = 14
"""Strings drawn at a time; of toasts, half as many fit on a screen of 50 lines."""

SINKS: dict[str, Callable[[Sequence[str]], list[Widget]]] = {
    "bordered": bordered,
    "inputs": inputs,
    "labels": labels,
    "options": options,
    "statics": statics,
    "table": table,
    "toasts": lambda texts: [],
    "tree": tree,
}


class RawSinks(App[None]):
    """Draws whatever it is given in one kind of widget."""

    CSS = """
    #page Static, #page Label { height: auto; max-height: 3; }
    #page DataTable, #page OptionList, #page Tree { height: 1fr; max-height: 100%; }
    """
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, sink: str, *, filtered: bool) -> None:
        super().__init__()
        self.sink = sink
        self.net = [ControlFilter()] if filtered else []

    def compose(self) -> ComposeResult:
        yield Vertical(id="page")

    def get_line_filters(self) -> Sequence[LineFilter]:
        return [*super().get_line_filters(), *self.net]

    async def show_page(self, texts: Sequence[str]) -> None:
        """Replace what is drawn."""
        page = self.query_one("#page")
        await page.remove_children()
        await page.mount(*SINKS[self.sink](texts))
        if self.sink == "toasts":
            self.clear_notifications()
            for text in texts:
                self.notify(text, title="marketplace", markup=False)


async def show_corpus(pilot: Pilot[object], step: int) -> None:
    """Draw every `step`-th string of the corpus, a page at a time, then exit."""
    app = pilot.app
    assert isinstance(app, RawSinks)
    numbered = [f"#{number:04}# {CORPUS[number].text[:60]}" for number in range(0, len(CORPUS), step)]
    page = PAGE // 2 if app.sink == "toasts" else PAGE
    for start in range(0, len(numbered), page):
        await app.show_page(numbered[start : start + page])
        await pilot.pause()
    app.exit()


def main(sink: str, step: str, filtered: str) -> None:
    """Run the program in the terminal it was started in."""
    app = RawSinks(sink, filtered=filtered == "on")
    app.run(auto_pilot=lambda pilot: show_corpus(pilot, int(step)))


if __name__ == "__main__":
    main(*sys.argv[1:])
