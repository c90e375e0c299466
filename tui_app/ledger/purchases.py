"""Searches of purchases that were made, and what each showed last, in the marketplace's order."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Final

from tui_app.domain.purchase import Purchase, Search
from tui_app.ledger.instants import from_micros, optional_moment, to_micros
from tui_app.ledger.purchase_records import purchase_from, purchase_text
from tui_app.ledger.records import storable
from tui_app.ledger.store import Ledger

_WINDOW: Final = 500
_NAMED: Final = "account = ? AND user_id = ? AND token_id = ? AND grouped = ?"
# What this reading met already stays where it was met; what an earlier one met moves to its new place.
_UPSERT: Final = """
    INSERT INTO purchases (search_id, purchase_id, generation, place, snapshot, seen_at)
    VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (search_id, purchase_id) DO UPDATE SET
        generation = excluded.generation, place = excluded.place,
        snapshot = excluded.snapshot, seen_at = excluded.seen_at
    WHERE generation < excluded.generation
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptSearch:
    """A search on the list: since when, and when it was last read to its end, None for never."""

    search: Search
    since: datetime
    read_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseRow:
    """A purchase as last seen, when that was, and the row it stands in."""

    row_id: int
    purchase: Purchase
    seen_at: datetime


class PurchaseShelf:
    """Reading and writing searches and their purchases. Every method raises LedgerError."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def add(self, search: Search, at: datetime) -> None:
        """Put a search on the list; one that is there stays as it is."""
        with self._ledger.writing() as connection:
            connection.execute(
                "INSERT INTO searches (account, user_id, token_id, grouped, since) VALUES (?, ?, ?, ?, ?) "
                "ON CONFLICT DO NOTHING",
                (*_name(search), to_micros(at)),
            )

    def searches(self) -> tuple[KeptSearch, ...]:
        """Every search, the oldest first."""
        with self._ledger.reading() as connection:
            rows = connection.execute("SELECT * FROM searches ORDER BY since, search_id").fetchall()
        return tuple(map(_kept_search, rows))

    def begin(self, search: Search) -> int:
        """A new reading of a search; its number goes with every page."""
        with self._ledger.writing() as connection:
            connection.execute(
                f"UPDATE searches SET generation = generation + 1 WHERE {_NAMED}",  # noqa: S608 - our own words
                _name(search),
            )
            row = connection.execute(
                f"SELECT generation FROM searches WHERE {_NAMED}",  # noqa: S608 - our own words
                _name(search),
            ).fetchone()
        return int(row[0]) if row else 0

    def keep(
        self, search: Search, purchases: Iterable[Purchase], generation: int, at: datetime
    ) -> tuple[Purchase, ...]:
        """Keep a page behind what this reading brought before; those that it had not brought yet.

        What earlier readings brought stays behind all that until this one is finished.
        """
        with self._ledger.writing() as connection:
            if (search_id := _id_of(connection, search)) is None:
                return ()  # it was taken off the list meanwhile
            place = _count(connection, search_id, generation)
            fresh = list[Purchase]()
            for purchase in purchases:
                row = (search_id, storable(purchase.purchase_id), generation, place + len(fresh))
                kept = connection.execute(_UPSERT, (*row, purchase_text(purchase), to_micros(at)))
                if kept.rowcount > 0:
                    fresh.append(purchase)
        return tuple(fresh)

    def finish(self, search: Search, generation: int, at: datetime) -> None:
        """It was read to its end: what this reading did not bring is there no more."""
        with self._ledger.writing() as connection:
            if (search_id := _id_of(connection, search)) is not None:
                connection.execute(
                    "DELETE FROM purchases WHERE search_id = ? AND generation < ?", (search_id, generation)
                )
                connection.execute(
                    "UPDATE searches SET read_at = ? WHERE search_id = ?", (to_micros(at), search_id)
                )

    def forget(self, search: Search) -> None:
        """Take a search off the list, with what it showed."""
        with self._ledger.writing() as connection:
            connection.execute(f"DELETE FROM searches WHERE {_NAMED}", _name(search))  # noqa: S608 - our own words

    def forget_account(self, account: str) -> None:
        """Drop an account's searches."""
        with self._ledger.writing() as connection:
            connection.execute("DELETE FROM searches WHERE account = ?", (account,))

    def row_ids(self, search: Search) -> array[int]:
        """The rows of a search: what the last reading brought in its order, then what earlier ones did."""
        with self._ledger.reading() as connection:
            found = connection.execute(
                "SELECT row_id FROM purchases WHERE search_id = ? ORDER BY generation DESC, place",
                (_id_of(connection, search),),
            ).fetchall()
        return array("q", chain.from_iterable(found))

    def rows(self, row_ids: Sequence[int]) -> list[PurchaseRow]:
        """The purchases in these rows, in the order asked; at most a window's worth."""
        if len(row_ids) > _WINDOW:
            raise ValueError(f"a window holds at most {_WINDOW} rows")
        marks = ",".join("?" * len(row_ids))
        with self._ledger.reading() as connection:
            found = connection.execute(
                f"SELECT row_id, snapshot, seen_at FROM purchases WHERE row_id IN ({marks})",  # noqa: S608 - only marks
                tuple(row_ids),
            ).fetchall()
        by_id = {row["row_id"]: _purchase_row(row) for row in found}
        return [by_id[row_id] for row_id in row_ids if row_id in by_id]

    def all_of(self, search: Search) -> Iterator[PurchaseRow]:
        """Every row of a search, read a window at a time."""
        row_ids = self.row_ids(search)
        for start in range(0, len(row_ids), _WINDOW):
            yield from self.rows(row_ids[start : start + _WINDOW])


def _name(search: Search) -> tuple[str, str, str, bool]:
    return (search.account, storable(search.user_id), storable(search.token_id), search.grouped)


def _id_of(connection: sqlite3.Connection, search: Search) -> int | None:
    row = connection.execute(f"SELECT search_id FROM searches WHERE {_NAMED}", _name(search)).fetchone()  # noqa: S608 - our own words
    return None if row is None else int(row[0])


def _count(connection: sqlite3.Connection, search_id: int, generation: int) -> int:
    row = connection.execute(
        "SELECT COUNT(*) FROM purchases WHERE search_id = ? AND generation = ?", (search_id, generation)
    ).fetchone()
    return int(row[0])


def _kept_search(row: sqlite3.Row) -> KeptSearch:
    search = Search(row["account"], row["user_id"], row["token_id"], bool(row["grouped"]))
    return KeptSearch(search=search, since=from_micros(row["since"]), read_at=optional_moment(row["read_at"]))


def _purchase_row(row: sqlite3.Row) -> PurchaseRow:
    return PurchaseRow(
        row_id=row["row_id"], purchase=purchase_from(row["snapshot"]), seen_at=from_micros(row["seen_at"])
    )
