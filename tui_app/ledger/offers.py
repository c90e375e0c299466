"""Offers last seen: kept per account, each with the time and the refresh that saw it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from tui_app.domain.filters import searchable
from tui_app.domain.offer import Offer, OfferKey, OfferStatus, SeenOffer, Side
from tui_app.ledger.instants import from_micros, optional_micros, to_micros
from tui_app.ledger.records import offer_from, offer_text
from tui_app.ledger.store import Ledger

_COLUMNS = (
    *("account", "offer_id", "marketplace", "side", "status", "amount", "amount_key", "currency", "symbol"),
    *("placed_at", "expires", "quoted", "maker", "nft", "collection", "chain", "nft_ids", "collection_ids"),
    *("search", "hides", "snapshot", "raw", "seen_at", "generation"),
)
_UPSERT = (
    f"INSERT INTO offers ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))}) "  # noqa: S608 - our own column names
    "ON CONFLICT (account, offer_id) DO UPDATE SET "
    + ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS[2:])
)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptOffer:
    """An offer as last seen, its marketplace's JSON, and when that was."""

    row_id: int
    offer: Offer
    raw: str
    seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Refreshed:
    """When one side of one account was last read to the end."""

    account: str
    side: Side
    finished_at: datetime


class OfferShelf:
    """Reading and writing offers in the ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def begin(self, account: str, side: Side) -> int:
        """Start a refresh and return its generation, higher than any before for this list."""
        with self._ledger.writing() as connection:
            row = connection.execute(
                "INSERT INTO refreshes (account, side, generation) VALUES (?, ?, 1) "
                "ON CONFLICT (account, side) DO UPDATE SET generation = generation + 1 RETURNING generation",
                (account, side),
            ).fetchone()
        return int(row[0])

    def keep(self, seen: Iterable[SeenOffer], generation: int, at: datetime) -> None:
        """Insert or update a page of offers in one transaction."""
        rows = [_row(each, generation, at) for each in seen]
        with self._ledger.writing() as connection:
            connection.executemany(_UPSERT, rows)

    def keep_one(self, offer: Offer, at: datetime) -> None:
        """Update an offer that was read by itself; its raw JSON stays what the list said."""
        with self._ledger.writing() as connection:
            update_one(connection, offer, at)

    def finish(self, account: str, side: Side, generation: int, at: datetime) -> None:
        """A list was read to its end: open offers it no longer holds become unknown."""
        with self._ledger.writing() as connection:
            connection.execute(
                "UPDATE offers SET status = ? "
                "WHERE account = ? AND side = ? AND generation < ? AND status = ?",
                (OfferStatus.UNKNOWN, account, side, generation, OfferStatus.OPEN),
            )
            connection.execute(
                "UPDATE refreshes SET finished_at = ? WHERE account = ? AND side = ? AND generation = ?",
                (to_micros(at), account, side, generation),
            )

    def find(self, key: OfferKey) -> KeptOffer | None:
        """The offer with this key, its status as the person sees it."""
        return self._one("account = ? AND offer_id = ?", (key.account, key.offer_id))

    def at_row(self, row_id: int) -> KeptOffer | None:
        """The offer that a window named by its row."""
        return self._one("row_id = ?", (row_id,))

    def refreshed(self) -> list[Refreshed]:
        """Every list that was ever read to its end."""
        with self._ledger.reading() as connection:
            rows = connection.execute(
                "SELECT account, side, finished_at FROM refreshes WHERE finished_at IS NOT NULL"
            ).fetchall()
        return [
            Refreshed(account=account, side=Side(side), finished_at=from_micros(at))
            for account, side, at in rows
        ]

    def forget_account(self, account: str) -> None:
        """Drop what was seen through an account that is removed. Its actions stay."""
        with self._ledger.writing() as connection:
            connection.execute("DELETE FROM offers WHERE account = ?", (account,))
            connection.execute("DELETE FROM refreshes WHERE account = ?", (account,))

    def _one(self, condition: str, values: tuple[object, ...]) -> KeptOffer | None:
        with self._ledger.reading() as connection:
            row = connection.execute(
                f"SELECT row_id, snapshot, shown_status, raw, seen_at FROM offers WHERE {condition}",  # noqa: S608 - our own words
                values,
            ).fetchone()
        return None if row is None else _kept(row)


def update_one(connection: sqlite3.Connection, offer: Offer, at: datetime) -> None:
    """Write a re-read offer over its row, inside a transaction of the caller's."""
    values = dict(zip(_COLUMNS, _row(SeenOffer(offer=offer, raw=""), 0, at), strict=True))
    changed = [name for name in _COLUMNS[2:] if name not in {"raw", "generation"}]
    connection.execute(
        f"UPDATE offers SET {', '.join(f'{name} = ?' for name in changed)} "  # noqa: S608 - our own column names
        "WHERE account = ? AND offer_id = ?",
        (*(values[name] for name in changed), offer.key.account, offer.key.offer_id),
    )


def _kept(row: sqlite3.Row) -> KeptOffer:
    offer = replace(offer_from(row["snapshot"]), status=OfferStatus(row["shown_status"]))
    return KeptOffer(row_id=row["row_id"], offer=offer, raw=row["raw"], seen_at=from_micros(row["seen_at"]))


def _row(seen: SeenOffer, generation: int, at: datetime) -> tuple[Any, ...]:
    offer, nft = seen.offer, seen.offer.nft
    hides = nft.name.hides or nft.collection.hides or offer.maker.hides
    return (
        *(offer.key.account, offer.key.offer_id, offer.marketplace, offer.side, offer.status),
        *(
            offer.price.source,
            offer.price.sort_key,
            offer.price.currency.code,
            offer.price.currency.symbol.shown,
        ),
        *(to_micros(offer.placed_at), optional_micros(offer.expires), offer.quote_id is not None),
        *(offer.maker.shown, nft.name.shown, nft.collection.shown, nft.chain.shown),
        *(nft.nft_id.casefold(), nft.collection_id.casefold()),
        *(searchable(offer), hides, offer_text(offer), seen.raw, to_micros(at), generation),
    )
