"""Opening the ledger file, and connections to it that are safe to use from any thread."""

from __future__ import annotations

import errno
import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tui_app.domain.errors import LedgerBusy, LedgerCorrupt, LedgerError, LedgerFull, LedgerReadOnly
from tui_app.ledger.damage import identity, mark
from tui_app.ledger.schema import migrate

BUSY_SECONDS = 5.0
LEAVING_SECONDS = 10.0


class Ledger:
    """One profile's file. Each thread that asks gets a connection of its own.

    Commits survive a crash of the machine (`synchronous=FULL`), because the journal needs it; what can be
    had again from a marketplace is written without waiting for the disk.
    """

    def __init__(self, path: Path) -> None:
        """Open or create the file, private to its owner. Raises LedgerError."""
        self.path = path
        self.file = ""
        self._local = threading.local()
        self._open: dict[threading.Thread, sqlite3.Connection] = {}
        self._surveys: list[sqlite3.Connection] = []
        self._guard = threading.Condition()
        self._inside = 0
        self._closing = False
        try:
            with translated(path):
                _make_private(path)
                opened = identity(path)
                migrate(self.connection)
                _need_writable(self.connection)
        except BaseException:
            self.close()
            raise
        self.file = opened

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection, in autocommit mode."""
        found: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if found is None:
            found = self._local.connection = self._connect()
        return found

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection for queries that all see the same moment; failures become LedgerError."""
        with translated(self.path, self.file), self._held_open():
            connection = self.connection
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")

    @contextmanager
    def surveying(self) -> Iterator[sqlite3.Connection]:
        """As `reading`, for a look so long that closing the ledger cuts it short, with LedgerError."""
        with self.reading() as connection:
            with self._guard:
                self._surveys.append(connection)
            try:
                yield connection
            finally:
                with self._guard:
                    self._surveys.remove(connection)

    @contextmanager
    def writing(
        self, *, patience: float = BUSY_SECONDS, lasting: bool = True
    ) -> Iterator[sqlite3.Connection]:
        """One transaction that other writers wait for; rolled back on any exception.

        It waits for another writer `patience` seconds at most. Raises LedgerBusy after them,
        or another LedgerError when it cannot be kept. What is not `lasting` outlives the program,
        but a crash of the machine only once something lasting was written after it.
        """
        with translated(self.path, self.file), self._held_open():
            connection = self._synced(lasting=lasting)
            _begin(connection, patience)
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    @contextmanager
    def noting(self) -> Iterator[sqlite3.Connection]:
        """A connection for single statements, each a transaction by itself that is not `lasting`."""
        with translated(self.path, self.file), self._held_open():
            yield self._synced(lasting=False)

    def close(self) -> None:
        """Let nobody in any more, wait for who is inside, then close every connection.

        A thread that is still inside after a while keeps its connection to the end of the process:
        SQLite would crash if it were closed under its hands.
        """
        with self._guard:
            self._closing = True
            for connection in self._surveys:
                connection.interrupt()
            if self._guard.wait_for(lambda: not self._inside, timeout=LEAVING_SECONDS):
                for connection in self._open.values():
                    connection.close()
                self._open.clear()

    @contextmanager
    def _held_open(self) -> Iterator[None]:
        with self._guard:
            if self._closing:
                raise LedgerError("The ledger is closed, because offerdesk is ending.")
            self._inside += 1
        try:
            yield
        finally:
            with self._guard:
                self._inside -= 1
                self._guard.notify_all()

    def _synced(self, *, lasting: bool) -> sqlite3.Connection:
        """This thread's connection; its commits wait until the disk has them if they have to be `lasting`."""
        connection = self.connection
        if lasting is not self._local.lasting:
            connection.execute(f"PRAGMA synchronous = {'FULL' if lasting else 'NORMAL'}")
            self._local.lasting = lasting
        return connection

    def _connect(self) -> sqlite3.Connection:
        # Only closing crosses threads; each connection is used by the thread that made it.
        connection = sqlite3.connect(
            self.path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        with self._guard:
            for thread in [thread for thread in self._open if not thread.is_alive()]:
                self._open.pop(thread).close()
            self._open[threading.current_thread()] = connection
        connection.row_factory = sqlite3.Row
        connection.create_function("fold", 1, str.casefold, deterministic=True)
        _use_wal(connection)
        connection.execute("PRAGMA synchronous = FULL")
        self._local.lasting = True
        connection.execute("PRAGMA foreign_keys = ON")
        return connection


def _need_writable(connection: sqlite3.Connection) -> None:
    """Raises sqlite3.OperationalError where SQLite could open the file for reading alone."""
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        connection.execute("DELETE FROM nonces WHERE FALSE")
    except sqlite3.OperationalError as error:
        if (
            error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY
        ):  # whoever is writing shows that it can be done
            raise
    finally:
        connection.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1_000)}")


def _begin(connection: sqlite3.Connection, patience: float) -> None:
    if patience == BUSY_SECONDS:  # as every connection has it
        connection.execute("BEGIN IMMEDIATE")
        return
    connection.execute(f"PRAGMA busy_timeout = {int(patience * 1_000)}")
    try:
        connection.execute("BEGIN IMMEDIATE")
    finally:
        connection.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1_000)}")


def _use_wal(connection: sqlite3.Connection) -> None:
    # Where several create the file at once SQLite does not wait by itself, lest they wait for each other.
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return


def _make_private(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # A file that is there is not opened here: closing it would drop the locks this process holds on it.
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    # SQLite gives its -wal and -shm files the mode of the file itself.
    if path.stat().st_mode & 0o077:
        path.chmod(0o600)


@contextmanager
def translated(path: Path, file: str = "") -> Iterator[None]:
    """Turn what SQLite and the file system raise into LedgerError with a remedy.

    Damage is marked for the next start, which sets the file aside; the mark names the `file` that was
    opened, for by now another one may stand in its place.
    """
    try:
        yield
    except sqlite3.IntegrityError:
        raise  # a unique index that holds is an answer to the caller, not a broken file
    except sqlite3.Error as error:
        named = _named(error, path)
        if isinstance(named, LedgerCorrupt) and file:
            mark(path, file)
        raise named from None
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise _full(path) from None
        raise LedgerReadOnly(
            f"The ledger at {path} cannot be opened; check the folder's permissions.", error.strerror or ""
        ) from None


def _full(path: Path) -> LedgerFull:
    return LedgerFull(f"The disk that holds {path} is full; free some space and try again.")


def _named(error: sqlite3.Error, path: Path) -> LedgerError:
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith("SQLITE_FULL"):
        return _full(path)
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return LedgerReadOnly(f"The ledger at {path} cannot be written; check its permissions.", str(error))
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return LedgerCorrupt(
            f"The ledger at {path} is damaged; start again, and it is set aside.", str(error)
        )
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return LedgerBusy("Another offerdesk is writing the ledger; try again in a moment.", str(error))
    return LedgerError(f"The ledger at {path} could not be used; try again.", str(error))
