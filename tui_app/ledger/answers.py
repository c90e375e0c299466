"""The whole of a list: looked for in a thread of its own, and given up when nobody waits for it any more."""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from tui_app.domain.errors import LedgerError
from tui_app.domain.filter_terms import Comparison, EndsTerm, Filter
from tui_app.domain.offer import OfferStatus
from tui_app.ledger.conditions import condition_of
from tui_app.ledger.instants import to_micros
from tui_app.ledger.patience import SELDOM, unless
from tui_app.ledger.store import Ledger
from tui_app.ledger.upkeep import forget_words
from tui_app.ledger.views import View, whole
from tui_app.ledger.windows import Windows
from tui_app.ledger.words import WordsDamaged, may_hold, using_words


@dataclass(frozen=True, slots=True)
class Answer:
    """Every row of a view in order, and how many of each status its filter lets through.

    `trouble` is set where the index of words was damaged: every offer was gone through, and the
    index is made anew.
    """

    row_ids: array[int]
    counts: dict[OfferStatus, int]
    trouble: bool = False


def answer(ledger: Ledger, view: View, now: datetime, enough: Callable[[], bool]) -> Answer | None:
    """The whole of a view; None if there was `enough` of waiting. Raises LedgerError."""
    if not view.filters:
        return _unfiltered(ledger, view, now, enough)
    wanted = view.wanted or Filter()
    try:
        return _filtered(ledger, view, wanted, now, enough)
    except WordsDamaged:
        with suppress(LedgerError):  # the next to look for words says so again
            forget_words(ledger)
        found = _filtered(ledger, view, wanted, now, enough, by_words=False)
        return None if found is None else Answer(found.row_ids, found.counts, trouble=True)


def _unfiltered(ledger: Ledger, view: View, now: datetime, enough: Callable[[], bool]) -> Answer | None:
    windows = Windows(ledger)
    row_ids = windows.row_ids(view, now, enough=enough)
    return None if enough() else Answer(row_ids, windows.counts(view.side, None, now))


def _filtered(
    ledger: Ledger,
    view: View,
    wanted: Filter,
    now: datetime,
    enough: Callable[[], bool],
    *,
    by_words: bool = True,
) -> Answer | None:
    with ledger.surveying() as connection, unless(connection, enough, SELDOM):
        query, values = _query(connection, view, wanted, now, by_words=by_words)
        cursor = connection.cursor()
        cursor.row_factory = None
        row_ids, counts = array("q"), Counter[str]()
        with using_words():
            for row_id, status in cursor.execute(query, values):
                counts[status] += 1
                if view.status is None or status == view.status:
                    row_ids.append(row_id)
        return Answer(row_ids, {OfferStatus(status): count for status, count in counts.items()})
    return None


def _query(
    connection: sqlite3.Connection, view: View, wanted: Filter, now: datetime, *, by_words: bool
) -> tuple[str, dict[str, str | int]]:
    found = condition_of(wanted, now)
    holds, values = f"side = :side AND {found.sql}", {"side": view.side.value, "now": to_micros(now)}
    if view.account:
        holds, values = f"account = :account AND {holds}", values | {"account": view.account}
    if by_words and (words := may_hold(connection, wanted)) is not None:
        holds, values = f"{words.sql} AND {holds}", values | words.values
    # Rows are read as they lie in the file; along another index each of a million would be sought.
    how = "INDEXED BY offers_by_end" if any(map(_ends_soon, wanted.terms)) else "NOT INDEXED"
    order = whole(view).order
    return (
        f"SELECT row_id, shown_status FROM offers {how} WHERE {holds} ORDER BY {order}",  # noqa: S608 - values are bound
        values | found.values,
    )


def _ends_soon(term: object) -> bool:
    upper = (Comparison.LESS, Comparison.AT_MOST)
    return isinstance(term, EndsTerm) and not term.negated and term.comparison in upper
