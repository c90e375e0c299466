"""The bottom line shows the keys that work here, and above all how to get help and how to leave."""

from __future__ import annotations

from typing import ClassVar

import pytest
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.reactive import reactive

from tests.ui.screen import screen_text
from tui_app.ui.widgets.key_line import KeyLine

pytestmark = pytest.mark.anyio


class Keys(App[None]):
    """Some keys, one of which can be switched off."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "accept", "Accept"),
        Binding("n", "counter", "Counter"),
        Binding("h", "hidden", "Hidden", show=False),
        Binding("r", "refresh", "Refresh"),
        Binding("question_mark", "keys", "Help", key_display="?"),
        Binding("q", "leave", "Quit"),
    ]
    may_accept: reactive[bool] = reactive(True, bindings=True)

    def __init__(self) -> None:
        super().__init__()
        self.done: list[str] = []

    def compose(self) -> ComposeResult:
        """Lay out the line alone."""
        yield KeyLine()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Accepting is dim at times."""
        return True if self.may_accept or action != "accept" else None

    def action_accept(self) -> None:
        """Note it."""
        self.done.append("accept")

    def action_refresh(self) -> None:
        """Note it."""
        self.done.append("refresh")


async def shown(width: int) -> str:
    app = Keys()
    async with app.run_test(size=(width, 3)) as pilot:
        await pilot.pause()
        return next(line for line in screen_text(app) if "Quit" in line).strip()


async def test_every_shown_key_stands_with_its_word() -> None:
    assert await shown(80) == "a Accept   n Counter   r Refresh   ? Help   q Quit"


async def test_keys_move_together_before_any_is_left_out() -> None:
    assert await shown(45) == "a Accept n Counter r Refresh ? Help q Quit"


@pytest.mark.parametrize("width", range(16, 44, 3))
async def test_help_and_quit_are_never_left_out(width: int) -> None:
    line = await shown(width)
    assert line.endswith("? Help q Quit")
    assert len(line) <= width


async def test_a_click_presses_the_key_under_it() -> None:
    app = Keys()
    async with app.run_test(size=(80, 3)) as pilot:
        await pilot.pause()
        line = next(line for line in screen_text(app) if "Quit" in line)
        await pilot.click(KeyLine, offset=(line.index("Refresh"), 0))
        await pilot.pause()
    assert app.done == ["refresh"]


async def test_a_key_that_does_not_work_now_is_dim_and_a_click_does_nothing() -> None:
    app = Keys()
    async with app.run_test(size=(80, 3)) as pilot:
        app.may_accept = False
        await pilot.pause()
        await pilot.click(KeyLine, offset=(3, 0))
        await pilot.pause()
    assert app.done == []
