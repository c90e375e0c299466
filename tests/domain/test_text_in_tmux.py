"""A real terminal counts the columns of cleaned text as we do, so no name can push an amount aside."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from tests.hostile import CORPUS
from tui_app.domain.text import clean

if TYPE_CHECKING:
    from tests.conftest import NeedsCommand

pytestmark = pytest.mark.terminal

ASK = """
import os, re, sys, tty
tty.setraw(0)
for line in open(sys.argv[1], "rb"):
    os.write(1, b"\\r\\x1b[2K" + line.rstrip(b"\\n") + b"\\x1b[6n")
    answer = b""
    while not answer.endswith(b"R"):
        answer += os.read(0, 64)
    print(int(re.search(rb";(\\d+)R", answer)[1]) - 1, file=sys.stderr)
"""
"""Writes each line of a file and asks the terminal in which column the cursor is then."""


def columns_in_tmux(texts: list[str], folder: Path) -> list[int]:
    """How many columns tmux gives each text."""
    lines, answers = folder / "lines", folder / "answers"
    lines.write_text("\n".join(texts), encoding="utf-8")
    program = shlex.join([sys.executable, "-c", ASK, str(lines)])
    inside = f"{program} 2>{shlex.quote(str(answers))}; tmux wait-for -S asked"
    tmux = ["tmux", "-S", str(folder / "socket"), "-f", "/dev/null", "-u"]
    subprocess.run([*tmux, "new-session", "-d", "-x", "200", "-y", "50", inside], check=True)
    subprocess.run([*tmux, "wait-for", "asked"], check=True, timeout=60)
    return [int(line) for line in answers.read_text().split()]


def test_tmux_gives_every_hostile_text_the_columns_we_count(
    tmp_path: Path, needs_command: NeedsCommand
) -> None:
    needs_command("tmux")
    texts = [text for text in (clean(hostile.text, limit=60) for hostile in CORPUS) if text]

    columns = columns_in_tmux(texts, tmp_path)

    assert len(columns) == len(texts)
    assert [ascii(text) for text, width in zip(texts, columns, strict=True) if width != cell_len(text)] == []
