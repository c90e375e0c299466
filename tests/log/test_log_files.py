"""The log stays small, private and readable, and nothing about it stops the program."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tui_app.log.file import FILE_LIMIT, FILES, LINE_LIMIT, NAME, LogFile
from tui_app.log.log import Kind, Log

NOW = datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC)


def log_in(folder: Path, at: datetime = NOW) -> Log:
    """A log whose clock stands."""
    return Log(folder, lambda: at)


def test_five_megabytes_are_more_than_all_of_it_can_be(tmp_path: Path) -> None:
    assert FILES * FILE_LIMIT <= 5_000_000
    file = LogFile(tmp_path, limit=2_000)
    for number in range(200):
        assert file.add(f"{number:03} " + "x" * 96)
    sizes = {each.name: each.stat().st_size for each in tmp_path.iterdir()}
    assert sorted(sizes) == [NAME, f"{NAME}.1", f"{NAME}.2", f"{NAME}.3"]
    assert max(sizes.values()) <= 2_000
    kept = [line.split()[0] for line in file.lines()]
    assert kept == [f"{number:03}" for number in range(199, 199 - len(kept), -1)]
    assert len(kept) > 40


def test_a_line_is_one_line_of_limited_length_for_its_owner_alone(tmp_path: Path) -> None:
    file = LogFile(tmp_path / "state" / "log")
    assert file.add("a\nb" + "c" * 10_000 + "\ud800")
    assert len(file.path.read_bytes().splitlines()) == 1
    assert file.path.stat().st_size <= LINE_LIMIT * 2
    assert file.path.stat().st_mode & 0o777 == 0o600
    assert file.path.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("kind", ["folder", "link", "pipe", "file in the way", "device"])
def test_where_it_cannot_be_written_nothing_happens(kind: str, tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "log", tmp_path / "elsewhere"
    elsewhere.write_text("mine")
    if kind == "file in the way":
        folder.touch()
    else:
        folder.mkdir()
    path = folder / NAME
    if kind == "folder":
        path.mkdir()
    elif kind == "link":
        path.symlink_to(elsewhere)
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path.symlink_to("/dev/full")
    log = log_in(folder)

    assert not log.note(Kind.SOURCE, "words")
    assert log.latest(5) == ()
    assert elsewhere.read_text() == "mine"


def test_what_is_written_is_cleaned_and_without_secrets(tmp_path: Path) -> None:
    log = log_in(tmp_path)
    log.note(Kind.SOURCE, "main\x1b]52;c;aGk=\x07: api_key=hunter2 \u202e" + str(Path.home() / "x"))
    written = log.path.read_text()
    assert "hunter2" not in written
    assert str(Path.home()) not in written
    assert "\x1b" not in written
    assert "\u202e" not in written
    assert written.startswith("2026-05-04T03:02:01Z source main")


def test_the_newest_are_read_first_and_what_is_no_entry_is_passed_over(tmp_path: Path) -> None:
    log_in(tmp_path).note(Kind.SOURCE, "first")
    log = log_in(tmp_path, NOW + timedelta(hours=1))
    log.note(Kind.LEDGER, "second")
    with log.path.open("ab") as file:
        file.write(b"nonsense\n2026-99-99T00:00:00Z source x\n2026-05-04T00:00:00Z nothing x\n\xff\xfe\n")
        file.write(b"2026-05-04T05:00:00Z crash someone put \x1b[2J and token=hunter2 here\n")
    latest = log.latest(9)
    assert [each.kind for each in latest] == [Kind.CRASH, Kind.LEDGER, Kind.SOURCE]
    assert latest[2] == (NOW, Kind.SOURCE, "first")
    assert "hunter2" not in latest[0].words
    assert "\x1b" not in latest[0].words
    assert log.latest(1) == latest[:1]


def test_of_a_bug_no_local_variable_and_no_foreign_word_is_written(tmp_path: Path) -> None:
    log = log_in(tmp_path)
    canary = "s3cret-canary"
    with pytest.raises(ValueError, match=canary) as caught:
        int(canary)
    assert log.crash(caught.value, "1.2.3")
    written = log.path.read_text()
    assert "canary" not in written
    assert "crash offerdesk 1.2.3: ValueError; " in written
    assert "in test_of_a_bug" in written
