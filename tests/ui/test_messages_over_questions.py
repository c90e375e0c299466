"""Messages that come while something is asked: they may be cut, the answers never are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.screen import ModalScreen
from textual.widgets import Button

from tests.ui import test_confirm_action, test_many, test_tell_outcome
from tests.ui.dialog_app import DialogApp
from tests.ui.screen import screen_text
from tui_app.ui.modals.yes_no import YesNo
from tui_app.ui.telling import tell

pytestmark = pytest.mark.anyio

LONG = "The market says that it is busy, and asks to be left alone for a while. " * 8
DIALOGS: dict[str, Callable[[], ModalScreen[Any]]] = {
    "one": test_confirm_action.asking,
    "odd": lambda: test_confirm_action.asking(doubt="This is less than half of 99 ETH, " * 4),
    "many": test_many.asking,
    "tell": test_tell_outcome.asking,
    "yes or no": lambda: YesNo("Give this up?", "The marketplace was told nothing yet. " * 4),
}


@pytest.mark.parametrize("size", [(60, 15), (80, 24), (100, 30)])
@pytest.mark.parametrize("dialog", DIALOGS)
async def test_no_message_covers_an_answer(dialog: str, size: tuple[int, int]) -> None:
    app = DialogApp(DIALOGS[dialog]())
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        before = screen_text(app)
        for severity in ("information", "warning", "error"):
            tell(app, LONG, severity)
        await pilot.pause()

        now = screen_text(app)
        for answer in app.dialog.query(Button):
            y = answer.region.y
            assert str(answer.label) in now[y]
            assert now[: y + 1] == before[: y + 1]
        assert any("The market says" in line for line in now), "what came is not told"
