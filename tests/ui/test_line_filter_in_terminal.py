"""What reaches a real terminal when nobody cleaned the text: the filter alone."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest
from ptyprocess import PtyProcess

from tests.raw_sinks import SINKS

pytestmark = pytest.mark.terminal

ROOT = Path(__file__).parents[2]
STEP = 40
"""One in so many strings of the corpus is drawn in an ordinary run."""

TEXTUALS_OWN = re.compile(
    r"\x1b\[[0-9;]*m"  # colours
    r"|\x1b\[\d+;\d+H"  # where to write
    r"|\x1b\[\?\d+(?:[hl]|\$p)"  # modes
    r"|\x1b\[[<>]\d*u"  # the keyboard
    r"|\x1b\]22;[a-z]*\x07"  # the shape of the pointer
    r"|\r\n"
)
FORBIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]"
)
NUMBER = re.compile(r"#\d{4}#")


def written(sink: str, step: int, filtered: str) -> str:
    """What the program writes to its terminal, without Textual's own grammar."""
    command = [sys.executable, "-m", "tests.raw_sinks", sink, str(step), filtered]
    # readline, which pytest loads, puts a size of its own into the environment of every child
    environment = {name: value for name, value in os.environ.items() if name not in {"LINES", "COLUMNS"}}
    terminal = PtyProcess.spawn(command, cwd=str(ROOT), env=environment, dimensions=(50, 110))
    output = bytearray()
    try:
        while True:
            output += terminal.read(65_536)
    except EOFError:
        terminal.close()
    return TEXTUALS_OWN.sub("", output.decode())


@pytest.mark.parametrize("sink", SINKS)
def test_no_control_or_invisible_code_point_of_a_stranger_reaches_the_terminal(sink: str) -> None:
    text = written(sink, STEP, "on")

    assert len(set(NUMBER.findall(text))) > 100
    assert FORBIDDEN.findall(text) == []


@pytest.mark.campaign
@pytest.mark.parametrize("sink", sorted(SINKS.keys() - {"toasts"}))
def test_nothing_of_the_whole_corpus_reaches_the_terminal(sink: str) -> None:
    text = written(sink, 1, "on")

    assert len(set(NUMBER.findall(text))) > 4_000
    assert FORBIDDEN.findall(text) == []


def test_without_the_filter_the_same_strings_do_reach_the_terminal() -> None:
    assert len(FORBIDDEN.findall(written("statics", STEP, "off"))) > 50
