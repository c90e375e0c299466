"""What a kept frame must be to be drawn again, and what becomes of one that is not."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tui_app.last_frame.kept import (
    LARGEST_FILE,
    LONGEST_SECONDS,
    Frame,
    is_harmless,
    keep,
    kept,
    state_of,
    surroundings,
)
from tui_app.last_frame.standing import _cache_folder, _last_seen, frame_at_start
from tui_app.settings import places_for

ROWS = ("\x1b[1;38;2;1;2;3;48;5;17m title \x1b[0m", "Mellow Otter … 東")
AROUND = surroundings({"TERM": "xterm"}, (80, 2), "1")


@pytest.fixture
def file(tmp_path: Path) -> str:
    """Where the frame of these tests is kept, beside the ledger that it shows."""
    (tmp_path / "ledger").write_text("offers")
    assert keep(str(tmp_path / "frame"), frame(), AROUND, [state_of(str(tmp_path / "ledger"))])
    return str(tmp_path / "frame")


def frame(seen_at: float | None = None) -> Frame:
    """Two rows, seen now unless said otherwise."""
    return Frame(ROWS, said_in=1, seen_at=time.time() if seen_at is None else seen_at)


def test_a_frame_comes_back_as_it_was_and_is_for_its_owner_alone(file: str) -> None:
    found = kept(file, AROUND, rows=2)

    assert found is not None
    assert (found.rows, found.said_in) == (ROWS, 1)
    assert os.stat(file).st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "around",
    [
        surroundings({"TERM": "xterm"}, (81, 2), "1"),
        surroundings({"TERM": "linux"}, (80, 2), "1"),
        surroundings({"TERM": "xterm", "XDG_DATA_HOME": "/elsewhere"}, (80, 2), "1"),
        surroundings({"TERM": "xterm"}, (80, 2), "2"),
    ],
)
def test_elsewhere_it_is_not_drawn_but_stays(file: str, around: str) -> None:
    assert kept(file, around, rows=2) is None
    assert kept(file, AROUND, rows=2) is not None


def changed(file: Path) -> None:
    file.with_name("ledger").write_text("other offers")


def gone(file: Path) -> None:
    file.with_name("ledger").unlink()


def readable(file: Path) -> None:
    file.chmod(0o644)


def linked(file: Path) -> None:
    file.rename(file.with_name("real"))
    file.symlink_to(file.with_name("real"))


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-9])


def huge(file: Path) -> None:
    file.write_bytes(file.read_bytes() + b" " * LARGEST_FILE)


def no_text(file: Path) -> None:
    file.write_bytes(file.read_bytes().replace(b"Otter", b"\xff\xfe"))


def typed_into(file: Path) -> None:
    file.write_bytes(file.read_bytes().replace(b"Otter", b"\x1b]52;c;cm0gLXJm\x07"))


def of_a_time_to_come(file: Path) -> None:
    now = int(time.time())
    file.write_bytes(file.read_bytes().replace(str(now).encode()[:5], b"99999"))


@pytest.mark.parametrize(
    "harm", [changed, gone, readable, linked, cut, huge, no_text, typed_into, of_a_time_to_come]
)
def test_one_that_cannot_be_drawn_again_is_removed(file: str, harm: Callable[[Path], None]) -> None:
    harm(Path(file))

    assert kept(file, AROUND, rows=2) is None
    assert not os.path.lexists(file)


def test_an_old_one_is_removed(file: str) -> None:
    assert keep(file, frame(time.time() - LONGEST_SECONDS - 60), AROUND, [])

    assert kept(file, AROUND, rows=2) is None
    assert not os.path.exists(file)


@pytest.mark.parametrize(
    "row",
    [
        "\x1b[2J",
        "\x1b[31",
        "\x1b[8m hidden",
        "\x1b[38;2;1;2m",
        "\x1b[38;2;1;2;3333m",
        "\x1b[38;7;1m",
        "\x1b[?1049l",
        "\x1b]0;title\x07",
        "\x1b",
        "a\rb",
        "a\tb",
        "\x9b31m",
        "right\u202eleft",
        "none\u200bseen",
    ],
)
def test_what_is_not_text_or_a_colour_is_never_drawn(row: str, tmp_path: Path) -> None:
    assert not is_harmless(row)
    assert not keep(str(tmp_path / "frame"), Frame([row], said_in=0, seen_at=0), AROUND, [])
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    assert not keep(str(tmp_path / "missing" / "frame"), frame(), AROUND, [])


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        (20, "a moment ago"),
        (60 * 12, "12 min ago"),
        (3600 * 3 + 60, "3 h ago"),
        (3600 * 50, "50 h ago"),
    ],
)
def test_it_is_said_when_it_was_seen(ago: int, said: str) -> None:
    assert said in _last_seen(1_000_000.0, 1_000_000.0 + ago)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the rooms that know are asked")
@pytest.mark.parametrize("cache", ["", " ", "/somewhere/else"])
@pytest.mark.parametrize("profile", ["", "default", "trading"])
def test_it_is_looked_for_in_the_cache_of_the_profile(
    profile: str, cache: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", cache)

    assert _cache_folder(profile) == str(places_for(profile or "default").cache)


@pytest.mark.parametrize("arguments", [[], ["--profile", "x"], ["demo"], ["--profile", "../x"]])
def test_nothing_stands_where_there_is_no_terminal(arguments: list[str]) -> None:
    assert not frame_at_start(arguments).stands


def test_it_is_drawn_before_anything_that_takes_time_is_imported() -> None:
    code = "import sys, os; before = set(sys.modules); import tui_app.__main__\n"
    code += "print(*sorted(set(sys.modules) - before - {'__future__'}))"
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert all(name == "tui_app" or name.startswith("tui_app.") for name in ended.stdout.split())
    assert not [name for name in ended.stdout.split() if name.startswith("tui_app.cli")]
