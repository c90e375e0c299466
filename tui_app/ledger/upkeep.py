"""What makes a ledger of many offers quick, made piece by piece behind the first paint.

First the indexes of the orders that are lacking, then the index of words. Every piece is one
transaction that notes how far it came: it may be ended at any moment, and another process may do
the same at the same time.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from tui_app.ledger.offer_indexes import FEW, lacking, make
from tui_app.ledger.store import Ledger
from tui_app.ledger.words import WordsDamaged, indexed_upto, using_words

WORTH_IT = 10_000
"""Fewer offers are gone through faster than their words are indexed."""
PIECE = 500
"""Offers whose words are indexed in one transaction, which takes some 20 ms."""
_INDEX = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS offer_words USING fts5("
    "words, content='', detail=none, columnsize=0, tokenize='trigram case_sensitive 1')"
)
_PENDING = "SELECT row_id FROM renamed_offers WHERE row_id <= :upto LIMIT :piece"
_NEXT = "SELECT row_id FROM offers WHERE row_id > :upto ORDER BY row_id LIMIT :piece"


class Progress(NamedTuple):
    """How far it came: `done` of `total` offers have their words indexed; both 0 before that."""

    done: int
    total: int


def upkeep(ledger: Ledger) -> Iterator[Progress]:
    """Make what is lacking, one short transaction between two yields. Raises LedgerError.

    To be run in a thread: the index of one order takes a second for some hundred thousand offers.
    """
    with ledger.reading() as connection:
        names = lacking(connection) if _newest(connection) > FEW else []
    for name in names:
        with ledger.writing() as connection:
            make(connection, name)
        yield Progress(0, 0)
    try:
        yield from _index_words(ledger)
    except WordsDamaged:
        forget_words(ledger)
        yield from _index_words(ledger)


def forget_words(ledger: Ledger) -> None:
    """Drop an index of words that is damaged; the next upkeep makes another. Raises LedgerError."""
    with ledger.writing() as connection:
        connection.execute("DELETE FROM about WHERE name = 'words_upto'")
        connection.execute("DROP TABLE IF EXISTS offer_words")


def _index_words(ledger: Ledger) -> Iterator[Progress]:
    with ledger.reading() as connection:
        newest = _newest(connection)
        if newest < WORTH_IT or not _is_behind(connection, newest):
            return
    while True:
        with ledger.writing() as connection:
            # Its tokenizer ends at a NUL; what comes after one is indexed too.
            connection.create_function("unbroken", 1, _unbroken, deterministic=True)
            if not _may_index(connection):
                return
            with using_words():
                upto, left = _index_piece(connection)
        if not left:
            return
        yield Progress(upto, max(upto, newest))


def _index_piece(connection: sqlite3.Connection) -> tuple[int, bool]:
    """Index the next offers, and say up to which row that is and whether any were left."""
    upto = indexed_upto(connection)
    bounds = {"upto": upto, "piece": PIECE}
    renamed = [row[0] for row in connection.execute(_PENDING, bounds)]
    new = [row[0] for row in connection.execute(_NEXT, bounds)]
    _tell(connection, renamed + new)
    upto = new[-1] if new else upto
    connection.execute("DELETE FROM renamed_offers WHERE row_id <= ?", (renamed[-1] if renamed else 0,))
    connection.execute("INSERT OR REPLACE INTO about VALUES ('words_upto', ?)", (str(upto),))
    return upto, bool(renamed or new)


def _tell(connection: sqlite3.Connection, row_ids: list[int]) -> None:
    connection.executemany(
        "INSERT INTO offer_words (rowid, words) SELECT row_id, unbroken(search) FROM offers WHERE row_id = ?",
        ((row_id,) for row_id in row_ids),
    )


def _may_index(connection: sqlite3.Connection) -> bool:
    """Make the index if it is not there. SQLite may have been built without what it takes."""
    try:
        connection.execute(_INDEX)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
            raise
        return False
    return True


def _is_behind(connection: sqlite3.Connection, newest: int) -> bool:
    renamed = connection.execute("SELECT 1 FROM renamed_offers").fetchone()
    return indexed_upto(connection) < newest or renamed is not None


def _newest(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT COALESCE(MAX(row_id), 0) FROM offers").fetchone()[0])


def _unbroken(text: str) -> str:
    return text.replace("\0", "\n")
