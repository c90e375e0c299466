"""What each offer is held against: the best other one that stands for the same NFT in the same money."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from tui_app.domain.money import Currency, Money
from tui_app.domain.offer import OfferStatus
from tui_app.domain.text import UntrustedText
from tui_app.ledger.instants import optional_moment, to_micros
from tui_app.ledger.offer_indexes import OF_AN_NFT

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_app.ledger.windows import OfferRow, Windows

# Behind a hundred that are called open and are over, no other is looked for: that would be to read them all.
_BESIDE = """
    SELECT mine.row_id, best.marketplace, best.currency, best.symbol, best.amount, best.expires
    FROM offers AS mine JOIN offers AS best ON best.row_id = (
        SELECT row_id FROM (
            SELECT other.row_id, other.expires FROM offers AS other INDEXED BY offers_of_an_nft
            WHERE other.nft_ids = mine.nft_ids AND other.marketplace = mine.marketplace
                AND other.currency = mine.currency AND other.shown_status = :open
                AND other.offer_id <> mine.offer_id AND NOT other.asks
            ORDER BY other.amount_key DESC LIMIT 100
        ) WHERE expires IS NULL OR expires > :now LIMIT 1
    )
    WHERE mine.nft_ids NOT IN ('', mine.collection_ids) AND mine.shown_status = :open AND NOT mine.asks
        AND (mine.expires IS NULL OR mine.expires > :now) AND mine.row_id IN
"""


class Best(NamedTuple):
    """The best other offer, and when it ends: None for never."""

    price: Money
    expires: datetime | None

    def over(self, now: datetime) -> bool:
        """Whether it stands no more, by the mere passing of time."""
        return self.expires is not None and self.expires <= now


class ComparedRows:
    """Windows of the ledger whose offers know what they are held against: what the list shows."""

    def __init__(self, windows: Windows, clock: Callable[[], datetime]) -> None:
        """`clock` gives the marketplaces' time, aware: what is past its end is no rival."""
        self._windows = windows
        self._clock = clock

    def rows(self, row_ids: Sequence[int]) -> list[OfferRow]:
        """The rows with these ids, in the order asked; at most a window's worth."""
        rows = self._windows.rows(row_ids)
        best = self._windows.best_beside(row_ids, self._clock())
        return [row._replace(best=best[row.row_id]) if row.row_id in best else row for row in rows]


def best_beside(connection: sqlite3.Connection, row_ids: Sequence[int], now: datetime) -> dict[int, Best]:
    """By row, the best other offer: highest, open, not past its end, for the same NFT in the same currency.

    Left out are rows that have none, that do not stand themselves, that name no NFT or only its
    collection, or whose price is asked and not bid. The same offer seen through another account is no
    other. Where the index is still to be made nothing is found: without it every offer would be gone
    through.
    """
    if not _indexed(connection):
        return {}
    numbers = ",".join(str(int(row_id)) for row_id in row_ids)
    values = {"open": OfferStatus.OPEN, "now": to_micros(now)}
    found = connection.execute(f"{_BESIDE} ({numbers})", values).fetchall()
    return {row["row_id"]: Best(money_of(row), optional_moment(row["expires"])) for row in found}


def _indexed(connection: sqlite3.Connection) -> bool:
    there = connection.execute("SELECT 1 FROM sqlite_master WHERE type = 'index' AND name = ?", (OF_AN_NFT,))
    return there.fetchone() is not None


def money_of(row: sqlite3.Row) -> Money:
    """The amount in a row of offers, with its marketplace's currency."""
    symbol = UntrustedText(row["symbol"])
    return Money.parse(
        row["amount"], Currency(issuer=row["marketplace"], code=row["currency"], symbol=symbol)
    )
