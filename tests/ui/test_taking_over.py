"""How the app comes to draw where a frame stands."""

from __future__ import annotations

import pytest

from tui_app.ui.taking_over import TakingOver

pytestmark = pytest.mark.anyio


async def test_over_a_frame_everything_is_drawn_at_once_and_nothing_clears_it() -> None:
    written: list[str] = []
    taking_over = TakingOver(lambda: True)
    taking_over.begin(written.append)
    for data in ("\x1b[?1049h", "title", "rows"):
        taking_over.write(data, written.append)
    assert not written
    taking_over.finish()
    taking_over.finish()
    taking_over.write("more", written.append)

    assert written == ["\x1b[?2026htitlerows\x1b[?2026l", "more"]


async def test_without_a_frame_everything_is_drawn_as_it_comes() -> None:
    written: list[str] = []
    taking_over = TakingOver(lambda: False)
    taking_over.begin(written.append)
    taking_over.write("\x1b[?1049h", written.append)
    taking_over.finish()

    assert written == ["\x1b[?1049h"]
