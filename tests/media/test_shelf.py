"""What is kept of fetched files, for how long, and what never gets onto the disk."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from pathlib import Path

import pytest

from tui_app.media.shelf import MediaShelf

LINK = "https://pictures.example.com/cat.png"
HOSTILE_LINKS = [
    "../../../etc/passwd",
    "/etc/passwd",
    "a\0b",
    "x" * 100_000,
    "",
    "\udc80",
    "CON",
    "a/b\\c",
    "…",
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a shelf may be."""
    return tmp_path / "cache" / "media"


def files(folder: Path) -> dict[str, int]:
    """What lies there, and how long it is."""
    return {path.name: path.stat().st_size for path in folder.iterdir()}


def age(folder: Path, seconds: float) -> None:
    """Let everything there be so much older."""
    for path in folder.iterdir():
        os.utime(path, (time.time() - seconds,) * 2)


def test_what_was_kept_is_found_again_by_another_session(folder: Path) -> None:
    MediaShelf(folder).keep(LINK, b"a cat")

    assert MediaShelf(folder).find(LINK) == b"a cat"


def test_looking_makes_no_folder(folder: Path) -> None:
    assert MediaShelf(folder).find(LINK) is None
    assert not folder.exists()


def test_only_the_owner_may_look_inside(folder: Path) -> None:
    folder.mkdir(parents=True, mode=0o755)
    MediaShelf(folder).keep(LINK, b"a cat")

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


@pytest.mark.parametrize("link", HOSTILE_LINKS)
def test_names_are_hashes_whatever_the_link(folder: Path, link: str) -> None:
    shelf = MediaShelf(folder)
    shelf.keep(link, b"a cat")

    assert shelf.find(link) == b"a cat"
    assert all(len(name.removesuffix(".link")) == 64 for name in files(folder))
    assert set(folder.parent.iterdir()) == {folder}


def test_one_file_behind_two_links_is_kept_once(folder: Path) -> None:
    shelf = MediaShelf(folder)
    shelf.keep(LINK, b"a cat")
    shelf.keep(LINK + "?2", b"a cat")

    assert hashlib.sha256(b"a cat").hexdigest() in files(folder)
    assert len(files(folder)) == 3


def test_a_file_that_was_changed_is_not_used_and_removed(folder: Path) -> None:
    shelf = MediaShelf(folder)
    shelf.keep(LINK, b"a cat")
    kept = folder / hashlib.sha256(b"a cat").hexdigest()
    kept.write_bytes(b"a dog")

    assert shelf.find(LINK) is None
    assert not kept.exists()


@pytest.mark.parametrize("pointer", [b"", b"../../x", b"\xff\xfe", b"z" * 64, b"a" * 64, b"a" * 10_000])
def test_a_pointer_that_was_changed_leads_nowhere(folder: Path, pointer: bytes) -> None:
    shelf = MediaShelf(folder)
    shelf.keep(LINK, b"a cat")
    (file,) = folder.glob("*.link")
    file.write_bytes(pointer)

    assert shelf.find(LINK) is None


def test_after_a_day_a_link_is_asked_again(folder: Path) -> None:
    shelf = MediaShelf(folder)
    shelf.keep(LINK, b"a cat")
    age(folder, 25 * 3600)

    assert shelf.find(LINK) is None


def test_what_was_not_used_for_longest_makes_room(folder: Path) -> None:
    shelf = MediaShelf(folder, capacity=10_500)
    for name, seconds in (("third", 10), ("second", 20), ("first", 30)):
        shelf.keep(name, name.encode() * (3_000 // len(name)))
        kept = folder / hashlib.sha256(name.encode() * (3_000 // len(name))).hexdigest()
        os.utime(kept, (time.time() - seconds,) * 2)
    assert shelf.find("first") is not None
    shelf.keep("fourth", bytes(3_000))

    assert shelf.find("second") is None
    assert shelf.find("first") is not None
    assert shelf.find("third") is not None
    assert sum(files(folder).values()) <= 10_500


def test_links_that_are_asked_again_anyway_are_let_go(folder: Path) -> None:
    shelf = MediaShelf(folder)
    shelf.keep("old", b"a cat")
    age(folder, 25 * 3600)
    shelf.keep(LINK, b"a dog")

    assert len(list(folder.glob("*.link"))) == 1


def test_it_never_grows_beyond_its_size(folder: Path) -> None:
    shelf = MediaShelf(folder, capacity=20_000)
    for number in range(60):
        shelf.keep(str(number), os.urandom(1_000))

    assert sum(files(folder).values()) <= 20_000


def test_what_is_larger_than_the_shelf_is_not_kept(folder: Path) -> None:
    shelf = MediaShelf(folder, capacity=100)
    shelf.keep(LINK, bytes(101))

    assert shelf.find(LINK) is None


def test_a_shelf_that_cannot_be_written_keeps_nothing_and_says_nothing(folder: Path) -> None:
    folder.parent.mkdir()
    folder.write_text("a file where the folder should be")
    shelf = MediaShelf(folder)
    shelf.keep(LINK, b"a cat")

    assert shelf.find(LINK) is None
