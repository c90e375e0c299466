"""What the draw-time filter lets through, and that Textual's own clicks survive it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import ClassVar

import pytest
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.app import App, ComposeResult
from textual.color import Color
from textual.filter import LineFilter
from textual.geometry import Region
from textual.widgets import DataTable, Footer, OptionList, Static, Tab, Tabs, Tree

from tests.hostile import CORPUS
from tui_app.ui.line_filter import ControlFilter

BLACK = Color.parse("black")


def drawn(text: str, style: Style | None = None) -> Segment:
    """What becomes of one segment."""
    (segment,) = ControlFilter().apply([Segment(text, style)], BLACK)
    return segment


def test_a_harmless_line_is_left_alone() -> None:
    line = [Segment("Bored Ape ─ 漢", Style(color="red")), Segment("x", Style.from_meta({"row": 1}))]

    assert ControlFilter().apply(line, BLACK) is line


@pytest.mark.parametrize(
    ("text", "harmless"),
    [
        ("Ape\x1b[2J, 9 ETH   ", "Ape␛[2J, 9 ETH  "),
        ("A\x9bpe  ", "A\N{REPLACEMENT CHARACTER}pe "),
        ("\u202eepA\u200b", "epA"),
        ("a\nb ", "a b"),
        ("❤\ufe0f", "❤ "),
    ],
)
def test_a_line_with_controls_is_made_harmless(text: str, harmless: str) -> None:
    assert drawn(text).text == harmless


def test_a_line_keeps_its_width_whatever_was_in_it() -> None:
    changed = [text for _, text in CORPUS if cell_len(drawn(text).text) != cell_len(text)]

    assert changed == []


def test_a_link_is_dropped_and_the_rest_of_the_style_kept() -> None:
    assert drawn("x", Style(bold=True, link="http://evil.example")).style == Style(bold=True)


@pytest.mark.parametrize("meta", [{"@click": "app.quit"}, {"@click": ("quit", ())}, {"option": "5"}])
def test_a_meta_that_markup_can_bring_is_dropped(meta: dict[str, object]) -> None:
    assert drawn("x", Style.from_meta({**meta, "row": 1})).style == Style.from_meta({"row": 1})


class Clickable(App[None]):
    """Every widget whose clicks Textual finds through a style, and one with a stranger's markup."""

    BINDINGS: ClassVar = [("f", "pressed", "Press")]
    CSS = "DataTable, OptionList, Tree { height: 4; } #trap { height: 1; }"

    def __init__(self, net: Sequence[LineFilter]) -> None:
        super().__init__()
        self.net = net
        self.happened: list[str] = []

    def get_line_filters(self) -> Sequence[LineFilter]:
        return [*super().get_line_filters(), *self.net]

    def compose(self) -> ComposeResult:
        yield Static("[@click=app.pressed]Bored Ape[/] [link='http://evil.example']x[/]", id="trap")
        yield Tabs(Tab("One", id="one"), Tab("Two", id="two"))
        yield OptionList("first", "second")
        yield DataTable[Text](cursor_type="row")
        yield Tree[None]("root")
        yield Footer()

    def on_mount(self) -> None:
        cells = self.query_one(DataTable[Text])
        cells.add_column(Text("name"))
        cells.add_row(Text("row 0"))
        cells.add_row(Text("row 1"))
        root = self.query_one(Tree[None]).root
        root.add_leaf("leaf")

    def action_pressed(self) -> None:
        self.happened.append("pressed")

    def on_tabs_tab_activated(self, event: Tabs.TabActivated) -> None:
        self.happened.append(f"tab {event.tab.id}")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.happened.append(f"option {event.option_index}")

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        self.happened.append(f"row {event.cursor_row}")

    def on_tree_node_expanded(self, event: Tree.NodeExpanded[None]) -> None:
        self.happened.append("expanded")


@pytest.mark.anyio
@pytest.mark.parametrize(("net", "happened"), [([], ["pressed"]), ([ControlFilter()], [])])
async def test_a_click_on_a_strangers_markup_does_nothing_behind_the_filter(
    net: list[LineFilter], happened: list[str]
) -> None:
    app = Clickable(net)
    async with app.run_test() as pilot:
        app.happened.clear()
        await pilot.click("#trap", offset=(2, 0))
        await pilot.pause()

        assert app.happened == happened


@pytest.mark.anyio
@pytest.mark.parametrize(("net", "links"), [([], ["http://evil.example"]), ([ControlFilter()], [])])
async def test_no_link_of_a_stranger_is_drawn_behind_the_filter(
    net: list[LineFilter], links: list[str]
) -> None:
    app = Clickable(net)
    async with app.run_test():
        (line,) = app.query_one("#trap").render_lines(Region(0, 0, 40, 1))

        assert [segment.style.link for segment in line if segment.style and segment.style.link] == links


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("selector", "offset", "happened"),
    [
        ("#two", (1, 0), "tab two"),
        ("OptionList", (3, 2), "option 1"),
        ("DataTable", (2, 2), "row 1"),
        ("Tree", (0, 0), "expanded"),
        ("FooterKey", (1, 0), "pressed"),
    ],
)
async def test_textuals_own_clicks_work_behind_the_filter(
    selector: str, offset: tuple[int, int], happened: str
) -> None:
    app = Clickable([ControlFilter()])
    async with app.run_test(size=(80, 40)) as pilot:
        async with asyncio.timeout(10):
            while not app.query(selector):  # a footer has its keys a moment later
                await pilot.pause()
        app.happened.clear()
        await pilot.click(selector, offset=offset)
        await pilot.click(selector, offset=offset)
        await pilot.pause()

        assert happened in app.happened
