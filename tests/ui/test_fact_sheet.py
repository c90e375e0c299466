"""Lines of label and value."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from textual.app import App, ComposeResult
from textual.content import Content

from tests.ui.screen import screen_text
from tui_app.ui.widgets.fact_sheet import Fact, FactSheet

pytestmark = pytest.mark.anyio


class SheetApp(App[None]):
    """Nothing but one sheet."""

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield FactSheet()


async def drawn(facts: Sequence[Fact], width: int = 40) -> list[str]:
    """The lines of a sheet this wide."""
    app = SheetApp()
    async with app.run_test(size=(width, 12)) as pilot:
        app.get_theme_variable_defaults = dict  # type: ignore[method-assign]
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
