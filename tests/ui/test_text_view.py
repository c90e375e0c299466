"""A text to read in full."""

from __future__ import annotations

import pytest

from tests.ui.dialog_app import opened
from tui_app.ui.modals.text_view import TextView

pytestmark = pytest.mark.anyio


async def test_title_and_text_are_shown() -> None:
    async with opened(TextView("The exact request", "POST /0/private\noffer_id=[/]")) as shown:
        assert "The exact request" in shown.text
        assert "offer_id=[/]" in shown.text


async def test_a_long_text_scrolls_to_its_end() -> None:
    text = "\n".join(f"line {number}" for number in range(500))
    async with opened(TextView("Long", text)) as shown:
        assert "line 499" not in shown.text
        await shown.press("end")
        await shown.pilot.pause()

        assert "line 499" in shown.text


async def test_control_codes_are_not_drawn() -> None:
    async with opened(TextView("Odd", "a\x1b[2Jb\x07\u202ec")) as shown:
        assert "\x1b" not in shown.text
        assert "\u202e" not in shown.text


@pytest.mark.parametrize("key", ["escape", "q", "enter"])
async def test_it_closes(key: str) -> None:
    async with opened(TextView("x", "y")) as shown:
        await shown.press(key)

        assert len(shown.app.screen_stack) == 1
