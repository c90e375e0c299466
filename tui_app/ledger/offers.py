"""Offers last seen: kept per account, each with the time and the refresh that saw it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from tui_app.domain.folding import folded, searchable
from tui_app.domain.offer import Offer, OfferKey, OfferStatus, SeenOffer, Side
from tui_app.domain.unopened import Unopened
from tui_app.ledger.instants import from_micros, optional_micros, to_micros
from tui_app.ledger.records import offer_from, offer_text, storable
from tui_app.ledger.sightings import (
    GENERATION,
    SEEN_AT,
    Key,
    Sighting,
    note_unchanged,
    note_written,
    pieces,
)
from tui_app.ledger.store import Ledger
from tui_app.ledger.told_pages import Opened, ToldPage, kept_key

_COLUMNS = (
    *("account", "offer_id", "marketplace", "side", "status", "amount", "amount_key", "currency", "symbol"),
    *("placed_at", "expires", "quoted", "maker", "nft", "collection", "chain", "nft_ids", "collection_ids"),
    *("search", "hides", "asks", "first_seen", "seen_at", "told_at", "generation"),
)
_LASTING = frozenset({"account", "offer_id", "first_seen", "generation"})
_TOLD = tuple(name for name in _COLUMNS if name not in _LASTING | {"seen_at", "told_at"})
# Most offers of a refresh are as they were: their rows, and all that is indexed of them, are left alone.
_UPSERT = (
    f"INSERT INTO offers ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))}) "  # noqa: S608 - our own column names
    "ON CONFLICT (account, offer_id) DO UPDATE SET "
    f"{', '.join(f'{name} = excluded.{name}' for name in (*_TOLD, 'told_at'))} "
    f"WHERE ({', '.join(_TOLD)}) IS NOT ({', '.join(f'excluded.{name}' for name in _TOLD)})"
)
_UPSERT_RECORD = (
    "INSERT INTO offer_records (account, offer_id, snapshot, raw) VALUES (?, ?, ?, ?) "
    "ON CONFLICT (account, offer_id) DO UPDATE SET snapshot = excluded.snapshot, raw = excluded.raw "
    "WHERE (snapshot, raw) IS NOT (excluded.snapshot, excluded.raw)"
)
_MISSED = f"account = ? AND side = ? AND {GENERATION} < ? AND status = ?"


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
        """Start a refresh and return its generation, higher than any before for any list."""
        with self._ledger.writing() as connection:
            row = connection.execute("SELECT COALESCE(MAX(generation), 0) + 1 FROM refreshes").fetchone()
            connection.execute(
                "INSERT INTO refreshes (account, side, generation) VALUES (?, ?, ?) "
                "ON CONFLICT (account, side) DO UPDATE SET generation = excluded.generation",
                (account, side, row[0]),
            )
        return int(row[0])

    def keep(
        self, seen: Iterable[SeenOffer], generation: int, at: datetime, unopened: Iterable[Unopened] = ()
    ) -> list[str]:
        """Insert offers of a page, or update what changed of them, in one transaction.

        Those that did not change are noted as seen before that; of the `unopened` they are not opened, and
        of the others a sentence is returned on each that cannot be read. A crash of the machine, not of the
        program, may undo all of it: what was listed can be listed again.
        """
        page = ToldPage(seen, unopened)
        sighting = Sighting.of(generation, at)
        with self._ledger.noting() as connection:
            told = pieces(page.digests)
            others = [key for piece in told for key in note_unchanged(connection, piece, sighting)]
        opened, unreadable = page.opened((*others, *page.untold))
        if opened:
            self._write(opened, page.digests, sighting)
        return unreadable

    def _write(self, page: Sequence[Opened], digests: Mapping[Key, bytes], sighting: Sighting) -> None:
        with self._ledger.writing(lasting=False) as connection:
            connection.executemany(_UPSERT, [_row(each.offer, sighting) for each in page])
            connection.executemany(_UPSERT_RECORD, [(*each.key, each.snapshot, each.raw) for each in page])
            for piece in pieces({each.key: digests.get(each.key, b"") for each in page}):
                note_written(connection, piece, sighting)

    def keep_one(self, offer: Offer, at: datetime) -> None:
        """Update an offer that was read by itself; its raw JSON stays what the list said."""
        with self._ledger.writing() as connection:
            update_one(connection, offer, at)

    def finish(self, account: str, side: Side, generation: int, at: datetime) -> None:
        """A list was read to its end: open offers it no longer holds become unknown."""
        missed = (account, side, generation, OfferStatus.OPEN)
        # They are looked for before anybody else has to wait until they are written.
        with self._ledger.reading() as connection:
            found = connection.execute(f"SELECT row_id FROM offers WHERE {_MISSED}", missed).fetchall()  # noqa: S608 - values are bound
        with self._ledger.writing() as connection:
            connection.executemany(
                f"UPDATE offers SET status = ?, told_at = ? WHERE row_id = ? AND {_MISSED}",  # noqa: S608 - values are bound
                ((OfferStatus.UNKNOWN, to_micros(at), row["row_id"], *missed) for row in found),
            )
            connection.execute(
                "UPDATE refreshes SET finished_at = ? WHERE account = ? AND side = ? AND generation = ?",
                (to_micros(at), account, side, generation),
            )

    def find(self, key: OfferKey) -> KeptOffer | None:
        """The offer with this key, its status as the person sees it."""
        return self._one("account = ? AND offer_id = ?", (key.account, storable(key.offer_id)))

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
            for table in ("offers", "offer_records", "offer_changes", "refreshes", "noted_accounts"):
                connection.execute(f"DELETE FROM {table} WHERE account = ?", (account,))  # noqa: S608 - our own names

    def _one(self, condition: str, values: tuple[object, ...]) -> KeptOffer | None:
        with self._ledger.reading() as connection:
            row = connection.execute(
                f"SELECT row_id, snapshot, shown_status, raw, {SEEN_AT} AS seen_at "  # noqa: S608 - our own words
                f"FROM offers JOIN offer_records USING (account, offer_id) WHERE {condition}",
                values,
            ).fetchone()
        return None if row is None else _kept(row)


def update_one(connection: sqlite3.Connection, offer: Offer, at: datetime) -> None:
    """Write a re-read offer over its row, inside a transaction of the caller's."""
    values = dict(zip(_COLUMNS, _row(offer, Sighting.of(0, at)), strict=True))
    changed = [name for name in _COLUMNS if name not in _LASTING]
    connection.execute(
        f"UPDATE offers SET {', '.join(f'{name} = ?' for name in changed)} "  # noqa: S608 - our own column names
        "WHERE account = ? AND offer_id = ?",
        (*(values[name] for name in changed), *kept_key(offer.key)),
    )
    connection.execute(
        "UPDATE offer_records SET snapshot = ? WHERE account = ? AND offer_id = ?",
        (offer_text(offer), *kept_key(offer.key)),
    )


def _kept(row: sqlite3.Row) -> KeptOffer:
    offer = replace(offer_from(row["snapshot"]), status=OfferStatus(row["shown_status"]))
    return KeptOffer(row_id=row["row_id"], offer=offer, raw=row["raw"], seen_at=from_micros(row["seen_at"]))


def _row(offer: Offer, sighting: Sighting) -> tuple[Any, ...]:
    price, nft = offer.price, offer.nft
    hides = any(text.hides for text in (nft.name, nft.collection, offer.maker, price.currency.symbol))
    return (
        *(*kept_key(offer.key), offer.marketplace, offer.side, offer.status),
        *(price.source, price.sort_key, storable(price.currency.code), price.currency.symbol.shown),
        *(to_micros(offer.placed_at), optional_micros(offer.expires), offer.quote_id is not None),
        *(offer.maker.shown, nft.name.shown, nft.collection.shown, nft.chain.shown),
        *(folded(nft.nft_id), folded(nft.collection_id)),
        *(searchable(offer), hides, offer.asks, *(sighting.seen_at,) * 3, sighting.generation),
    )
