"""Whatever state the ledger's file is in, the program starts, and says what is wrong and what helps."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import NeedsCommand
from tests.offers import NOW, a_seen_offer
from tui_app.domain.errors import LedgerCorrupt, LedgerTooNew
from tui_app.domain.offer import OfferKey
from tui_app.ledger import setting_aside
from tui_app.ledger.checking import check
from tui_app.ledger.damage import identity, mark, mark_of
from tui_app.ledger.migrations import MIGRATIONS
from tui_app.ledger.offers import OfferShelf
from tui_app.ledger.opening import OpenedLedger, open_ledger
from tui_app.ledger.schema import migrate
from tui_app.ledger.store import Ledger

ROOT = Path(__file__).parents[2]
SECONDS = 60
NAME = re.compile(r"ledger\.damaged-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d(-\d+)?\.sqlite3(-wal|-shm|-journal)?")
TEXT = b"This is a text file and no database at all. " * 200
TORN = b"SQLite format 3\x00" + b"\xff" * 8_000
OPEN = """
import json, os, resource, sys
from pathlib import Path
from tests.offers import NOW, a_seen_offer
from tui_app.domain.errors import LedgerError
from tui_app.domain.offer import OfferKey
from tui_app.ledger.checking import check
from tui_app.ledger.offers import OfferShelf
from tui_app.ledger.opening import open_ledger

path, fill = Path(sys.argv[1]), sys.argv[2]
if fill:
    opened = open_ledger(path)
    OfferShelf(opened.ledger).keep([a_seen_offer(offer_id="O1")], 1, NOW)
    opened.close()
    os.system(fill)
if "NO_ROOM" in os.environ:
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
try:
    opened = open_ledger(path)
except LedgerError as error:
    print(json.dumps({"error": type(error).__name__, "trouble": error.title}))
    sys.exit()
os.system(os.environ.get("LATER", "true"))
shelf = OfferShelf(opened.ledger)
kept = True
try:
    shelf.keep([a_seen_offer(offer_id="O2")], 2, NOW)
except LedgerError:
    kept = False
told = {
    "trouble": opened.trouble,
    "keeps": opened.keeps,
    "began_anew": opened.began_anew,
    "folder": str(opened.folder or ""),
    "mode": opened.folder and oct(opened.folder.stat().st_mode & 0o777),
    "checked": check(opened.ledger),
    "kept": kept,
    "seen": [each for each in ("O1", "O2") if shelf.find(OfferKey("main", each))],
}
opened.close()
print(json.dumps(told | {"left": bool(opened.folder and opened.folder.exists())}))
"""


def fill_ledger(path: Path, count: int = 1) -> None:
    """A ledger with offers O1, O2, …"""
    with closing(Ledger(path)) as ledger:
        OfferShelf(ledger).keep([a_seen_offer(offer_id=f"O{place + 1}") for place in range(count)], 1, NOW)


def spoil_pages(path: Path) -> None:
    """Damage what only a later look meets: the tables are there, the rows are not."""
    content = bytearray(path.read_bytes())
    behind_the_tables = len(content) // 4096 // 3 * 4096
    content[behind_the_tables:] = b"\xa5" * (len(content) - behind_the_tables)
    path.write_bytes(content)


def set_aside(path: Path) -> list[Path]:
    """What stands beside the ledger with a date in its name."""
    return sorted(each for each in path.parent.iterdir() if NAME.fullmatch(each.name))


def offers(opened: OpenedLedger) -> int:
    """How many offers it holds."""
    with opened.ledger.reading() as connection:
        return int(connection.execute("SELECT COUNT(*) FROM offers").fetchone()[0])


class Elsewhere:
    """Opens ledgers in a process with a disk of its own: a memory file system that nobody else sees."""

    def __init__(self, folder: Path) -> None:
        self.disk = folder / "disk"
        self.disk.mkdir()
        self.path = self.disk / "ledger.sqlite3"
        self._folder = folder

    def run(
        self, then: str = "", *, size: str = "4m", first: str = "true", **environment: str
    ) -> dict[str, Any]:
        """Mount, run `first`, open, keep offer O2; what was told.

        Where `then` is given, offer O1 is kept and `then` run before that. LATER in the environment is run
        between opening and keeping, NO_ROOM lets no file grow from before the opening.
        """
        script = f'mount -t tmpfs -o size={size} tmpfs {self.disk} && {first}; exec "$@"'
        command = [
            "unshare",
            "-rm",
            "sh",
            "-c",
            script,
            "sh",
            sys.executable,
            "-c",
            OPEN,
            str(self.path),
            then,
        ]
        done = subprocess.run(
            command,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            timeout=SECONDS,
            env={**os.environ, "TMPDIR": str(self._folder), **environment},
        )
        assert done.returncode == 0, done.stderr
        told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return told


@pytest.fixture
def elsewhere(tmp_path: Path, needs_command: NeedsCommand) -> Elsewhere:
    """A place whose disk can be full or read-only, even for root."""
    needs_command("unshare")
    if subprocess.run(["unshare", "-rm", "true"], capture_output=True, check=False).returncode:
        needs_command("unshare with user namespaces")
    return Elsewhere(tmp_path)


@pytest.fixture
def opened(path: Path) -> Iterator[OpenedLedger]:
    """A ledger in which nothing is wrong."""
    opened = open_ledger(path)
    yield opened
    opened.close()


def test_where_nothing_is_wrong_nothing_is_said(opened: OpenedLedger) -> None:
    assert opened == OpenedLedger(ledger=opened.ledger, trouble="", keeps=True, began_anew=False)
    assert opened.closed_to_acting == ""
    assert check(opened.ledger) == ""


def test_an_empty_file_is_a_new_ledger(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    with closing(open_ledger(path)) as opened:
        assert (opened.trouble, opened.keeps, offers(opened)) == ("", True, 0)
    assert set_aside(path) == []


@pytest.mark.parametrize("content", [TEXT, TORN], ids=["text", "a torn header"])
def test_what_is_damaged_is_set_aside_whole_and_a_new_one_begun(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with closing(open_ledger(path)) as opened:
        assert (opened.keeps, opened.began_anew, opened.ledger.path) == (True, True, path)
        (aside,) = set_aside(path)
        assert opened.trouble == (
            "The ledger is damaged: a new one was begun, and nothing is sent through an account before it "
            f"was read again. The file is {aside} now."
        )
    assert aside.read_bytes() == content
    assert not mark_of(path).exists()


def test_the_next_start_after_that_is_as_any_other(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(TEXT)
    open_ledger(path).close()
    with closing(open_ledger(path)) as opened:
        assert (opened.trouble, opened.began_anew) == ("", False)
    assert len(set_aside(path)) == 1


def test_what_was_set_aside_before_is_never_overwritten(path: Path) -> None:
    path.parent.mkdir()
    contents = {b"%d" % place * 9_000 for place in range(4)}
    for content in contents:
        path.write_bytes(content)
        open_ledger(path).close()

    assert {each.read_bytes() for each in set_aside(path)} == contents


def test_a_file_that_took_the_damaged_ones_place_is_left_alone(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(TEXT)
    damaged = identity(path)
    path.rename(path.with_name("moved away by another one"))
    path.write_bytes(TORN)

    assert setting_aside.set_aside(path, damaged) is None
    assert path.read_bytes() == TORN


def test_what_stands_in_its_log_goes_with_the_damaged_file(path: Path) -> None:
    killed = subprocess.run(
        [
            *(sys.executable, "-c"),
            "import os, sys; from pathlib import Path; from tui_app.ledger.store import Ledger\n"
            "with Ledger(Path(sys.argv[1])).writing() as each: "
            "each.execute(\"INSERT INTO nonces (key_id, last) VALUES ('k', 7)\")\n"
            "os.kill(os.getpid(), 9)",
            str(path),
        ],
        cwd=ROOT,
        check=False,
    )
    assert killed.returncode == -9
    mark(path, identity(path))
    open_ledger(path).close()

    main = next(each for each in set_aside(path) if each.suffix == ".sqlite3")
    with closing(sqlite3.connect(main)) as connection:
        assert connection.execute("SELECT last FROM nonces").fetchone() == (7,)


@pytest.mark.parametrize("version", [0, len(MIGRATIONS), 99])
def test_another_programs_database_is_set_aside_and_named_as_such(path: Path, version: int) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bookmarks (url)")
        connection.execute(f"PRAGMA user_version = {version}")
    with closing(open_ledger(path)) as opened:
        assert opened.began_anew
        assert opened.trouble.startswith("The ledger's file belongs to another program: a new one was begun")
    with closing(sqlite3.connect(set_aside(path)[0])) as connection:
        assert connection.execute("SELECT COUNT(*) FROM bookmarks").fetchone() == (0,)


@pytest.mark.parametrize("marked", [False, True], ids=["unmarked", "marked as damaged"])
def test_a_newer_versions_file_stops_the_start_and_stays_where_it_is(path: Path, *, marked: bool) -> None:
    Ledger(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    if marked:
        mark(path, identity(path))

    with pytest.raises(LedgerTooNew, match="written by a newer offerdesk; start that version"):
        open_ledger(path)
    assert path.read_bytes() == before
    assert set_aside(path) == []


def test_damage_met_while_migrating_sets_the_file_aside(path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        migrate(connection, MIGRATIONS[:1])
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_master SET rootpage = 9999 WHERE name = 'offers'")
    with closing(open_ledger(path)) as opened:
        assert (opened.keeps, opened.began_anew) == (True, True)
    assert len(set_aside(path)) == 1


def test_damage_met_by_a_query_sets_the_file_aside_at_the_next_start(path: Path) -> None:
    fill_ledger(path, 600)
    spoil_pages(path)
    with closing(open_ledger(path)) as opened:
        assert opened.trouble == ""
        with pytest.raises(LedgerCorrupt):
            OfferShelf(opened.ledger).find(OfferKey("main", "O100"))
    with closing(open_ledger(path)) as opened:
        assert (opened.began_anew, offers(opened)) == (True, 0)


def test_damage_that_only_a_look_over_everything_finds_is_told_and_remembered(path: Path) -> None:
    fill_ledger(path, 600)
    spoil_pages(path)
    with closing(open_ledger(path)) as opened:
        assert check(opened.ledger) == (
            f"The ledger at {path} is damaged: end offerdesk and start it again, "
            "which sets the file aside and begins a new one."
        )
    with closing(open_ledger(path)) as opened:
        assert (opened.began_anew, check(opened.ledger)) == (True, "")


def test_a_good_copy_put_in_the_damaged_files_place_is_used(path: Path, tmp_path: Path) -> None:
    fill_ledger(path, 3)
    shutil.copyfile(path, tmp_path / "kept")
    mark(path, identity(path))
    os.replace(tmp_path / "kept", path)
    with closing(open_ledger(path)) as opened:
        assert (opened.trouble, opened.began_anew, offers(opened)) == ("", False, 3)
    assert not mark_of(path).exists()


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"\x00" * 100, b"1:1"], ids=repr)
def test_a_mark_that_says_nothing_is_removed(path: Path, content: bytes) -> None:
    fill_ledger(path)
    mark_of(path).write_bytes(content)
    with closing(open_ledger(path)) as opened:
        assert (opened.trouble, offers(opened)) == ("", 1)
    assert not mark_of(path).exists()


def test_a_damaged_file_that_another_instance_uses_is_not_pulled_from_under_it(path: Path) -> None:
    fill_ledger(path)
    code = (
        "import sys; from pathlib import Path; from tui_app.ledger.store import Ledger\n"
        "ledger = Ledger(Path(sys.argv[1])); print('open', flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        mark(path, identity(path))
        with closing(open_ledger(path)) as opened:
            told = (opened.keeps, offers(opened), opened.trouble)
        other.communicate(b"\n", timeout=SECONDS)

    assert told == (
        False,
        1,
        f"The ledger at {path} is damaged, and another program uses it: what is read now is not kept, "
        "and acting is off; end that one, then start again.",
    )
    with closing(open_ledger(path)) as opened:
        assert opened.began_anew


def test_many_instances_that_meet_the_damage_at_once_begin_one_new_ledger(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(TEXT)
    code = (
        "import sys; from pathlib import Path; from tui_app.ledger.opening import open_ledger\n"
        "opened = open_ledger(Path(sys.argv[1]))\n"
        "with opened.ledger.reading() as each: number = each.execute("
        "\"SELECT value FROM about WHERE name = 'ledger_id'\").fetchone()[0]\n"
        "print(number if opened.keeps else '', flush=True); input()"
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(path)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(6)
    ]
    told = []
    for each in started:
        assert each.stdout is not None
        told.append(each.stdout.readline().strip())
    for each in started:
        each.communicate("\n", timeout=SECONDS)

    assert len(set(told) - {""}) == 1
    (aside,) = set_aside(path)
    assert aside.read_bytes() == TEXT


def test_a_folder_in_the_place_of_the_file_is_named(path: Path) -> None:
    path.mkdir(parents=True)
    with closing(open_ledger(path)) as opened:
        assert (opened.keeps, offers(opened)) == (False, 0)
        assert opened.trouble == (
            f"{path} is a folder, not a file: what is read now is not kept, and acting is off; move it away, "
            "then start again. What was read before cannot be shown."
        )
    assert path.is_dir()


def test_a_read_only_disk_is_read_from_a_private_copy_that_goes_away(elsewhere: Elsewhere) -> None:
    told = elsewhere.run(f"mount -o remount,ro {elsewhere.disk}")

    assert (told["keeps"], told["began_anew"], told["checked"]) == (False, False, "")
    assert told["seen"] == ["O1", "O2"]
    assert (told["mode"], told["left"]) == ("0o700", False)
    assert told["trouble"].startswith(f"The ledger at {elsewhere.path} cannot be written (")
    assert told["trouble"].endswith(
        "): what is read now is not kept, and acting is off; "
        f"make {elsewhere.disk} and the files in it writable, then start again."
    )


def test_what_a_killed_instance_left_in_its_log_is_read_from_a_read_only_disk(elsewhere: Elsewhere) -> None:
    keep = (
        "import os, sys; from pathlib import Path; from tests.offers import NOW, a_seen_offer\n"
        "from tui_app.ledger.offers import OfferShelf; from tui_app.ledger.store import Ledger\n"
        "OfferShelf(Ledger(Path(sys.argv[1]))).keep([a_seen_offer(offer_id='O1')], 1, NOW)\n"
        "os.kill(os.getpid(), 9)"
    )
    script = elsewhere.disk.parent / "keep.py"
    script.write_text(keep, encoding="utf-8")
    first = f"{{ {sys.executable} {script} {elsewhere.path}; mount -o remount,ro {elsewhere.disk}; }}"
    told = elsewhere.run(first=first, PYTHONPATH=str(ROOT))

    assert (told["keeps"], told["seen"]) == (False, ["O1", "O2"])


def test_a_read_only_disk_without_a_ledger_starts_with_nothing(elsewhere: Elsewhere) -> None:
    told = elsewhere.run(first=f"mount -o remount,ro {elsewhere.disk}")

    assert (told["keeps"], told["seen"]) == (False, ["O2"])
    assert told["trouble"].endswith("writable, then start again.")


def test_an_earlier_versions_file_on_a_read_only_disk_is_migrated_in_its_copy(
    elsewhere: Elsewhere, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(tmp_path / "old", isolation_level=None)) as connection:
        migrate(connection, MIGRATIONS[:1])
    told = elsewhere.run(
        first=f"cp {tmp_path / 'old'} {elsewhere.path} && mount -o remount,ro {elsewhere.disk}"
    )

    assert (told["keeps"], told["seen"]) == (False, ["O2"])


def test_a_newer_versions_file_on_a_read_only_disk_stops_the_start(
    elsewhere: Elsewhere, tmp_path: Path
) -> None:
    Ledger(tmp_path / "new").close()
    with closing(sqlite3.connect(tmp_path / "new")) as connection:
        connection.execute("PRAGMA user_version = 99")
    told = elsewhere.run(
        first=f"cp {tmp_path / 'new'} {elsewhere.path} && mount -o remount,ro {elsewhere.disk}"
    )

    assert told["error"] == "LedgerTooNew"


def test_a_damaged_file_on_a_read_only_disk_stays_there_and_the_start_goes_on(elsewhere: Elsewhere) -> None:
    told = elsewhere.run(
        f"head -c 9000 /dev/urandom > {elsewhere.path}; mount -o remount,ro {elsewhere.disk}"
    )

    assert (told["keeps"], told["began_anew"], told["seen"]) == (False, False, ["O2"])
    assert f"The ledger at {elsewhere.path} is damaged and cannot be set aside (Read-only" in told["trouble"]
    assert told["trouble"].endswith("What was read before cannot be shown.")


def test_a_full_disk_is_read_from_a_copy_elsewhere(elsewhere: Elsewhere) -> None:
    told = elsewhere.run(f"cat /dev/zero > {elsewhere.disk}/fill 2> /dev/null", size="512k")

    assert (told["keeps"], told["seen"], told["left"]) == (False, ["O1", "O2"], False)
    assert told["trouble"] == (
        f"The disk that holds {elsewhere.path} is full: what is read now is not kept, and acting is off; "
        "free some space, then start again."
    )


def test_a_disk_that_was_full_before_the_first_start_is_told_so(elsewhere: Elsewhere) -> None:
    told = elsewhere.run(first=f"cat /dev/zero > {elsewhere.disk}/fill 2> /dev/null", size="256k")

    assert (told["keeps"], told["seen"]) == (False, ["O2"])
    assert told["trouble"].startswith(f"The disk that holds {elsewhere.path} is full: ")


def test_where_the_temporary_folder_is_full_too_memory_is_used(elsewhere: Elsewhere) -> None:
    if not Path("/dev/shm").is_dir():  # noqa: S108
        pytest.skip("this system has no such folder")
    told = elsewhere.run(
        f"cat /dev/zero > {elsewhere.disk}/fill 2> /dev/null", size="512k", TMPDIR=str(elsewhere.disk)
    )

    assert (told["keeps"], told["seen"], told["left"]) == (False, ["O1", "O2"], False)


def test_without_room_for_anything_the_start_ends_with_the_remedy(elsewhere: Elsewhere) -> None:
    told = elsewhere.run("true", NO_ROOM="1")

    assert told == {
        "error": "LedgerError",
        "trouble": f"The ledger at {elsewhere.path} cannot be written (disk I/O error), and there is no room "
        f"for a copy to read; make {elsewhere.disk} and the files in it writable.",
    }


def test_a_disk_that_gets_full_later_is_told_by_the_look_over_everything(elsewhere: Elsewhere) -> None:
    told = elsewhere.run("true", size="512k", LATER=f"cat /dev/zero > {elsewhere.disk}/fill 2> /dev/null")

    assert (told["trouble"], told["keeps"], told["kept"], told["seen"]) == ("", True, False, ["O1"])
    assert told["checked"] == (
        f"The disk that holds {elsewhere.path} is full: what is read now is not kept, "
        "and nothing can be sent; free some space."
    )


def test_looking_over_a_closed_ledger_says_nothing(path: Path) -> None:
    opened = open_ledger(path)
    opened.close()

    assert check(opened.ledger) == ""


def test_nothing_of_a_copy_is_left_in_the_temporary_folder(path: Path) -> None:
    path.mkdir(parents=True)
    before = set(Path(tempfile.gettempdir()).glob("offerdesk-reading-*"))
    opened = open_ledger(path)
    assert opened.folder is not None
    opened.close()

    assert opened.folder not in before
    assert not opened.folder.exists()
