"""Orders that were looked up: they stay on the list, each as last seen, without anything private."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from tui_app.domain.order import Order, OrderKey, OrderMark, SeenOrder
from tui_app.domain.verdicts import Action
from tui_app.ledger.instants import from_micros, optional_moment, to_micros
from tui_app.ledger.order_records import order_from, order_text
from tui_app.ledger.records import storable
from tui_app.ledger.store import Ledger

_SEEN: Final = """
    INSERT INTO orders (account, ref, since, first_seen, seen_at, snapshot, raw)
    VALUES (:account, :ref, :at, :at, :at, :snapshot, :raw)
    ON CONFLICT (account, ref) DO UPDATE SET
        first_seen = COALESCE(first_seen, excluded.first_seen), seen_at = excluded.seen_at,
        snapshot = excluded.snapshot, raw = excluded.raw, mark = '', gone = 0
"""
_MARKED: Final = """
    INSERT INTO orders (account, ref, since, mark, gone) VALUES (:account, :ref, :at, :mark, :gone)
    ON CONFLICT (account, ref) DO UPDATE SET mark = excluded.mark, gone = excluded.gone
"""
_HIGHEST: Final = f"""
    SELECT MAX(CAST(number AS INTEGER)) FROM (
        SELECT ref AS number FROM orders WHERE account = :account AND first_seen <= :before
        UNION ALL
        SELECT made FROM actions
        WHERE account = :account AND action = '{Action.CREATE_ORDER}' AND settled_at <= :before
    ) WHERE number <> '' AND number NOT GLOB '*[^0-9]*'
"""  # noqa: S608 - our own words
_SELECT: Final = "SELECT account, ref, since, seen_at, snapshot, raw, mark, gone FROM orders"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptOrder:
    """An order on the list, with the marketplace's JSON as far as it may be kept.

    `order` and `seen_at` are None where it was never had. `mark` is a sentence on why it could not be had
    the last time, or empty; `gone` says that the marketplace calls it not there.
    """

    key: OrderKey
    order: Order | None
    raw: str
    since: datetime
    seen_at: datetime | None
    mark: str = ""
    gone: bool = False


class OrderShelf:
    """Reading and writing orders in the ledger; what an order's text says is read once."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._read: dict[OrderKey, tuple[str, Order]] = {}

    def keep(self, account: str, seen: Iterable[SeenOrder], at: datetime) -> None:
        """Put orders on the list, or renew them there, without what is private. Raises LedgerError."""
        when = to_micros(at)
        self._write(
            _SEEN,
            [
                {
                    "account": account,
                    "ref": storable(each.order.key.ref),
                    "at": when,
                    "snapshot": order_text(each.order),
                    "raw": storable(each.raw),
                }
                for each in seen
            ],
        )

    def mark(self, account: str, marks: Iterable[OrderMark], at: datetime) -> None:
        """Note why orders could not be had; what was seen of them before stays. Raises LedgerError."""
        when = to_micros(at)
        self._write(
            _MARKED,
            [
                {
                    "account": account,
                    "ref": storable(each.ref),
                    "at": when,
                    "mark": storable(each.because),
                    "gone": each.gone,
                }
                for each in marks
            ],
        )

    def find(self, key: OrderKey) -> KeptOrder | None:
        """One order of the list."""
        with self._ledger.reading() as connection:
            row = connection.execute(
                f"{_SELECT} WHERE account = ? AND ref = ?", (key.account, storable(key.ref))
            ).fetchone()
        return self._kept(row) if row else None

    def all(self, account: str | None = None) -> list[KeptOrder]:
        """The list, in the order in which they came onto it, of one account or of every one."""
        with self._ledger.reading() as connection:
            rows = connection.execute(
                f"{_SELECT} WHERE ? IS NULL OR account = ? ORDER BY row_id", (account, account)
            ).fetchall()
        return [self._kept(row) for row in rows]

    def forget(self, key: OrderKey) -> bool:
        """Take one off the list; whether it was there. Raises LedgerError."""
        with self._ledger.writing() as connection:
            changed = connection.execute(
                "DELETE FROM orders WHERE account = ? AND ref = ?", (key.account, storable(key.ref))
            )
        return changed.rowcount > 0

    def forget_account(self, account: str) -> None:
        """Drop the list of an account that is removed. Its actions stay."""
        with self._ledger.writing() as connection:
            connection.execute("DELETE FROM orders WHERE account = ?", (account,))

    def highest(self, account: str, before: datetime) -> int | None:
        """The highest number of an order that was seen, or made from here, by then; None where none was.

        `before` is this machine's time.
        """
        with self._ledger.reading() as connection:
            row = connection.execute(_HIGHEST, {"account": account, "before": to_micros(before)}).fetchone()
        return None if row[0] is None else int(row[0])

    def _kept(self, row: sqlite3.Row) -> KeptOrder:
        key = OrderKey(row["account"], row["ref"])
        return KeptOrder(
            key=key,
            order=self._order(key, row["snapshot"]) if row["snapshot"] else None,
            raw=row["raw"],
            since=from_micros(row["since"]),
            seen_at=optional_moment(row["seen_at"]),
            mark=row["mark"],
            gone=bool(row["gone"]),
        )

    def _order(self, key: OrderKey, snapshot: str) -> Order:
        known = self._read.get(key)
        if known is None or known[0] != snapshot:
            known = self._read[key] = (snapshot, order_from(snapshot))
        return known[1]

    def _write(self, statement: str, rows: list[dict[str, object]]) -> None:
        if rows:
            with self._ledger.writing() as connection:
                connection.executemany(statement, rows)
