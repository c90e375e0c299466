"""Where there is no terminal to draw on, that is one line, and nothing is drawn into a pipe."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal.screen import PATIENCE, surroundings, terminal

pytestmark = [pytest.mark.terminal, pytest.mark.skipif(sys.platform == "win32", reason="needs a pty")]

OFFERDESK = (sys.executable, "-m", "tui_app")
STREAMS = ("stdin", "stdout", "stderr")


@pytest.fixture
def tty() -> Iterator[int]:
    """A terminal to hand to a program."""
    other, own = os.openpty()
    yield own
    os.close(own)
    os.close(other)


@pytest.mark.parametrize("command", [(), ("demo",)], ids=["own accounts", "demo"])
@pytest.mark.parametrize("missing", STREAMS)
def test_a_stream_that_is_no_terminal_is_refused_in_one_line(
    missing: str, command: tuple[str, ...], tty: int, tmp_path: Path
) -> None:
    sink = tmp_path / "sink"
    with sink.open("w+b") as file:
        ends = [file.fileno() if name == missing else tty for name in STREAMS]
        ended = subprocess.run(
            [*OFFERDESK, *command],
            stdin=ends[0],
            stdout=ends[1],
            stderr=ends[2],
            env=surroundings(),
            timeout=PATIENCE,
            start_new_session=True,
        )
    written = sink.read_bytes()

    assert ended.returncode == 2
    assert b"\x1b" not in written
    if missing == "stderr":
        assert written.startswith(b"offerdesk: offerdesk draws on a terminal")
        assert written.count(b"\n") == 1
        assert b"such as offerdesk offers" in written


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_streams_that_are_closed_are_refused_too(closed: str) -> None:
    with terminal(command=["sh", "-c", f'"$@" {closed}', "sh", *OFFERDESK]) as shown:
        assert shown.code() == 2
    assert b"Traceback" not in shown.written
    assert b"\x1b" not in shown.written


@pytest.mark.parametrize(("closed", "code"), [(">&-", 1), ("2>&-", 2), ("2>/dev/full", 2)])
def test_a_command_whose_output_is_closed_ends_without_a_word_too_many(closed: str, code: int) -> None:
    asked = ["offers", "--no-refresh", "--json"] if closed == ">&-" else ["offers"]
    ended = subprocess.run(
        ["sh", "-c", f'"$@" {closed}', "sh", *OFFERDESK, *asked], capture_output=True, timeout=PATIENCE
    )
    assert ended.returncode == code
    assert b"Traceback" not in ended.stdout + ended.stderr
    assert ended.stderr.count(b"\n") <= 1


def test_where_nobody_hears_what_is_told_a_command_does_its_work(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        out = (tmp_path / "out").open("w+b")
        with out:
            ended = subprocess.run(
                [*OFFERDESK, "doctor", "--offline"], stdout=out, stderr=writing, timeout=PATIENCE
            )
    finally:
        os.close(writing)

    assert ended.returncode == 0
    assert b"versions" in (tmp_path / "out").read_bytes()
