"""Windows of the ledger: a view resolves to row ids, and only the visible ones are read."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from tui_app.domain.money import Currency, Money
from tui_app.domain.offer import OfferKey, OfferStatus, Side
from tui_app.domain.text import UntrustedText
from tui_app.ledger.instants import from_micros, optional_moment, to_micros
from tui_app.ledger.minimums import MUTED
from tui_app.ledger.patience import SELDOM, after, unless
from tui_app.ledger.sightings import SEEN_AT
from tui_app.ledger.store import Ledger
from tui_app.ledger.views import INDEX_OF, Sort, Stretch, View, of_currency, stretches, whole

__all__ = ["OfferRow", "Page", "Sort", "View", "Windows"]

if TYPE_CHECKING:
    from tui_app.domain.filter_terms import Filter
    from tui_app.ledger.action_windows import ActionWindows
    from tui_app.ledger.answers import Answer
    from tui_app.ledger.best import Best
    from tui_app.ledger.insights import Insights
    from tui_app.ledger.upkeep import Progress


_ROW_COLUMNS = (
    "row_id, account, offer_id, marketplace, side, shown_status, "  # noqa: S608 - our own words
    "amount, currency, symbol, "
    "placed_at, expires, maker, nft, collection, chain, hides, pending, "
    f"(SELECT why FROM unread WHERE unread.row_id = offers.row_id) AS unread, {MUTED} AS muted, "
    f"{SEEN_AT} AS seen_at"
)
_WINDOW = 500
# Each half jumps along the index; compared as a pair, all offers of one currency would be gone through.
_NEXT_CURRENCY = """
    SELECT * FROM (
        SELECT currency, marketplace FROM offers INDEXED BY offers_by_price
            WHERE side = :side AND currency = :currency AND marketplace > :marketplace
            ORDER BY marketplace LIMIT 1
    ) UNION ALL SELECT * FROM (
        SELECT currency, marketplace FROM offers INDEXED BY offers_by_price
            WHERE side = :side AND currency > :currency ORDER BY currency, marketplace LIMIT 1
    ) LIMIT 1
"""
_SCANNED = 2_000
"""As many rows are gone through, in whatever order, before a screen is drawn."""


class Page(NamedTuple):
    """The beginning of a list; `whole` where nothing comes after it.

    `counts` of each status that its filter lets through are None where to count them takes time.
    """

    row_ids: array[int]
    whole: bool
    counts: dict[OfferStatus, int] | None


class OfferRow(NamedTuple):
    """What the list shows of one offer. `hides` marks a name with hidden characters.

    `unread` says why nobody looked at it yet: `new`, `changed` or `ending`; empty where somebody did.
    `muted` is a bid below the person's own minimum.
    `best` is what it is held against, where that was looked for and is there.
    """

    row_id: int
    key: OfferKey
    marketplace: str
    side: Side
    status: OfferStatus
    price: Money
    placed_at: datetime
    expires: datetime | None
    maker: UntrustedText
    nft: UntrustedText
    collection: UntrustedText
    chain: UntrustedText
    hides: bool
    pending: str
    seen_at: datetime
    unread: str = ""
    muted: bool = False
    best: Best | None = None


class Windows:
    """Answers the table's questions; every call sees the ledger as it is at one moment."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    @property
    def actions(self) -> ActionWindows:
        """The same for what was done: imported with the first look at it, which is not the first paint."""
        from tui_app.ledger.action_windows import ActionWindows

        return ActionWindows(self._ledger)

    @property
    def insights(self) -> Insights:
        """What many offers come to: imported with the first look at that."""
        from tui_app.ledger.insights import Insights

        return Insights(self._ledger)

    def row_ids(
        self, view: View, now: datetime, *, limit: int = -1, enough: Callable[[], bool] | None = None
    ) -> array[int]:
        """The rows of the view, in order; the first `limit` where one is given, or until it is `enough`.

        Eight bytes a row, whatever the row holds.
        """
        found = array("q")
        with self._ledger.surveying() as connection, unless(connection, enough or _never, SELDOM):
            if view.filters and limit < 0:
                _gather(connection, found, view, now, [whole(view)], "NOT INDEXED")
            else:
                _gather(connection, found, view, now, stretches(view), _index(connection, view), limit)
        return found

    def page(self, view: View, now: datetime, limit: int, seconds: float) -> Page:
        """The first rows of the view: at most `limit`, and no more than are found in so much time.

        What is found is found in order. Where there are few offers, all that are looked for are found.
        """
        found, done = array("q"), False
        with self._ledger.reading() as connection:
            index, counts = _index(connection, view), _known_counts(connection, view, now)
            if _held(connection, view) <= _SCANNED:
                _gather(connection, found, view, now, stretches(view), index)
                return Page(found, True, counts)
            turned = view.sort is Sort.PRICE and view.reverse and index
            pieces = _by_currency(connection, view) if turned else stretches(view)
            with unless(connection, after(seconds)):
                _gather(connection, found, view, now, pieces, index, limit)
                done = len(found) < limit
        return Page(found, done, counts)

    def answer(self, view: View, now: datetime, enough: Callable[[], bool]) -> Answer | None:
        """The whole of a view, looked for in the thread of the caller; None if there was `enough` of it."""
        from tui_app.ledger.answers import answer

        return answer(self._ledger, view, now, enough)

    def muted_of(self, view: View) -> View | None:
        """The offers that a view leaves out because they are muted; None where it leaves none out."""
        from tui_app.ledger.minimums import muted_of

        return muted_of(self._ledger, view)

    def upkeep(self) -> Iterator[Progress]:
        """What makes a large ledger quick, step by step, each to be taken in a thread. Raises LedgerError."""
        from tui_app.ledger.upkeep import upkeep

        return upkeep(self._ledger)

    def rows(self, row_ids: Sequence[int]) -> list[OfferRow]:
        """The rows with these ids, in the order asked; at most a window's worth."""
        if len(row_ids) > _WINDOW:
            raise ValueError(f"a window holds at most {_WINDOW} rows")
        marks = ",".join("?" * len(row_ids))
        with self._ledger.reading() as connection:
            found = connection.execute(
                f"SELECT {_ROW_COLUMNS} FROM offers WHERE row_id IN ({marks})",  # noqa: S608 - only marks
                tuple(row_ids),
            ).fetchall()
        by_id = {row["row_id"]: _offer_row(row) for row in found}
        return [by_id[row_id] for row_id in row_ids if row_id in by_id]

    def best_beside(self, row_ids: Sequence[int], now: datetime) -> dict[int, Best]:
        """By row, the best other open offer for the same NFT in the same currency, where there is one."""
        from tui_app.ledger.best import best_beside

        with self._ledger.reading() as connection:
            return best_beside(connection, row_ids, now)

    def counts(self, side: Side, wanted: Filter | None, now: datetime) -> dict[OfferStatus, int]:
        """How many offers of each status the filter lets through; without a filter at no cost."""
        with self._ledger.reading() as connection:
            return _counted(connection, View(side=side, wanted=wanted), now)

    def best_open(
        self, nft_id: str, currency: Currency, now: datetime, *, other_than: OfferKey | None
    ) -> Money | None:
        """The highest offer for an NFT in one currency that is open and not past its end, leaving one out."""
        from tui_app.domain.folding import folded
        from tui_app.ledger.records import storable

        with self._ledger.reading() as connection:
            row = connection.execute(
                "SELECT amount, symbol FROM offers WHERE nft_ids = ? AND marketplace = ? AND currency = ? "
                "AND shown_status = ? AND NOT asks AND NOT (account = ? AND offer_id = ?) "
                "AND (expires IS NULL OR expires > ?) "
                "ORDER BY amount_key DESC LIMIT 1",
                (
                    *(folded(nft_id), currency.issuer, storable(currency.code), OfferStatus.OPEN),
                    *((other_than.account, storable(other_than.offer_id)) if other_than else ("", "")),
                    to_micros(now),
                ),
            ).fetchone()
        if row is None:
            return None
        return Money.parse(row["amount"], replace(currency, symbol=UntrustedText(row["symbol"])))

    def open_count(self, side: Side) -> int:
        """How many offers of this side are open."""
        with self._ledger.reading() as connection:
            return _counts(connection, side).get(OfferStatus.OPEN, 0)


def _gather(
    connection: sqlite3.Connection,
    found: array[int],
    view: View,
    now: datetime,
    pieces: Iterable[Stretch],
    how: str = "",
    limit: int = -1,
) -> None:
    """Append the rows of a view piece by piece; `how` is SQL that says which index is read along.

    What is in `found` is right at any time, also where this is left in the middle.
    """
    where, values = _where(view, now)
    values["now"] = to_micros(now)
    for piece in pieces:
        values["limit"] = max(0, limit - len(found)) if limit >= 0 else limit
        if not values["limit"]:
            return
        ids = connection.cursor()
        ids.row_factory = None
        ids.execute(
            f"SELECT row_id FROM offers {how} WHERE {where} AND {piece.holds} "  # noqa: S608 - values are bound
            f"ORDER BY {piece.order} LIMIT :limit",
            values | dict(piece.values),
        )
        found.extend(chain.from_iterable(ids))


def _never() -> bool:
    return False


def _by_currency(connection: sqlite3.Connection, view: View) -> Iterator[Stretch]:
    last = {"side": view.side.value, "currency": "", "marketplace": ""}
    while row := connection.execute(_NEXT_CURRENCY, last).fetchone():
        last |= dict(row)
        yield of_currency(view, row["currency"], row["marketplace"])


def _index(connection: sqlite3.Connection, view: View) -> str:
    """Along what a list is read; nothing where that index is still to be made."""
    few = view.status and _held(connection, view) <= _SCANNED
    name = "offers_in_status" if few else INDEX_OF[view.sort]
    there = connection.execute("SELECT 1 FROM sqlite_master WHERE type = 'index' AND name = ?", (name,))
    return f"INDEXED BY {name}" if there.fetchone() else ""


def _held(connection: sqlite3.Connection, view: View) -> int:
    """How many offers the view would hold without its filter."""
    counts = _counts(connection, view.side)
    return counts.get(view.status, 0) if view.status else sum(counts.values())


def _known_counts(connection: sqlite3.Connection, view: View, now: datetime) -> dict[OfferStatus, int] | None:
    few = sum(_counts(connection, view.side).values()) <= _SCANNED
    return _counted(connection, view, now) if few or not view.filters else None


def _counted(connection: sqlite3.Connection, view: View, now: datetime) -> dict[OfferStatus, int]:
    if not view.filters:
        return _counts(connection, view.side)
    where, values = _where(view._replace(status=None), now)
    found = connection.execute(
        f"SELECT shown_status, COUNT(*) FROM offers NOT INDEXED WHERE {where} GROUP BY shown_status",  # noqa: S608 - values are bound
        values,
    ).fetchall()
    return {OfferStatus(status): count for status, count in found}


def _counts(connection: sqlite3.Connection, side: Side) -> dict[OfferStatus, int]:
    found = connection.execute("SELECT status, count FROM offer_counts WHERE side = ? AND count > 0", (side,))
    return {OfferStatus(status): count for status, count in found}


def _where(view: View, now: datetime) -> tuple[str, dict[str, str | int]]:
    """A condition, and the values it names."""
    parts, values = ["side = :side"], dict[str, str | int](side=view.side.value)
    if view.status is not None:
        parts.append("shown_status = :status")
        values["status"] = view.status.value
    if view.account:
        parts.append("account = :account")
        values["account"] = view.account
    if view.wanted is not None and view.wanted.terms:
        # The language of filters is imported with the first filter: the first paint has none.
        from tui_app.ledger.conditions import condition_of

        found = condition_of(view.wanted, now)
        parts.append(found.sql)
        values |= found.values
    return " AND ".join(parts), values


def _offer_row(row: sqlite3.Row) -> OfferRow:
    symbol = UntrustedText(row["symbol"])
    currency = Currency(issuer=row["marketplace"], code=row["currency"], symbol=symbol)
    return OfferRow(
        row_id=row["row_id"],
        key=OfferKey(row["account"], row["offer_id"]),
        marketplace=row["marketplace"],
        side=Side(row["side"]),
        status=OfferStatus(row["shown_status"]),
        price=Money.parse(row["amount"], currency),
        placed_at=from_micros(row["placed_at"]),
        expires=optional_moment(row["expires"]),
        maker=UntrustedText(row["maker"]),
        nft=UntrustedText(row["nft"]),
        collection=UntrustedText(row["collection"]),
        chain=UntrustedText(row["chain"]),
        hides=bool(row["hides"]),
        pending=row["pending"],
        seen_at=from_micros(row["seen_at"]),
        unread=row["unread"] or "",
        muted=bool(row["muted"]),
    )
