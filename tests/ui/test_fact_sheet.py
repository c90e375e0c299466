"""Lines of label and value."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

import pytest
from textual.app import App, ComposeResult
from textual.content import Content
from textual.geometry import Region

from tests.ui.rows import until
from tests.ui.screen import screen_text, style_of
from tui_app.ui.widgets.fact_sheet import Fact, FactSheet

pytestmark = pytest.mark.anyio


class SheetApp(App[None]):
    """Nothing but one sheet."""

    def __init__(self, sheet: FactSheet | None = None) -> None:
        super().__init__()
        self._sheet = sheet or FactSheet()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our ink, without our themes."""
        return {"ink-dim": "#808080"}

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield self._sheet


async def drawn(facts: Sequence[Fact], width: int = 40) -> list[str]:
    """The lines of a sheet this wide."""
    app = SheetApp()
    async with app.run_test(size=(width, 12)) as pilot:
        sheet = app.query_one(FactSheet)
        sheet.show(facts)
        await pilot.pause()
        return [line for line in screen_text(app) if line]


async def test_a_value_keeps_to_its_own_column() -> None:
    lines = await drawn([Fact(Content("a value of several words that wraps"), Content("label"))], 30)

    assert lines[0] == "label       a value of several"
    assert lines[1].startswith(" " * 12 + "words")


async def test_a_label_too_long_for_its_column_never_touches_its_value() -> None:
    assert await drawn([Fact(Content("49"), "price in the smallest unit")], 40) == [
        "price in the smallest unit  49"
    ]


async def test_where_a_long_label_leaves_no_room_its_value_stands_below_it() -> None:
    lines = await drawn([Fact(Content("49" * 10), "price in the smallest unit")], 40)

    assert lines == ["price in the smallest unit", " " * 12 + "49" * 10]


async def test_without_a_label_a_value_has_the_whole_width() -> None:
    assert await drawn([Fact(Content("x" * 40))], 40) == ["x" * 40]


async def test_what_looks_like_markup_is_text() -> None:
    assert await drawn([Fact(Content("[@click=app.quit]x[/] [/]"))]) == ["[@click=app.quit]x[/] [/]"]


async def test_a_sheet_narrower_than_its_labels_still_draws() -> None:
    assert await drawn([Fact(Content("value"), Content("label"))], 10)


async def test_wide_letters_wrap_by_their_columns() -> None:
    lines = await drawn([Fact(Content("漢字" * 20), Content("name"))], 32)

    assert len(lines) >= 4


class WatchedSheet(FactSheet):
    """Notes which of its lines are to be drawn again."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = list[Region]()

    def refresh(self, *regions: Region, **how: Any) -> Self:
        """As every sheet."""
        self.asked += regions or [self.size.region]
        return super().refresh(*regions, **how)


async def test_only_lines_that_say_something_else_or_look_otherwise_are_drawn_again() -> None:
    sheet = WatchedSheet()
    app = SheetApp(sheet)
    async with app.run_test(size=(40, 12)) as pilot:
        said = [Fact(Content(f"value {place}"), "label") for place in range(5)]
        sheet.show(said)
        await until(pilot, lambda: sheet.size.height == len(said))
        sheet.asked.clear()

        sheet.show([*said[:1], Fact(Content("another"), "label"), *said[2:4], bold(said[4])])

        assert sheet.asked == [Region(0, 1, 40, 1), Region(0, 4, 40, 1)]
        await until(pilot, lambda: style_of(app, "value 4").bold is True)


async def test_what_is_selected_is_drawn_as_selected_and_can_be_copied() -> None:
    sheet = FactSheet()
    app = SheetApp(sheet)
    async with app.run_test(size=(40, 12)) as pilot:
        sheet.show([Fact(Content("value"), "label")])
        await until(pilot, lambda: "value" in "".join(screen_text(app)))
        plain = style_of(app, "value").bgcolor

        sheet.text_select_all()
        await until(pilot, lambda: style_of(app, "value").bgcolor != plain)

        assert app.screen.get_selected_text() == "label       value"


def bold(fact: Fact) -> Fact:
    """The same words, standing out."""
    return Fact(fact.value.stylize("bold"), fact.label)
