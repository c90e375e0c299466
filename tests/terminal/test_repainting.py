"""What a step of the cursor costs a terminal: the lines that say something else, and no others."""

from __future__ import annotations

import re

import pytest

from tests.terminal.screen import terminal

pytestmark = pytest.mark.terminal

LINE = re.compile(rb"\x1b\[(\d+);1H")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_a_step_of_the_cursor_paints_two_rows_and_what_is_said_of_one(size: tuple[int, int]) -> None:
    rows, filters, summary = set(range(5, 20)), 3, size[1] - 1
    with terminal("demo", "--offers", "80", size=size) as shown:
        shown.until("kraken ● ", "tokenizationtr ●")
        shown.press("escape")
        shown.until_gone("pretend market")
        shown.settle()
        painted = list[set[int]]()
        for _ in range(6):
            before = len(shown.written)
            shown.press("down")
            shown.settle()
            painted.append({int(line) for line in LINE.findall(bytes(shown.written[before:]))})

        # A tick of the clock may paint the sources or a row more.
        quiet = min(painted, key=len)
        assert summary in quiet
        assert filters not in quiet
        assert 1 <= len(quiet & rows) <= 3
