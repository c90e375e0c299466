"""What many offers come to, counted by SQLite in the thread of the caller: by day, by amount, by end.

Every question is given up as soon as there was `enough` of waiting: the answer is None then.
Amounts are compared as they are, each currency by itself.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter

from tui_app.domain.folding import folded
from tui_app.domain.money import Currency, Money
from tui_app.domain.nft import Nft
from tui_app.domain.offer import OfferStatus, Side
from tui_app.domain.spans import between
from tui_app.ledger.best import money_of
from tui_app.ledger.instants import in_micros, to_micros
from tui_app.ledger.offer_indexes import OF_AN_NFT
from tui_app.ledger.patience import unless
from tui_app.ledger.store import Ledger

_HOUR = timedelta(hours=1)
_STEP = timedelta(minutes=15)
"""Clocks are changed by multiples of it, so that no such step lies in two days."""
_BY_STATUS = ", ".join(f"SUM(shown_status = '{status.value}')" for status in OfferStatus)
# SQLite takes the plain columns from the row that has the greatest amount.
_GREATEST = "marketplace, currency, symbol, amount, COUNT(DISTINCT offer_id) AS many, MAX(amount_key)"
_PLACED = f"""
    SELECT {_GREATEST}, CASE WHEN placed_at < :first THEN -1
        ELSE (placed_at - :first) / :step END AS place
    FROM offers %s GROUP BY marketplace, currency, place ORDER BY marketplace, currency, place
"""  # noqa: S608 - our own words
_STANDING = f"""
    SELECT {_GREATEST} FROM offers %s AND shown_status = :open AND (expires IS NULL OR expires > :now)
    GROUP BY marketplace, currency
"""  # noqa: S608 - our own words
_ENDING = f"""
    SELECT {_GREATEST}, (expires - :first) / :span AS place FROM offers INDEXED BY offers_by_end
    WHERE side = :side AND expires > :now AND expires < :until AND shown_status = :open
    GROUP BY place, marketplace, currency ORDER BY place, many DESC, marketplace, currency
"""  # noqa: S608 - our own words
_OF_THE_NFT = "{} WHERE nft_ids = :nft AND marketplace = :marketplace AND NOT asks"
# An id has no index of its own: it is looked for among the offers whose collection has the same name.
_OF_THE_COLLECTION = (
    "{} WHERE side IN ('received', 'placed', 'watched') AND collection_key = :collection "
    "AND collection_ids = :collection_id AND marketplace = :marketplace AND NOT asks"
)
_MONEY = itemgetter("marketplace", "currency")
Enough = Callable[[], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """An NFT on a marketplace or, if it is the `whole`, the collection that it belongs to."""

    marketplace: str
    nft: Nft
    whole: bool = False

    @property
    def named(self) -> bool:
        """Whether the marketplace tells which one it is."""
        return bool(self.nft.collection_id) if self.whole else self.nft.told


@dataclass(frozen=True, slots=True, kw_only=True)
class Amounts:
    """What is bid for a subject in one currency.

    `highest` has the greatest amount placed on each day, None where none was; `many` how many were
    in all and `older` how many of them before the first day. `best` is the greatest that stands.
    """

    currency: Currency
    highest: tuple[Money | None, ...]
    many: int
    older: int
    best: Money | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How many offers end in one span, and of each currency the greatest amount among them."""

    many: int
    greatest: tuple[Money, ...]


class Insights:
    """Counts over one ledger. Raises LedgerError where it cannot be read."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def placed(
        self, side: Side, days: tuple[datetime, ...], enough: Enough
    ) -> list[Counter[OfferStatus]] | None:
        """Of each day how many offers of a side were placed, by what is known of them now."""
        found: list[Counter[OfferStatus]] = []
        with self._ledger.surveying() as connection, unless(connection, enough):
            query = (
                f"SELECT {_BY_STATUS} FROM offers {_along(connection, 'offers_by_placing')} "  # noqa: S608 - our own words
                "WHERE side = ? AND placed_at >= ? AND placed_at < ?"
            )
            for first, after in between(days):
                counts = connection.execute(query, (side, to_micros(first), to_micros(after))).fetchone()
                found.append(Counter({status: n for status, n in zip(OfferStatus, counts, strict=True) if n}))
        return None if enough() else found

    def amounts(
        self, subject: Subject, days: tuple[datetime, ...], now: datetime, enough: Enough
    ) -> list[Amounts] | None:
        """What was bid for a subject on each day, the currency with the most bids first.

        Bids of every side and account, one that was seen through two of them as one. A collection
        is found by its id among those of the same name.
        """
        found: list[Amounts] = []
        with self._ledger.surveying() as connection, unless(connection, enough):
            bids, values = _bids(connection, subject), _values(subject, days[0], now)
            placed = connection.execute(_PLACED % bids, values).fetchall()
            standing = connection.execute(_STANDING % bids, values).fetchall()
            best = {money.currency: money for money in map(money_of, standing)}
            found.extend(_amounts(list(rows), best, days) for _, rows in groupby(placed, key=_MONEY))
        return None if enough() else sorted(found, key=lambda each: -each.many)

    def endings(
        self, side: Side, hours: tuple[datetime, ...], now: datetime, enough: Enough
    ) -> list[Ending] | None:
        """What is open on a side and ends within each hour from the first of `hours` on, but after `now`."""
        values: dict[str, str | int] = {
            "side": side,
            "open": OfferStatus.OPEN,
            "now": to_micros(now),
            "first": to_micros(hours[0]),
            "until": to_micros(hours[-1]),
            "span": in_micros(_HOUR),
        }
        found: dict[int, list[sqlite3.Row]] = {}
        with self._ledger.surveying() as connection, unless(connection, enough):
            for row in connection.execute(_ENDING, values):
                found.setdefault(row["place"], []).append(row)
        return None if enough() else [_ending(found.get(place, ())) for place in range(len(hours) - 1)]


def _along(connection: sqlite3.Connection, index: str) -> str:
    there = connection.execute("SELECT 1 FROM sqlite_master WHERE type = 'index' AND name = ?", (index,))
    return f"INDEXED BY {index}" if there.fetchone() else "NOT INDEXED"


def _bids(connection: sqlite3.Connection, subject: Subject) -> str:
    if subject.whole:
        return _OF_THE_COLLECTION.format(_along(connection, "offers_by_collection"))
    return _OF_THE_NFT.format(_along(connection, OF_AN_NFT))


def _values(subject: Subject, first: datetime, now: datetime) -> dict[str, str | int]:
    nft = subject.nft
    return {
        "marketplace": subject.marketplace,
        "nft": folded(nft.nft_id),
        "collection": nft.collection.folded,
        "collection_id": folded(nft.collection_id),
        "open": OfferStatus.OPEN,
        "now": to_micros(now),
        "first": to_micros(first),
        "step": in_micros(_STEP),
    }


def _amounts(
    rows: Sequence[sqlite3.Row], best: Mapping[Currency, Money], days: tuple[datetime, ...]
) -> Amounts:
    highest: list[Money | None] = [None] * (len(days) - 1)
    for row in rows:
        if row["place"] >= 0:
            day = min(bisect_right(days, days[0] + row["place"] * _STEP), len(highest)) - 1
            highest[day] = max(filter(None, (highest[day], money_of(row))), key=lambda money: money.amount)
    currency = money_of(rows[0]).currency
    return Amounts(
        currency=currency,
        highest=tuple(highest),
        many=sum(row["many"] for row in rows),
        older=sum(row["many"] for row in rows if row["place"] < 0),
        best=best.get(currency),
    )


def _ending(rows: Sequence[sqlite3.Row]) -> Ending:
    return Ending(many=sum(row["many"] for row in rows), greatest=tuple(map(money_of, rows)))
