"""The ledger's file: private, moved forward in whole steps, and plain words when it cannot be used."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.offers import NOW, a_seen_offer, an_instruction
from tui_app.domain.errors import (
    LedgerBusy,
    LedgerCorrupt,
    LedgerError,
    LedgerForeign,
    LedgerFull,
    LedgerReadOnly,
    LedgerTooNew,
)
from tui_app.domain.offer import OfferKey
from tui_app.ledger.journal import Journal
from tui_app.ledger.migrations import MIGRATIONS
from tui_app.ledger.offers import OfferShelf
from tui_app.ledger.schema import migrate
from tui_app.ledger.store import Ledger

NOBODY = 65_534
ROOT = Path(__file__).parents[2]


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that another user may walk into."""
    with TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@contextmanager
def bound_by_modes() -> Iterator[None]:
    """Run as a user whom file modes bind; root ignores them."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def mode(path: Path) -> int:
    """The permission bits of a file."""
    return stat.S_IMODE(path.stat().st_mode)


def side_by_side(code: str, path: Path, count: int) -> list[str]:
    """Run code on the ledger in as many processes at once; returns what each complained of."""
    code = f"""
import sys
from pathlib import Path
from tests.offers import NOW, a_seen_offer
from tui_app.ledger.offers import OfferShelf
from tui_app.ledger.store import Ledger
path, me = Path(sys.argv[1]), sys.argv[2]
{code}
"""
    commands = [[sys.executable, "-c", code, str(path), str(me)] for me in range(count)]
    started = [subprocess.Popen(each, cwd=ROOT, stderr=subprocess.PIPE) for each in commands]
    return [process.communicate()[1].decode() for process in started]


def version(path: Path) -> int:
    """The version a file says it has."""
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def tables(path: Path) -> set[str]:
    """The names of the tables in a file."""
    with closing(sqlite3.connect(path)) as connection:
        return {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def test_the_file_and_what_sqlite_puts_beside_it_are_private(ledger: Ledger) -> None:
    OfferShelf(ledger).keep([a_seen_offer()], 1, NOW)

    beside = sorted(ledger.path.parent.iterdir())
    assert [path.name.removeprefix(ledger.path.name) for path in beside] == ["", "-shm", "-wal"]
    assert [mode(path) for path in beside] == [0o600] * 3
    assert mode(ledger.path.parent) == 0o700


def test_a_permissive_umask_changes_nothing(path: Path) -> None:
    before = os.umask(0)
    try:
        Ledger(path).close()
    finally:
        os.umask(before)

    assert (mode(path), mode(path.parent)) == (0o600, 0o700)


def test_a_file_that_others_could_read_is_made_private(path: Path) -> None:
    Ledger(path).close()
    path.chmod(0o644)
    Ledger(path).close()

    assert mode(path) == 0o600


def test_a_commit_survives_a_crash_of_the_machine(ledger: Ledger) -> None:
    assert ledger.connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert ledger.connection.execute("PRAGMA synchronous").fetchone()[0] == 2


def test_only_what_can_be_had_again_is_written_without_waiting_for_the_disk(ledger: Ledger) -> None:
    def waits(connection: sqlite3.Connection) -> bool:
        return int(connection.execute("PRAGMA synchronous").fetchone()[0]) == 2

    for _ in range(2):
        with ledger.writing(lasting=False) as connection:
            assert not waits(connection)
        with ledger.writing() as connection:
            assert waits(connection)
        with ledger.noting() as connection:
            assert not waits(connection)
        with ledger.writing() as connection:
            assert waits(connection)


def test_what_was_kept_is_there_after_a_restart(path: Path) -> None:
    with closing(Ledger(path)) as before:
        OfferShelf(before).keep([a_seen_offer()], 1, NOW)
    with closing(Ledger(path)) as after:
        found = OfferShelf(after).find(a_seen_offer().offer.key)

    assert found is not None
    assert found.offer == a_seen_offer().offer


@pytest.mark.parametrize("content", [None, b""], ids=["no file", "an empty file"])
def test_a_new_file_gets_the_newest_version(path: Path, content: bytes | None) -> None:
    if content is not None:
        path.parent.mkdir()
        path.write_bytes(content)
    Ledger(path).close()

    assert version(path) == len(MIGRATIONS)
    assert {"offers", "actions", "nonces"} <= tables(path)


def test_a_file_of_an_earlier_version_is_moved_forward(path: Path) -> None:
    Ledger(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        migrate(connection, (*MIGRATIONS, ("CREATE TABLE later (x)",), ("ALTER TABLE later ADD COLUMN y",)))

    assert version(path) == len(MIGRATIONS) + 2
    assert {"offers", "later"} <= tables(path)


def test_a_newer_file_is_refused_and_left_as_it_is(path: Path) -> None:
    Ledger(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = path.read_bytes()

    with pytest.raises(
        LedgerTooNew, match="written by a newer offerdesk; start that version, or use another"
    ):
        Ledger(path)
    assert path.read_bytes() == before


def test_a_migration_that_fails_half_way_leaves_the_file_as_it_was(path: Path) -> None:
    Ledger(path).close()
    before = tables(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        broken = ("CREATE TABLE half (x)", "DROP TABLE offers", "CREATE TABLE half (x)")
        with pytest.raises(sqlite3.OperationalError, match="already exists"):
            migrate(connection, (*MIGRATIONS, ("CREATE TABLE whole (x)",), broken))
        in_transaction = connection.in_transaction

    assert not in_transaction
    assert (tables(path), version(path)) == (before, len(MIGRATIONS))


def test_a_migration_that_failed_holds_no_lock(path: Path) -> None:
    Ledger(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        with pytest.raises(sqlite3.OperationalError):
            migrate(connection, (*MIGRATIONS, ("nonsense",)))
        with closing(Ledger(path)) as ledger, ledger.writing():
            pass


def test_many_processes_can_create_the_same_file_at_once(path: Path) -> None:
    complaints = side_by_side("Ledger(path).close()", path, 6)

    assert complaints == [""] * 6
    assert version(path) == len(MIGRATIONS)


def test_many_threads_can_create_the_same_file_at_once(path: Path) -> None:
    with ThreadPoolExecutor(12) as pool:
        opened = list(pool.map(lambda _: Ledger(path), range(12)))
    for ledger in opened:
        ledger.close()

    assert version(path) == len(MIGRATIONS)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (
            b"This is a text file and no database at all. " * 200,
            "is damaged; start again, and it is set aside",
        ),
        (b"SQLite format 3\x00" + b"\xff" * 8_000, "is damaged; start again, and it is set aside"),
    ],
    ids=["text", "a torn header"],
)
def test_what_is_no_database_is_refused_and_left_as_it_is(path: Path, content: bytes, words: str) -> None:
    path.parent.mkdir()
    path.write_bytes(content)

    with pytest.raises(LedgerCorrupt, match=words):
        Ledger(path)
    assert path.read_bytes() == content


@pytest.mark.parametrize("version", [0, 1, len(MIGRATIONS), 99])
def test_another_programs_database_is_refused_and_left_as_it_is(path: Path, version: int) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bookmarks (url)")
        connection.execute(f"PRAGMA user_version = {version}")

    with pytest.raises(LedgerForeign, match="belongs to another program; move it aside and start again"):
        Ledger(path)
    assert tables(path) == {"bookmarks"}


def test_a_damaged_page_is_told_as_damage(path: Path) -> None:
    with closing(Ledger(path)) as ledger:
        OfferShelf(ledger).keep([a_seen_offer(offer_id=f"O{place}") for place in range(600)], 1, NOW)
    content = bytearray(path.read_bytes())
    behind_the_tables = len(content) // 4096 // 3 * 4096
    content[behind_the_tables:] = b"\xa5" * (len(content) - behind_the_tables)
    path.write_bytes(content)

    with closing(Ledger(path)) as ledger, pytest.raises(LedgerCorrupt, match="is damaged; start again"):
        OfferShelf(ledger).find(OfferKey("main", "O100"))


def test_a_folder_that_cannot_be_written_is_told_so(open_folder: Path) -> None:
    with bound_by_modes(), pytest.raises(LedgerReadOnly, match="check the folder's permissions"):
        Ledger(open_folder / "locked" / "ledger.sqlite3")


def test_a_file_that_cannot_be_written_is_told_so_and_left_as_it_is(open_folder: Path) -> None:
    path = open_folder / "ledger.sqlite3"
    Ledger(path).close()
    path.chmod(0o444)
    before = path.read_bytes()

    with bound_by_modes(), pytest.raises(LedgerReadOnly, match="check"):
        Ledger(path)
    assert path.read_bytes() == before


def test_a_file_that_sqlite_opens_for_reading_alone_is_told_so(open_folder: Path) -> None:
    folder = open_folder / "theirs"
    folder.mkdir()
    path = folder / "ledger.sqlite3"
    Ledger(path).close()
    if os.geteuid() == 0:
        for each in (folder, path):
            os.chown(each, NOBODY, -1)
    path.chmod(0o400)

    with bound_by_modes(), pytest.raises(LedgerReadOnly, match="cannot be written; check its permissions"):
        Ledger(path)


def test_a_ledger_that_somebody_is_writing_opens_at_once(path: Path, ledger: Ledger) -> None:
    with ledger.writing(), closing(Ledger(path)) as other:
        assert other.connection.execute("SELECT COUNT(*) FROM offers").fetchone()[0] == 0


def test_a_long_look_is_cut_short_where_the_ledger_is_closed(path: Path) -> None:
    ledger, looking = Ledger(path), threading.Event()
    endless = "WITH RECURSIVE n (x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM n) SELECT x FROM n"
    cut: list[LedgerError] = []

    def look() -> None:
        try:
            with ledger.surveying() as connection:
                for _row in connection.execute(endless):
                    looking.set()
        except LedgerError as error:
            cut.append(error)

    thread = threading.Thread(target=look)
    thread.start()
    looking.wait(30)
    ledger.close()
    thread.join(30)

    assert len(cut) == 1


def test_a_folder_in_the_place_of_the_file_is_told_so(path: Path) -> None:
    path.mkdir(parents=True)

    with pytest.raises(LedgerError, match="check its permissions"):
        Ledger(path)


def test_a_full_disk_is_told_so_and_nothing_is_lost(ledger: Ledger) -> None:
    shelf, journal = OfferShelf(ledger), Journal(ledger, lambda: NOW)
    shelf.keep([a_seen_offer(offer_id="O1")], 1, NOW)
    fill_up(ledger)

    with pytest.raises(LedgerFull, match="is full; free some space and try again"):
        shelf.keep([a_seen_offer(raw="x" * 100_000, offer_id="O2")], 1, NOW)
    with pytest.raises(LedgerFull):
        journal.plan(an_instruction(maker="x" * 100_000))
    assert shelf.find(OfferKey("main", "O1")) is not None
    assert shelf.find(OfferKey("main", "O2")) is None
    assert journal.latest() == []


def test_once_there_is_room_again_writing_goes_on(ledger: Ledger) -> None:
    shelf = OfferShelf(ledger)
    fill_up(ledger)
    with pytest.raises(LedgerFull):
        shelf.keep([a_seen_offer(raw="x" * 100_000)], 1, NOW)
    ledger.connection.execute("PRAGMA max_page_count = 1000000")
    shelf.keep([a_seen_offer(raw="x" * 100_000)], 1, NOW)

    assert shelf.find(a_seen_offer().offer.key) is not None


def fill_up(ledger: Ledger) -> None:
    """Let the file grow no further than it is."""
    pages = ledger.connection.execute("PRAGMA page_count").fetchone()[0]
    ledger.connection.execute(f"PRAGMA max_page_count = {pages}")


def test_each_thread_works_on_a_connection_of_its_own(ledger: Ledger) -> None:
    with ThreadPoolExecutor(4) as pool:
        barrier = threading.Barrier(4)

        def connection(_: int) -> int:
            barrier.wait()
            return id(ledger.connection)

        seen = {*pool.map(connection, range(4)), id(ledger.connection)}

    assert len(seen) == 5


def test_connections_of_threads_that_ended_are_closed(ledger: Ledger) -> None:
    taken: list[sqlite3.Connection] = []
    for _ in range(3):
        thread = threading.Thread(target=lambda: taken.append(ledger.connection))
        thread.start()
        thread.join()

    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        taken[0].execute("SELECT 1")


def test_closing_closes_the_connections_of_every_thread(ledger: Ledger) -> None:
    with ThreadPoolExecutor(1) as pool:
        taken = pool.submit(lambda: ledger.connection).result()
        ledger.close()

        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            taken.execute("SELECT 1")


def test_a_failure_inside_a_transaction_undoes_it(ledger: Ledger) -> None:
    with suppress(KeyError), ledger.writing() as connection:
        connection.execute("INSERT INTO nonces (key_id, last) VALUES ('k', 1)")
        raise KeyError

    assert ledger.connection.execute("SELECT COUNT(*) FROM nonces").fetchone()[0] == 0
    assert not ledger.connection.in_transaction


def test_a_writer_that_never_ends_is_told_so(path: Path, ledger: Ledger) -> None:
    with ledger.writing(), closing(Ledger(path)) as other:
        waiting = other.writing(patience=0.01)
        with pytest.raises(LedgerBusy, match="Another offerdesk is writing the ledger; try again"):
            waiting.__enter__()


def test_opening_a_second_ledger_drops_no_lock_of_the_first(path: Path, ledger: Ledger) -> None:
    Ledger(path).close()
    (complaint,) = side_by_side('Ledger(path).connection.execute("PRAGMA journal_mode = DELETE")', path, 1)

    assert "database is locked" in complaint
    assert ledger.connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"


def test_two_instances_writing_at_once_lose_nothing(path: Path, ledger: Ledger) -> None:
    code = """
shelf = OfferShelf(Ledger(path))
for page in range(40):
    shelf.keep([a_seen_offer(offer_id=f"{me}-{page}-{place}") for place in range(10)], 1, NOW)
"""

    assert side_by_side(code, path, 2) == ["", ""]
    assert ledger.connection.execute("SELECT COUNT(*) FROM offers").fetchone()[0] == 800


def test_closing_waits_for_a_thread_that_is_writing(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger.sqlite3")
    inside, may_end = threading.Event(), threading.Event()

    def write() -> None:
        with ledger.writing() as connection:
            inside.set()
            may_end.wait(30)
            connection.execute(
                "INSERT INTO refreshes (account, side, generation) VALUES ('a', 'received', 7)"
            )

    writer = threading.Thread(target=write)
    writer.start()
    inside.wait(30)
    closer = threading.Thread(target=ledger.close)
    closer.start()
    may_end.set()
    writer.join(30)
    closer.join(30)

    again = Ledger(tmp_path / "ledger.sqlite3")
    with again.reading() as connection:
        assert connection.execute("SELECT generation FROM refreshes").fetchone()[0] == 7
    again.close()


def test_a_closed_ledger_says_so_in_one_sentence(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger.sqlite3")
    ledger.close()
    with pytest.raises(LedgerError, match="offerdesk is ending"), ledger.reading():
        pass


def test_threads_that_write_while_it_closes_neither_crash_nor_lose_what_was_kept(tmp_path: Path) -> None:
    for round_ in range(10):
        path = tmp_path / f"{round_}.sqlite3"
        ledger = Ledger(path)
        kept: list[int] = []

        def write(ledger: Ledger = ledger, kept: list[int] = kept) -> None:
            with suppress(LedgerError):
                for place in range(10_000):
                    with ledger.writing() as connection:
                        connection.execute(
                            "INSERT INTO refreshes (account, side, generation) VALUES (?, 'received', 1)",
                            (str(place),),
                        )
                    kept.append(place)

        writer = threading.Thread(target=write)
        writer.start()
        while not kept:
            writer.join(0.001)
        ledger.close()
        writer.join(30)
        again = Ledger(path)
        with again.reading() as connection:
            assert connection.execute("SELECT COUNT(*) FROM refreshes").fetchone()[0] == len(kept)
        again.close()
