"""Which offers may hold the words of a filter, as the index of three-letter pieces tells.

The index holds no text and no places in it, only which offers hold which pieces: some 100 bytes an
offer. What it finds is therefore held against the offer itself, and what it was not told yet, the
offers behind `words_upto` and the `renamed_offers`, is gone through. It is made by `upkeep`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice

from tui_app.domain.filter_terms import Filter, Term, TextTerm
from tui_app.ledger.conditions import SEARCHED, Condition

PIECE = 3
"""Shorter words cannot be looked up."""
_PIECES = 12
_TERMS = 8
_MAY_HOLD = """row_id IN (
    SELECT rowid FROM offer_words WHERE offer_words MATCH :pieces
    UNION ALL SELECT row_id FROM renamed_offers
    UNION ALL SELECT row_id FROM offers WHERE row_id > :words_upto
)"""


def may_hold(connection: sqlite3.Connection, wanted: Filter) -> Condition | None:
    """A condition that every offer with these words meets; None where the index is of no help."""
    pieces, upto = _pieces_of(wanted), indexed_upto(connection)
    return Condition(_MAY_HOLD, {"pieces": pieces, "words_upto": upto}) if pieces and upto else None


def indexed_upto(connection: sqlite3.Connection) -> int:
    """The last row that the index was told of; 0 while there is none."""
    row = connection.execute("SELECT value FROM about WHERE name = 'words_upto'").fetchone()
    return int(row[0]) if row else 0


class WordsDamaged(Exception):
    """The index of words cannot be used. Nothing else of the ledger is touched by that."""


@contextmanager
def using_words() -> Iterator[None]:
    """Raises WordsDamaged where it is the index that is damaged, and not the file."""
    try:
        yield
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", None) != sqlite3.SQLITE_CORRUPT_VTAB:
            raise
        raise WordsDamaged from None


def _pieces_of(wanted: Filter) -> str:
    return " AND ".join(islice(filter(None, map(_pieces_of_term, wanted.terms)), _TERMS))


def _pieces_of_term(term: Term) -> str:
    if not isinstance(term, TextTerm) or term.negated or term.field not in SEARCHED:
        return ""
    words = [_pieces_of_word(word) for word in term.words]
    return f"({' OR '.join(words)})" if all(words) else ""


def _pieces_of_word(word: str) -> str:
    if "\0" in word:
        return ""
    pieces = {word[at : at + PIECE]: None for at in range(len(word) - PIECE + 1)}
    quoted = ('"{}"'.format(piece.replace('"', '""')) for piece in islice(pieces, _PIECES))
    joined = " AND ".join(quoted)
    return f"({joined})" if joined else ""
