"""Windows of the ledger: a view resolves to row ids, and only the visible ones are read."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING

from tui_app.domain.money import Currency, Money
from tui_app.domain.offer import OfferKey, OfferStatus, Side
from tui_app.domain.text import UntrustedText
from tui_app.ledger.instants import from_micros, optional_moment, to_micros
from tui_app.ledger.store import Ledger

if TYPE_CHECKING:
    from tui_app.domain.filters import Filter
    from tui_app.ledger.action_windows import ActionWindows


class Sort(StrEnum):
    """What the list is ordered by; ties fall to account and id, so that order never flickers."""

    ENDS = "ends"
    PRICE = "price"
    NFT = "nft"
    COLLECTION = "collection"
    FROM = "from"
    STATUS = "status"
    PLACED = "placed"
    MARKET = "market"


# What is still running comes first, then what is past its end, then what has none, also in reverse:
# dead offers never come to the top. Each part is read along an index, so nothing is sorted.
_ENDS_PARTS = ("expires > :now", "expires <= :now", "expires IS NULL")
_ORDER: dict[Sort, tuple[str, ...]] = {
    Sort.ENDS: ("expires",),
    Sort.PRICE: ("currency, marketplace", "amount_key"),
    Sort.NFT: ("fold(nft)",),
    Sort.COLLECTION: ("fold(collection)", "fold(nft)"),
    Sort.FROM: ("fold(maker)",),
    Sort.STATUS: ("shown_status",),
    Sort.PLACED: ("placed_at",),
    Sort.MARKET: ("marketplace", "account"),
}
_ROW_COLUMNS = (
    "row_id, account, offer_id, marketplace, side, shown_status, amount, currency, symbol, "
    "placed_at, expires, maker, nft, collection, chain, hides, pending, seen_at"
)
_WINDOW = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Which offers are listed and in what order. Without status or filter, all of them."""

    side: Side
    status: OfferStatus | None = None
    wanted: Filter | None = None
    sort: Sort = Sort.ENDS
    reverse: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferRow:
    """What the list shows of one offer. `hides` marks a name with hidden characters."""

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


class Windows:
    """Answers the table's questions; every call sees the ledger as it is at one moment."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    @property
    def actions(self) -> ActionWindows:
        """The same for what was done: imported with the first look at it, which is not the first paint."""
        from tui_app.ledger.action_windows import ActionWindows

        return ActionWindows(self._ledger)

    def row_ids(self, view: View, now: datetime, *, limit: int = -1) -> array[int]:
        """The rows of the view, in order; the first `limit` where one is given.

        Eight bytes a row, whatever the row holds.
        """
        where, values = _where(view.side, view.status, view.wanted, now)
        values["now"], found = to_micros(now), array("q")
        with self._ledger.reading() as connection:
            for part in _ENDS_PARTS if view.sort is Sort.ENDS else ("TRUE",):
                values["limit"] = max(0, limit - len(found)) if limit >= 0 else limit
                ids = connection.cursor()
                ids.row_factory = None
                ids.execute(
                    f"SELECT row_id FROM offers WHERE {where} AND {part} "  # noqa: S608 - values are bound
                    f"ORDER BY {_order(view)} LIMIT :limit",
                    values,
                )
                found.extend(chain.from_iterable(ids))
        return found

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

    def counts(self, side: Side, wanted: Filter | None, now: datetime) -> dict[OfferStatus, int]:
        """How many offers of each status the filter lets through."""
        where, values = _where(side, None, wanted, now)
        with self._ledger.reading() as connection:
            found = connection.execute(
                f"SELECT shown_status, COUNT(*) FROM offers WHERE {where} GROUP BY shown_status",  # noqa: S608 - values are bound
                values,
            ).fetchall()
        return {OfferStatus(status): count for status, count in found}

    def best_open(self, nft_id: str, currency: Currency, *, other_than: OfferKey | None) -> Money | None:
        """The highest open offer for an NFT in one currency, leaving one offer out."""
        with self._ledger.reading() as connection:
            row = connection.execute(
                "SELECT amount, symbol FROM offers WHERE nft_ids = ? AND marketplace = ? AND currency = ? "
                "AND shown_status = ? AND NOT (account = ? AND offer_id = ?) "
                "ORDER BY amount_key DESC LIMIT 1",
                (
                    *(nft_id.casefold(), currency.issuer, currency.code, OfferStatus.OPEN),
                    *((other_than.account, other_than.offer_id) if other_than else ("", "")),
                ),
            ).fetchone()
        if row is None:
            return None
        return Money.parse(row["amount"], replace(currency, symbol=UntrustedText(row["symbol"])))

    def open_count(self, side: Side) -> int:
        """How many offers of this side are open."""
        with self._ledger.reading() as connection:
            row = connection.execute(
                "SELECT COUNT(*) FROM offers WHERE side = ? AND shown_status = ?", (side, OfferStatus.OPEN)
            ).fetchone()
        return int(row[0])


def _where(
    side: Side, status: OfferStatus | None, wanted: Filter | None, now: datetime
) -> tuple[str, dict[str, str | int]]:
    """A condition, and the values it names."""
    parts, values = ["side = :side"], dict[str, str | int](side=side.value)
    if status is not None:
        parts.append("shown_status = :status")
        values["status"] = status.value
    if wanted is not None and wanted.terms:
        # The language of filters is imported with the first filter: the first paint has none.
        from tui_app.ledger.conditions import condition_of

        found = condition_of(wanted, now)
        parts.append(found.sql)
        values |= found.values
    return " AND ".join(parts), values


def _order(view: View) -> str:
    turned = [f"{key} DESC" if view.reverse else key for key in _ORDER[view.sort]]
    if view.sort is Sort.PRICE:
        turned[0] = _ORDER[view.sort][0]  # amounts are compared within one currency, whichever way
    return ", ".join([*turned, "account", "offer_id"])


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
    )
