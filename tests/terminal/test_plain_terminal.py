"""A terminal that is not UTF-8: not one byte beyond ASCII reaches it, whatever is opened."""

from __future__ import annotations

import re

import pytest

from tests.terminal.screen import terminal

pytestmark = pytest.mark.terminal

COLOUR = re.compile(rb"\x1b\[(?:[0-9;]*;)?(?:[34][0-8]|9[0-7]|10[0-7])(?:;[0-9;]*)?m")
"""A sequence that colours; 39 and 49 end colours."""


def test_a_terminal_without_utf_8_gets_nothing_but_ascii_and_without_colours_none() -> None:
    with terminal("demo", size=(120, 30), LANG="C", LC_ALL="", LC_CTYPE="", NO_COLOR="1") as shown:
        shown.until("This is a pretend market", "1 of", "kraken o ", "Ends^", ">  kraken")
        shown.press("escape", "]")
        shown.until("+ Accepted")
        for key, sign in (("i", "By day"), ("|", "Columns"), ("?", "Down j"), ("ctrl+p", "Search")):
            shown.press(key)
            shown.until(sign)
            shown.settle()
            shown.press("escape")
            shown.settle()
        shown.press("q")
        assert shown.code() == 0

    assert shown.written.isascii()
    assert not COLOUR.findall(bytes(shown.written))
